/* What the parts of `stance evaluate` share. */
#ifndef STANCE_CLI_EVALUATE_WORK_H
#define STANCE_CLI_EVALUATE_WORK_H
#include "cli/command.h"
#include "stance/evaluate.h"

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

/* Slices are by the records' speaker, kind or group, or by another field, which the files are then read with; *by NULL: by none. */
void cli_slice_field(stance_dataset_options *data, const char *const *by);
/* Figures for each value of the field, freed with stance_slices_free; STANCE_DATA where no statement has it. */
STANCE_MUST_CHECK stance_status cli_slice(stance_slices **out, const stance_judgement *judgement, const stance_dataset *dataset,
                                          const char *by, size_t seed, stance__arena *arena, stance_error *error);
/* The most confident mistakes with their terms; both arrays come from the arena. */
STANCE_MUST_CHECK stance_status cli_explain_mistakes(const stance_report_mistake **out, size_t *found, const stance_evaluation *judged,
                                                     size_t n, stance__arena *arena, stance_error *error);
/* Shares of labels, corrected by the model's out-of-fold confusion; from the arena. */
STANCE_MUST_CHECK stance_status cli_adjust_shares(const stance_share **out, const stance_evaluation *judged, size_t groups, size_t seed,
                                                  stance__arena *arena, stance_error *error);

/* The whole of `--annotators`: *text is the rendered report. */
STANCE_MUST_CHECK stance_status cli_evaluate_annotators(char **text, size_t *skipped, const cli_list *files,
                                                        const stance_dataset_options *data, const cli_list *annotators,
                                                        const cli_evaluate *options, const stance_report_options *report,
                                                        stance_error *error);
/* Cuts "A,B,C" at its commas. CLI_CONTINUE, or 2 after saying what is wrong with the list. */
int cli_annotator_names(cli_list *out, const char *text, const cli_usage *usage, stance__arena *arena);
#endif
