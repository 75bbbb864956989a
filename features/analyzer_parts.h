/* What the files of the analyzer share: a text's tokens, and the terms of each kind. */
#ifndef STANCE_FEATURES_ANALYZER_PARTS_H
#define STANCE_FEATURES_ANALYZER_PARTS_H
#include "base/buffer.h"
#include "features/analyzer.h"
#include "features/stem_cache.h"
#include "features/tokens.h"

/* The tokens' texts one after the other, as n-grams read them: a space between. */
typedef struct stance__joined {
  stance__buffer text;
  size_t *start, *end; /* [capacity] of token i in text */
  size_t capacity;
} stance__joined;

/* A class's terms, ready to be shown. */
typedef struct stance__class_term {
  char text[2][STANCE__LEXICON_LONGEST_NAME + 8]; /* {name}, {not name} */
  size_t length[2];
  uint64_t hash[2];
  int side; /* 1: '+', -1: '-', 0: '~' */
} stance__class_term;

struct stance__analyzer {
  stance_feature_options options;
  stance__stem_cache *stemmer; /* NULL where neither stems nor the lexicon are asked for */
  const stance__class_lexicon *lexicon;
  stance__class_term *classes; /* [lexicon->n_classes] */
  size_t negator;              /* number of the class that negates; n_classes: none */
  stance__normal normal;
  stance__tokens tokens;
  stance__joined words, stems; /* stems start with ~ */
};

/* Character n-grams of each token padded by one space a side, shown as _ ; a padded token shorter than n gives none. */
void stance__visit_characters(const stance__analyzer *a, stance__term_fn visit, void *context);
/* Classes of the lexicon's entries in the text, the longest at each place; negated within NEGATION_SCOPE tokens after a negator of the
   same clause; and the side that each then speaks for. */
void stance__visit_classes(stance__analyzer *a, stance__term_fn visit, void *context);
STANCE_MUST_CHECK stance_status stance__class_terms_new(stance__analyzer *a, stance_error *error);
#endif
