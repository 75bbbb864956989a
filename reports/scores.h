/* The measures that metrics.c puts together. Shapes as in stance_predictions. */
#ifndef STANCE_REPORTS_SCORES_H
#define STANCE_REPORTS_SCORES_H
#include "reports/resampling.h"
#include "stance/report.h"

/* Macro-averaged F1 over the labels that occur in truth or prediction; confusion [k][k], rows are the truth. */
double stance__confusion_macro_f1(const double *confusion, size_t k);
double stance__confusion_accuracy(const double *confusion, size_t k);
/* Statement i of the predictions as one count in cell truth * k + predicted of its group. */
stance__entry stance__confusion_entry(const stance_predictions *p, size_t i);

/* Accuracy and macro-averaged F1 of statements whose cells are those of a confusion, with their intervals. */
typedef struct stance__rightness {
  double accuracy, macro_f1;
  stance_interval accuracy_ci95, macro_f1_ci95;
} stance__rightness;
STANCE_MUST_CHECK stance_status stance__rightness_compute(stance__rightness *out, const stance__entry *entries, size_t n, size_t k,
                                                          size_t draws, uint64_t seed, size_t threads, stance_error *error);
/* Predictions that can be judged: STANCE_DATA where there are none, STANCE_USAGE where numbers are out of range. */
STANCE_MUST_CHECK stance_status stance__predictions_check(const stance_predictions *p, stance_error *error);
enum { STANCE__DRAWS = 10000 }; /* where the caller says 0 */

/* Area under the ROC curve and average precision of `label` against the rest; NaN where one side is empty. */
STANCE_MUST_CHECK stance_status stance__ranking_scores(const stance_predictions *p, size_t label, double *roc_auc,
                                                       double *average_precision, stance_error *error);
/* Log loss (probabilities clipped at 1e-15), Brier score, expected calibration error over 10 equal-mass bins. */
STANCE_MUST_CHECK stance_status stance__probability_scores(const stance_predictions *p, double *log_loss, double *brier,
                                                           double *ece, stance_error *error);
#endif
