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

uint64_t stance__signature_band(const uint8_t signature[STANCE__SIGNATURE], size_t band) {
  enum { STEP = STANCE__SIGNATURE / STANCE__BANDS };
  uint64_t key = 0;
  for (size_t i = 0; i < STANCE__BAND_ROWS; i++) key = key << 8 | signature[(band * STEP + i) % STANCE__SIGNATURE];
  return key;
}

/* A slot holds a shingle + 1 and below it the number of the comparison that met it last; 0 is empty. */
enum { NUMBER_BITS = 20 };
#define LAST_COMPARISON ((UINT32_C(1) << NUMBER_BITS) - 1)

void stance__shingle_set_release(stance__shingle_set *s) {
  stance__free(s->slots);
  stance__free(s->missed);
  *s = (stance__shingle_set){.slots = NULL};
}

static size_t slot_of(uint64_t shingle, size_t n_slots) { return (size_t)(shingle * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (n_slots - 1); }

/* At least `need` slots in use, a power of two; where that takes new memory the old content is lost. */
static bool room(uint64_t **slots, size_t *n_slots, size_t *used, size_t need) {
  *used = 64;
  while (*used < need) *used *= 2;
  if (*used <= *n_slots) return true;
  stance__free(*slots);
  *slots = stance__calloc(*used, sizeof **slots);
  *n_slots = *slots ? *used : 0;
  return *slots != NULL;
}

bool stance__shingle_set_make(stance__shingle_set *s, const char *text, size_t length) {
  size_t at, missed_before = s->missed_used;
  s->size = 0;
  if (!room(&s->slots, &s->n_slots, &s->used, length + length / 2)) return false;
  memset(s->slots, 0, s->used * sizeof *s->slots);
  for (uint64_t shingle = first_shingle(text, length, &at);; shingle = next_shingle(shingle, text[at++])) {
    size_t slot = slot_of(shingle, s->used);
    while (s->slots[slot] && s->slots[slot] >> NUMBER_BITS != shingle + 1) slot = (slot + 1) & (s->used - 1);
    s->size += s->slots[slot] == 0;
    s->slots[slot] = (shingle + 1) << NUMBER_BITS;
    if (at >= length) break;
  }
  /* A comparison ends once it has missed more than a quarter of the set's size. */
  if (!room(&s->missed, &s->n_missed, &s->missed_used, s->size / 2 + 8)) return false;
  if (s->missed_used != missed_before || s->comparison > LAST_COMPARISON / 2) {
    memset(s->missed, 0, s->missed_used * sizeof *s->missed);
    s->comparison = 0;
  }
  return true;
}

bool stance__shingle_set_near(stance__shingle_set *s, const char *text, size_t length) {
  size_t shared = 0, missed = 0, at;
  if (s->comparison == LAST_COMPARISON) { /* numbers begin anew */
    for (size_t i = 0; i < s->used; i++) s->slots[i] &= ~(uint64_t)LAST_COMPARISON;
    memset(s->missed, 0, s->missed_used * sizeof *s->missed);
    s->comparison = 0;
  }
  const uint64_t number = ++s->comparison;
  for (uint64_t shingle = first_shingle(text, length, &at);; shingle = next_shingle(shingle, text[at++])) {
    const uint64_t met = (shingle + 1) << NUMBER_BITS | number;
    size_t slot = slot_of(shingle, s->used);
    while (s->slots[slot] && s->slots[slot] >> NUMBER_BITS != shingle + 1) slot = (slot + 1) & (s->used - 1);
    if (s->slots[slot]) {
      shared += s->slots[slot] != met;
      s->slots[slot] = met;
    } else {
      slot = slot_of(shingle, s->missed_used); /* what other comparisons left there counts as empty */
      while ((s->missed[slot] & LAST_COMPARISON) == number && s->missed[slot] != met) slot = (slot + 1) & (s->missed_used - 1);
      missed += s->missed[slot] != met;
      s->missed[slot] = met;
      if (NEAR_SHARED * missed > (NEAR_ALL - NEAR_SHARED) * s->size) return false; /* even if all of the set were shared */
    }
    if (at >= length) break;
  }
  return NEAR_ALL * shared >= NEAR_SHARED * (s->size + missed);
}
