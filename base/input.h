/* Reading files whole, and mapping them. "-" is standard input for stance__read_all only. */
#ifndef STANCE_BASE_INPUT_H
#define STANCE_BASE_INPUT_H
#include "base/buffer.h"
#include "stance/status.h"
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
enum { STANCE__LARGEST_FILE = 64 << 20 };
/* Appends the file's bytes. Directories and missing files are errors with a remedy (STANCE_MACHINE), more than STANCE__LARGEST_FILE bytes,
   or no end of them, STANCE_DATA. */
STANCE_MUST_CHECK stance_status stance__read_all(stance__buffer *out, const char *path, stance_error *error);
typedef struct stance__mapping {
  const unsigned char *data;
  size_t size;
} stance__mapping;
/* Maps a regular file read-only. An empty file gives size 0 and data NULL. */
STANCE_MUST_CHECK stance_status stance__map(stance__mapping *out, const char *path, stance_error *error);
void stance__unmap(stance__mapping *m);
#ifdef __cplusplus
}
#endif
#endif
