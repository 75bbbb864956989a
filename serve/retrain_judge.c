/* Two models on the same labelled statements. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "serve/retrain.h"
#include "stance/report.h"

typedef struct answers {
  stance_label *labels;
  double *probabilities;
  uint32_t *predicted;
  uint8_t *confident;
  stance_predictions predictions;
  stance_metrics *metrics;
  stance_neither_count neither;
} answers;

static void release(answers *a) {
  stance__free(a->labels);
  stance__free(a->probabilities);
  stance__free(a->predicted);
  stance__free(a->confident);
  stance_metrics_free(a->metrics);
}

/* rows: those with a stance first, n of them. */
static stance_status ask(answers *a, const stance_model *model, const serve_judged *rows, size_t n, const char *const *names,
                         stance_error *error) {
  size_t k = stance_model_label_count(model);
  a->labels = stance__array(rows->n, sizeof *a->labels);
  a->probabilities = stance__array(rows->n, k * sizeof *a->probabilities);
  a->predicted = stance__array(n, sizeof *a->predicted);
  a->confident = stance__array(n, sizeof *a->confident);
  if (!a->labels || !a->probabilities || !a->predicted || !a->confident) return stance__fail_memory(error);
  stance_status status = stance_label_batch(model, rows->texts, rows->n, 0, a->labels, a->probabilities, error);
  if (status != STANCE_OK) return status;
  for (size_t i = 0; i < n; i++) {
    a->predicted[i] = a->labels[i].label;
    a->confident[i] = a->labels[i].confident;
  }
  a->neither.n = rows->n - n;
  for (size_t i = n; i < rows->n; i++) a->neither.not_confident += !a->labels[i].confident;
  a->predictions = (stance_predictions){n, k, names, rows->labels, a->predicted, a->probabilities, rows->groups, a->confident};
  return n ? stance_metrics_compute(&a->metrics, &a->predictions, 0, 1, error) : STANCE_OK;
}

/* Statements that take no stance to the end; returns how many stand before them. */
static size_t neither_last(const serve_judged *rows, size_t k) {
  size_t n = rows->n;
  for (size_t i = 0; i < n;) {
    if (rows->labels[i] < k) {
      i++;
      continue;
    }
    n--;
    stance_text text = rows->texts[i];
    uint32_t group = rows->groups[i], label = rows->labels[i];
    rows->texts[i] = rows->texts[n], rows->groups[i] = rows->groups[n], rows->labels[i] = rows->labels[n];
    rows->texts[n] = text, rows->groups[n] = group, rows->labels[n] = label;
  }
  return n;
}

static bool same_labels(const stance_model *a, const stance_model *b) {
  size_t k = stance_model_label_count(a);
  bool same = stance_model_label_count(b) == k;
  for (size_t l = 0; same && l < k; l++) same = strcmp(stance_model_label(a, l), stance_model_label(b, l)) == 0;
  return same;
}

stance_status serve_judge(char **text, const serve_judged *rows, const serve_model *old, const serve_model *new_one, stance_error *error) {
  if (!same_labels(old->model, new_one->model))
    return stance__fail(error, STANCE_DATA, NULL, 0,
                        "the new model has other labels than the one that answers; label statements of every label, or add data with "
                        "--train-with");
  *text = NULL;
  if (rows->n == 0) return STANCE_OK;
  size_t k = stance_model_label_count(old->model), n = neither_last(rows, k);
  answers first = {0}, second = {0};
  stance_comparison *comparison = NULL;
  const char **names = stance__array(k, sizeof *names);
  stance_report_statement *statements = stance__array(n, sizeof *statements);
  stance_status status = names && statements ? STANCE_OK : stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  for (size_t l = 0; l < k; l++) names[l] = stance_model_label(old->model, l);
  for (size_t i = 0; i < n; i++) statements[i] = (stance_report_statement){rows->texts[i].data, "labels", (long)i + 1};
  status = ask(&first, old->model, rows, n, names, error);
  if (status == STANCE_OK) status = ask(&second, new_one->model, rows, n, names, error);
  if (status == STANCE_OK && n) status = stance_comparison_compute(&comparison, &first.predictions, &second.predictions, 0, 1, error);
  if (status == STANCE_OK) {
    const stance_evaluation evaluation = {.labels = names,
                                          .n_labels = k,
                                          .model = {&first.predictions, first.metrics, first.neither, NULL},
                                          .other_name = new_one->name,
                                          .other = {&second.predictions, second.metrics, second.neither, NULL},
                                          .comparison = comparison,
                                          .statements = statements};
    const stance_report_options options = {.dataset = "labelled random part", .model = old->name};
    status = stance_evaluation_render(text, &evaluation, STANCE_REPORT_JSON, &options, error);
  }
out:
  stance_comparison_free(comparison);
  release(&first);
  release(&second);
  stance__free(names);
  stance__free(statements);
  return status;
}
