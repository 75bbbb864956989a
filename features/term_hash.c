#include "features/term_hash.h"

#include <string.h>
#define XXH_INLINE_ALL /* words are short: the call would cost as much as the hash */
#include <xxhash.h>

#include "features/analyzer.h"

uint64_t stance__word_hash(const char *text, size_t length) { return XXH3_64bits(text, length); }

/* The number behind '#', as far as it is one. */
static uint64_t column_of(const char *text, size_t length) {
  uint64_t column = 0;
  for (size_t i = 1; i < length; i++) column = column * 16 + (uint64_t)(text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10);
  return column;
}

uint64_t stance__term_hash(const char *text, size_t length) {
  stance__block block = stance__block_of(text, length);
  if (block == STANCE__CHARS_BLOCK) return stance__hash_join(STANCE__CHARS_KEY, stance__word_hash(text, length));
  if (block == STANCE__CLASSES_BLOCK) return stance__hash_join(STANCE__CLASSES_KEY, stance__word_hash(text, length));
  if (length > 1 && text[0] == '#') return stance__column_hash(column_of(text, length));
  size_t mark = block == STANCE__STEMS_BLOCK; /* a stem's mark is not hashed: the key says it */
  uint64_t hash = mark ? STANCE__STEMS_KEY : STANCE__WORDS_KEY;
  for (size_t at = 0; at < length;) {
    const char *space = memchr(text + at, ' ', length - at);
    size_t end = space ? (size_t)(space - text) : length, start = at + mark < end ? at + mark : end;
    hash = stance__hash_join(hash, stance__word_hash(text + start, end - start));
    at = end + 1;
  }
  return hash;
}
