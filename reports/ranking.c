/* ROC-AUC as the Mann-Whitney statistic with mid-ranks for ties; average precision as the step-wise area under the precision-recall
   curve, one step a distinct score. */
#include <math.h>

#include "reports/ranking_steps.h"
#include "reports/scores.h"

stance_status stance__ranking_scores(const stance_predictions *p, size_t label, double *roc_auc, double *average_precision,
                                     stance_error *error) {
  stance__steps s;
  stance_status status = stance__steps_make(&s, p, label, error);
  if (status != STANCE_OK) return status;
  double pairs = 0, precision_sum = 0;
  for (size_t i = 0; i < s.n; i++) {
    double before = i ? s.steps[i - 1].hits : 0, hits = s.steps[i].hits - before;
    double misses = s.steps[i].misses - (i ? s.steps[i - 1].misses : 0);
    pairs += misses * (before + hits / 2);
    precision_sum += hits * s.steps[i].hits / (s.steps[i].hits + s.steps[i].misses);
  }
  bool both = s.positives > 0 && s.negatives > 0 && s.complete;
  *roc_auc = both ? pairs / (s.positives * s.negatives) : (double)NAN;
  *average_precision = both ? precision_sum / s.positives : (double)NAN;
  stance__steps_release(&s);
  return STANCE_OK;
}
