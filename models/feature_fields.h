/* The feature options that a model's header holds as whole numbers, by name; the others are scalars (model_layout.h). */
#ifndef STANCE_MODELS_FEATURE_FIELDS_H
#define STANCE_MODELS_FEATURE_FIELDS_H
#include "stance/features.h"

enum { STANCE__FEATURE_NUMBERS = 14 };
extern const char *const stance__feature_names[STANCE__FEATURE_NUMBERS];
extern const double stance__feature_most[STANCE__FEATURE_NUMBERS]; /* greatest value of each; the least is 0 */
void stance__feature_numbers(uint32_t out[STANCE__FEATURE_NUMBERS], const stance_feature_options *f);
void stance__feature_take(stance_feature_options *f, const size_t numbers[STANCE__FEATURE_NUMBERS]);
#endif
