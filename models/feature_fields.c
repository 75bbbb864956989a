#include "models/feature_fields.h"

const char *const stance__feature_names[STANCE__FEATURE_NUMBERS] = {"word_min",  "word_max", "stem_min",  "stem_max", "char_min",
                                                                    "char_max",  "lexicon",  "tf",        "weight",   "min_df",
                                                                    "max_terms", "select",   "hash_bits", "hash_seed"};
const double stance__feature_most[STANCE__FEATURE_NUMBERS] = {
    5, 5, 5, 5, 8, 8, 1, STANCE_TF_LOG, STANCE_TERMS_LCR_IDF, UINT32_MAX, UINT32_MAX, UINT32_MAX, 28, UINT32_MAX};

void stance__feature_numbers(uint32_t out[STANCE__FEATURE_NUMBERS], const stance_feature_options *f) {
  const uint32_t all[STANCE__FEATURE_NUMBERS] = {f->word_min,  f->word_max, f->stem_min,     f->stem_max,         f->char_min,
                                                 f->char_max,  f->lexicon,  (uint32_t)f->tf, (uint32_t)f->weight, f->min_df,
                                                 f->max_terms, f->select,   f->hash_bits,    f->hash_seed};
  for (int i = 0; i < STANCE__FEATURE_NUMBERS; i++) out[i] = all[i];
}

void stance__feature_take(stance_feature_options *f, const size_t v[STANCE__FEATURE_NUMBERS]) {
  f->word_min = (uint32_t)v[0], f->word_max = (uint32_t)v[1];
  f->stem_min = (uint32_t)v[2], f->stem_max = (uint32_t)v[3];
  f->char_min = (uint32_t)v[4], f->char_max = (uint32_t)v[5];
  f->lexicon = v[6] != 0, f->tf = (stance_tf)v[7], f->weight = (stance_term_weight)v[8];
  f->min_df = (uint32_t)v[9], f->max_terms = (uint32_t)v[10], f->select = (uint32_t)v[11];
  f->hash_bits = (uint32_t)v[12], f->hash_seed = (uint32_t)v[13];
}
