/* The points of a report's curves, over plain predictions with probabilities. */
#ifndef STANCE_REPORTS_CURVES_H
#define STANCE_REPORTS_CURVES_H
#include "stance/report.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct stance__point {
  double x, y;
} stance__point;

typedef struct stance__curve {
  stance__point *points; /* [n] */
  size_t n;
} stance__curve;
void stance__curve_release(stance__curve *curve); /* fine on zeroes */

/* Receiver operating characteristic of `label` against the rest: x the false positive rate, y the true positive rate, from (0, 0) to
   (1, 1), a point for each distinct probability. No point where one side is empty. */
STANCE_MUST_CHECK stance_status stance__roc_curve(stance__curve *out, const stance_predictions *predictions, size_t label,
                                                  stance_error *error);
/* x recall, y precision, by falling probability; precision holds from the recall before to that of its point. No point where the label
   does not occur. */
STANCE_MUST_CHECK stance_status stance__precision_recall_curve(stance__curve *out, const stance_predictions *predictions, size_t label,
                                                               stance_error *error);
/* x the share of statements answered where only the surest are, y the accuracy of those answers; a point for each distinct probability
   of the answer. The first points, of a handful of statements, mean little. */
STANCE_MUST_CHECK stance_status stance__coverage_curve(stance__curve *out, const stance_predictions *predictions, stance_error *error);
/* Leaves at most `most` (>= 2) points, ends included, as even along the curve as the points allow. */
void stance__curve_thin(stance__curve *curve, size_t most);

enum { STANCE__RELIABILITY_BINS = 10 };
/* Statements of about one probability of the answer. */
typedef struct stance__reliability_bin {
  size_t n;
  double promised, kept;    /* mean probability; accuracy */
  stance_interval interval; /* of `kept`, 95 %: Wilson (1927), which takes statements for independent */
} stance__reliability_bin;
/* The ten bins of equal mass that the expected calibration error is of; those without statements are left out. *n says how many. */
STANCE_MUST_CHECK stance_status stance__reliability(stance__reliability_bin out[STANCE__RELIABILITY_BINS], size_t *n,
                                                    const stance_predictions *predictions, stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
