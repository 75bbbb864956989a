/* What the files of the analyzer share: a text's tokens, and the terms of each kind. */
#ifndef STANCE_FEATURES_ANALYZER_PARTS_H
#define STANCE_FEATURES_ANALYZER_PARTS_H
#include "base/buffer.h"
#include "features/analyzer.h"
#include "features/stemmer.h"
#include "features/tokens.h"
#include "features/word_memo.h"

/* What n-grams and classes need to know of a token. */
typedef struct stance__token_facts {
  uint64_t word, stem; /* stance__word_hash of either */
  uint8_t lexicon_words;
} stance__token_facts;

/* A class's terms, ready to be shown. */
typedef struct stance__class_term {
  char text[2][STANCE__LEXICON_LONGEST_NAME + 8]; /* {name}, {not name} */
  size_t length[2];
  uint64_t hash[2];
  int side; /* 1: '+', -1: '-', 0: '~' */
} stance__class_term;

struct stance__analyzer {
  stance_feature_options options;
  stance__stemmer *stemmer; /* NULL where neither stems nor the lexicon are asked for */
  const stance__class_lexicon *lexicon;
  stance__class_term *classes; /* [lexicon->n_classes] */
  size_t negator;              /* number of the class that negates; n_classes: none */
  uint64_t *starts;            /* [n_starts] hashes of the stems that entries start with; 0: empty. Open addressing */
  uint8_t *start_words;        /* [n_starts] words of the longest such entry */
  size_t n_starts;             /* power of two */
  stance__normal normal;
  stance__tokens tokens;
  stance__token_facts *facts; /* [facts_capacity] of the tokens */
  size_t facts_capacity;
  stance__word_memo memo;
  stance__numbering numbering;
  stance__buffer text; /* of a term, while it is shown */
};

/* Normalises, tokenises, and makes room for the facts. */
STANCE_MUST_CHECK stance_status stance__analyzer_cut(stance__analyzer *a, const char *text, size_t length, stance_error *error);
/* The stem of token i, NULL when out of memory; valid until the next call. Words over 64 bytes are no English words and are their own
   stems. */
const char *stance__analyzer_stem(stance__analyzer *a, size_t i, size_t *length);
/* The hash of the n-gram of the words or stems of tokens first..last; its text goes into a->text (which says when memory ran out). */
uint64_t stance__gram_hash(const stance__analyzer *a, stance__block block, size_t first, size_t last);
void stance__gram_text(stance__analyzer *a, stance__block block, size_t first, size_t last);

/* Feature hashing: the column that a term's hash falls into, and STANCE__NEGATIVE or 0 as its sign; and the display text of a column, "#"
   and its number in hexadecimal, into a->text. */
uint64_t stance__hashed_column(const stance__analyzer *a, uint64_t hash, uint32_t *sign);
void stance__hashed_text(stance__analyzer *a, uint64_t column);

/* Character n-grams of token i padded by one space a side, shown as _ ; a padded token shorter than n gives none. */
void stance__visit_characters(const stance__analyzer *a, size_t i, stance__term_fn visit, void *context);

/* Classes of the lexicon's entries in the text, the longest at each place; negated within NEGATION_SCOPE tokens after a negator of the
   same clause; and the side that each then speaks for. Needs the facts. */
void stance__visit_classes(const stance__analyzer *a, stance__term_fn visit, void *context);
STANCE_MUST_CHECK stance_status stance__class_terms_new(stance__analyzer *a, stance_error *error);
/* Words of the longest entry that starts with this stem; 0: none does. */
uint8_t stance__lexicon_words(const stance__analyzer *a, uint64_t stem_hash);
#endif
