/* The statements that `stance evaluate` judges, and a model's answers to them. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "cli/evaluate_work.h"

/* Rows of this label take no stance. Where the model has no such label they are counted apart. */
static const char NEITHER[] = "neither";

void cli_statements_release(cli_statements *s) {
  stance_dataset_free(s->dataset);
  stance__free(s->labels);
  stance__free(s->record);
  stance__free(s->texts);
  stance__free(s->statements);
  stance__free(s->truth);
  stance__free(s->groups);
}

/* The label's number among the model's, or their count. */
static size_t label_number(const cli_statements *s, const char *label) {
  size_t number = 0;
  while (number < s->n_labels && strcmp(s->labels[number], label) != 0) number++;
  return number;
}

static stance_status sort_records(cli_statements *s, stance_error *error) {
  size_t all = stance_dataset_size(s->dataset);
  for (size_t i = 0; i < all; i++) {
    const stance_record *r = stance_dataset_record(s->dataset, i);
    size_t label = label_number(s, r->label);
    if (label == s->n_labels && strcmp(r->label, NEITHER) == 0) {
      s->record[all - ++s->n_neither] = i; /* from the end: turned round below */
      continue;
    }
    if (label == s->n_labels)
      return stance__fail(error, STANCE_DATA, r->file, r->line,
                          "the model does not know the label '%.60s'; rename it with --map-label '%.60s=...' or leave it out with "
                          "--drop-label '%.60s'",
                          r->label, r->label, r->label);
    s->truth[s->n] = (uint32_t)label;
    s->groups[s->n] = stance_dataset_group_of(s->dataset, i);
    s->statements[s->n] = (stance_report_statement){r->text, r->file, r->line};
    s->record[s->n++] = i;
  }
  for (size_t low = s->n, high = all; low + 1 < high; low++) {
    size_t swapped = s->record[low];
    s->record[low] = s->record[--high];
    s->record[high] = swapped;
  }
  for (size_t i = 0; i < all; i++) {
    const stance_record *r = stance_dataset_record(s->dataset, s->record[i]);
    s->texts[i] = (stance_text){r->text, r->text_length};
  }
  return STANCE_OK;
}

stance_status cli_statements_read(cli_statements *s, const cli_list *files, const stance_dataset_options *data,
                                  const stance_model *model, stance_error *error) {
  stance_status status = stance_dataset_read(&s->dataset, files->items, files->n, data, error);
  if (status != STANCE_OK) return status;
  size_t all = stance_dataset_size(s->dataset);
  s->n_labels = stance_model_label_count(model);
  s->labels = stance__array(s->n_labels, sizeof *s->labels);
  s->record = stance__array(all, sizeof *s->record);
  s->texts = stance__array(all, sizeof *s->texts);
  s->statements = stance__array(all, sizeof *s->statements);
  s->truth = stance__array(all, sizeof *s->truth);
  s->groups = stance__array(all, sizeof *s->groups);
  if (!s->labels || !s->record || !s->texts || !s->statements || !s->truth || !s->groups) return stance__fail_memory(error);
  for (size_t l = 0; l < s->n_labels; l++) s->labels[l] = stance_model_label(model, l);
  return sort_records(s, error);
}

void cli_judged_release(cli_judged *j) {
  stance_model_close(j->model);
  stance__free(j->answers);
  stance__free(j->probabilities);
  stance__free(j->predicted);
  stance__free(j->confident);
  stance_metrics_free(j->metrics);
}

stance_status cli_judge(cli_judged *j, const cli_statements *s, const cli_evaluate *options, stance_error *error) {
  size_t n = s->n, all = n + s->n_neither, k = s->n_labels;
  j->answers = stance__array(all, sizeof *j->answers);
  j->probabilities = stance__array(all, k * sizeof *j->probabilities);
  j->predicted = stance__array(n, sizeof *j->predicted);
  j->confident = stance__array(n, sizeof *j->confident);
  if (!j->answers || !j->probabilities || !j->predicted || !j->confident) return stance__fail_memory(error);
  stance_status status = stance_label_batch(j->model, s->texts, all, options->threads, j->answers, j->probabilities, error);
  if (status != STANCE_OK) return status;
  for (size_t i = 0; i < n; i++) {
    j->predicted[i] = j->answers[i].label;
    j->confident[i] = j->answers[i].confident;
  }
  j->neither.n = s->n_neither;
  for (size_t i = n; i < all; i++) j->neither.not_confident += !j->answers[i].confident;
  j->predictions = (stance_predictions){n, k, s->labels, s->truth, j->predicted, j->probabilities, s->groups, j->confident};
  return n ? stance_metrics_compute(&j->metrics, &j->predictions, 0, options->seed, error) : STANCE_OK;
}
