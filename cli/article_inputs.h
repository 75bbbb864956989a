/* The files of `stance infer` in article mode: folders opened up, then one document after the other. */
#ifndef STANCE_CLI_ARTICLE_INPUTS_H
#define STANCE_CLI_ARTICLE_INPUTS_H
#include <stdbool.h>
#include "base/arena.h"
#include "stance/document.h"

typedef struct cli_inputs {
  const char **paths; /* [n], in the arena */
  size_t n, capacity;
  double bytes;       /* of all files; 0 where one's size is not known */
  stance_document_format format;
  const char *text_field;
  /* Where reading is. */
  size_t at;
  stance_document_reader *reader;
  double read; /* bytes of the files before this one */
} cli_inputs;

/* Opens folders up: their articles (.txt .html .htm .jsonl, each also with .gz) below any depth, sorted by the bytes of their paths.
   Other files, names that start with a dot, links to folders, and what is no regular file are left out and counted on stderr, unless
   `quiet`. STANCE_DATA for a folder without articles; STANCE_MACHINE where one cannot be read. */
STANCE_MUST_CHECK stance_status cli_inputs_open(cli_inputs *in, const char *const *paths, size_t n, bool quiet, stance__arena *arena,
                                                stance_error *error);
/* As stance_document_reader_next over all files: NULL at the end; may be asked again after an error. */
STANCE_MUST_CHECK stance_status cli_inputs_next(cli_inputs *in, stance_document **document, stance_error *error);
double cli_inputs_read(const cli_inputs *in); /* bytes so far */
void cli_inputs_close(cli_inputs *in);
#endif
