/* What `stance infer` carries through its two ways: articles, and records that are one statement each. */
#ifndef STANCE_CLI_INFER_WORK_H
#define STANCE_CLI_INFER_WORK_H
#include "cli/command.h"
#include "cli/statement_output.h"

typedef enum cli_infer_format { CLI_TABLE = 0, CLI_JSON, CLI_JSONL, CLI_CSV } cli_infer_format;

typedef struct cli_infer {
  stance_model *model;
  stance_labeller *labeller;
  double *probabilities;                    /* [label count] */
  stance_reason reasons[CLI_MOST_REASONS];
  size_t n_reasons;                         /* asked for */
  cli_infer_format format;
  bool color, emit_text, explain;
  size_t width;
  size_t written; /* statements so far, over all files */
  stance__buffer out;
} cli_infer;

STANCE_MUST_CHECK stance_status cli_infer_article(cli_infer *w, const char *path, stance_error *error);
STANCE_MUST_CHECK stance_status cli_infer_records(cli_infer *w, const char *path, const stance_dataset_options *options,
                                                  stance_error *error);
/* Sends w->out to standard output. */
STANCE_MUST_CHECK stance_status cli_infer_flush(cli_infer *w, stance_error *error);
#endif
