#include "features/feature_options.h"

#include "base/error.h"

stance_status stance__feature_options_check(const stance_feature_options *o, stance_error *error) {
  bool words = o->word_max != 0, chars = o->char_max != 0;
  if (!words && !chars) return stance__fail(error, STANCE_USAGE, NULL, 0, "no features: ask for word or character n-grams");
  if (words && (o->word_min < 1 || o->word_min > o->word_max || o->word_max > 5))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "word n-grams must lie between 1 and 5, the smaller first");
  if (chars && (o->char_min < 1 || o->char_min > o->char_max || o->char_max > 8))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "character n-grams must lie between 1 and 8, the smaller first");
  if (!words && o->word_min) return stance__fail(error, STANCE_USAGE, NULL, 0, "word n-grams must lie between 1 and 5");
  if (o->min_df < 1) return stance__fail(error, STANCE_USAGE, NULL, 0, "the least document frequency is 1");
  if (!(o->max_df > 0 && o->max_df <= 1))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "the greatest document frequency is a share above 0, at most 1");
  return STANCE_OK;
}
