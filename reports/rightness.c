/* Accuracy and macro-averaged F1 with their intervals, from the cells of a confusion matrix. */
#include "base/alloc.h"
#include "base/error.h"
#include "reports/scores.h"

double stance__confusion_macro_f1(const double *confusion, size_t k) {
  double sum = 0, present = 0;
  for (size_t i = 0; i < k; i++) {
    double margins = 0; /* of truth and prediction together */
    for (size_t j = 0; j < k; j++) margins += confusion[i * k + j] + confusion[j * k + i];
    if (margins == 0) continue;
    present++;
    sum += 2 * confusion[i * k + i] / margins;
  }
  return present > 0 ? sum / present : 0;
}

double stance__confusion_accuracy(const double *confusion, size_t k) {
  double hit = 0, all = 0;
  for (size_t i = 0; i < k * k; i++) all += confusion[i];
  for (size_t i = 0; i < k; i++) hit += confusion[i * k + i];
  return all > 0 ? hit / all : 0;
}

stance__entry stance__confusion_entry(const stance_predictions *p, size_t i) {
  return (stance__entry){p->groups ? p->groups[i] : (uint32_t)i, (uint32_t)(p->truth[i] * p->n_labels + p->predicted[i]), 1};
}

static void measure(const void *context, const double *sums, double *scratch, stance__random *random, double *values) {
  size_t k = *(const size_t *)context;
  (void)scratch, (void)random;
  values[0] = stance__confusion_accuracy(sums, k);
  values[1] = stance__confusion_macro_f1(sums, k);
}

stance_status stance__rightness_compute(stance__rightness *out, const stance__entry *entries, size_t n, size_t k, size_t draws,
                                        uint64_t seed, size_t threads, stance_error *error) {
  double *confusion = stance__calloc(k * k, sizeof *confusion);
  if (!confusion) return stance__fail_memory(error);
  for (size_t i = 0; i < n; i++) confusion[entries[i].cell] += entries[i].value;
  out->accuracy = stance__confusion_accuracy(confusion, k);
  out->macro_f1 = stance__confusion_macro_f1(confusion, k);
  stance__free(confusion);
  stance__resampling r = {entries, n, k * k, 2, 0, measure, &k, draws ? draws : STANCE__DRAWS, threads, seed};
  stance_interval intervals[2];
  stance_status status = stance__resample(intervals, &r, error);
  if (status != STANCE_OK) return status;
  out->accuracy_ci95 = intervals[0];
  out->macro_f1_ci95 = intervals[1];
  return STANCE_OK;
}
