/* Text to bag-of-words vectors: tokens, word and character n-grams, document-frequency limits, term weights, norms. */
#ifndef STANCE_FEATURES_H
#define STANCE_FEATURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stance/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum stance_tf { STANCE_TF_BINARY = 0, STANCE_TF_COUNT, STANCE_TF_LOG /* 1 + ln tf */ } stance_tf;
typedef enum stance_idf { STANCE_IDF_NONE = 0, STANCE_IDF_SMOOTH /* ln((1 + n) / (1 + df)) + 1 */ } stance_idf;

typedef struct stance_feature_options {
  uint32_t word_min, word_max; /* word n-grams, 1..5; both 0: none */
  uint32_t char_min, char_max; /* character n-grams within words padded by one space a side, 1..8; both 0: none */
  bool stem;                   /* Snowball's English stemmer */
  stance_tf tf;
  stance_idf idf;
  bool l2;            /* rows to unit length */
  uint32_t min_df;    /* documents a term must stand in, >= 1 */
  double max_df;      /* share of documents it may stand in, (0, 1] */
  uint32_t max_terms; /* keep the most frequent (by df, then bytes); 0: all */
} stance_feature_options;
#define STANCE_FEATURE_OPTIONS_INIT \
  { 1, 2, 0, 0, false, STANCE_TF_LOG, STANCE_IDF_SMOOTH, true, 1, 1.0, 0 }

/* A text, not assumed to end in NUL; valid UTF-8. */
typedef struct stance_text {
  const char *data;
  size_t length;
} stance_text;

/* Sparse rows, columns ascending within a row. */
typedef struct stance_rows {
  size_t n_rows, n_columns;
  size_t *start;    /* [n_rows + 1] */
  uint32_t *column; /* [start[n_rows]] */
  float *value;     /* [start[n_rows]] */
} stance_rows;
void stance_rows_free(stance_rows *rows); /* the arrays and the struct; NULL does nothing */

/* A fitted vocabulary and its weights. Immutable: safe to share between threads. */
typedef struct stance_vectorizer stance_vectorizer;
/* STANCE_USAGE for options out of range, STANCE_DATA where no term is left. threads 0: all cores; the result does not depend on it. */
STANCE_MUST_CHECK stance_status stance_vectorizer_fit(stance_vectorizer **out, const stance_text *texts, size_t n,
                                                      const stance_feature_options *options, size_t threads, stance_error *error);
void stance_vectorizer_free(stance_vectorizer *v);
size_t stance_vectorizer_size(const stance_vectorizer *v);
/* Term j < size in byte order: NUL-terminated display text; character n-grams are shown as [abc], with _ for the padding space. */
const char *stance_vectorizer_term(const stance_vectorizer *v, size_t j);
uint32_t stance_vectorizer_df(const stance_vectorizer *v, size_t j);
float stance_vectorizer_idf(const stance_vectorizer *v, size_t j); /* 1 where there is none */
/* Rows of new texts; terms unseen in fitting are left out. */
STANCE_MUST_CHECK stance_status stance_vectorizer_transform(stance_rows **out, const stance_vectorizer *v, const stance_text *texts,
                                                            size_t n, size_t threads, stance_error *error);

#ifdef __cplusplus
}
#endif
#endif
