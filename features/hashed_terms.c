/* Feature hashing: a vocabulary without bound in a number of columns that is chosen. Weinberger, Dasgupta, Langford, Smola and Attenberg
   (2009), "Feature hashing for large scale multitask learning", section 2: one seeded hash gives the column, a bit of it the sign, so that
   what collides cancels on average. */
#include "features/analyzer_parts.h"
#include "features/term_hash.h"

uint64_t stance__hashed_column(const stance__analyzer *a, uint64_t hash, uint32_t *sign) {
  uint64_t mixed = stance__hash_join(hash, a->options.hash_seed);
  *sign = mixed & 1 ? STANCE__NEGATIVE : 0;
  return mixed >> (64 - a->options.hash_bits);
}

void stance__hashed_text(stance__analyzer *a, uint64_t column) {
  static const char digits[] = "0123456789abcdef";
  char text[20];
  size_t at = sizeof text;
  do text[--at] = digits[column & 15];
  while (column >>= 4);
  text[--at] = '#';
  stance__buffer_clear(&a->text);
  stance__buffer_add(&a->text, text + at, sizeof text - at);
}
