/* A model's answers to a labelled dataset. Records that take a stance come first, those labelled `neither` behind them, so that one batch
   labels both and only the first are judged. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "stance/evaluate.h"

/* Records of this label take no stance. Where the model has no such label they are counted apart. */
static const char NEITHER[] = "neither";

struct stance_judgement {
  const char **labels;                 /* [n_labels] of the model */
  size_t *record;                      /* [all] */
  stance_text *texts;                  /* [all] */
  stance_label *answers;               /* [all] */
  double *probabilities;               /* [all][n_labels] */
  stance_report_statement *statements; /* [all], so are the following; n of them count */
  uint32_t *truth, *groups, *predicted;
  uint8_t *confident;
  stance_predictions predictions;
  stance_metrics *metrics;
  stance_evaluation evaluation;
};

void stance_evaluate_options_init(stance_evaluate_options *options) { *options = (stance_evaluate_options)STANCE_EVALUATE_OPTIONS_INIT; }

void stance_judgement_free(stance_judgement *j) {
  if (!j) return;
  stance__free(j->labels);
  stance__free(j->record);
  stance__free(j->texts);
  stance__free(j->answers);
  stance__free(j->probabilities);
  stance__free(j->statements);
  stance__free(j->truth);
  stance__free(j->groups);
  stance__free(j->predicted);
  stance__free(j->confident);
  stance_metrics_free(j->metrics);
  stance__free(j);
}

static stance_status make_room(stance_judgement *j, size_t all, size_t k, stance_error *error) {
  j->labels = stance__array(k, sizeof *j->labels);
  j->record = stance__array(all, sizeof *j->record);
  j->texts = stance__array(all, sizeof *j->texts);
  j->answers = stance__array(all, sizeof *j->answers);
  j->probabilities = stance__array(all, k * sizeof *j->probabilities);
  j->statements = stance__array(all, sizeof *j->statements);
  j->truth = stance__array(all, sizeof *j->truth);
  j->groups = stance__array(all, sizeof *j->groups);
  j->predicted = stance__array(all, sizeof *j->predicted);
  j->confident = stance__array(all, sizeof *j->confident);
  bool made = j->labels && j->record && j->texts && j->answers && j->probabilities && j->statements && j->truth && j->groups &&
              j->predicted && j->confident;
  return made ? STANCE_OK : stance__fail_memory(error);
}

static size_t label_number(const stance_judgement *j, size_t k, const char *label) {
  size_t number = 0;
  while (number < k && strcmp(j->labels[number], label) != 0) number++;
  return number;
}

static void place(stance_judgement *j, size_t at, size_t i, const stance_record *r) {
  j->record[at] = i;
  j->texts[at] = (stance_text){r->text, r->text_length};
}

/* *n and *n_neither: how many records there are of either sort. */
static stance_status sort_records(stance_judgement *j, const stance_dataset *dataset, size_t k, size_t *n, size_t *n_neither,
                                  stance_error *error) {
  size_t all = stance_dataset_size(dataset);
  for (size_t i = 0; i < all; i++) {
    const stance_record *r = stance_dataset_record(dataset, i);
    if (!r->label) return stance__fail(error, STANCE_DATA, r->file, r->line, "no label, so nothing to judge by; label it or leave it out");
    size_t label = label_number(j, k, r->label);
    if (label == k && strcmp(r->label, NEITHER) == 0) {
      place(j, all - ++*n_neither, i, r); /* from the end: their order does not matter */
      continue;
    }
    if (label == k)
      return stance__fail(error, STANCE_DATA, r->file, r->line,
                          "the model does not know the label '%.60s'; rename it with --map-label '%.60s=...' or leave it out with "
                          "--drop-label '%.60s'",
                          r->label, r->label, r->label);
    place(j, *n, i, r);
    j->truth[*n] = (uint32_t)label;
    j->groups[*n] = stance_dataset_group_of(dataset, i);
    j->statements[*n] = (stance_report_statement){r->text, r->file, r->line};
    ++*n;
  }
  return STANCE_OK;
}

static stance_status judge(stance_judgement *j, const stance_model *model, const stance_dataset *dataset,
                           const stance_evaluate_options *options, stance_error *error) {
  size_t all = stance_dataset_size(dataset), k = stance_model_label_count(model), n = 0, n_neither = 0, rejected = 0;
  stance_status status = make_room(j, all, k, error);
  for (size_t l = 0; status == STANCE_OK && l < k; l++) j->labels[l] = stance_model_label(model, l);
  if (status == STANCE_OK) status = sort_records(j, dataset, k, &n, &n_neither, error);
  if (status == STANCE_OK) status = stance_label_batch(model, j->texts, all, options->threads, j->answers, j->probabilities, error);
  if (status != STANCE_OK) return status;
  for (size_t i = 0; i < n; i++) {
    j->predicted[i] = j->answers[i].label;
    j->confident[i] = j->answers[i].confident;
  }
  for (size_t i = n; i < all; i++) rejected += !j->answers[i].confident;
  j->predictions = (stance_predictions){n, k, j->labels, j->truth, j->predicted, j->probabilities, j->groups, j->confident};
  if (n) status = stance_metrics_compute(&j->metrics, &j->predictions, options->draws, options->seed, error);
  j->evaluation = (stance_evaluation){.labels = j->labels,
                                      .n_labels = k,
                                      .model = {&j->predictions, j->metrics, {n_neither, rejected}, model},
                                      .statements = j->statements};
  return status;
}

stance_status stance_evaluate(stance_judgement **out, const stance_model *model, const stance_dataset *dataset,
                              const stance_evaluate_options *options, stance_error *error) {
  static const stance_evaluate_options defaults = STANCE_EVALUATE_OPTIONS_INIT;
  stance_judgement *j = stance__calloc(1, sizeof *j);
  stance_status status = j ? judge(j, model, dataset, options ? options : &defaults, error) : stance__fail_memory(error);
  if (status != STANCE_OK) {
    stance_judgement_free(j);
    return status;
  }
  *out = j;
  return STANCE_OK;
}

const stance_evaluation *stance_judgement_evaluation(const stance_judgement *j) { return &j->evaluation; }
const size_t *stance_judgement_records(const stance_judgement *j) { return j->record; }
const stance_label *stance_judgement_answers(const stance_judgement *j) { return j->answers; }
