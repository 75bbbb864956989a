/* Metrics over plain arrays of labels and scores, with intervals; comparisons of models and of annotators; shares of labels corrected
   for a model's mistakes; and the rendering of all that. */
#ifndef STANCE_REPORT_H
#define STANCE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stance/model.h"
#include "stance/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Predictions to judge. Arrays are borrowed for the call. */
typedef struct stance_predictions {
  size_t n;
  size_t n_labels;             /* >= 2 */
  const char *const *labels;   /* [n_labels], sorted by bytes */
  const uint32_t *truth;       /* [n] */
  const uint32_t *predicted;   /* [n] */
  const double *probabilities; /* [n][n_labels]; NULL: the measures that need them are NaN */
  const uint32_t *groups;      /* [n] group numbers for the bootstrap; NULL: each its own */
  const uint8_t *confident;    /* [n] 0 or 1; NULL: all confident */
} stance_predictions;

typedef struct stance_interval {
  double low, high; /* both NaN: unknown */
} stance_interval;

typedef struct stance_label_metrics {
  double precision, recall, f1; /* 0 where undefined */
  size_t support;
} stance_label_metrics;

typedef struct stance_metrics {
  size_t n, n_labels;
  double accuracy, macro_f1, mcc, kappa;
  stance_interval accuracy_ci95, macro_f1_ci95; /* bootstrap over groups, percentile; NaN where there are fewer than two groups */
  double roc_auc, average_precision;            /* of the last label where there are two; macro-averaged one-vs-rest otherwise */
  double log_loss, brier, ece;                  /* ece: 10 equal-mass bins of the top label's probability */
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
void stance_metrics_free(stance_metrics *metrics); /* NULL does nothing */

/* All functions of this header may be called from several threads at once, and all are deterministic for a seed. Intervals are
   percentile bootstrap intervals (Efron, 1979) that resample whole groups; an interval is NaN where there are fewer than two groups, or
   where the measure is undefined in more than one draw of twenty. draws 0 means 10,000 unless said otherwise. */

/* ---- Slices: the same model on parts of the statements. ---- */

typedef struct stance_slice {
  char *name; /* NULL: the statements without a value */
  size_t n;
  double accuracy, macro_f1; /* macro_f1 over the labels that occur in the slice */
  stance_interval accuracy_ci95, macro_f1_ci95;
} stance_slice;
typedef struct stance_slices {
  char *field;
  size_t n_slices;
  stance_slice *slices; /* [n_slices] by falling n, then by the name's bytes, NULL last */
} stance_slices;

/* values: [n] each statement's value of the field, NULL for none; borrowed for the call. STANCE_DATA where there are no statements. */
STANCE_MUST_CHECK stance_status stance_slices_compute(stance_slices **out, const stance_predictions *predictions, const char *field,
                                                      const char *const *values, size_t draws, uint64_t seed, stance_error *error);
void stance_slices_free(stance_slices *slices); /* NULL does nothing */

/* ---- Two models on the same statements. ---- */

typedef struct stance_comparison {
  size_t both_right, only_first, only_second, both_wrong;             /* statements by who was right */
  double mcnemar_p;                                                   /* two-sided; see stance_mcnemar_exact */
  double accuracy_difference, macro_f1_difference;                    /* second minus first */
  stance_interval accuracy_difference_ci95, macro_f1_difference_ci95; /* paired: both are judged on the statements of each draw */
  size_t n_differing;
  size_t *differing; /* [n_differing] statements with two different answers, ascending; both may be wrong */
} stance_comparison;

/* Truth, labels and groups must be the same in both; STANCE_USAGE where they are not. */
STANCE_MUST_CHECK stance_status stance_comparison_compute(stance_comparison **out, const stance_predictions *first,
                                                          const stance_predictions *second, size_t draws, uint64_t seed,
                                                          stance_error *error);
void stance_comparison_free(stance_comparison *comparison); /* NULL does nothing */

/* McNemar's test (1947) in its exact form, the two-sided sign test: twice the probability of a Binomial(a + b, 1/2) not above min(a, b),
   at most 1; a and b are the statements that only one of two was right on. 1 where both are 0. */
double stance_mcnemar_exact(size_t a, size_t b);

/* ---- Mistakes. ---- */

/* The up to n mistakes whose wrong label had the highest probability, highest first, equal ones in order: statement numbers in
   out [n], how many in *found. Without probabilities, the first n mistakes. */
STANCE_MUST_CHECK stance_status stance_mistakes_find(size_t *out, size_t n, size_t *found, const stance_predictions *predictions,
                                                     stance_error *error);

/* ---- Shares of labels, corrected for the model's mistakes. ---- */

typedef struct stance_share_counts {
  size_t n_labels;         /* >= 2: what can be true; may include "neither" */
  size_t n_answers;        /* >= n_labels: what a model can say, the labels first; beyond them perhaps "not confident" */
  size_t n_groups;         /* articles, or single statements */
  const size_t *predicted; /* [n_groups][n_answers] statements of each group by the model's answer */
  const size_t *confusion; /* [n_labels][n_answers] counts on other data, out of fold; rows are the truth */
} stance_share_counts;

typedef struct stance_share {
  double raw;      /* share of this answer among all; NaN where nothing was counted */
  double adjusted; /* NaN where the confusion has no full row rank, or a label has an empty row in it */
  stance_interval raw_ci95, adjusted_ci95;
} stance_share;

/* Adjusted counts (Forman, 2008, "Quantifying counts and costs via classification", section 2.2): the shares x of the labels, at least 0
   and of sum 1, whose image x'P under the row-normalised confusion P comes closest to the shares of the answers by least squares. Where
   x'P meets them, that is it; with two labels and two answers it is (raw - fpr) / (tpr - fpr), cut to 0..1. It holds as far as the model
   errs on these statements as it did on those of the confusion, whose answers must be of the same kinds. Intervals: each draw resamples
   the groups, and for adjusted ones also each row of the confusion (multinomial, its total kept). out [n_labels]. draws 0 means 2,000.
   STANCE_USAGE for fewer than two labels, or fewer answers than labels. */
STANCE_MUST_CHECK stance_status stance_shares_compute(stance_share *out, const stance_share_counts *counts, size_t draws, uint64_t seed,
                                                      stance_error *error);

/* ---- Agreement between annotators. ---- */

#define STANCE_NO_LABEL UINT32_MAX
typedef struct stance_annotations {
  size_t n, n_annotators, n_labels;
  const char *const *annotators; /* [n_annotators], >= 2 */
  const char *const *labels;     /* [n_labels] */
  const uint32_t *given;         /* [n][n_annotators] label numbers; STANCE_NO_LABEL where one gave none */
  const uint32_t *groups;        /* [n] group numbers for the bootstrap; NULL: each its own */
} stance_annotations;

typedef struct stance_pair_agreement {
  size_t first, second; /* annotators */
  size_t n;             /* statements that both labelled */
  double observed;      /* share of those with one label; NaN where n is 0 */
  double kappa;         /* Cohen (1960); NaN where chance alone would agree always, or n is 0 */
  stance_interval observed_ci95, kappa_ci95;
} stance_pair_agreement;

typedef struct stance_agreement {
  size_t n, n_annotators, n_labels;
  size_t n_pairable;   /* statements with at least two labels: those that observed and alpha are about */
  size_t n_complete;   /* statements that every annotator labelled: those that fleiss_kappa is about */
  double observed;     /* mean over statements of the share of agreeing pairs of labels (Fleiss, 1971, equation 2) */
  double fleiss_kappa; /* Fleiss (1971), equation 7; NaN where only one label occurs */
  double alpha;        /* Krippendorff (2011), nominal, missing labels allowed; NaN where only one label occurs */
  stance_interval observed_ci95, fleiss_kappa_ci95, alpha_ci95;
  size_t n_pairs;
  stance_pair_agreement *pairs; /* [n_pairs] in order of first, second */
  size_t *counts;               /* [n_annotators][n_labels] labels given */
  char **annotators;            /* [n_annotators] */
  char **labels;                /* [n_labels] */
} stance_agreement;

/* STANCE_DATA where no statement has two labels; STANCE_USAGE for fewer than two annotators or a label number out of range. */
STANCE_MUST_CHECK stance_status stance_agreement_compute(stance_agreement **out, const stance_annotations *annotations, size_t draws,
                                                         uint64_t seed, stance_error *error);
void stance_agreement_free(stance_agreement *agreement); /* NULL does nothing */

/* ---- Rendering. ---- */

typedef enum stance_report_format {
  STANCE_REPORT_TABLE = 0, /* for people, on a terminal */
  STANCE_REPORT_JSON,      /* schemas stance.evaluation/1 and stance.agreement/1, docs/evaluation.md; NaN is null */
  STANCE_REPORT_CSV,       /* one figure a row: section,item,measure,value,ci95_low,ci95_high; NaN is empty */
  STANCE_REPORT_MARKDOWN,
  STANCE_REPORT_HTML /* one page with plots, without scripts: docs/reports.md */
} stance_report_format;

/* All zero are the defaults. Strings are borrowed for the call. */
typedef struct stance_report_options {
  bool color;          /* tables only: ANSI */
  size_t width;        /* tables only: columns to wrap texts to; 0: 80 */
  const char *title;   /* NULL: none */
  const char *dataset; /* names for the head line; NULL: none */
  const char *model;
} stance_report_options;

/* A statement that a report quotes. */
typedef struct stance_report_statement {
  const char *text; /* UTF-8, NUL-terminated */
  const char *file;
  long line;
} stance_report_statement;

/* A term that spoke for a wrong label. */
typedef struct stance_report_term {
  const char *term; /* UTF-8, not NUL-terminated */
  size_t length;
  double weight;     /* its part in the wrong label's decision */
  size_t start, end; /* its first place in the text, code points */
} stance_report_term;

typedef struct stance_report_mistake {
  size_t statement;
  const stance_report_term *terms; /* [n_terms], strongest first */
  size_t n_terms;
} stance_report_mistake;

/* Statements labelled `neither`, given to a model that has no such label: it should not be confident on them. */
typedef struct stance_neither_count {
  size_t n, not_confident;
} stance_neither_count;

/* One model's part of a report. */
typedef struct stance_evaluated_model {
  const stance_predictions *predictions;
  const stance_metrics *metrics;
  stance_neither_count neither;
  const stance_model *opened; /* pages show its strongest terms and its card; NULL: neither */
} stance_evaluated_model;

/* What to render: all borrowed, zero or NULL for what there is not. */
typedef struct stance_evaluation {
  const char *const *labels; /* [n_labels] of the model */
  size_t n_labels;
  stance_evaluated_model model; /* metrics NULL: only statements labelled `neither` */
  const stance_share *shares;   /* [n_labels] */
  const stance_slices *slices;
  const char *other_name; /* the model compared with; NULL: none */
  stance_evaluated_model other;
  const stance_comparison *comparison;   /* NULL where there are no statements but `neither` */
  const stance_report_mistake *mistakes; /* [n_mistakes] */
  size_t n_mistakes;
  bool has_mistakes;                         /* they were asked for, even if there are none */
  const stance_report_statement *statements; /* [n]; needed with a comparison or mistakes */
} stance_evaluation;

/* The text is the caller's, NUL-terminated: free it with stance_report_free_text. Tables and Markdown quote at most 20 statements that
   two models differ on, pages 200, JSON and CSV all. */
STANCE_MUST_CHECK stance_status stance_evaluation_render(char **out, const stance_evaluation *evaluation, stance_report_format format,
                                                         const stance_report_options *options, stance_error *error);
STANCE_MUST_CHECK stance_status stance_agreement_render(char **out, const stance_agreement *agreement, stance_report_format format,
                                                        const stance_report_options *options, stance_error *error);
void stance_report_free_text(char *text); /* NULL does nothing */

#ifdef __cplusplus
}
#endif
#endif
