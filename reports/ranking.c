/* ROC-AUC as the Mann-Whitney statistic with mid-ranks for ties; average precision as the step-wise area under the precision-recall
   curve, one step a distinct score. */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reports/scores.h"

typedef struct scored {
  double score;
  bool positive;
} scored;

static int by_falling_score(const void *a, const void *b) {
  double x = ((const scored *)a)->score, y = ((const scored *)b)->score;
  return (x < y) - (x > y);
}

stance_status stance__ranking_scores(const stance_predictions *p, size_t label, double *roc_auc, double *average_precision,
                                     stance_error *error) {
  scored *items = stance__array(p->n, sizeof *items);
  if (!items) return stance__fail_memory(error);
  double positives = 0;
  for (size_t i = 0; i < p->n; i++) {
    items[i] = (scored){p->probabilities[i * p->n_labels + label], p->truth[i] == label};
    positives += items[i].positive;
  }
  double negatives = (double)p->n - positives;
  qsort(items, p->n, sizeof *items, by_falling_score);

  double hits = 0, misses = 0, pairs = 0, precision_sum = 0;
  for (size_t i = 0, j; i < p->n; i = j) { /* items[i..j) share one score */
    double tied_hits = 0, tied_misses = 0;
    for (j = i; j < p->n && items[j].score == items[i].score; j++) {
      if (items[j].positive)
        tied_hits++;
      else
        tied_misses++;
    }
    pairs += tied_misses * (hits + tied_hits / 2);
    hits += tied_hits;
    misses += tied_misses;
    precision_sum += tied_hits * hits / (hits + misses);
    if (j == i) break; /* a NaN score equals nothing; refused below */
  }
  stance__free(items);
  bool both = positives > 0 && negatives > 0 && hits + misses == (double)p->n;
  *roc_auc = both ? pairs / (positives * negatives) : (double)NAN;
  *average_precision = both ? precision_sum / positives : (double)NAN;
  return STANCE_OK;
}
