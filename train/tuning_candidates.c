/* What tuning tries: one step away from the recipe in each direction that has paid somewhere (docs/accuracy.md), then some pairs. */
#include "features/feature_options.h"
#include "stance/train.h"

typedef enum step {
  NONE,
  LEXICON_MORE,
  RATIO_ONLY,
  IDF_ONLY,
  SMOOTHER,
  SOFT_NORM,
  STEMS_BIGRAMS,
  NO_CHARACTERS,
  WORDS_BESIDE,
  NO_LEXICON,
  FREQUENT_ONLY,
  LONG_CHARACTERS
} step;

static const struct {
  const char *name;
  step steps[2];
} list[] = {{"as given", {NONE, NONE}},
            {"lexicon weighs 1", {LEXICON_MORE, NONE}},
            {"log-count ratios alone", {RATIO_ONLY, NONE}},
            {"smoothing 1", {SMOOTHER, NONE}},
            {"norm to the power 0.5", {SOFT_NORM, NONE}},
            {"words beside stems", {WORDS_BESIDE, NONE}},
            {"no lexicon", {NO_LEXICON, NONE}},
            {"terms of two statements or more", {FREQUENT_ONLY, NONE}},
            {"stems 1-2", {STEMS_BIGRAMS, NONE}},
            {"no characters", {NO_CHARACTERS, NONE}},
            {"smoothing 1, lexicon weighs 1", {SMOOTHER, LEXICON_MORE}},
            {"norm to the power 0.5, smoothing 1", {SOFT_NORM, SMOOTHER}},
            {"inverse document frequency alone", {IDF_ONLY, NONE}},
            {"characters 3-6", {LONG_CHARACTERS, NONE}}};

static void take(stance_feature_options *o, step s) {
  switch (s) {
  case LEXICON_MORE: o->lexicon = true, o->lexicon_weight = 1; break;
  case RATIO_ONLY: o->weight = STANCE_TERMS_LCR; break;
  case IDF_ONLY: o->weight = STANCE_TERMS_IDF; break;
  case SMOOTHER: o->smoothing = 1; break;
  case SOFT_NORM: o->norm = 0.5; break;
  case STEMS_BIGRAMS: o->stem_min = 1, o->stem_max = 2; break;
  case NO_CHARACTERS: o->char_min = o->char_max = 0; break;
  case WORDS_BESIDE: o->word_min = 1, o->word_max = 3; break;
  case NO_LEXICON: o->lexicon = false; break;
  case FREQUENT_ONLY: o->min_df = 2; break;
  case LONG_CHARACTERS: o->char_min = 3, o->char_max = 6; break;
  case NONE: break;
  }
}

static bool same(const stance_feature_options *a, const stance_feature_options *b) {
  return a->word_min == b->word_min && a->word_max == b->word_max && a->stem_min == b->stem_min && a->stem_max == b->stem_max &&
         a->char_min == b->char_min && a->char_max == b->char_max && a->lexicon == b->lexicon && a->weight == b->weight &&
         a->smoothing == b->smoothing && a->lexicon_weight == b->lexicon_weight && a->norm == b->norm && a->min_df == b->min_df;
}

size_t stance_train_candidates(stance_feature_options out[STANCE_MOST_CANDIDATES], const char *names[STANCE_MOST_CANDIDATES],
                               const stance_feature_options *base) {
  size_t n = 0;
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
    stance_feature_options o = *base;
    take(&o, list[i].steps[0]);
    take(&o, list[i].steps[1]);
    bool known = !o.word_max && !o.stem_max && !o.char_max && !o.lexicon; /* nothing left */
    for (size_t k = 0; k < n && !known; k++) known = same(&o, &out[k]);
    if (known) continue;
    out[n] = o;
    names[n++] = list[i].name;
  }
  return n;
}
