/* Text to bag-of-words vectors: tokens, n-grams of words, stems and characters, classes of a stance lexicon, document-frequency limits,
   term weights, norms. */
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

/* What a term counts beside its frequency in the text. */
typedef enum stance_term_weight {
  STANCE_TERMS_PLAIN = 0, /* 1 */
  STANCE_TERMS_IDF,       /* inverse document frequency: ln((1 + n) / (1 + df)) + 1 */
  STANCE_TERMS_LCR,       /* log-count ratio of the label against the rest (Wang and Manning, 2012, "Baselines and bigrams", equation 2)
                             over the texts that a term stands in, each kind of term normalised by itself */
  STANCE_TERMS_LCR_IDF    /* both side by side: a row holds its terms by log-count ratio, and its words and stems once more by idf,
                             each part with its own norm; the sum of the two kernels */
} stance_term_weight;

typedef struct stance_feature_options {
  uint32_t word_min, word_max; /* n-grams of words, 1..5; both 0: none */
  uint32_t stem_min, stem_max; /* n-grams of Snowball's English stems, 1..5; both 0: none */
  uint32_t char_min, char_max; /* n-grams of characters within words padded by one space a side, 1..8; both 0: none */
  bool lexicon;                /* classes of the stance lexicon, negation applied: a part of the row with its own norm */
  stance_tf tf;
  stance_term_weight weight;
  double smoothing;      /* added to a term's counts in its log-count ratio, > 0 */
  double lexicon_weight; /* length of the lexicon's part of a row beside the 1 of the others, > 0 */
  double norm;           /* a part of a row is divided by its length to this power, 0 to 1; 1: unit length, 0: as it is */
  uint32_t min_df;       /* documents a term must stand in, >= 1 */
  double max_df;         /* share of documents it may stand in, (0, 1] */
  uint32_t max_terms;    /* keep the most frequent (by df, then bytes); 0: all */
  uint32_t select;       /* keep those that tell the label best (chi-square over documents, then bytes); 0: all */
  uint32_t hash_bits;    /* feature hashing: terms share 2^hash_bits columns, 8..28, classes apart, so that a vocabulary without bound takes
                            bounded memory; 0: none, every term has its own */
  uint32_t hash_seed;    /* of the hash and its signs */
} stance_feature_options;
/* The recipe that did best in docs/accuracy.md. */
#define STANCE_FEATURE_OPTIONS_INIT                                                                                                        \
  { 0, 0, 1, 3, 3, 5, true, STANCE_TF_BINARY, STANCE_TERMS_LCR_IDF, 0.3, 0.5, 1.0, 1, 1.0, 0, 0, 0, 0 }
/* The same, for callers that cannot use a macro; options must not be NULL. */
void stance_feature_options_init(stance_feature_options *options);

/* A text, not assumed to end in NUL; UTF-8, else what takes it returns STANCE_DATA. data may be NULL where length is 0. Borrowed for the
   call. */
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
/* `positive` [n]: 1 for texts of the label that log-count ratios and selection are for, 0 for the rest; may be NULL where options use
   neither. STANCE_USAGE for options out of range, or without `positive` where it is needed; STANCE_DATA where no term is left.
   threads 0: all cores; the result does not depend on it. */
STANCE_MUST_CHECK stance_status stance_vectorizer_fit(stance_vectorizer **out, const stance_text *texts, const uint8_t *positive, size_t n,
                                                      const stance_feature_options *options, size_t threads, stance_error *error);
void stance_vectorizer_free(stance_vectorizer *v);         /* NULL does nothing */
size_t stance_vectorizer_size(const stance_vectorizer *v); /* terms */
/* Term j < size in byte order, NUL-terminated: words as they are, ~stem ~stem, characters as [abc] with _ for the padding space, classes
   as {class}, {not class}, and {+} {-} for the side they speak for; columns of feature hashing as # and a hexadecimal number. */
const char *stance_vectorizer_term(const stance_vectorizer *v, size_t j);
uint32_t stance_vectorizer_df(const stance_vectorizer *v, size_t j);
float stance_vectorizer_weight(const stance_vectorizer *v, size_t j); /* idf, log-count ratio, or 1 */
/* Rows of texts, freed with stance_rows_free; terms unseen in fitting are left out. Column j is term j; with STANCE_TERMS_LCR_IDF column
   size + j is term j by idf. */
STANCE_MUST_CHECK stance_status stance_vectorizer_transform(stance_rows **out, const stance_vectorizer *v, const stance_text *texts,
                                                            size_t n, size_t threads, stance_error *error);

#ifdef __cplusplus
}
#endif
#endif
