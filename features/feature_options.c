#include "features/feature_options.h"

#include "base/error.h"

void stance_feature_options_init(stance_feature_options *options) { *options = (stance_feature_options)STANCE_FEATURE_OPTIONS_INIT; }

static stance_status check_range(const char *what, uint32_t low, uint32_t high, uint32_t most, stance_error *error) {
  if (low == 0 && high == 0) return STANCE_OK;
  if (low >= 1 && low <= high && high <= most) return STANCE_OK;
  return stance__fail(error, STANCE_USAGE, NULL, 0, "n-grams of %s must lie between 1 and %u, the smaller first", what, most);
}

stance_status stance__feature_options_check(const stance_feature_options *o, stance_error *error) {
  if (!o->word_max && !o->stem_max && !o->char_max && !o->lexicon)
    return stance__fail(error, STANCE_USAGE, NULL, 0, "no features: ask for n-grams of words, stems or characters, or for the lexicon");
  stance_status status = check_range("words", o->word_min, o->word_max, 5, error);
  if (status == STANCE_OK) status = check_range("stems", o->stem_min, o->stem_max, 5, error);
  if (status == STANCE_OK) status = check_range("characters", o->char_min, o->char_max, 8, error);
  if (status != STANCE_OK) return status;
  if (!(o->smoothing > 0 && o->smoothing <= 1e6))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "the smoothing of log-count ratios must be a number above 0");
  if (!(o->lexicon_weight > 0 && o->lexicon_weight <= 1e6))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "the lexicon's weight must be a number above 0");
  if (!(o->norm >= 0 && o->norm <= 1)) return stance__fail(error, STANCE_USAGE, NULL, 0, "the norm's power must lie between 0 and 1");
  if (o->min_df < 1) return stance__fail(error, STANCE_USAGE, NULL, 0, "the least document frequency is 1");
  if (o->hash_bits && (o->hash_bits < 8 || o->hash_bits > 28))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "feature hashing takes 8 to 28 bits, or 0 for none");
  if (!(o->max_df > 0 && o->max_df <= 1))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "the greatest document frequency is a share above 0, at most 1");
  return STANCE_OK;
}

bool stance__feature_options_use_labels(const stance_feature_options *o) {
  return o->weight == STANCE_TERMS_LCR || o->weight == STANCE_TERMS_LCR_IDF || o->select != 0;
}
