/* stance infer --format html: articles with their labels go into a report as they come, which is written at the end. */
#ifndef STANCE_CLI_INFER_REPORT_H
#define STANCE_CLI_INFER_REPORT_H
#include "cli/infer_work.h"

/* The labels of one article. */
typedef struct cli_answers {
  stance_labelled_statement *statements; /* [statement count] */
  stance_reason *reasons;                /* of all of them */
} cli_answers;
/* Labels all statements; `reasons`: with the terms that weighed most. Runs on any thread. */
STANCE_MUST_CHECK stance_status cli_answers_make(cli_answers *out, const cli_infer *w, const cli_article *article, cli_scratch *scratch,
                                                 bool reasons, stance_error *error);
void cli_answers_release(cli_answers *answers); /* fine on zeroes */

/* `model` is what the page calls it. */
STANCE_MUST_CHECK stance_status cli_report_new(cli_infer *w, const char *model, size_t full_articles, stance_error *error);
/* Articles are to come in the order of the input. */
STANCE_MUST_CHECK stance_status cli_report_add(cli_infer *w, const cli_article *article, const cli_answers *answers, bool foreign,
                                               stance_error *error);
/* Puts the page into w->out. */
STANCE_MUST_CHECK stance_status cli_report_finish(cli_infer *w, stance_error *error);
#endif
