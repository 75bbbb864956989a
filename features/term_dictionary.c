#include "features/term_dictionary.h"

#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"

enum { FIRST_SLOTS = 1 << 12, AHEAD = 8 };
static const size_t MOST_TERMS = 0x7fffffff; /* the upper bit of a number is a sign */

void stance__term_dictionary_release(stance__term_dictionary *d) {
  stance__free(d->slots);
  stance__free(d->hash);
  stance__free(d->offset);
  stance__free(d->bytes);
  memset(d, 0, sizeof *d);
}

static stance__term_slot *slot_of(stance__term_slot *slots, size_t n_slots, uint64_t hash) {
  size_t at = hash & (n_slots - 1);
  while (slots[at].number && slots[at].hash != hash) at = (at + 1) & (n_slots - 1);
  return &slots[at];
}

void stance__term_dictionary_find(void *dictionary, const uint64_t *hash, uint32_t *number, size_t n) {
  stance__term_dictionary *d = dictionary;
  for (size_t i = 0; i < n; i++) number[i] = UINT32_MAX;
  if (d->n_slots == 0) return;
  for (size_t i = 0; i < n && i < AHEAD; i++) __builtin_prefetch(&d->slots[hash[i] & (d->n_slots - 1)]);
  for (size_t i = 0; i < n; i++) {
    if (i + AHEAD < n) __builtin_prefetch(&d->slots[hash[i + AHEAD] & (d->n_slots - 1)]);
    number[i] = slot_of(d->slots, d->n_slots, hash[i])->number - 1; /* 0 - 1: unknown */
  }
}

static bool grow_slots(stance__term_dictionary *d) {
  size_t n = d->n_slots ? d->n_slots * 2 : FIRST_SLOTS;
  stance__term_slot *slots = stance__calloc(n, sizeof *slots);
  if (!slots) return false;
  for (size_t t = 0; t < d->n_terms; t++) *slot_of(slots, n, d->hash[t]) = (stance__term_slot){d->hash[t], (uint32_t)t + 1};
  stance__free(d->slots);
  d->slots = slots;
  d->n_slots = n;
  return true;
}

static bool reserve(stance__term_dictionary *d, size_t length) {
  if (d->n_terms == MOST_TERMS) return false;
  if (2 * (d->n_terms + 1) > d->n_slots && !grow_slots(d)) return false;
  if (d->n_terms == d->capacity) {
    size_t capacity = d->capacity ? d->capacity + d->capacity / 2 : FIRST_SLOTS;
    uint64_t *hash = stance__realloc(d->hash, capacity, sizeof *hash);
    if (hash) d->hash = hash;
    size_t *offset = hash ? stance__realloc(d->offset, capacity + 1, sizeof *offset) : NULL;
    if (!offset) return false;
    if (d->n_terms == 0) offset[0] = 0;
    d->offset = offset;
    d->capacity = capacity;
  }
  size_t need = d->offset[d->n_terms] + length;
  if (need <= d->reserved) return true;
  char *bytes = stance__realloc(d->bytes, need + need / 2, 1);
  if (!bytes) return false;
  d->bytes = bytes;
  d->reserved = need + need / 2;
  return true;
}

uint32_t stance__term_dictionary_add(void *dictionary, uint64_t hash, const char *text, size_t length) {
  stance__term_dictionary *d = dictionary;
  uint32_t number = d->n_slots ? slot_of(d->slots, d->n_slots, hash)->number : 0;
  if (number) return number - 1;
  if (!reserve(d, length)) return UINT32_MAX;
  number = (uint32_t)d->n_terms;
  memcpy(d->bytes + d->offset[number], text, length);
  d->offset[number + 1] = d->offset[number] + length;
  d->hash[number] = hash;
  *slot_of(d->slots, d->n_slots, hash) = (stance__term_slot){hash, number + 1};
  d->n_terms++;
  return number;
}
