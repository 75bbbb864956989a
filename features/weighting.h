/* Matrices half: what is fitted on some rows of the counts (a training fold) for one label against the rest: which terms are kept, and
   what they weigh. */
#ifndef STANCE_FEATURES_WEIGHTING_H
#define STANCE_FEATURES_WEIGHTING_H
#include "features/counts.h"
#include "features/row_weights.h"
#ifdef __cplusplus
extern "C" {
#endif
/* Kept terms are renumbered 0..n_terms-1 in byte order. */
typedef struct stance__weighting {
  size_t n_terms;
  uint32_t *kept;   /* [n_terms] column of counts */
  uint32_t *number; /* [counts columns] new number, UINT32_MAX where dropped */
  uint32_t *df;     /* [n_terms] */
  float *scale;     /* [n_terms] */
  float *second;    /* [n_terms] idf of words and stems, 0 elsewhere; NULL but for STANCE_TERMS_LCR_IDF */
  uint32_t class_first, class_end;
} stance__weighting;

/* rows [n], n > 0: the rows fitted on. side [counts rows]: above 0 for the label, below for the rest; NULL where the options use no
   labels. weight [counts rows]: what a row counts in log-count ratios; NULL: 1. Terms of kinds or lengths that the options do not ask
   for are dropped, so that one count matrix serves many options. STANCE_DATA where no term is left. */
STANCE_MUST_CHECK stance_status stance__weighting_fit(stance__weighting **out, const stance__counts *counts, const uint32_t *rows, size_t n,
                                                      const signed char *side, const double *weight, const stance_feature_options *options,
                                                      stance_error *error);
void stance__weighting_free(stance__weighting *w);
stance__scales stance__weighting_scales(const stance__weighting *w); /* a view */
size_t stance__weighting_columns(const stance__weighting *w);        /* n_terms, or twice that */
/* Weighted rows. */
STANCE_MUST_CHECK stance_status stance__weighting_apply(stance_rows **out, const stance__weighting *w, const stance__counts *counts,
                                                        const uint32_t *rows, size_t n, const stance_feature_options *options,
                                                        stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
