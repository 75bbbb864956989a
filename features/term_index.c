#include "features/term_index.h"

#include <string.h>
#include <xxhash.h>

size_t stance__term_index_slots(size_t n_terms) {
  size_t slots = 2;
  while (slots * 2 < n_terms * 3) slots *= 2;
  return slots;
}

void stance__term_index_build(uint64_t *slot_hash, uint32_t *slot_term, size_t n_slots, const uint64_t *offset, const char *bytes,
                              size_t n_terms) {
  memset(slot_hash, 0, n_slots * sizeof *slot_hash);
  memset(slot_term, 0xff, n_slots * sizeof *slot_term);
  for (size_t t = 0; t < n_terms; t++) {
    uint64_t hash = XXH3_64bits(bytes + offset[t], (size_t)(offset[t + 1] - offset[t]));
    size_t slot = hash & (n_slots - 1);
    while (slot_term[slot] != STANCE__NO_TERM) slot = (slot + 1) & (n_slots - 1);
    slot_hash[slot] = hash;
    slot_term[slot] = (uint32_t)t;
  }
}

uint32_t stance__term_index_find(const stance__term_index *index, uint64_t hash) {
  size_t mask = index->n_slots - 1, slot = hash & mask;
  for (size_t probes = 0; probes < index->n_slots; probes++, slot = (slot + 1) & mask) {
    uint64_t here = index->slot_hash[slot];
    if (here != hash && here != 0) continue;
    uint32_t term = index->slot_term[slot];
    if (here == hash || term == STANCE__NO_TERM) return term;
  }
  return STANCE__NO_TERM;
}

void stance__term_index_expect(const stance__term_index *index, uint64_t hash) {
  size_t slot = hash & (index->n_slots - 1);
  __builtin_prefetch(&index->slot_hash[slot]);
  __builtin_prefetch(&index->slot_term[slot]);
}

int stance__term_index_check(const stance__term_index *index, size_t n_bytes) {
  size_t n = index->n_terms, slots = index->n_slots, used = 0;
  if (slots == 0 || (slots & (slots - 1)) != 0 || slots <= n) return 0;
  if (index->offset[0] != 0 || index->offset[n] != n_bytes) return 0;
  for (size_t t = 0; t < n; t++)
    if (index->offset[t] >= index->offset[t + 1] || index->offset[t + 1] > n_bytes) return 0;
  for (size_t s = 0; s < slots; s++) {
    if (index->slot_term[s] == STANCE__NO_TERM) continue;
    if (index->slot_term[s] >= n) return 0;
    used++;
  }
  if (used != n) return 0;
  for (size_t t = 0; t < n; t++) { /* each term is found as itself, so no slot names a wrong one */
    const char *text = index->bytes + index->offset[t];
    size_t length = (size_t)(index->offset[t + 1] - index->offset[t]);
    if (stance__term_index_find(index, XXH3_64bits(text, length)) != t) return 0;
  }
  return 1;
}
