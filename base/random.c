#include "base/random.h"

static uint64_t rotate_left(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

void stance__random_seed(stance__random *r, uint64_t seed) {
  for (int i = 0; i < 4; i++) { /* splitmix64 */
    uint64_t z = seed += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    r->state[i] = z ^ (z >> 31);
  }
}

uint64_t stance__random_next(stance__random *r) {
  uint64_t *s = r->state, result = rotate_left(s[1] * 5, 7) * 9, t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left(s[3], 45);
  return result;
}

/* Lemire (2019), "Fast random integer generation in an interval": the high half of a product instead of a remainder. Of the low halves,
   those under 2^64 mod bound would favour some results; they are met, and the division made, in bound of 2^64 draws at most. */
uint64_t stance__random_below(stance__random *r, uint64_t bound) {
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)stance__random_next(r) * bound;
  if ((uint64_t)product < bound) {
    uint64_t reject = (0 - bound) % bound;
    while ((uint64_t)product < reject) product = (wide)stance__random_next(r) * bound;
  }
  return (uint64_t)(product >> 64);
}

void stance__random_shuffle(stance__random *r, uint32_t *items, size_t n) {
  for (size_t i = n; i > 1; i--) {
    size_t j = (size_t)stance__random_below(r, i);
    uint32_t item = items[i - 1];
    items[i - 1] = items[j];
    items[j] = item;
  }
}
