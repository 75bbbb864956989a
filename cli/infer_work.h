/* What `stance infer` carries through its two ways: articles, and records that are one statement each. */
#ifndef STANCE_CLI_INFER_WORK_H
#define STANCE_CLI_INFER_WORK_H
#include "base/output.h"
#include "cli/aliases.h"
#include "cli/article_inputs.h"
#include "cli/command.h"
#include "cli/infer_summary.h"
#include "cli/statement_output.h"
#include "stance/article_report.h"

typedef enum cli_infer_format { CLI_TABLE = 0, CLI_JSON, CLI_JSONL, CLI_CSV, CLI_HTML } cli_infer_format;

/* What one thread labels with. */
typedef struct cli_scratch {
  stance_labeller *labeller;
  double *probabilities; /* [label count] */
  stance_reason reasons[CLI_MOST_REASONS];
} cli_scratch;
STANCE_MUST_CHECK stance_status cli_scratch_new(cli_scratch **out, const stance_model *model, stance_error *error);
void cli_scratch_free(cli_scratch *scratch); /* NULL does nothing */

typedef struct cli_infer {
  stance_model *model;
  size_t n_reasons; /* asked for */
  cli_infer_format format;
  bool color, emit_text, explain, quiet, skip_bad;
  size_t width, threads;
  const cli_aliases *aliases;    /* NULL: none */
  cli_summary *summary;          /* NULL: statements are written one by one */
  stance_article_report *report; /* CLI_HTML: likewise */
  stance__output *file;          /* --output; NULL: standard output */
  size_t written;                /* statements so far, over all files */
  stance__buffer out;
} cli_infer;

/* Statements of an article in reading order, then in the table a line a speaker; into `out`, so that articles can be done side by side. */
STANCE_MUST_CHECK stance_status cli_article_render(stance__buffer *out, const cli_infer *w, const cli_article *article,
                                                   cli_scratch *scratch, stance_error *error);
/* --emit-text: the text alone, or with --format jsonl an object with what is known of the article. */
void cli_article_emit(stance__buffer *out, const cli_infer *w, const cli_article *article);

STANCE_MUST_CHECK stance_status cli_infer_articles(cli_infer *w, cli_inputs *inputs, stance_error *error);
STANCE_MUST_CHECK stance_status cli_infer_records(cli_infer *w, const char *path, const stance_dataset_options *options,
                                                  stance_error *error);
/* Sends w->out to standard output, or to the file that --output names. */
STANCE_MUST_CHECK stance_status cli_infer_flush(cli_infer *w, stance_error *error);
/* The same, and `more` after it. */
STANCE_MUST_CHECK stance_status cli_infer_write(cli_infer *w, const stance__buffer *more, stance_error *error);
#endif
