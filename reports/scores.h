/* The measures that metrics.c puts together. Shapes as in stance_predictions. */
#ifndef STANCE_REPORTS_SCORES_H
#define STANCE_REPORTS_SCORES_H
#include "stance/report.h"

/* Macro-averaged F1 over the labels that occur in truth or prediction; confusion [k][k], rows are the truth. */
double stance__confusion_macro_f1(const size_t *confusion, size_t k);
double stance__confusion_accuracy(const size_t *confusion, size_t k);

/* Area under the ROC curve and average precision of `label` against the rest; NaN where one side is empty. */
STANCE_MUST_CHECK stance_status stance__ranking_scores(const stance_predictions *p, size_t label, double *roc_auc,
                                                       double *average_precision, stance_error *error);
/* Log loss (probabilities clipped at 1e-15), Brier score, expected calibration error over 10 equal-mass bins. */
STANCE_MUST_CHECK stance_status stance__probability_scores(const stance_predictions *p, double *log_loss, double *brier, double *ece,
                                                           stance_error *error);
/* Percentile intervals of accuracy and macro-F1 over `draws` resamplings of whole groups. The same for any number of cores. */
STANCE_MUST_CHECK stance_status stance__bootstrap(const stance_predictions *p, size_t draws, uint64_t seed, stance_interval *accuracy,
                                                  stance_interval *macro_f1, stance_error *error);
#endif
