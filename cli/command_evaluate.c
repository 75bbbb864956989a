/* stance evaluate: how right a model is on labelled statements. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "cli/command.h"
#include "stance/report.h"

static const cli_usage usage = {
    "evaluate", "[option...] DATASET...",
    "Labels held-out statements with a model and reports how often it is right, with 95 % intervals.",
    "  stance evaluate -m my.stance held-out.tsv\n"
    "  stance evaluate -m my.stance --format json --min-macro-f1 0.8 held-out.jsonl\n"};

/* Arrays over the statements. */
typedef struct work {
  stance_model *model;
  stance_dataset *dataset;
  stance_text *texts;
  stance_label *answers;
  double *probabilities;
  uint32_t *truth, *predicted, *groups;
  uint8_t *confident;
  const char **labels;
} work;

static void work_release(work *w) {
  stance_dataset_free(w->dataset);
  stance_model_close(w->model);
  stance__free(w->texts);
  stance__free(w->answers);
  stance__free(w->probabilities);
  stance__free(w->truth);
  stance__free(w->predicted);
  stance__free(w->groups);
  stance__free(w->confident);
  stance__free(w->labels);
}

static stance_status fill(work *w, size_t n, size_t k, size_t threads, stance_error *error) {
  w->texts = stance__array(n, sizeof *w->texts);
  w->answers = stance__array(n, sizeof *w->answers);
  w->probabilities = stance__array(n * k, sizeof *w->probabilities);
  w->truth = stance__array(n, sizeof *w->truth);
  w->predicted = stance__array(n, sizeof *w->predicted);
  w->groups = stance__array(n, sizeof *w->groups);
  w->confident = stance__array(n, sizeof *w->confident);
  w->labels = stance__array(k, sizeof *w->labels);
  if (!w->texts || !w->answers || !w->probabilities || !w->truth || !w->predicted || !w->groups || !w->confident || !w->labels)
    return stance__fail_memory(error);
  for (size_t l = 0; l < k; l++) w->labels[l] = stance_model_label(w->model, l);
  for (size_t i = 0; i < n; i++) {
    const stance_record *r = stance_dataset_record(w->dataset, i);
    size_t label = 0;
    while (label < k && strcmp(w->labels[label], r->label) != 0) label++;
    if (label == k)
      return stance__fail(error, STANCE_DATA, r->file, r->line,
                          "the model does not know the label '%.60s'; rename it with --map-label '%.60s=...' or leave it out with "
                          "--drop-label '%.60s'",
                          r->label, r->label, r->label);
    w->truth[i] = (uint32_t)label;
    w->groups[i] = stance_dataset_group_of(w->dataset, i);
    w->texts[i] = (stance_text){r->text, r->text_length};
  }
  stance_status status = stance_label_batch(w->model, w->texts, n, threads, w->answers, w->probabilities, error);
  for (size_t i = 0; status == STANCE_OK && i < n; i++) {
    w->predicted[i] = w->answers[i].label;
    w->confident[i] = w->answers[i].confident;
  }
  return status;
}

static stance_status run(const cli_list *files, const stance_dataset_options *data, const char *model_path, size_t threads, size_t seed,
                         bool json, double *macro_f1, stance_error *error) {
  work w = {0};
  stance_metrics *metrics = NULL;
  char *text = NULL;
  stance_status status = cli_open_model(&w.model, model_path, error);
  if (status == STANCE_OK) status = stance_dataset_read(&w.dataset, files->items, files->n, data, error);
  if (status != STANCE_OK) goto out;
  size_t n = stance_dataset_size(w.dataset), k = stance_model_label_count(w.model);
  status = fill(&w, n, k, threads, error);
  if (status != STANCE_OK) goto out;
  stance_predictions p = {n, k, w.labels, w.truth, w.predicted, w.probabilities, w.groups, w.confident};
  status = stance_metrics_compute(&metrics, &p, 0, seed, error);
  if (status != STANCE_OK) goto out;
  stance_report_options options = {cli_use_color(stdout), NULL, files->items[0], model_path ? model_path : "default model"};
  status = json ? stance_metrics_json(&text, metrics, &options, error) : stance_metrics_table(&text, metrics, &options, error);
  if (status != STANCE_OK) goto out;
  fputs(text, stdout);
  if (stance_dataset_skipped(w.dataset)) fprintf(stderr, "stance: skipped %zu bad rows\n", stance_dataset_skipped(w.dataset));
  *macro_f1 = metrics->macro_f1;
out:
  stance_report_free_text(text);
  stance_metrics_free(metrics);
  work_release(&w);
  return status;
}

int cli_command_evaluate(int argc, char **argv) {
  cli_data_options data = {0};
  const char *model = NULL;
  int json = 0;
  double gate = -1, macro_f1 = 0;
  size_t threads = 0, seed = 1;
  const cli_option table[] = {
      {CLI_HEADING, NULL, 0, NULL, NULL, "output"},
      {CLI_TEXT, "model", 'm', &model, "MODEL", "the model ($STANCE_MODEL, or the default model)"},
      {CLI_CHOICE, "format", 0, &json, "table|json", "for people or programs"},
      {CLI_NUMBER, "min-macro-f1", 0, &gate, "SHARE", "exit with 5 where macro-averaged F1 is below"},
      {CLI_COUNT, "seed", 0, &seed, "N", "of the bootstrap (1)"},
      {CLI_COUNT, "threads", 0, &threads, "N", "threads (0: all cores); the report does not depend on it"},
      CLI_DATA_OPTIONS(data),
      {CLI_END, NULL, 0, NULL, NULL, NULL}};
  stance__arena arena = STANCE__ARENA_INIT;
  cli_list files;
  stance_dataset_options dataset_options;
  int code = cli_parse(&usage, table, argc, argv, &files, &arena);
  if (code == CLI_CONTINUE) code = cli_dataset_options(&dataset_options, &data, &usage, &arena);
  if (code == CLI_CONTINUE && files.n == 0) code = cli_usage_error(&usage, "no dataset named");
  if (code == CLI_CONTINUE) {
    stance_error error;
    code = (int)run(&files, &dataset_options, model, threads, seed, json != 0, &macro_f1, &error);
    if (code) cli_fail(&error);
    else code = cli_finish_output();
    if (code == 0 && macro_f1 < gate) {
      fprintf(stderr, "stance: macro-averaged F1 is %.4f, below the gate of %.4f\n", macro_f1, gate);
      code = STANCE_GATE;
    }
  }
  stance__arena_release(&arena);
  return code;
}
