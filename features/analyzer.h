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

/* Options and scratch memory of one thread. */
typedef struct stance__analyzer stance__analyzer;
/* The lexicon is borrowed; it may be NULL where options->lexicon is false. STANCE_USAGE for options out of range. */
STANCE_MUST_CHECK stance_status stance__analyzer_new(stance__analyzer **out, const stance_feature_options *options,
                                                     const stance__class_lexicon *lexicon, stance_error *error);
void stance__analyzer_free(stance__analyzer *a);

/* One occurrence of a term. `text` is its display form (see stance_vectorizer_term); `hash` is stance__term_hash of it, or that of its
   column under feature hashing. */
typedef struct stance__term {
  uint64_t hash;
  const char *text; /* not NUL-terminated; valid during the callback */
  size_t length;
  size_t start, end; /* bytes of the original text that it covers */
} stance__term;
typedef void (*stance__term_fn)(void *context, const stance__term *term);
/* Calls `visit` for every term occurrence, kind by kind (classes first), each in text order. Invalid UTF-8 is STANCE_DATA. */
STANCE_MUST_CHECK stance_status stance__analyze(stance__analyzer *a, const char *text, size_t length, stance__term_fn visit, void *context,
                                                stance_error *error);

/* ---- The same terms as numbers alone: the fast path of labelling and counting. ---- */

/* Where numbers come from. They must stay the same as long as the analyzer: it keeps those of words. */
typedef struct stance__numbering {
  void *context;
  /* number [n] of each hash [n]; STANCE__NO_TERM where there is none */
  void (*find)(void *context, const uint64_t *hash, uint32_t *number, size_t n);
  /* A number for a new term, STANCE__NO_TERM when out of memory. NULL: unknown terms are left out. */
  uint32_t (*add)(void *context, uint64_t hash, const char *text, size_t length);
} stance__numbering;
void stance__analyzer_use(stance__analyzer *a, const stance__numbering *numbering); /* before the first analyze_numbers; copied */

/* Takes the numbers of some occurrences. Feature hashing (options.hash_bits) gives half of the terms STANCE__NEGATIVE, to be subtracted. */
typedef void (*stance__numbers_fn)(void *context, const uint32_t *numbers, size_t n);
#define STANCE__NEGATIVE 0x80000000u
/* All known occurrences, in a fixed order, in pieces. */
STANCE_MUST_CHECK stance_status stance__analyze_numbers(stance__analyzer *a, const char *text, size_t length, stance__numbers_fn take,
                                                        void *context, stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
