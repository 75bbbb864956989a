/* Stratified group k-fold cross-validation. Everything is fitted inside the training part of a fold: weighting, C, the machine;
   calibration is cross-fitted over the pooled out-of-fold decisions. Folds are tasks of the pool, each writing its own rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "train/platt.h"
#include "train/training.h"

enum { INNER_FOLDS = 3 };

typedef struct validation {
  const stance__fit_setting *setting;
  const uint32_t *fold; /* [n] */
  size_t n, folds;
  const double *c;      /* [n_c] */
  size_t n_c;
  double *decision;     /* [n][n_machines] out of fold */
  uint32_t *predicted;  /* [n] out of fold */
  uint32_t *chosen;     /* [folds + 1] index of C; the last is the final one's */
} validation;

/* F1 averaged over the labels that occur in truth or prediction, from counts alone. */
static double macro_f1(const size_t *hit, const size_t *truth, const size_t *said, size_t n_labels) {
  double sum = 0;
  size_t seen = 0;
  for (size_t l = 0; l < n_labels; l++) {
    if (truth[l] + said[l] == 0) continue;
    sum += 2.0 * (double)hit[l] / (double)(truth[l] + said[l]);
    seen++;
  }
  return seen ? sum / (double)seen : 0;
}

/* Fits on `train`, predicts `test` for every C: predicted [n_c][n_test], decision of the last C tried or NULL. */
static stance_status fit_and_predict(const stance__fit_setting *setting, const uint32_t *train, size_t n_train, const uint32_t *test,
                                     size_t n_test, const double *c, size_t n_c, uint32_t *predicted, double *decision,
                                     stance_error *error) {
  size_t m = setting->n_machines;
  stance__fit_space space;
  stance_rows *rows = NULL;
  double *own = NULL;
  stance_status status = stance__fit_space_init(&space, setting, train, n_train, 1, error);
  if (status != STANCE_OK) return status;
  status = stance__weighting_apply(&rows, space.weighting, setting->counts, test, n_test, &setting->options->features, error);
  if (status == STANCE_OK && !decision) {
    own = stance__array(n_test * m, sizeof *own);
    if (!own) status = stance__fail_memory(error);
  }
  for (size_t v = 0; v < n_c && status == STANCE_OK; v++) {
    stance__fit fit;
    double *d = decision ? decision : own;
    status = stance__fit_run(&fit, setting, &space, c[v], error);
    if (status != STANCE_OK) break;
    stance__fit_decide(d, setting, &fit, &space, rows);
    for (size_t i = 0; i < n_test; i++) predicted[v * n_test + i] = stance__fit_label(d + i * m, m);
    stance__fit_release(&fit);
  }
  stance__free(own);
  stance_rows_free(rows);
  stance__fit_space_release(&space);
  return status;
}

/* The C with the best macro-F1 over inner folds of the rows outside fold `left_out` (folds: none left out); the smallest of equals.
   Inner folds are unions of outer ones, so that groups stay whole. */
static stance_status choose_c(const validation *v, size_t left_out, uint32_t *best, stance_error *error) {
  *best = 0;
  if (v->n_c == 1) return STANCE_OK;
  size_t k = v->setting->n_labels, remaining = v->folds - (left_out < v->folds);
  size_t inner = remaining < INNER_FOLDS ? remaining : INNER_FOLDS;
  if (inner < 2) return STANCE_OK;
  uint32_t *train = stance__array(v->n, sizeof *train), *test = stance__array(v->n, sizeof *test);
  uint32_t *predicted = stance__array(v->n * v->n_c, sizeof *predicted);
  size_t *tally = stance__calloc(v->n_c * 3 * k, sizeof *tally); /* [n_c][hit, truth, said][k] */
  stance_status status = train && test && predicted && tally ? STANCE_OK : stance__fail_memory(error);
  for (size_t part = 0; part < inner && status == STANCE_OK; part++) {
    size_t n_train = 0, n_test = 0;
    for (size_t i = 0; i < v->n; i++) {
      if (v->fold[i] == left_out) continue;
      size_t place = v->fold[i] - (v->fold[i] > left_out);
      if (place % inner == part) test[n_test++] = (uint32_t)i;
      else train[n_train++] = (uint32_t)i;
    }
    status = fit_and_predict(v->setting, train, n_train, test, n_test, v->c, v->n_c, predicted, NULL, error);
    for (size_t x = 0; x < v->n_c && status == STANCE_OK; x++)
      for (size_t i = 0; i < n_test; i++) {
        uint32_t truth = v->setting->label[test[i]], said = predicted[x * n_test + i];
        size_t *t = tally + x * 3 * k;
        t[truth] += truth == said;
        t[k + truth]++;
        t[2 * k + said]++;
      }
  }
  double best_f1 = -1;
  for (size_t x = 0; x < v->n_c && status == STANCE_OK; x++) {
    const size_t *t = tally + x * 3 * k;
    double f1 = macro_f1(t, t + k, t + 2 * k, k);
    if (f1 > best_f1 || (f1 == best_f1 && v->c[x] < v->c[*best])) {
      best_f1 = f1;
      *best = (uint32_t)x;
    }
  }
  stance__free(train);
  stance__free(test);
  stance__free(predicted);
  stance__free(tally);
  return status;
}

/* Task f < folds: fold f out; task `folds`: the C of the final model. */
static stance_status run_fold(void *context, size_t task, stance_error *error) {
  validation *v = context;
  size_t m = v->setting->n_machines;
  stance_status status = choose_c(v, task, &v->chosen[task], error);
  if (status != STANCE_OK || task == v->folds) return status;
  uint32_t *train = stance__array(v->n, sizeof *train), *test = stance__array(v->n, sizeof *test);
  uint32_t *predicted = stance__array(v->n, sizeof *predicted);
  double *decision = stance__array(v->n * m, sizeof *decision);
  size_t n_train = 0, n_test = 0;
  if (!train || !test || !predicted || !decision) {
    status = stance__fail_memory(error);
    goto out;
  }
  for (size_t i = 0; i < v->n; i++) {
    if (v->fold[i] == task) test[n_test++] = (uint32_t)i;
    else train[n_train++] = (uint32_t)i;
  }
  status = fit_and_predict(v->setting, train, n_train, test, n_test, &v->c[v->chosen[task]], 1, predicted, decision, error);
  for (size_t i = 0; i < n_test && status == STANCE_OK; i++) {
    memcpy(v->decision + test[i] * m, decision + i * m, m * sizeof *decision);
    v->predicted[test[i]] = predicted[i];
  }
out:
  stance__free(train);
  stance__free(test);
  stance__free(predicted);
  stance__free(decision);
  return status;
}

/* Platt's sigmoids over the rows outside fold `left_out` (folds: all rows). */
static stance_status calibrate(const validation *v, size_t left_out, double *a, double *b, stance_error *error) {
  size_t m = v->setting->n_machines, n = 0;
  double *decision = stance__array(v->n, sizeof *decision);
  unsigned char *positive = stance__array(v->n, 1);
  if (!decision || !positive) {
    stance__free(decision);
    stance__free(positive);
    return stance__fail_memory(error);
  }
  for (size_t j = 0; j < m; j++) {
    n = 0;
    for (size_t i = 0; i < v->n; i++) {
      if (v->fold[i] == left_out) continue;
      decision[n] = v->decision[i * m + j];
      positive[n++] = v->setting->label[i] == (m == 1 ? 1 : j);
    }
    stance__platt_fit(&a[j], &b[j], decision, positive, n);
  }
  stance__free(decision);
  stance__free(positive);
  return STANCE_OK;
}

static void probabilities_of(const double *decision, const double *a, const double *b, size_t m, size_t k, double *out) {
  if (m == 1) {
    out[1] = stance__platt_apply(a[0], b[0], decision[0]);
    out[0] = 1 - out[1];
    return;
  }
  double sum = 0;
  for (size_t j = 0; j < m; j++) sum += out[j] = stance__platt_apply(a[j], b[j], decision[j]);
  for (size_t j = 0; j < k; j++) out[j] = sum > 0 ? out[j] / sum : 1 / (double)k;
}

typedef struct answer {
  double probability;
  int right;
} answer;

static int by_probability_down(const void *x, const void *y) {
  double a = ((const answer *)x)->probability, b = ((const answer *)y)->probability;
  return a < b ? 1 : a > b ? -1 : 0;
}

/* The lowest probability at and above which out-of-fold answers are right at the asked rate; above 1 where no threshold reaches it. */
static double choose_threshold(answer *answers, size_t n, double rate) {
  double threshold = 1.01;
  size_t right = 0;
  qsort(answers, n, sizeof *answers, by_probability_down);
  for (size_t i = 0; i < n; i++) {
    right += (size_t)answers[i].right;
    bool last_of_ties = i + 1 == n || answers[i + 1].probability < answers[i].probability;
    if (last_of_ties && (double)right >= rate * (double)(i + 1)) threshold = answers[i].probability;
  }
  return threshold;
}

static stance_status judge(stance_training *t, const validation *v, const uint32_t *group, stance_error *error) {
  size_t n = v->n, k = t->n_labels, m = t->n_machines;
  double *probability = stance__array(n * k, sizeof *probability), *a = stance__array(m, sizeof *a), *b = stance__array(m, sizeof *b);
  answer *answers = stance__array(n, sizeof *answers);
  uint8_t *confident = stance__array(n, 1);
  size_t *tally = stance__array(3 * k, sizeof *tally);
  stance_status status = probability && a && b && answers && confident && tally ? STANCE_OK : stance__fail_memory(error);
  for (size_t f = 0; f < v->folds && status == STANCE_OK; f++) {
    status = calibrate(v, f, a, b, error);
    if (status != STANCE_OK) break;
    memset(tally, 0, 3 * k * sizeof *tally);
    for (size_t i = 0; i < n; i++) {
      if (v->fold[i] != f) continue;
      probabilities_of(v->decision + i * m, a, b, m, k, probability + i * k);
      uint32_t truth = t->label[i], said = v->predicted[i];
      answers[i] = (answer){probability[i * k + said], truth == said};
      tally[truth] += truth == said;
      tally[k + truth]++;
      tally[2 * k + said]++;
    }
    t->fold_macro_f1[f] = macro_f1(tally, tally + k, tally + 2 * k, k);
  }
  if (status == STANCE_OK) status = calibrate(v, v->folds, t->platt_a, t->platt_b, error);
  if (status == STANCE_OK) {
    t->threshold = choose_threshold(answers, n, t->options.confidence);
    for (size_t i = 0; i < n; i++) confident[i] = probability[i * k + v->predicted[i]] >= t->threshold;
    stance_predictions p = {n, k, (const char *const *)t->labels, t->label, v->predicted, probability, group, confident};
    status = stance_metrics_compute(&t->metrics, &p, 0, t->options.seed, error);
  }
  stance__free(probability);
  stance__free(a);
  stance__free(b);
  stance__free(answers);
  stance__free(confident);
  stance__free(tally);
  return status;
}

stance_status stance__cross_validate(stance_training *t, const stance__fit_setting *setting, const uint32_t *fold,
                                     const uint32_t *group, const double *c, size_t n_c, stance_error *error) {
  size_t folds = t->options.folds;
  validation v = {setting, fold, t->n, folds, c, n_c, NULL, NULL, NULL};
  v.decision = stance__array(t->n * t->n_machines, sizeof *v.decision);
  v.predicted = stance__array(t->n, sizeof *v.predicted);
  v.chosen = stance__array(folds + 1, sizeof *v.chosen);
  stance_status status = v.decision && v.predicted && v.chosen ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__pool_run(t->options.threads, folds + 1, run_fold, &v, error);
  if (status == STANCE_OK) t->c = c[v.chosen[folds]];
  if (status == STANCE_OK) status = judge(t, &v, group, error);
  stance__free(v.decision);
  stance__free(v.predicted);
  stance__free(v.chosen);
  return status;
}
