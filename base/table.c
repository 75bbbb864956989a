/* Open addressing with linear probing over dense entries; at most 2/3 full. */
#include "base/table.h"

#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/arena.h"

typedef struct entry {
  uint64_t hash;
  const char *text;
  size_t length;
} entry;

struct stance__table {
  stance__arena texts;
  entry *entries; /* [size of capacity] */
  uint32_t size, capacity;
  uint32_t *slots; /* [n_slots] entry number or STANCE__TABLE_NONE */
  size_t n_slots;  /* power of two */
};

stance__table *stance__table_new(void) {
  stance__table *t = stance__calloc(1, sizeof *t);
  if (!t) return NULL;
  t->n_slots = 64;
  t->slots = stance__array(t->n_slots, sizeof *t->slots);
  if (!t->slots) {
    stance__free(t);
    return NULL;
  }
  memset(t->slots, 0xff, t->n_slots * sizeof *t->slots);
  return t;
}

void stance__table_free(stance__table *t) {
  if (!t) return;
  stance__arena_release(&t->texts);
  stance__free(t->entries);
  stance__free(t->slots);
  stance__free(t);
}

/* The slot that holds the string, or the empty one where it would go. */
static size_t probe(const stance__table *t, uint64_t hash, const char *text, size_t length) {
  for (size_t slot = hash & (t->n_slots - 1);; slot = (slot + 1) & (t->n_slots - 1)) {
    if (t->slots[slot] == STANCE__TABLE_NONE) return slot;
    const entry *e = &t->entries[t->slots[slot]];
    if (e->hash == hash && e->length == length && memcmp(e->text, text, length) == 0) return slot;
  }
}

static int grow(stance__table *t) {
  if (t->size == t->capacity) {
    uint32_t capacity = t->capacity ? t->capacity * 2 : 64;
    entry *entries = capacity > t->capacity ? stance__realloc(t->entries, capacity, sizeof *entries) : NULL;
    if (!entries) return 0;
    t->entries = entries;
    t->capacity = capacity;
  }
  if ((size_t)(t->size + 1) * 3 > t->n_slots * 2) {
    size_t n_slots = t->n_slots * 2;
    uint32_t *slots = stance__array(n_slots, sizeof *slots);
    if (!slots) return 0;
    memset(slots, 0xff, n_slots * sizeof *slots);
    stance__free(t->slots);
    t->slots = slots;
    t->n_slots = n_slots;
    for (uint32_t i = 0; i < t->size; i++) {
      size_t slot = t->entries[i].hash & (n_slots - 1);
      while (slots[slot] != STANCE__TABLE_NONE) slot = (slot + 1) & (n_slots - 1);
      slots[slot] = i;
    }
  }
  return 1;
}

uint32_t stance__table_insert(stance__table *t, const char *text, size_t length) {
  uint64_t hash = XXH3_64bits(text, length);
  size_t slot = probe(t, hash, text, length);
  if (t->slots[slot] != STANCE__TABLE_NONE) return t->slots[slot];
  if (t->size == STANCE__TABLE_NONE - 1 || !grow(t)) return STANCE__TABLE_NONE;
  char *copy = stance__arena_copy(&t->texts, text, length);
  if (!copy) return STANCE__TABLE_NONE;
  slot = probe(t, hash, text, length);
  t->entries[t->size] = (entry){hash, copy, length};
  t->slots[slot] = t->size;
  return t->size++;
}

uint32_t stance__table_find(const stance__table *t, const char *text, size_t length) {
  return t->slots[probe(t, XXH3_64bits(text, length), text, length)];
}

uint32_t stance__table_size(const stance__table *t) { return t->size; }

const char *stance__table_text(const stance__table *t, uint32_t number, size_t *length) {
  if (length) *length = t->entries[number].length;
  return t->entries[number].text;
}
