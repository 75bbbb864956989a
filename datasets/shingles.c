/* MinHash (Broder, 1997) with one permutation (Li, Owen and Zhang, 2012): each shingle is hashed once and falls into one of 64 bins,
   whose least value is kept. A bin that stays empty borrows from one that did not, chosen by hashing its own number (optimal
   densification: Shrivastava, 2017), so that two texts borrow alike. Of each value a byte is kept (b-bit minwise hashing: Li and Koenig,
   2010). */
#include "datasets/shingles.h"

#include <string.h>

#include "base/alloc.h"

enum { SHINGLE = 5, BINS = STANCE__SIGNATURE, BIN_BITS = 6, ALIKE = 42 };
_Static_assert(BINS == 1 << BIN_BITS, "a bin is the top bits of a hash");
#define EMPTY UINT32_MAX
#define SHINGLE_MASK ((UINT64_C(1) << 8 * SHINGLE) - 1)
static const size_t NEAR_SHARED = 4, NEAR_ALL = 5; /* 0.8 */

/* Eight bytes at a time, the first the lowest (as in the model file, which is little-endian too); the high bit tells of a byte. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
static uint64_t between(uint64_t x, unsigned low, unsigned high) { /* low <= byte <= high < 128 */
  uint64_t rest = x & EACH(0x7fu);
  return ((rest + EACH(0x80u - low)) ^ (rest + EACH(0x7fu - high))) & ~x & EACH(0x80u);
}

/* Lower case, in *x. False where the bytes hold white space that is not single spaces; `before` 1: a space stands before them. */
static bool plain_eight(uint64_t *x, bool before, bool *ends_in_space) {
  uint64_t spaces = between(*x, ' ', ' ');
  if (between(*x, '\t', '\r') | (spaces & (spaces << 8 | (before ? 0x80u : 0u)))) return false;
  *x |= between(*x, 'A', 'Z') >> 2;
  *ends_in_space = spaces >> 63;
  return true;
}

size_t stance__canonical(char *out, const char *text, size_t length) {
  size_t n = 0, i = 0;
  bool before = true; /* a space; none stands at the start */
  while (i < length) {
    uint64_t eight;
    while (length - i >= sizeof eight) {
      memcpy(&eight, text + i, sizeof eight);
      if (!plain_eight(&eight, before, &before)) break;
      memcpy(out + n, &eight, sizeof eight);
      i += sizeof eight;
      n += sizeof eight;
    }
    for (size_t end = length - i < sizeof eight ? length : i + sizeof eight; i < end; i++) {
      unsigned c = (unsigned char)text[i];
      bool space = c == ' ' || c - '\t' < 5u;
      if (!space || !before) out[n++] = (char)(space ? ' ' : c - 'A' < 26u ? c + 32 : c);
      before = space;
    }
  }
  return n && before ? n - 1 : n;
}

/* Shingles as numbers: the bytes themselves, so that equal numbers are equal shingles. A text of fewer bytes is one shingle, with its
   length above the bytes. */
static uint64_t first_shingle(const char *text, size_t length, size_t *next) {
  uint64_t s = 0;
  *next = length < SHINGLE ? length : SHINGLE;
  for (size_t i = 0; i < *next; i++) s = s << 8 | (unsigned char)text[i];
  return length < SHINGLE ? s | (uint64_t)(length + 1) << 8 * SHINGLE : s;
}
static uint64_t next_shingle(uint64_t s, char c) { return (s << 8 | (unsigned char)c) & SHINGLE_MASK; }

static uint64_t mix(uint64_t x) {
  x *= UINT64_C(0x9e3779b97f4a7c15);
  x ^= x >> 32;
  x *= UINT64_C(0xd6e8feb86659fd93);
  return x ^ x >> 32;
}

static void densify(uint32_t minima[BINS]) {
  uint64_t filled = 0; /* bit i: bin i */
  for (unsigned i = 0; i < BINS; i++) filled |= (uint64_t)(minima[i] != EMPTY) << i;
  for (unsigned i = 0; i < BINS; i++) {
    if (filled >> i & 1) continue;
    uint64_t from = i + 1;
    do from = mix(from);
    while (!(filled >> (from >> (64 - BIN_BITS)) & 1));
    minima[i] = minima[from >> (64 - BIN_BITS)];
  }
}

void stance__signature(uint8_t out[STANCE__SIGNATURE], const char *text, size_t length) {
  uint32_t minima[BINS];
  memset(minima, 0xff, sizeof minima);
  size_t at;
  for (uint64_t s = first_shingle(text, length, &at);; s = next_shingle(s, text[at++])) {
    uint64_t h = mix(s);
    uint32_t *least = &minima[h >> (64 - BIN_BITS)], value = (uint32_t)(h >> 8) >> 1, before = *least; /* value is never EMPTY */
    *least = value < before ? value : before; /* no branch: nobody could foretell it */
    if (at >= length) break;
  }
  densify(minima);
  for (size_t i = 0; i < BINS; i++) out[i] = (uint8_t)minima[i];
}

/* A similarity of 0.8 gives 51 equal bytes of 64, give or take 3 to 4 in texts of such length. */
bool stance__signatures_alike(const uint8_t a[STANCE__SIGNATURE], const uint8_t b[STANCE__SIGNATURE]) {
  unsigned char equal = 0;
  for (size_t i = 0; i < BINS; i++) equal = (unsigned char)(equal + (a[i] == b[i]));
  return equal >= ALIKE;
}

void stance__shingle_table_release(stance__shingle_table *t) {
  stance__free(t->slots);
  *t = (stance__shingle_table){NULL, 0};
}

/* A slot holds a shingle above two bits that say whose it is; 0 is empty. */
enum { OF_A = 1, OF_B = 2, OF_BOTH = 3 };
static uint64_t *slot_of(uint64_t *slots, size_t mask, uint64_t shingle) {
  for (size_t at = (size_t)(shingle * UINT64_C(0x9e3779b97f4a7c15) >> 32) & mask;; at = (at + 1) & mask)
    if (slots[at] == 0 || slots[at] >> 2 == shingle) return &slots[at];
}

bool stance__shingles_near(bool *near, stance__shingle_table *t, const char *a, size_t a_length, const char *b, size_t b_length) {
  size_t need = 64, only_a = 0, only_b = 0, shared = 0, at;
  while (need < a_length + b_length + (a_length + b_length) / 2) need *= 2;
  if (need > t->n_slots) {
    stance__shingle_table_release(t);
    if (!(t->slots = stance__array(need, sizeof *t->slots))) return false;
    t->n_slots = need;
  }
  memset(t->slots, 0, need * sizeof *t->slots);
  for (uint64_t s = first_shingle(a, a_length, &at);; s = next_shingle(s, a[at++])) {
    uint64_t *slot = slot_of(t->slots, need - 1, s);
    only_a += *slot == 0;
    *slot = s << 2 | OF_A;
    if (at >= a_length) break;
  }
  for (uint64_t s = first_shingle(b, b_length, &at);; s = next_shingle(s, b[at++])) {
    uint64_t *slot = slot_of(t->slots, need - 1, s);
    only_b += *slot == 0;
    shared += (*slot & OF_BOTH) == OF_A;
    *slot |= s << 2 | OF_B;
    if (NEAR_SHARED * only_b > (NEAR_ALL - NEAR_SHARED) * only_a) break; /* not even if all of a's were shared */
    if (at >= b_length) break;
  }
  *near = NEAR_ALL * shared >= NEAR_SHARED * (only_a + only_b); /* only_a still counts the shared ones */
  return true;
}
