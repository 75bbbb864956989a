/* One text's weighted sparse row: the one place where tf, idf and the norm are computed, for fitting and for labelling alike. */
#ifndef STANCE_FEATURES_ROW_BUILDER_H
#define STANCE_FEATURES_ROW_BUILDER_H
#include "features/analyzer.h"
#include "features/term_index.h"
#ifdef __cplusplus
extern "C" {
#endif
/* Weighs counts in place: value = tf(count) * idf[column] (idf NULL: 1), then L2 where options->l2; sums in double, in order. */
void stance__row_weigh(const stance_feature_options *options, const float *idf, const uint32_t *column, float *value, size_t n);

typedef struct stance__row_builder stance__row_builder; /* scratch of one thread */
/* Index and idf are borrowed. */
STANCE_MUST_CHECK stance_status stance__row_builder_new(stance__row_builder **out, const stance_feature_options *options,
                                                        const stance__term_index *index, const float *idf, stance_error *error);
void stance__row_builder_free(stance__row_builder *b);
/* Columns ascending; valid until the next call; *n is 0 where no term is known. */
STANCE_MUST_CHECK stance_status stance__row_build(stance__row_builder *b, const char *text, size_t length, const uint32_t **column,
                                                  const float **value, size_t *n, stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
