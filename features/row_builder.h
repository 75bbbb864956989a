/* One text's known terms with their counts. */
#ifndef STANCE_FEATURES_ROW_BUILDER_H
#define STANCE_FEATURES_ROW_BUILDER_H
#include "features/analyzer.h"
#include "features/term_index.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct stance__row_builder stance__row_builder; /* scratch of one thread */
/* Index and lexicon are borrowed; the lexicon may be NULL where options->lexicon is false. */
STANCE_MUST_CHECK stance_status stance__row_builder_new(stance__row_builder **out, const stance_feature_options *options,
                                                        const stance__term_index *index, const stance__class_lexicon *lexicon,
                                                        stance_error *error);
void stance__row_builder_free(stance__row_builder *b);
/* Distinct terms in the order in which the text first has them; valid until the next call; *n is 0 where no term is known. */
STANCE_MUST_CHECK stance_status stance__row_build(stance__row_builder *b, const char *text, size_t length, const uint32_t **term,
                                                  const float **count, size_t *n, stance_error *error);
/* Puts the row just built in ascending order of its terms, in place. */
void stance__row_sort(stance__row_builder *b);
#ifdef __cplusplus
}
#endif
#endif
