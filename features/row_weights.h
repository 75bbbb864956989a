/* A row's values from its counts: the one place where term weights and norms are applied, for fitting and for labelling alike.

   A row has up to three parts, each with its own norm: the terms by their weight; words and stems once more by idf (STANCE_TERMS_LCR_IDF
   only); the lexicon's classes. */
#ifndef STANCE_FEATURES_ROW_WEIGHTS_H
#define STANCE_FEATURES_ROW_WEIGHTS_H
#include "stance/features.h"
#ifdef __cplusplus
extern "C" {
#endif

enum { STANCE__PART_TERMS = 0, STANCE__PART_SECOND, STANCE__PART_CLASSES, STANCE__PARTS };

typedef struct stance__scales {
  size_t n_terms;
  const float *scale;  /* [n_terms], `stride` apart: a term's weight in its part; 0 where the term is not in the row */
  const float *second; /* likewise in the second part; NULL where there is none */
  size_t stride;
  uint32_t class_first, class_end; /* terms of the lexicon's classes: they start with '{', so they stand side by side */
} stance__scales;

/* The term frequency of a count, which is not 0; feature hashing counts half of the terms negatively. */
double stance__term_frequency(stance_tf tf, float count);
/* What a part of squared length `sum` > 0 is divided by: sqrt(sum) to the power `norm`. */
double stance__norm_divisor(double norm, double sum);
/* Columns ascending: term t of the first part or a class is column t, of the second part n_terms + t. `column` and `value` have room for
   2n. Returns how many there are; terms ascending in, sums in double and in order. */
size_t stance__row_weigh(const stance_feature_options *options, const stance__scales *scales, const uint32_t *term, const float *count,
                         size_t n, uint32_t *column, float *value);
#ifdef __cplusplus
}
#endif
#endif
