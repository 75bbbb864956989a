/* The commands and what they share. A command returns the exit code. */
#ifndef STANCE_CLI_COMMAND_H
#define STANCE_CLI_COMMAND_H
#include "cli/options.h"
#include "stance/dataset.h"
#include "stance/features.h"
#include "stance/model.h"
#include <stdbool.h>
#include <stdio.h>

int cli_command_train(int argc, char **argv);
int cli_command_infer(int argc, char **argv);
int cli_command_evaluate(int argc, char **argv);
int cli_command_features(int argc, char **argv);
int cli_command_inspect(int argc, char **argv);
int cli_command_serve(int argc, char **argv);

/* Says the error on stderr, "stance: file:line: what", and returns its exit code. */
int cli_fail(const stance_error *error);

/* --text-field and its kin, shared by every command that reads labelled data. */
typedef struct cli_data_options {
  const char *text_field, *label_field, *group_field;
  cli_list maps, drops;
  bool skip_bad;
} cli_data_options;
#define CLI_DATA_OPTIONS(d)                                                                                                                \
  {CLI_HEADING, NULL, 0, NULL, NULL, "data"}, {CLI_TEXT, "text-field", 0, &(d).text_field, "NAME", "column of the text (text)"},           \
      {CLI_TEXT, "label-field", 0, &(d).label_field, "NAME", "column of the label (label)"},                                               \
      {CLI_TEXT, "group-field", 0, &(d).group_field, "NAME", "column of the group, an article or speech (group)"},                         \
      {CLI_LIST, "map-label", 0, &(d).maps, "FROM=TO", "read label FROM as TO; may be repeated"},                                          \
      {CLI_LIST, "drop-label", 0, &(d).drops, "LABEL", "leave out statements with this label; may be repeated"}, {                         \
    CLI_FLAG, "skip-bad", 0, &(d).skip_bad, NULL, "skip, count and report bad rows instead of stopping"                                    \
  }
/* CLI_CONTINUE, or 2 after saying why. */
int cli_dataset_options(stance_dataset_options *out, const cli_data_options *from, const cli_usage *usage, stance__arena *arena);

/* --words and its kin. */
typedef struct cli_feature_options {
  stance_feature_options features;
  uint32_t words[2], stems[2], chars[2];
  size_t min_df, max_terms, select, hash_bits, hash_seed;
  int tf, weight, lexicon;
} cli_feature_options;
#define CLI_FEATURE_OPTIONS_INIT                                                                                                           \
  { STANCE_FEATURE_OPTIONS_INIT, {0, 0}, {1, 3}, {3, 5}, 1, 0, 0, 0, 1, STANCE_TF_BINARY, STANCE_TERMS_LCR_IDF, 1 }
#define CLI_FEATURE_OPTIONS(f)                                                                                                             \
  {CLI_HEADING, NULL, 0, NULL, NULL, "features"},                                                                                          \
      {CLI_RANGE, "words", 0, (f).words, "N-M", "word n-grams of these lengths, or none (none)"},                                          \
      {CLI_RANGE, "stems", 0, (f).stems, "N-M", "n-grams of English stems, or none (1-3)"},                                                \
      {CLI_RANGE, "chars", 0, (f).chars, "N-M", "character n-grams within words, or none (3-5)"},                                          \
      {CLI_CHOICE, "lexicon", 0, &(f).lexicon, "none|stance", "classes of the stance lexicon (stance)"},                                   \
      {CLI_CHOICE, "tf", 0, &(f).tf, "binary|count|log", "term frequency; log is 1 + ln tf (binary)"},                                     \
      {CLI_CHOICE,  "term-weight",          0,                                                                                             \
       &(f).weight, "none|idf|lcr|lcr+idf", "inverse document frequency, log-count ratio, or both side by side (lcr+idf)"},                \
      {CLI_NUMBER, "smoothing", 0, &(f).features.smoothing, "A", "added to counts in log-count ratios (0.3)"},                             \
      {CLI_NUMBER, "lexicon-weight", 0, &(f).features.lexicon_weight, "W", "of the lexicon beside the terms' 1 (0.5)"},                    \
      {CLI_NUMBER, "norm", 0, &(f).features.norm, "P", "rows are divided by their length to this power, 0 to 1 (1)"},                      \
      {CLI_COUNT, "min-df", 0, &(f).min_df, "N", "drop terms of fewer statements (1)"},                                                    \
      {CLI_NUMBER, "max-df", 0, &(f).features.max_df, "SHARE", "drop terms of more than this share of statements (1)"},                    \
      {CLI_COUNT, "max-terms", 0, &(f).max_terms, "N", "keep the commonest N terms (0: all)"},                                             \
      {CLI_COUNT, "select", 0, &(f).select, "N", "keep the N terms that tell the label best, by chi-square (0: all)"},                     \
      {CLI_COUNT,      "hash-bits", 0,                                                                                                     \
       &(f).hash_bits, "N",         "feature hashing into 2^N columns, 8 to 28: for vocabularies without bound (0: a column a term)"},     \
  {                                                                                                                                        \
    CLI_COUNT, "hash-seed", 0, &(f).hash_seed, "N", "of the hash and its signs (1)"                                                        \
  }
void cli_finish_features(cli_feature_options *f);

/* The model to use: `asked` (may be NULL), $STANCE_MODEL, default.stance beside the program, the installed one. */
stance_status cli_open_model(stance_model **out, const char *asked, stance_error *error);
/* What a report calls that model. */
const char *cli_model_name(const char *asked);
enum { CLI_LONGEST_PATH = 4096 };
/* The path of `place` beside the running program, links to which are followed. False where the system does not say which program runs. */
bool cli_program_path(char out[2 * CLI_LONGEST_PATH], const char *place);
/* True where `out` is a terminal and NO_COLOR is not set. */
bool cli_use_color(FILE *out);
/* Columns of the terminal on stdout: $COLUMNS, the terminal itself, or 80. */
size_t cli_terminal_width(void);
/* A stance_progress_fn: a bar on stderr with rate and time left; context is a cli_progress. */
typedef struct cli_progress {
  bool on;
  double began, shown;
} cli_progress;
void cli_progress_start(cli_progress *p, bool quiet);
int cli_progress_report(void *context, const char *phase, double done, double total);
void cli_progress_clear(cli_progress *p);
/* Flushes stdout; 0, or 1 after saying that it could not be written. */
int cli_finish_output(void);
#endif
