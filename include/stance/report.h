/* Metrics over plain arrays of labels and scores, with intervals, and their rendering. */
#ifndef STANCE_REPORT_H
#define STANCE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stance/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Predictions to judge. Arrays are borrowed for the call. */
typedef struct stance_predictions {
  size_t n;
  size_t n_labels;              /* >= 2 */
  const char *const *labels;    /* [n_labels], sorted by bytes */
  const uint32_t *truth;        /* [n] */
  const uint32_t *predicted;    /* [n] */
  const double *probabilities;  /* [n][n_labels]; NULL: the measures that need them are NaN */
  const uint32_t *groups;       /* [n] group numbers for the bootstrap; NULL: each its own */
  const uint8_t *confident;     /* [n] 0 or 1; NULL: all confident */
} stance_predictions;

typedef struct stance_interval {
  double low, high;
} stance_interval;

typedef struct stance_label_metrics {
  double precision, recall, f1; /* 0 where undefined */
  size_t support;
} stance_label_metrics;

typedef struct stance_metrics {
  size_t n, n_labels;
  double accuracy, macro_f1, mcc, kappa;
  stance_interval accuracy_ci95, macro_f1_ci95; /* bootstrap over groups, percentile */
  double roc_auc, average_precision; /* of the last label where there are two; macro-averaged one-vs-rest otherwise */
  double log_loss, brier, ece;       /* ece: 10 equal-mass bins of the top label's probability */
  double majority_accuracy;
  double coverage, confident_accuracy;
  stance_label_metrics *per_label; /* [n_labels] */
  size_t *confusion;               /* [n_labels][n_labels], rows are the truth */
  char **labels;                   /* [n_labels] */
} stance_metrics;

/* macro_f1 averages over labels that occur in truth or prediction. kappa: Cohen (1960); mcc: Gorodkin's R_K (2004); roc_auc by the
   Mann-Whitney statistic with mid-ranks. draws 0 means 10,000. Deterministic for a seed. */
STANCE_MUST_CHECK stance_status stance_metrics_compute(stance_metrics **out, const stance_predictions *predictions, size_t draws,
                                                       uint64_t seed, stance_error *error);
void stance_metrics_free(stance_metrics *metrics);

/* Both results of a rendering are owned by the caller: free with stance_report_free_text. NUL-terminated. `color` uses ANSI. */
typedef struct stance_report_options {
  bool color;
  const char *title;   /* NULL: none */
  const char *dataset; /* names for the head line; NULL: none */
  const char *model;
} stance_report_options;
STANCE_MUST_CHECK stance_status stance_metrics_table(char **out, const stance_metrics *metrics, const stance_report_options *options,
                                                     stance_error *error);
/* schema stance.evaluation/1, docs/formats.md. NaN renders as null. */
STANCE_MUST_CHECK stance_status stance_metrics_json(char **out, const stance_metrics *metrics, const stance_report_options *options,
                                                    stance_error *error);
void stance_report_free_text(char *text);

#ifdef __cplusplus
}
#endif
#endif
