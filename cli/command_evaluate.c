/* stance evaluate: how right a model is on labelled statements, whether another is better, or how far annotators agree. */
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/output.h"
#include "cli/evaluate_work.h"

static const cli_usage usage = {"evaluate", "[option...] DATASET...",
                                "Labels held-out statements with a model and reports how often it is right, with 95 % intervals; or\n"
                                "compares two models; or reports how far annotators agree.",
                                "  stance evaluate -m my.stance held-out.tsv\n"
                                "  stance evaluate -m my.stance --by speaker --errors 10 held-out.jsonl\n"
                                "  stance evaluate -m my.stance --compare other.stance --format markdown held-out.tsv\n"
                                "  stance evaluate -m my.stance --by speaker --format html -o report.html held-out.jsonl\n"
                                "  stance evaluate -m my.stance --format json --min-macro-f1 0.8 held-out.jsonl\n"
                                "  stance evaluate --annotators ana,ben,cleo coded.csv\n"};

/* Both models must choose between the same labels. */
static stance_status check_labels(const stance_model *first, const stance_model *second, const char *path, stance_error *error) {
  size_t k = stance_model_label_count(first);
  bool same = stance_model_label_count(second) == k;
  for (size_t l = 0; same && l < k; l++) same = strcmp(stance_model_label(first, l), stance_model_label(second, l)) == 0;
  if (same) return STANCE_OK;
  return stance__fail(error, STANCE_USAGE, path, 0,
                      "has other labels than the model it is compared with; compare models of the same labels");
}

static stance_status judge_models(char **text, double *macro_f1, size_t *skipped, const cli_list *files, const stance_dataset_options *data,
                                  const cli_evaluate *o, const stance_report_options *report, stance__arena *arena, stance_error *error) {
  stance_dataset_options read = *data;
  read.threads = o->threads;
  cli_slice_field(&read, &o->by);
  const stance_evaluate_options options = {.threads = o->threads, .seed = o->seed};
  stance_model *model = NULL, *other = NULL;
  stance_dataset *dataset = NULL;
  stance_judgement *first = NULL, *second = NULL;
  stance_slices *slices = NULL;
  stance_comparison *comparison = NULL;
  stance_status status = cli_open_model(&model, o->model, error);
  if (status == STANCE_OK && o->compare) status = stance_model_open(&other, o->compare, error);
  if (status == STANCE_OK && o->compare) status = check_labels(model, other, o->compare, error);
  if (status == STANCE_OK) status = stance_dataset_read(&dataset, files->items, files->n, &read, error);
  if (status == STANCE_OK) status = stance_evaluate(&first, model, dataset, &options, error);
  if (status == STANCE_OK && o->compare) status = stance_evaluate(&second, other, dataset, &options, error);
  if (status != STANCE_OK) goto out;

  stance_evaluation e = *stance_judgement_evaluation(first);
  const stance_predictions *answers = e.model.predictions;
  *skipped = stance_dataset_skipped(dataset);
  *macro_f1 = e.model.metrics ? e.model.metrics->macro_f1 : (double)NAN;
  e.other_name = o->compare;
  if (second) e.other = stance_judgement_evaluation(second)->model;
  if (answers->n) {
    status = cli_adjust_shares(&e.shares, &e, stance_dataset_group_count(dataset), o->seed, arena, error);
    if (status == STANCE_OK && o->by) status = cli_slice(&slices, first, dataset, o->by, o->seed, arena, error);
    if (status == STANCE_OK && second) status = stance_comparison_compute(&comparison, answers, e.other.predictions, 0, o->seed, error);
    if (status == STANCE_OK && o->n_errors) {
      e.has_mistakes = true;
      status = cli_explain_mistakes(&e.mistakes, &e.n_mistakes, &e, o->n_errors, arena, error);
    }
    if (status != STANCE_OK) goto out;
  }
  e.slices = slices;
  e.comparison = comparison;
  status = stance_evaluation_render(text, &e, o->format, report, error);
out:
  stance_comparison_free(comparison);
  stance_slices_free(slices);
  stance_judgement_free(second);
  stance_judgement_free(first);
  stance_dataset_free(dataset);
  stance_model_close(other);
  stance_model_close(model);
  return status;
}

static stance_status write_file(const char *path, const char *text, stance_error *error) {
  stance__output *file = NULL;
  stance_status status = stance__output_open(&file, path, error);
  if (status != STANCE_OK) return status;
  status = stance__output_write(file, text, strlen(text), error);
  if (status == STANCE_OK) return stance__output_commit(file, error);
  stance__output_abort(file);
  return status;
}

/* "a.tsv, b.tsv" */
static const char *joined(const cli_list *files, stance__arena *arena) {
  stance__buffer all = STANCE__BUFFER_INIT;
  for (size_t i = 0; i < files->n; i++) {
    stance__buffer_puts(&all, i ? ", " : "");
    stance__buffer_puts(&all, files->items[i]);
  }
  const char *text = all.failed ? NULL : stance__arena_copy(arena, all.data, all.length);
  stance__buffer_release(&all);
  return text ? text : files->items[0];
}

int cli_command_evaluate(int argc, char **argv) {
  cli_data_options data = {0};
  cli_evaluate options = {.seed = 1, .n_errors = CLI_ERRORS_UNSAID};
  const char *annotators = NULL, *output = NULL;
  int format = STANCE_REPORT_TABLE;
  double gate = -1, macro_f1 = 0;
  const cli_option table[] = {
      {CLI_HEADING, NULL, 0, NULL, NULL, "what is judged"},
      {CLI_TEXT, "model", 'm', &options.model, "MODEL", "the model ($STANCE_MODEL, or the default model)"},
      {CLI_TEXT, "compare", 0, &options.compare, "MODEL", "another model on the same statements: McNemar's exact test, differing answers"},
      {CLI_TEXT, "annotators", 0, &annotators, "A,B,...", "no model: agreement between these columns of labels"},
      {CLI_HEADING, NULL, 0, NULL, NULL, "output"},
      {CLI_TEXT, "by", 0, &options.by, "FIELD", "figures for each speaker, kind, group, or other column"},
      {CLI_COUNT, "errors", 0, &options.n_errors, "N", "the N most confident mistakes, with the terms that caused them (0; 10 on a page)"},
      {CLI_CHOICE, "format", 0, &format, "table|json|csv|markdown|html", "for people or programs; html: a page with plots (table)"},
      {CLI_TEXT, "output", 'o', &output, "FILE", "write there instead of to standard output; appears whole or not at all"},
      {CLI_NUMBER, "min-macro-f1", 0, &gate, "SHARE", "exit with 5 where macro-averaged F1 is below"},
      {CLI_COUNT, "seed", 0, &options.seed, "N", "of the bootstrap (1)"},
      {CLI_COUNT, "threads", 0, &options.threads, "N", "threads (0: all cores); the report does not depend on it"},
      CLI_DATA_OPTIONS(data),
      {CLI_END, NULL, 0, NULL, NULL, NULL}};
  stance__arena arena = STANCE__ARENA_INIT;
  cli_list files, names = {NULL, 0};
  stance_dataset_options dataset_options;
  char *text = NULL;
  int code = cli_parse(&usage, table, argc, argv, &files, &arena);
  if (code == CLI_CONTINUE) code = cli_dataset_options(&dataset_options, &data, &usage, &arena);
  if (code == CLI_CONTINUE && files.n == 0) code = cli_usage_error(&usage, "no dataset named");
  if (code == CLI_CONTINUE && annotators) {
    if (options.model || options.compare || options.by || options.n_errors != CLI_ERRORS_UNSAID || gate >= 0)
      code = cli_usage_error(&usage, "--annotators judges no model: leave out --model, --compare, --by, --errors, --min-macro-f1");
    else
      code = cli_annotator_names(&names, annotators, &usage, &arena);
  }
  if (code == CLI_CONTINUE) {
    stance_error error;
    size_t skipped = 0;
    options.format = (stance_report_format)format;
    if (options.n_errors == CLI_ERRORS_UNSAID) options.n_errors = options.format == STANCE_REPORT_HTML ? CLI_ERRORS_ON_A_PAGE : 0;
    if (output && strcmp(output, "-") == 0) output = NULL;
    stance_report_options report = {
        .color = !output && cli_use_color(stdout), .width = cli_terminal_width(), .dataset = joined(&files, &arena)};
    report.model = cli_model_name(options.model);
    code = (int)(annotators ? cli_evaluate_annotators(&text, &skipped, &files, &dataset_options, &names, &options, &report, &error)
                            : judge_models(&text, &macro_f1, &skipped, &files, &dataset_options, &options, &report, &arena, &error));
    if (!code && output) code = (int)write_file(output, text, &error);
    if (code) {
      cli_fail(&error);
    } else {
      if (!output) {
        fputs(text, stdout);
        code = cli_finish_output();
      }
      if (skipped) fprintf(stderr, "stance: skipped %zu bad rows\n", skipped);
    }
    if (code == 0 && gate >= 0 && !(macro_f1 >= gate)) {
      if (isnan(macro_f1))
        fputs("stance: no statement has a stance, so the gate is not met\n", stderr);
      else
        fprintf(stderr, "stance: macro-averaged F1 is %.4f, below the gate of %.4f\n", macro_f1, gate);
      code = STANCE_GATE;
    }
  }
  stance_report_free_text(text);
  stance__arena_release(&arena);
  return code;
}
