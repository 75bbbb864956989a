/* The label file on disk: lines that are there, whole and synced, before anyone is told so. One server at a time. */
#ifndef STANCE_SERVE_LABEL_FILE_H
#define STANCE_SERVE_LABEL_FILE_H
#include "base/buffer.h"
#include "stance/status.h"
#include <stdbool.h>

typedef struct serve_label_file serve_label_file;

/* A line without its end; line numbers start at 1. */
typedef stance_status (*serve_line_fn)(void *context, const char *line, size_t length, long number, stance_error *error);

/* Opens or creates the file, locks it, and hands its lines to `take`, whose failure fails the opening. What stands behind the last line end
   is a line that was cut short while it was written, never acknowledged: it is moved to PATH.torn and said in `notice`. STANCE_MACHINE
   where the file cannot be used, or another server does. */
STANCE_MUST_CHECK stance_status serve_label_file_open(serve_label_file **out, const char *path, serve_line_fn take, void *context,
                                                      stance__buffer *notice, stance_error *error);
/* Appends a line (with its end), writes and syncs it: STANCE_OK is a promise. STANCE_MACHINE: it is not there, and what part of it was
   written has been, or will be before the next line, cut off. Not thread-safe. */
STANCE_MUST_CHECK stance_status serve_label_file_append(serve_label_file *file, const char *line, size_t length, stance_error *error);
/* Why the last append failed; "" where it did not. */
const char *serve_label_file_trouble(const serve_label_file *file);
void serve_label_file_close(serve_label_file *file); /* NULL does nothing */
#endif
