/* Matrices half: one tokenisation and one count matrix of a whole set. */
#ifndef STANCE_FEATURES_COUNTS_H
#define STANCE_FEATURES_COUNTS_H
#include "features/analyzer.h"
#include "stance/features.h"
#ifdef __cplusplus
extern "C" {
#endif
/* Raw counts of every distinct term (columns in byte order of the terms). */
typedef struct stance__counts {
  stance_rows rows; /* value = count */
  uint64_t *offset; /* [n_columns + 1] into bytes */
  char *bytes;
  uint8_t *block; /* [n_columns] stance__block */
  uint8_t *order; /* [n_columns] length of the n-gram */
} stance__counts;
/* Deterministic for any number of threads. The lexicon may be NULL where options->lexicon is false. */
STANCE_MUST_CHECK stance_status stance__counts_build(stance__counts **out, const stance_text *texts, size_t n,
                                                     const stance_feature_options *options, const stance__class_lexicon *lexicon,
                                                     size_t threads, stance_error *error);
void stance__counts_free(stance__counts *c);
#ifdef __cplusplus
}
#endif
#endif
