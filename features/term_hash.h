/* What a term is known by: 64 bits, folded over its words from left to right, so that an n-gram's hash comes from that of the n-gram one
   word shorter by a single multiplication. The first thing folded in is a key of the term's kind. */
#ifndef STANCE_FEATURES_TERM_HASH_H
#define STANCE_FEATURES_TERM_HASH_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

#define STANCE__WORDS_KEY 0x9e3779b97f4a7c15u
#define STANCE__STEMS_KEY 0xc2b2ae3d27d4eb4fu
#define STANCE__CHARS_KEY 0x165667b19e3779f9u
#define STANCE__CLASSES_KEY 0x27d4eb2f165667c5u
#define STANCE__COLUMNS_KEY 0x85ebca77c2b2ae63u

/* XXH3-64 of a word, of a stem without its mark, or of all bytes of a term of another kind. */
uint64_t stance__word_hash(const char *text, size_t length);

/* The hash of a term and one more word: both halves of the 128-bit product of the two, each first disturbed so that neither is 0 and the
   order matters (the folding of wyhash and XXH3). */
static inline uint64_t stance__hash_join(uint64_t before, uint64_t word) {
  __extension__ typedef unsigned __int128 product;
  product p = (product)(before ^ 0x2d358dccaa6c78a5u) * (word ^ 0x8bb84b93962eacc9u);
  return (uint64_t)p ^ (uint64_t)(p >> 64);
}

/* Of a column of feature hashing, shown as "#1f". */
static inline uint64_t stance__column_hash(uint64_t column) { return stance__hash_join(STANCE__COLUMNS_KEY, column); }

/* Of a term's display text. */
uint64_t stance__term_hash(const char *text, size_t length);
#ifdef __cplusplus
}
#endif
#endif
