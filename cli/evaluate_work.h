/* What the parts of `stance evaluate` share. */
#ifndef STANCE_CLI_EVALUATE_WORK_H
#define STANCE_CLI_EVALUATE_WORK_H
#include "cli/command.h"
#include "stance/report.h"

enum { CLI_ERRORS_ON_A_PAGE = 10 };
#define CLI_ERRORS_UNSAID SIZE_MAX
/* What was asked for. */
typedef struct cli_evaluate {
  const char *model, *compare; /* compare NULL: one model alone */
  const char *by;              /* NULL: no slices */
  size_t n_errors;             /* CLI_ERRORS_UNSAID: the format's own number */
  size_t seed, threads;
  stance_report_format format;
} cli_evaluate;

/* The statements to judge: those with a stance come first, those labelled `neither` after them. */
typedef struct cli_statements {
  stance_dataset *dataset;
  const char **labels; /* [n_labels] of the model */
  size_t n_labels;
  size_t n, n_neither;
  size_t *record;                      /* [n + n_neither] numbers in the dataset */
  stance_text *texts;                  /* [n + n_neither] */
  stance_report_statement *statements; /* [n] */
  uint32_t *truth, *groups;            /* [n] */
} cli_statements;
/* Reads the files and finds each statement's label among the model's; STANCE_DATA where it is not there. */
STANCE_MUST_CHECK stance_status cli_statements_read(cli_statements *s, const cli_list *files, const stance_dataset_options *data,
                                                    const stance_model *model, stance_error *error);
void cli_statements_release(cli_statements *s);

/* One model and its answers. */
typedef struct cli_judged {
  stance_model *model;
  stance_label *answers; /* [n + n_neither] */
  double *probabilities; /* [n + n_neither][n_labels] */
  uint32_t *predicted;   /* [n] */
  uint8_t *confident;    /* [n] */
  stance_predictions predictions;
  stance_metrics *metrics; /* NULL where n is 0 */
  stance_neither_count neither;
} cli_judged;
/* Labels the statements with judged->model and computes its metrics. */
STANCE_MUST_CHECK stance_status cli_judge(cli_judged *judged, const cli_statements *s, const cli_evaluate *options, stance_error *error);
void cli_judged_release(cli_judged *judged);

/* The most confident mistakes with their terms; both arrays come from the arena. */
STANCE_MUST_CHECK stance_status cli_explain_mistakes(const stance_report_mistake **out, size_t *found, const cli_judged *judged,
                                                     const cli_statements *s, size_t n, stance__arena *arena, stance_error *error);
/* Shares of labels, corrected by the model's out-of-fold confusion; from the arena. */
STANCE_MUST_CHECK stance_status cli_adjust_shares(const stance_share **out, const cli_judged *judged, const cli_statements *s, size_t seed,
                                                  stance__arena *arena, stance_error *error);

/* The whole of `--annotators`: *text is the rendered report. */
STANCE_MUST_CHECK stance_status cli_evaluate_annotators(char **text, size_t *skipped, const cli_list *files,
                                                        const stance_dataset_options *data, const cli_list *annotators,
                                                        const cli_evaluate *options, const stance_report_options *report,
                                                        stance_error *error);
/* Cuts "A,B,C" at its commas. CLI_CONTINUE, or 2 after saying what is wrong with the list. */
int cli_annotator_names(cli_list *out, const char *text, const cli_usage *usage, stance__arena *arena);
#endif
