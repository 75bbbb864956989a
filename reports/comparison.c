/* Two models on the same statements: who was right where, McNemar's exact test, and the paired bootstrap of their difference. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reports/scores.h"

double stance_mcnemar_exact(size_t a, size_t b) {
  double n = (double)a + (double)b, k = a < b ? (double)a : (double)b;
  if (a == b) return 1;
  /* The lower tail from its largest term down: term(i - 1) = term(i) * i / (n - i + 1), each less than the one before. */
  int sign;
  double term = exp(lgamma_r(n + 1, &sign) - lgamma_r(k + 1, &sign) - lgamma_r(n - k + 1, &sign) - n * log(2)), tail = 0;
  for (double i = k; i >= 0 && term > tail * 1e-17; i--) {
    tail += term;
    term *= i / (n - i + 1);
  }
  return fmin(1, 2 * tail);
}

void stance_comparison_free(stance_comparison *c) {
  if (!c) return;
  stance__free(c->differing);
  stance__free(c);
}

/* The sums are two confusion matrices, one after the other. */
static void difference(const void *context, const double *sums, double *scratch, stance__random *random, double *values) {
  size_t k = *(const size_t *)context;
  (void)scratch, (void)random;
  values[0] = stance__confusion_accuracy(sums + k * k, k) - stance__confusion_accuracy(sums, k);
  values[1] = stance__confusion_macro_f1(sums + k * k, k) - stance__confusion_macro_f1(sums, k);
}

static stance_status check(const stance_predictions *first, const stance_predictions *second, stance_error *error) {
  stance_status status = stance__predictions_check(first, error);
  if (status == STANCE_OK) status = stance__predictions_check(second, error);
  if (status != STANCE_OK) return status;
  bool same = first->n == second->n && first->n_labels == second->n_labels && !first->groups == !second->groups;
  for (size_t l = 0; same && l < first->n_labels; l++) same = strcmp(first->labels[l], second->labels[l]) == 0;
  for (size_t i = 0; same && i < first->n; i++)
    same = first->truth[i] == second->truth[i] && (!first->groups || first->groups[i] == second->groups[i]);
  return same ? STANCE_OK
              : stance__fail(error, STANCE_USAGE, NULL, 0, "two models can be compared only on the same statements and labels");
}

stance_status stance_comparison_compute(stance_comparison **out, const stance_predictions *first, const stance_predictions *second,
                                        size_t draws, uint64_t seed, stance_error *error) {
  stance_status status = check(first, second, error);
  if (status != STANCE_OK) return status;
  size_t n = first->n, k = first->n_labels;
  stance_comparison *c = stance__calloc(1, sizeof *c);
  stance__entry *entries = stance__array(n, 2 * sizeof *entries);
  double *sums = stance__calloc(2 * k * k, sizeof *sums);
  status = c && entries && sums ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK && !(c->differing = stance__array(n, sizeof *c->differing))) status = stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  for (size_t i = 0; i < n; i++) {
    bool first_right = first->predicted[i] == first->truth[i], second_right = second->predicted[i] == second->truth[i];
    size_t *count = first_right ? second_right ? &c->both_right : &c->only_first : second_right ? &c->only_second : &c->both_wrong;
    ++*count;
    if (first->predicted[i] != second->predicted[i]) c->differing[c->n_differing++] = i;
    entries[2 * i] = stance__confusion_entry(first, i);
    entries[2 * i + 1] = stance__confusion_entry(second, i);
    entries[2 * i + 1].cell += (uint32_t)(k * k);
    sums[entries[2 * i].cell]++;
    sums[entries[2 * i + 1].cell]++;
  }
  c->mcnemar_p = stance_mcnemar_exact(c->only_first, c->only_second);
  double values[2];
  stance_interval intervals[2];
  difference(&k, sums, NULL, NULL, values);
  stance__resampling r = {entries, 2 * n, 2 * k * k, 2, 0, difference, &k, draws ? draws : STANCE__DRAWS, 0, seed};
  status = stance__resample(intervals, &r, error);
  if (status != STANCE_OK) goto out;
  c->accuracy_difference = values[0];
  c->macro_f1_difference = values[1];
  c->accuracy_difference_ci95 = intervals[0];
  c->macro_f1_difference_ci95 = intervals[1];
out:
  stance__free(entries);
  stance__free(sums);
  if (status == STANCE_OK) *out = c;
  else stance_comparison_free(c);
  return status;
}
