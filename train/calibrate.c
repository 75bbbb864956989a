/* From decisions on rows that a fit left out to probabilities and thresholds. Platt's sigmoids are judged cross-fitted: those of a part's
   rows come from the other parts' decisions. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "train/platt.h"
#include "train/training.h"

enum { NEITHER_STEPS = 200 }; /* thresholds tried for `neither` */

/* Platt's sigmoids of a question's machines over the judged rows outside part `left_out` (STANCE__NO_PART: all of them). */
static stance_status fit_sigmoids(const stance__question *q, const uint32_t *part, uint32_t left_out, double *a, double *b,
                                  stance_error *error) {
  size_t m = q->setting.n_machines;
  double *decision = stance__array(q->n_rows, sizeof *decision);
  unsigned char *positive = stance__array(q->n_rows, 1);
  stance_status status = decision && positive ? STANCE_OK : stance__fail_memory(error);
  for (size_t j = 0; j < m && status == STANCE_OK; j++) {
    size_t n = 0;
    for (size_t i = 0; i < q->n_rows; i++) {
      uint32_t row = q->row[i];
      if (part[row] == STANCE__NO_PART || part[row] == left_out) continue;
      decision[n] = q->validation.decision[row * m + j];
      positive[n++] = q->label[row] == (m == 1 ? 1 : j);
    }
    stance__platt_fit(&a[j], &b[j], decision, positive, n);
  }
  stance__free(decision);
  stance__free(positive);
  return status;
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

typedef struct crossing {
  stance_training *t;
  stance__question *q;
  double *probability; /* [n][n_labels] */
} crossing;

/* The probabilities of a part's rows, by the other parts; the last task: the sigmoids that the model keeps. */
static stance_status cross_task(void *context, size_t task, stance_error *error) {
  const crossing *c = context;
  stance__question *q = c->q;
  size_t m = q->setting.n_machines, k = q->setting.n_labels;
  if (task == c->t->n_parts) return fit_sigmoids(q, c->t->part, STANCE__NO_PART, q->platt_a, q->platt_b, error);
  double *a = stance__array(2 * m, sizeof *a), *b = a ? a + m : NULL;
  stance_status status = a ? fit_sigmoids(q, c->t->part, (uint32_t)task, a, b, error) : stance__fail_memory(error);
  for (size_t i = 0; i < c->t->n && status == STANCE_OK; i++)
    if (c->t->part[i] == task) probabilities_of(q->validation.decision + i * m, a, b, m, k, c->probability + i * k);
  stance__free(a);
  return status;
}

/* Cross-fitted probabilities of the judged rows, and the final sigmoids. */
static stance_status cross_fit(stance_training *t, stance__question *q, double *probability, stance_error *error) {
  crossing c = {t, q, probability};
  return stance__pool_run(t->options.threads, t->n_parts + 1, cross_task, &c, error);
}

typedef struct answer {
  double probability, neither;
  bool right; /* an answer to a row that takes no stance is wrong */
} answer;

static int by_probability_down(const void *x, const void *y) {
  double a = ((const answer *)x)->probability, b = ((const answer *)y)->probability;
  return a < b ? 1 : a > b ? -1 : 0;
}

static int by_value(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return a < b ? -1 : a > b;
}

/* The pair of thresholds with the most right confident answers among those whose confident answers are right at the asked rate. Above 1
   where none reaches it. Answers are sorted. */
static stance_status choose_thresholds(stance_training *t, answer *answers, stance_error *error) {
  size_t n = t->n_judged, most = 0;
  double *neither = stance__array(n, sizeof *neither);
  if (!neither) return stance__fail_memory(error);
  qsort(answers, n, sizeof *answers, by_probability_down);
  for (size_t i = 0; i < n; i++) neither[i] = answers[i].neither;
  qsort(neither, n, sizeof *neither, by_value);
  t->threshold = 1.01;
  t->neither_threshold = 1;
  for (size_t step = 0; step < (t->n_neither ? NEITHER_STEPS : 1); step++) {
    double limit = step == 0 ? 1 : neither[n - 1 - step * (n - 1) / NEITHER_STEPS];
    size_t right = 0, said = 0;
    for (size_t i = 0; i < n; i++) {
      if (answers[i].neither <= limit) said++, right += answers[i].right;
      bool last_of_ties = i + 1 == n || answers[i + 1].probability < answers[i].probability;
      if (!last_of_ties || right <= most || (double)right < t->options.confidence * (double)said) continue;
      most = right;
      t->threshold = answers[i].probability;
      t->neither_threshold = limit;
    }
  }
  stance__free(neither);
  return STANCE_OK;
}

/* Area under the ROC curve of the second machine, by ranks (ties count half), over the judged rows. */
static stance_status judge_neither(stance_training *t, const double *neither, const uint8_t *confident, stance_error *error) {
  size_t rejected = 0, n_stance = 0, n_neither = 0;
  double above = 0;
  double *stance = stance__array(t->n, sizeof *stance);
  if (!stance) return stance__fail_memory(error);
  for (size_t i = 0; i < t->n; i++)
    if (t->part[i] != STANCE__NO_PART && t->neither.label[i] == 0) stance[n_stance++] = neither[2 * i + 1];
  qsort(stance, n_stance, sizeof *stance, by_value);
  for (size_t i = 0; i < t->n; i++) {
    if (t->part[i] == STANCE__NO_PART || t->neither.label[i] == 0) continue;
    n_neither++;
    rejected += !confident[i];
    size_t low = 0, high = n_stance, upto;
    while (low < high) { /* stance rows below */
      size_t middle = low + (high - low) / 2;
      if (stance[middle] < neither[2 * i + 1])
        low = middle + 1;
      else
        high = middle;
    }
    for (upto = low; upto < n_stance && stance[upto] == neither[2 * i + 1]; upto++) {
    }
    above += (double)low + 0.5 * (double)(upto - low);
  }
  t->neither_rejected = n_neither ? (double)rejected / (double)n_neither : (double)NAN;
  t->neither_auc = n_neither && n_stance ? above / ((double)n_neither * (double)n_stance) : (double)NAN;
  stance__free(stance);
  return STANCE_OK;
}

/* Metrics over the judged rows that take a stance. */
static stance_status measure(stance_training *t, const double *probability, const uint8_t *confident, stance_error *error) {
  const stance__question *q = &t->stance;
  size_t k = t->n_labels, most = q->n_rows, n = 0;
  uint32_t *truth = stance__array(most, sizeof *truth), *said = stance__array(most, sizeof *said);
  uint32_t *group = stance__array(most, sizeof *group);
  double *p = stance__array(most * k, sizeof *p);
  uint8_t *sure = stance__array(most, 1);
  uint32_t *tally = stance__calloc(t->options.folds, 3 * k * sizeof *tally); /* [folds][hit, truth, said][k] */
  stance_status status = truth && said && group && p && sure && tally ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; i < most && status == STANCE_OK; i++) {
    uint32_t row = q->row[i];
    if (t->part[row] == STANCE__NO_PART) continue;
    truth[n] = q->label[row], said[n] = q->validation.predicted[row], group[n] = t->group[row], sure[n] = confident[row];
    memcpy(p + n * k, probability + row * k, k * sizeof *p);
    uint32_t *own = tally + 3 * k * t->fold[row];
    own[truth[n]] += truth[n] == said[n];
    own[k + truth[n]]++;
    own[2 * k + said[n]]++;
    n++;
  }
  for (size_t f = 0; f < t->options.folds && status == STANCE_OK; f++) t->fold_macro_f1[f] = stance__macro_f1(tally + f * 3 * k, k);
  if (status == STANCE_OK) {
    stance_predictions all = {n, k, (const char *const *)t->labels, truth, said, p, group, sure};
    status = stance_metrics_compute(&t->metrics, &all, 0, t->options.seed, error);
  }
  stance__free(truth);
  stance__free(said);
  stance__free(group);
  stance__free(p);
  stance__free(sure);
  stance__free(tally);
  return status;
}

stance_status stance__calibrate(stance_training *t, stance_error *error) {
  size_t n = t->n, k = t->n_labels;
  double *probability = stance__array(n * k, sizeof *probability), *neither = stance__calloc(n * 2, sizeof *neither);
  answer *answers = stance__array(n, sizeof *answers);
  uint8_t *confident = stance__array(n, 1);
  stance_status status = probability && neither && answers && confident ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = cross_fit(t, &t->stance, probability, error);
  if (status == STANCE_OK && t->n_neither) status = cross_fit(t, &t->neither, neither, error);
  for (size_t i = 0, at = 0; i < n && status == STANCE_OK; i++) {
    uint32_t said = t->stance.validation.predicted[i];
    if (t->part[i] != STANCE__NO_PART) answers[at++] = (answer){probability[i * k + said], neither[2 * i + 1], t->stance.label[i] == said};
  }
  if (status == STANCE_OK) status = choose_thresholds(t, answers, error);
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    uint32_t said = t->stance.validation.predicted[i], truth = t->stance.label[i];
    if (t->part[i] == STANCE__NO_PART) continue;
    confident[i] = probability[i * k + said] >= t->threshold && neither[2 * i + 1] <= t->neither_threshold;
    t->confusion[(truth == STANCE__NO_LABEL ? k : truth) * (k + 1) + (confident[i] ? said : k)]++;
  }
  if (status == STANCE_OK) status = measure(t, probability, confident, error);
  if (status == STANCE_OK && t->n_neither) status = judge_neither(t, neither, confident, error);
  stance__free(probability);
  stance__free(neither);
  stance__free(answers);
  stance__free(confident);
  return status;
}
