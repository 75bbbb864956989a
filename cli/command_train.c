/* stance train: reads labelled data, fits, cross-validates, writes the model. */
#include <string.h>

#include "cli/command.h"
#include "cli/libsvm_guard.h"
#include "stance/train.h"

static const cli_usage usage = {
    "train", "[option...] DATASET... -o MODEL",
    "Fits a support vector machine on labelled statements (TSV, CSV, JSONL, fastText lines, each also .gz; - is\n"
    "standard input), cross-validates and calibrates it, and writes the model with its card.",
    "  stance train statements.tsv -o my.stance\n"
    "  stance train --tune statements.tsv -o my.stance\n"
    "  stance train --words 1-2 --stems none --chars none --lexicon none --cost 1 coded.jsonl -o my.stance\n"
    "  stance train --text-field sentence --label-field code --map-label 3=conciliatory \\\n"
    "      --map-label 17=uncompromising --drop-label 0 coded.csv -o my.stance\n"};

static void print_curve(const stance_training *training) {
  size_t n;
  const stance_curve_point *points = stance_training_curve(training, &n);
  for (size_t i = 0; i < n; i++)
    fprintf(stderr, "%s%6zu statements: macro-F1 %.3f\n", i ? "          " : "learning  ", points[i].n, points[i].macro_f1);
}

static void print_folds(const stance_training_summary *s) {
  double sum = 0;
  if (s->n_held_out) {
    fprintf(stderr,
            "held out  %zu statements, a fifth, seeded: the figures are of a model fitted on the rest; the one written saw them all\n",
            s->n_held_out);
    return;
  }
  fprintf(stderr, "folds    ");
  for (size_t i = 0; i < s->folds; i++) {
    sum += s->fold_macro_f1[i];
    fprintf(stderr, " %.3f", s->fold_macro_f1[i]);
  }
  fprintf(stderr, ", mean %.3f: macro-averaged F1, each on statements its fold did not see\n", sum / (double)s->folds);
}

static void print_summary(const stance_training *training, const stance_dataset *dataset, const char *path) {
  stance_training_summary s = stance_training_summarise(training);
  const stance_metrics *m = stance_training_metrics(training);
  stance_duplicates d = stance_dataset_duplicates(dataset);
  fprintf(stderr, "read      %zu statements", stance_dataset_size(dataset));
  for (size_t i = 0; i < m->n_labels; i++) fprintf(stderr, "%s%zu %s", i ? ", " : ": ", s.label_counts[i], m->labels[i]);
  if (s.n_neither) fprintf(stderr, ", %zu neither", s.n_neither);
  fprintf(stderr, "; %zu groups\n", stance_dataset_group_count(dataset));
  if (stance_dataset_skipped(dataset)) fprintf(stderr, "skipped   %zu bad rows\n", stance_dataset_skipped(dataset));
  if (stance_dataset_dropped(dataset)) fprintf(stderr, "dropped   %zu rows by label\n", stance_dataset_dropped(dataset));
  if (d.exact + d.near)
    fprintf(stderr,
            "warning   %zu repeated and %zu nearly repeated statements (%zu with another label); each is kept on one side of every split\n",
            d.exact, d.near, d.conflicts);
  fprintf(stderr, "machine   %s, C %g: %s\n", s.solver, s.c, s.reason);
  fprintf(stderr, "features  %zu terms; %zu support vectors\n", s.n_terms, s.n_support);
  if (s.candidates > 1) fprintf(stderr, "tuning    tried %zu of %zu feature options; chose '%s'\n", s.tried, s.candidates, s.features_name);
  print_folds(&s);
  fprintf(stderr, "macro-F1  %.3f over all of them, 95%% interval %.3f to %.3f%s\n", m->macro_f1, m->macro_f1_ci95.low,
          m->macro_f1_ci95.high, s.nested ? "; nested: on folds that no choice looked at" : "");
  fprintf(stderr, "accuracy  %.3f, 95%% interval %.3f to %.3f; majority baseline %.3f; on its own training data %.3f\n", m->accuracy,
          m->accuracy_ci95.low, m->accuracy_ci95.high, m->majority_accuracy, s.training_accuracy);
  fprintf(stderr, "threshold %.3f: %.0f %% of answers are confident, %.1f %% of them right\n", s.threshold, m->coverage * 100,
          m->confident_accuracy * 100);
  if (s.n_neither)
    fprintf(stderr, "neither   %.0f %% of the statements that take no stance are not confident; area under the ROC curve %.3f\n",
            s.neither_rejected * 100, s.neither_auc);
  print_curve(training);
  fprintf(stderr, "wrote     %s\n", path);
}

/* A stance_progress_fn for a program that watches: a line where a percent or the phase has changed. */
typedef struct progress_lines {
  char phase[64];
  int percent;
} progress_lines;

static int write_progress(void *context, const char *phase, double done, double total) {
  progress_lines *last = context;
  int percent = total > 0 ? (int)(done / total * 100) : 0;
  if (percent == last->percent && strcmp(phase, last->phase) == 0) return 0;
  snprintf(last->phase, sizeof last->phase, "%s", phase);
  last->percent = percent;
  fprintf(stderr, "progress\t%s\t%d.%02d\n", phase, percent / 100, percent % 100);
  return 0;
}

static int train(const cli_list *files, const stance_dataset_options *data, const stance_train_options *given, const char *path, bool quiet,
                 bool lines) {
  stance_error error;
  stance_dataset *dataset = NULL;
  stance_training *training = NULL;
  cli_progress progress;
  progress_lines written = {"", -1};
  cli_guard_libsvm();
  cli_progress_start(&progress, quiet || lines);
  stance_train_options options = *given;
  options.progress = lines ? write_progress : cli_progress_report;
  options.progress_context = lines ? (void *)&written : (void *)&progress;
  stance_status status = stance_dataset_read(&dataset, files->items, files->n, data, &error);
  if (status == STANCE_OK) status = stance_train(&training, dataset, &options, &error);
  if (status == STANCE_OK) status = stance_training_save(training, path, &error);
  cli_progress_clear(&progress);
  if (status != STANCE_OK)
    cli_fail(&error);
  else if (!quiet)
    print_summary(training, dataset, path);
  stance_training_free(training);
  stance_dataset_free(dataset);
  return (int)status;
}

int cli_command_train(int argc, char **argv) {
  cli_data_options data = {0};
  cli_feature_options features = CLI_FEATURE_OPTIONS_INIT;
  stance_train_options options = STANCE_TRAIN_OPTIONS_INIT;
  cli_numbers cost = {NULL, 0};
  const char *path = NULL;
  int solver = STANCE_SOLVER_AUTO, kernel = STANCE_KERNEL_LINEAR, class_weight = STANCE_WEIGHT_NONE;
  size_t seed = 1;
  bool quiet = false, lines = false;
  const cli_option table[] = {
      {CLI_HEADING, NULL, 0, NULL, NULL, "output"},
      {CLI_TEXT, "output", 'o', &path, "MODEL", "where to write the model"},
      {CLI_TEXT, "name", 0, &options.name, "TEXT", "name of the training data, for the card"},
      {CLI_TEXT, "note", 0, &options.note, "TEXT", "free text for the card"},
      {CLI_FLAG, "quiet", 'q', &quiet, NULL, "say nothing but errors"},
      {CLI_FLAG, "progress-lines", 0, &lines, NULL, "for programs: progress<TAB>PHASE<TAB>SHARE lines on standard error"},
      CLI_DATA_OPTIONS(data),
      CLI_FEATURE_OPTIONS(features),
      {CLI_HEADING, NULL, 0, NULL, NULL, "machine"},
      {CLI_NUMBERS, "cost", 'c', &cost, "C[,C...]", "cost; of several the one with the best macro-F1 is chosen (0.1,0.25,0.5,1,2)"},
      {CLI_CHOICE, "solver", 0, &solver, "auto|libsvm|descent", "libsvm on a Gram matrix, or coordinate descent"},
      {CLI_CHOICE, "kernel", 0, &kernel, "linear|rbf", "kernel (linear)"},
      {CLI_NUMBER, "gamma", 0, &options.gamma, "G", "of the rbf kernel (1)"},
      {CLI_CHOICE, "class-weight", 0, &class_weight, "none|balanced", "balanced weighs rare labels up (none)"},
      {CLI_COUNT, "folds", 0, &options.folds, "K", "folds of the cross-validation (5); 1: a held-out fifth instead, faster"},
      {CLI_COUNT, "seed", 0, &seed, "N", "of folds and solvers (1)"},
      {CLI_COUNT, "threads", 0, &options.threads, "N", "threads (0: all cores); the model does not depend on it"},
      {CLI_SIZE, "memory-limit", 0, &options.memory_limit, "BYTES", "for Gram matrices (half of the memory); K, M, G"},
      {CLI_HEADING, NULL, 0, NULL, NULL, "tuning"},
      {CLI_FLAG, "tune", 0, &options.tune, NULL, "try variants of the feature options too; the figure reported is nested"},
      {CLI_COUNT, "trials", 0, &options.trials, "N", "of the variants (0: all)"},
      {CLI_NUMBER, "budget", 0, &options.budget, "SECONDS", "start no further variant after these; runs may then differ (0: none)"},
      {CLI_FLAG, "learning-curve", 0, &options.learning_curve, NULL, "accuracy against training size: would more labels help?"},
      {CLI_NUMBER, "confidence", 0, &options.confidence, "SHARE", "of confident answers that should be right (0.9)"},
      {CLI_END, NULL, 0, NULL, NULL, NULL}};
  stance__arena arena = STANCE__ARENA_INIT;
  cli_list files;
  stance_dataset_options dataset_options;
  int code = cli_parse(&usage, table, argc, argv, &files, &arena);
  if (code == CLI_CONTINUE) code = cli_dataset_options(&dataset_options, &data, &usage, &arena);
  if (code == CLI_CONTINUE && files.n == 0) code = cli_usage_error(&usage, "no dataset named");
  if (code == CLI_CONTINUE && !path) code = cli_usage_error(&usage, "where should the model go? name it with -o MODEL");
  if (code == CLI_CONTINUE) {
    cli_finish_features(&features);
    options.features = features.features;
    options.c = cost.items;
    options.n_c = cost.n;
    options.solver = (stance_solver)solver;
    options.kernel = (stance_kernel)kernel;
    options.class_weight = (stance_class_weight)class_weight;
    options.seed = seed;
    dataset_options.threads = options.threads;
    code = train(&files, &dataset_options, &options, path, quiet, lines);
  }
  stance__arena_release(&arena);
  return code;
}
