/* Text to terms, the half of the room that labelling needs: NFKC and case folding (utf8proc; ASCII fast path), words with inner
   apostrophes and hyphens kept, numbers, punctuation as boundaries that n-grams do not cross; n-grams of words, of stems and of
   characters; classes of the lexicon. */
#ifndef STANCE_FEATURES_ANALYZER_H
#define STANCE_FEATURES_ANALYZER_H
#include "features/class_lexicon.h"
#include "stance/features.h"
#ifdef __cplusplus
extern "C" {
#endif

/* The kinds of term, told apart by how their texts start. */
typedef enum stance__block {
  STANCE__WORDS_BLOCK = 0,
  STANCE__STEMS_BLOCK,
  STANCE__CHARS_BLOCK,
  STANCE__CLASSES_BLOCK,
  STANCE__BLOCKS
} stance__block;
stance__block stance__block_of(const char *term, size_t length);
/* Words, stems or characters in an n-gram; 1 for classes. */
size_t stance__term_order(const char *term, size_t length);

/* One occurrence of a term. `text` is its display form (see stance_vectorizer_term) and its identity; `hash` is XXH3-64 of it. */
typedef struct stance__term {
  uint64_t hash;
  const char *text; /* not NUL-terminated; valid during the callback */
  size_t length;
  size_t start, end; /* bytes of the original text that it covers */
} stance__term;
typedef void (*stance__term_fn)(void *context, const stance__term *term);

/* Options and scratch memory of one thread. */
typedef struct stance__analyzer stance__analyzer;
/* The lexicon is borrowed; it may be NULL where options->lexicon is false. STANCE_USAGE for options out of range. */
STANCE_MUST_CHECK stance_status stance__analyzer_new(stance__analyzer **out, const stance_feature_options *options,
                                                     const stance__class_lexicon *lexicon, stance_error *error);
void stance__analyzer_free(stance__analyzer *a);
/* Calls `visit` for every term occurrence, kind by kind, each in text order. Invalid UTF-8 is STANCE_DATA. */
STANCE_MUST_CHECK stance_status stance__analyze(stance__analyzer *a, const char *text, size_t length, stance__term_fn visit, void *context,
                                                stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
