/* What was worked out about a word, kept for when it comes again: its stem, and the numbers of the terms that it makes by itself (the word,
   its stem, its character n-grams). Most words of a text are ones just seen, and their terms are most of its terms. Bounded: a full memo
   is emptied. One thread's. */
#ifndef STANCE_FEATURES_WORD_MEMO_H
#define STANCE_FEATURES_WORD_MEMO_H
#include <stddef.h>
#include <stdint.h>

enum { STANCE__LONGEST_STEM = 23, STANCE__LONGEST_KEPT_WORD = 48 /* bytes; longer words are worked out every time */ };

typedef struct stance__word { /* 32 bytes: two to a cache line */
  uint64_t hash;              /* stance__word_hash of the word; 0: an empty place */
  uint64_t stem_hash;         /* stance__word_hash of its stem; 0 where stems are not asked for */
  uint32_t at;                /* of its numbers among all, then of its stem's bytes */
  uint16_t n_numbers;
  uint8_t stem_length, lexicon_words; /* longest entry of the lexicon, in words, that starts with this stem; 0: none */
} stance__word;

typedef struct stance__word_memo {
  stance__word *words; /* [n_places] open addressing */
  size_t n_places, n_words;
  uint32_t *numbers; /* [n_numbers] every word's numbers, and its stem packed behind them */
  size_t n_numbers, capacity;
} stance__word_memo;

void stance__word_memo_release(stance__word_memo *m);
/* Asks for the memory that finding this word will read. */
static inline void stance__word_memo_expect(const stance__word_memo *m, uint64_t hash) {
  if (m->n_places) __builtin_prefetch(&m->words[hash & (m->n_places - 1)]);
}
/* NULL where the word is not in it; valid until the next addition. */
const stance__word *stance__word_memo_find(const stance__word_memo *m, uint64_t hash);
/* Copies the word, its numbers [word->n_numbers] and its stem [word->stem_length]; NULL when out of memory. */
const stance__word *stance__word_memo_add(stance__word_memo *m, const stance__word *word, const uint32_t *numbers, const char *stem);
static inline const uint32_t *stance__word_numbers(const stance__word_memo *m, const stance__word *word) { return m->numbers + word->at; }
static inline const char *stance__word_stem(const stance__word_memo *m, const stance__word *word) {
  return (const char *)(m->numbers + word->at + word->n_numbers);
}
#endif
