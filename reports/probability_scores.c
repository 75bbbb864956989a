/* How good the probabilities are. Log loss; the Brier score (Brier, 1950: squared differences, of the last label where there are two,
   summed over labels otherwise); expected calibration error of the predicted label's probability, over ten bins of equal mass (Nixon et
   al., 2019). */
#include <math.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reports/claims.h"
#include "reports/curves.h"
#include "reports/scores.h"

static double calibration_error(const stance__claim *claims, size_t n) {
  double error = 0;
  for (size_t bin = 0; bin < STANCE__RELIABILITY_BINS; bin++) {
    size_t from = n * bin / STANCE__RELIABILITY_BINS, to = n * (bin + 1) / STANCE__RELIABILITY_BINS;
    double gap = 0; /* promised minus kept, summed over the bin */
    for (size_t i = from; i < to; i++) gap += claims[i].probability - (double)claims[i].right;
    error += fabs(gap);
  }
  return error / (double)n;
}

stance_status stance__probability_scores(const stance_predictions *p, double *log_loss, double *brier, double *ece, stance_error *error) {
  stance__claim *claims = stance__claims_make(p);
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
  }
  *log_loss = loss / (double)p->n;
  *brier = squares / (double)p->n;
  *ece = calibration_error(claims, p->n);
  stance__free(claims);
  return STANCE_OK;
}
