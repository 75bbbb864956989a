/* Statements ranked by their score for a label: what every curve and area over a ranking is made of. */
#ifndef STANCE_REPORTS_RANKING_STEPS_H
#define STANCE_REPORTS_RANKING_STEPS_H
#include "stance/report.h"
#ifdef __cplusplus
extern "C" {
#endif
/* All statements of this score and higher ones. */
typedef struct stance__step {
  double score, hits, misses; /* of the label, and of the rest */
} stance__step;

typedef struct stance__steps {
  stance__step *steps; /* [n] one a distinct score, falling */
  size_t n;
  double positives, negatives;
  bool complete; /* every statement has a score; one that is NaN has no rank */
} stance__steps;
STANCE_MUST_CHECK stance_status stance__steps_make(stance__steps *out, const stance_predictions *predictions, size_t label,
                                                   stance_error *error);
void stance__steps_release(stance__steps *steps);
#ifdef __cplusplus
}
#endif
#endif
