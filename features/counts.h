/* Matrices half: one tokenisation and one count matrix of a whole set, and what is fitted on parts of it (training folds). */
#ifndef STANCE_FEATURES_COUNTS_H
#define STANCE_FEATURES_COUNTS_H
#include "stance/features.h"
#ifdef __cplusplus
extern "C" {
#endif
/* Raw counts of every distinct term (columns in byte order of the terms). */
typedef struct stance__counts {
  stance_rows rows;  /* value = count */
  uint64_t *offset;  /* [n_columns + 1] into bytes */
  char *bytes;
} stance__counts;
/* Deterministic for any number of threads. */
STANCE_MUST_CHECK stance_status stance__counts_build(stance__counts **out, const stance_text *texts, size_t n,
                                                     const stance_feature_options *options, size_t threads, stance_error *error);
void stance__counts_free(stance__counts *c);

/* Document-frequency limits and idf fitted on some rows: kept terms renumbered 0..n_terms-1 in byte order. */
typedef struct stance__weighting {
  size_t n_terms;
  uint32_t *kept;   /* [n_terms] column of counts */
  uint32_t *number; /* [counts columns] new number, UINT32_MAX where dropped */
  uint32_t *df;     /* [n_terms] */
  float *idf;       /* [n_terms]; all 1 where there is none */
} stance__weighting;
/* rows: numbers of the rows fitted on, n > 0. STANCE_DATA where no term is left. */
STANCE_MUST_CHECK stance_status stance__weighting_fit(stance__weighting **out, const stance__counts *counts, const uint32_t *rows,
                                                      size_t n, const stance_feature_options *options, stance_error *error);
void stance__weighting_free(stance__weighting *w);
/* Weighted rows (same arithmetic as stance__row_build: same bits). */
STANCE_MUST_CHECK stance_status stance__weighting_apply(stance_rows **out, const stance__weighting *w, const stance__counts *counts,
                                                        const uint32_t *rows, size_t n, const stance_feature_options *options,
                                                        stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
