/* How good the probabilities are. Log loss; the Brier score (Brier, 1950: squared differences, of the last label where there are two,
   summed over labels otherwise); expected calibration error of the predicted label's probability, over ten bins of equal mass (Nixon et
   al., 2019). */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reports/scores.h"

enum { BINS = 10 };

typedef struct claim {
  double probability;
  size_t index; /* breaks ties, so that the order is one */
  bool right;
} claim;

static int by_probability(const void *a, const void *b) {
  const claim *x = a, *y = b;
  if (x->probability != y->probability) return x->probability < y->probability ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

static double calibration_error(claim *claims, size_t n) {
  qsort(claims, n, sizeof *claims, by_probability);
  double error = 0;
  for (size_t bin = 0; bin < BINS; bin++) {
    size_t from = n * bin / BINS, to = n * (bin + 1) / BINS;
    double gap = 0; /* promised minus kept, summed over the bin */
    for (size_t i = from; i < to; i++) gap += claims[i].probability - (double)claims[i].right;
    error += fabs(gap);
  }
  return error / (double)n;
}

stance_status stance__probability_scores(const stance_predictions *p, double *log_loss, double *brier, double *ece, stance_error *error) {
  claim *claims = stance__array(p->n, sizeof *claims);
  if (!claims) return stance__fail_memory(error);
  double loss = 0, squares = 0;
  size_t k = p->n_labels;
  for (size_t i = 0; i < p->n; i++) {
    const double *row = p->probabilities + i * k;
    loss -= log(fmax(row[p->truth[i]], 1e-15));
    for (size_t j = k == 2 ? 1 : 0; j < k; j++) {
      double gap = row[j] - (p->truth[i] == j);
      squares += gap * gap;
    }
    claims[i] = (claim){row[p->predicted[i]], i, p->truth[i] == p->predicted[i]};
  }
  *log_loss = loss / (double)p->n;
  *brier = squares / (double)p->n;
  *ece = calibration_error(claims, p->n);
  stance__free(claims);
  return STANCE_OK;
}
