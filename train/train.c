/* The course of a training: count once, pick the solver, cross-validate, calibrate, fit on everything. Two questions are asked of the
   data: which label a statement takes, and, where rows labelled `neither` are there, whether it takes one at all. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "models/model_layout.h"
#include "train/solver.h"
#include "train/training.h"

static const double DEFAULT_C[] = {0.1, 0.25, 0.5, 1, 2};
static const char NEITHER[] = "neither"; /* the label that is none */

static stance_status check_options(const stance_train_options *o, stance_error *error) {
  for (size_t i = 0; i < o->n_c; i++)
    if (!(isfinite(o->c[i]) && o->c[i] > 0)) return stance__fail(error, STANCE_USAGE, NULL, 0, "C must be a positive number");
  if (o->folds < 1 || o->folds > 1000) return stance__fail(error, STANCE_USAGE, NULL, 0, "the number of folds must lie between 1 and 1000");
  if (o->folds == 1 && (o->n_c > 1 || o->tune))
    return stance__fail(error, STANCE_USAGE, NULL, 0,
                        "with one held-out part nothing can be chosen; give a single --cost and no --tune, or 3 folds or more");
  if (!(o->confidence > 0 && o->confidence <= 1))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "the share of right confident answers must be above 0 and at most 1");
  if (o->kernel == STANCE_KERNEL_RBF && o->solver == STANCE_SOLVER_DESCENT)
    return stance__fail(error, STANCE_USAGE, NULL, 0, "the descent solver is linear; leave out --solver, or use --kernel linear");
  if (o->kernel == STANCE_KERNEL_RBF && (o->features.weight == STANCE_TERMS_LCR || o->features.weight == STANCE_TERMS_LCR_IDF || o->tune))
    return stance__fail(error, STANCE_USAGE, NULL, 0,
                        "log-count ratios and tuning need the linear kernel; with --kernel rbf pass --term-weight idf or none");
  if (!(o->budget >= 0)) return stance__fail(error, STANCE_USAGE, NULL, 0, "the budget is a number of seconds, 0 or more");
  return STANCE_OK;
}

static char *copy_or_null(const char *text) { return text ? stance__strndup(text, strlen(text)) : NULL; }

static stance_status question_new(stance__question *q, size_t n, size_t n_labels, stance_error *error) {
  q->setting.n_labels = n_labels;
  q->setting.n_machines = n_labels == 2 ? 1 : n_labels;
  q->label = stance__array(n, sizeof *q->label);
  q->row = stance__array(n, sizeof *q->row);
  q->platt_a = stance__calloc(q->setting.n_machines, sizeof *q->platt_a);
  q->platt_b = stance__calloc(q->setting.n_machines, sizeof *q->platt_b);
  return q->label && q->row && q->platt_a && q->platt_b ? STANCE_OK : stance__fail_memory(error);
}

/* Numbers the labels that are stances; label_of [dataset labels] gives a label's number or STANCE__NO_LABEL for neither. */
static stance_status take_labels(stance_training *t, const stance_dataset *d, uint32_t *label_of, stance_error *error) {
  size_t all = stance_dataset_label_count(d);
  t->labels = stance__calloc(all, sizeof *t->labels);
  t->label_counts = stance__calloc(all, sizeof *t->label_counts);
  if (!t->labels || !t->label_counts) return stance__fail_memory(error);
  for (size_t l = 0; l < all; l++) {
    label_of[l] = STANCE__NO_LABEL;
    if (strcmp(stance_dataset_label(d, l), NEITHER) == 0) continue;
    label_of[l] = (uint32_t)t->n_labels;
    if (!(t->labels[t->n_labels] = copy_or_null(stance_dataset_label(d, l)))) return stance__fail_memory(error);
    t->n_labels++;
  }
  if (t->n_labels > STANCE__MODEL_MAX_LABELS)
    return stance__fail(error, STANCE_DATA, stance_dataset_record(d, 0)->file, 0,
                        "%zu different labels, at most %d can be trained; name the field of labels with --label-field", t->n_labels,
                        STANCE__MODEL_MAX_LABELS);
  if (t->n_labels >= 2) return STANCE_OK;
  return stance__fail(error, STANCE_DATA, t->n ? stance_dataset_record(d, 0)->file : NULL, 0,
                      "only one label%s%s%s: at least two are needed to train", t->n_labels ? " ('" : "", t->n_labels ? t->labels[0] : "",
                      t->n_labels ? "')" : "");
}

static stance_status take_rows(stance_training *t, const stance_dataset *d, const uint32_t *label_of, stance_error *error) {
  bool weighted = false;
  for (size_t i = 0; i < t->n; i++) weighted = weighted || stance_dataset_record(d, i)->weight != 1;
  if (weighted && !(t->weight = stance__array(t->n, sizeof *t->weight))) return stance__fail_memory(error);
  for (size_t i = 0; i < t->n; i++) {
    const stance_record *r = stance_dataset_record(d, i);
    uint32_t label = stance_dataset_label_of(d, i);
    if (label == UINT32_MAX)
      return stance__fail(error, STANCE_DATA, r->file, r->line, "a statement without a label; label it or leave it out");
    label = t->stance.label[i] = label_of[label];
    if (t->weight) t->weight[i] = r->weight;
    t->group[i] = stance_dataset_group_of(d, i);
    if (label == STANCE__NO_LABEL) {
      t->n_neither++;
      continue;
    }
    t->label_counts[label]++;
    t->stance.row[t->stance.n_rows++] = (uint32_t)i;
  }
  if (!t->n_neither) return STANCE_OK;
  stance_status status = question_new(&t->neither, t->n, 2, error);
  for (size_t i = 0; i < t->n && status == STANCE_OK; i++) {
    t->neither.label[i] = t->stance.label[i] == STANCE__NO_LABEL;
    t->neither.row[t->neither.n_rows++] = (uint32_t)i;
  }
  return status;
}

/* Copies what the training keeps of the dataset and the options. */
static stance_status take_over(stance_training *t, const stance_dataset *d, const stance_train_options *o, stance_error *error) {
  t->options = *o;
  t->options.c = NULL, t->options.name = NULL, t->options.note = NULL;
  t->n = stance_dataset_size(d);
  t->n_groups = stance_dataset_group_count(d);
  t->duplicates = stance_dataset_duplicates(d);
  t->neither_rejected = t->neither_auc = (double)NAN;
  stance_dataset_hash(d, t->data_hash);
  t->gamma = o->gamma > 0 ? o->gamma : 1;
  t->name = copy_or_null(o->name);
  t->note = copy_or_null(o->note);
  t->group = stance__array(t->n, sizeof *t->group);
  t->fold = stance__array(t->n, sizeof *t->fold);
  t->part = stance__array(t->n, sizeof *t->part);
  t->predicted = stance__array(t->n, sizeof *t->predicted);
  t->fold_macro_f1 = stance__calloc(o->folds, sizeof *t->fold_macro_f1);
  uint32_t *label_of = stance__array(stance_dataset_label_count(d), sizeof *label_of);
  bool made =
      (!o->name || t->name) && (!o->note || t->note) && t->group && t->fold && t->part && t->predicted && t->fold_macro_f1 && label_of;
  stance_status status = made ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = take_labels(t, d, label_of, error);
  if (status == STANCE_OK) status = question_new(&t->stance, t->n, t->n_labels, error);
  if (status == STANCE_OK) status = take_rows(t, d, label_of, error);
  if (status == STANCE_OK) {
    t->confusion = stance__calloc((t->n_labels + 1) * (t->n_labels + 1), sizeof *t->confusion);
    if (!t->confusion) status = stance__fail_memory(error);
  }
  stance__free(label_of);
  return status;
}

static uint32_t larger(uint32_t a, uint32_t b) { return a > b ? a : b; }
/* The smaller of two lower ends, where 0 means that there are no such n-grams. */
static uint32_t lower_end(uint32_t a, uint32_t b) { return a == 0 ? b : b == 0 || a < b ? a : b; }

/* Options whose terms are those of all candidates. */
static stance_feature_options widest(const stance_training *t) {
  stance_feature_options all = t->candidates[0];
  for (size_t i = 1; i < t->n_candidates; i++) {
    const stance_feature_options *o = &t->candidates[i];
    all.word_min = lower_end(all.word_min, o->word_min), all.word_max = larger(all.word_max, o->word_max);
    all.stem_min = lower_end(all.stem_min, o->stem_min), all.stem_max = larger(all.stem_max, o->stem_max);
    all.char_min = lower_end(all.char_min, o->char_min), all.char_max = larger(all.char_max, o->char_max);
    all.lexicon = all.lexicon || o->lexicon;
  }
  return all;
}

static stance_status count(stance_training *t, const stance_dataset *d, stance_error *error) {
  stance_feature_options all;
  stance_text *texts = stance__array(t->n, sizeof *texts);
  if (!texts) return stance__fail_memory(error);
  for (size_t i = 0; i < t->n; i++) {
    const stance_record *r = stance_dataset_record(d, i);
    texts[i] = (stance_text){r->text, r->text_length};
  }
  t->n_candidates = 1;
  t->candidates[0] = t->options.features;
  t->candidate_names[0] = "as given";
  if (t->options.tune) t->n_candidates = stance_train_candidates(t->candidates, t->candidate_names, &t->options.features);
  if (t->options.trials && t->options.trials < t->n_candidates) t->n_candidates = t->options.trials;
  all = widest(t);
  stance_status status = all.lexicon ? stance__class_lexicon_builtin(&t->lexicon, error) : STANCE_OK;
  if (status == STANCE_OK) status = stance__counts_build(&t->counts, texts, t->n, &all, &t->lexicon, t->options.threads, error);
  stance__free(texts);
  return status;
}

static stance_status tell(const stance_training *t, const char *phase, double share, stance_error *error) {
  if (!t->options.progress || t->options.progress(t->options.progress_context, phase, share, 1) == 0) return STANCE_OK;
  return stance__fail(error, STANCE_CANCELLED, NULL, 0, "cancelled");
}

/* The cross-validation of the first question takes the larger part of the time: shares of the bar. */
enum { BAR_STANCE = 70, BAR_NEITHER = 15 };

static stance_status watch_stance(void *context, size_t tried, size_t candidates, double share, double best, stance_error *error) {
  char phase[80];
  if (isnan(best))
    snprintf(phase, sizeof phase, "%s", ((stance_training *)context)->options.folds > 1 ? "cross-validating" : "fitting");
  else
    snprintf(phase, sizeof phase, "tuning, best macro-F1 so far %.3f", best);
  return tell(context, phase, 0.05 + BAR_STANCE / 100.0 * ((double)tried + share) / (double)candidates, error);
}

static stance_status watch_neither(void *context, size_t tried, size_t candidates, double share, double best, stance_error *error) {
  (void)best;
  return tell(context, "stance or none", 0.05 + (BAR_STANCE + BAR_NEITHER * ((double)tried + share) / (double)candidates) / 100.0, error);
}

static int by_value(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return a < b ? -1 : a > b;
}

static void set_question(stance_training *t, stance__question *q) {
  q->setting.counts = t->counts;
  q->setting.label = q->label;
  q->setting.weight = t->weight;
  q->setting.kernel = q == &t->stance ? t->options.kernel : STANCE_KERNEL_LINEAR;
  q->setting.class_weight = t->options.class_weight;
  q->setting.gamma = t->gamma;
  q->setting.tolerance = stance__final_tolerance(t->n);
  q->setting.seed = t->options.seed;
}

/* A question whose final fit runs beside the fits of its folds. */
typedef struct ask {
  stance_training *training;
  stance__question *question;
} ask;

static stance_status fit_beside(void *context, size_t task, stance_error *error) {
  const ask *a = context;
  (void)task;
  return stance__fit_question(a->training, a->question, 1, error);
}

/* Judges a question on what its fits leave out, and makes the final fit on the way where nothing is to be chosen. */
static stance_status judge(stance_training *t, stance__question *q, const stance__grid *grid, stance__watch_fn watch, stance_error *error) {
  ask own = {t, q};
  bool choice = grid->n_features * grid->n_c > 1;
  set_question(t, q);
  if (!choice) q->c = grid->c[0];
  stance_status status = stance__cross_validate(&q->validation, &q->setting, grid, t->fold, t->options.folds, stance__fit_threads(t, q),
                                                (stance__beside){choice ? NULL : fit_beside, &own}, watch, t, error);
  if (status == STANCE_OK) q->c = grid->c[q->validation.best_c];
  return status;
}

static stance_status cross_validate(stance_training *t, const stance_train_options *o, stance_error *error) {
  size_t n_c = o->n_c ? o->n_c : sizeof DEFAULT_C / sizeof *DEFAULT_C;
  double *c = stance__array(n_c, sizeof *c);
  if (!c) return stance__fail_memory(error);
  memcpy(c, o->n_c ? o->c : DEFAULT_C, n_c * sizeof *c);
  qsort(c, n_c, sizeof *c, by_value);
  if (!o->n_c && o->folds < 3) c[0] = 1, n_c = 1; /* nothing to choose on */
  stance__grid grid = {t->candidates, t->n_candidates, c, n_c, o->budget};
  stance_status status = judge(t, &t->stance, &grid, watch_stance, error);
  if (status == STANCE_OK) t->options.features = t->candidates[t->stance.validation.best_features];
  if (status == STANCE_OK && t->n_neither) {
    stance__grid own = {&t->options.features, 1, c, n_c, 0};
    status = judge(t, &t->neither, &own, watch_neither, error);
  }
  stance__free(c);
  return status;
}

static stance_status fit_task(void *context, size_t task, stance_error *error) {
  stance_training *t = context;
  stance__question *q = task == 0 ? &t->stance : &t->neither;
  return q->fitted ? STANCE_OK : stance__fit_question(t, q, t->n_neither ? 1 : t->options.threads, error);
}

static stance_status fit_everything(stance_training *t, stance_error *error) {
  return stance__pool_run(t->options.threads, t->n_neither ? 2 : 1, fit_task, t, error);
}

void stance_train_options_init(stance_train_options *options) { *options = (stance_train_options)STANCE_TRAIN_OPTIONS_INIT; }

stance_status stance_train(stance_training **out, const stance_dataset *dataset, const stance_train_options *o, stance_error *error) {
  stance_status status = check_options(o, error);
  if (status != STANCE_OK) return status;
  stance_training *t = stance__calloc(1, sizeof *t);
  if (!t) return stance__fail_memory(error);
  status = take_over(t, dataset, o, error);
  if (status == STANCE_OK) status = stance__choose_solver(t, o, error);
  if (status == STANCE_OK) status = tell(t, "counting terms", 0, error);
  if (status == STANCE_OK) status = count(t, dataset, error);
  if (status == STANCE_OK) status = stance__hold_out(t, dataset, error);
  if (status == STANCE_OK) status = cross_validate(t, o, error);
  if (status == STANCE_OK) status = stance__calibrate(t, error);
  if (status == STANCE_OK) status = tell(t, "fitting", 0.9, error);
  if (status == STANCE_OK) status = fit_everything(t, error);
  if (status == STANCE_OK && o->learning_curve) status = stance__learning_curve(t, error);
  if (status == STANCE_OK) status = tell(t, "done", 1, error);
  if (status != STANCE_OK) {
    stance_training_free(t);
    return status;
  }
  *out = t;
  return STANCE_OK;
}

static void question_release(stance__question *q) {
  stance__validation_release(&q->validation);
  stance__fit_release(&q->fit);
  stance__fit_space_release(&q->space);
  stance__free(q->label);
  stance__free(q->row);
  stance__free(q->platt_a);
  stance__free(q->platt_b);
}

void stance_training_free(stance_training *t) {
  if (!t) return;
  for (size_t l = 0; t->labels && l < t->n_labels; l++) stance__free(t->labels[l]);
  stance__free(t->labels);
  stance__free(t->label_counts);
  stance__free(t->name);
  stance__free(t->note);
  stance__free(t->weight);
  stance__free(t->group);
  stance__free(t->fold);
  stance__free(t->part);
  stance__free(t->predicted);
  stance__free(t->fold_macro_f1);
  stance__free(t->confusion);
  stance__free(t->curve);
  question_release(&t->stance);
  question_release(&t->neither);
  stance__class_lexicon_release(&t->lexicon);
  stance__counts_free(t->counts);
  stance_metrics_free(t->metrics);
  stance__free(t);
}

stance_training_summary stance_training_summarise(const stance_training *t) {
  const stance__question *q = &t->stance;
  size_t n_support = 0, n_terms = 0;
  for (size_t i = 0; i < q->n_rows; i++) {
    bool used = false;
    for (size_t m = 0; m < q->setting.n_machines; m++) used = used || q->fit.coefficient[m * q->n_rows + i] != 0;
    n_support += used;
  }
  for (size_t c = 0; c < t->counts->rows.n_columns; c++) {
    bool used = false;
    for (size_t s = 0; s < q->space.n_spaces; s++) used = used || q->space.weighting[s]->number[c] != UINT32_MAX;
    n_terms += used;
  }
  return (stance_training_summary){.solver = q->setting.solver == STANCE_SOLVER_LIBSVM ? "libsvm" : "descent",
                                   .reason = t->reason,
                                   .c = q->c,
                                   .features = &t->options.features,
                                   .features_name = t->candidate_names[q->validation.best_features],
                                   .tried = q->validation.tried,
                                   .candidates = t->n_candidates,
                                   .n_terms = n_terms,
                                   .n_support = n_support,
                                   .folds = t->options.folds,
                                   .fold_macro_f1 = t->fold_macro_f1,
                                   .threshold = t->threshold,
                                   .training_accuracy = t->training_accuracy,
                                   .nested = q->validation.n_features * q->validation.n_c > 1,
                                   .n_stance = q->n_rows,
                                   .n_neither = t->n_neither,
                                   .neither_threshold = t->neither_threshold,
                                   .neither_rejected = t->neither_rejected,
                                   .neither_auc = t->neither_auc,
                                   .label_counts = t->label_counts,
                                   .n_held_out = t->options.folds == 1 ? t->n_judged : 0};
}

const stance_metrics *stance_training_metrics(const stance_training *t) { return t->metrics; }
const uint32_t *stance_training_predictions(const stance_training *t) { return t->predicted; }
const stance_curve_point *stance_training_curve(const stance_training *t, size_t *n) {
  *n = t->n_curve;
  return t->curve;
}
