#include "features/word_memo.h"

#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"

enum { FIRST_PLACES = 512, MOST_PLACES = 1 << 16, MOST_NUMBERS = 1 << 20 }; /* powers of two; at most half of the places are taken */

void stance__word_memo_release(stance__word_memo *m) {
  stance__free(m->words);
  stance__free(m->numbers);
  memset(m, 0, sizeof *m);
}

static stance__word *place_of(stance__word *words, size_t n_places, uint64_t hash) {
  size_t at = hash & (n_places - 1);
  while (words[at].hash && words[at].hash != hash) at = (at + 1) & (n_places - 1);
  return &words[at];
}

const stance__word *stance__word_memo_find(const stance__word_memo *m, uint64_t hash) {
  if (m->n_places == 0) return NULL;
  const stance__word *word = place_of(m->words, m->n_places, hash);
  return word->hash ? word : NULL;
}

static bool grow(stance__word_memo *m) {
  size_t n = m->n_places ? m->n_places * 2 : FIRST_PLACES;
  stance__word *words = stance__calloc(n, sizeof *words);
  if (!words) return false;
  for (size_t i = 0; i < m->n_places; i++)
    if (m->words[i].hash) *place_of(words, n, m->words[i].hash) = m->words[i];
  stance__free(m->words);
  m->words = words;
  m->n_places = n;
  return true;
}

static void empty(stance__word_memo *m) {
  memset(m->words, 0, m->n_places * sizeof *m->words);
  m->n_words = m->n_numbers = 0;
}

const stance__word *stance__word_memo_add(stance__word_memo *m, const stance__word *word, const uint32_t *numbers, const char *stem) {
  size_t need = word->n_numbers + (word->stem_length + sizeof *numbers - 1) / sizeof *numbers;
  bool full = (m->n_words + 1) * 2 > m->n_places;
  if ((full && m->n_places == MOST_PLACES) || m->n_numbers + need > MOST_NUMBERS)
    empty(m);
  else if (full && !grow(m))
    return NULL;
  if (m->n_numbers + need > m->capacity) {
    size_t capacity = m->capacity * 2 + need + 1024;
    uint32_t *all = stance__realloc(m->numbers, capacity, sizeof *all);
    if (!all) return NULL;
    m->numbers = all;
    m->capacity = capacity;
  }
  stance__word *place = place_of(m->words, m->n_places, word->hash);
  *place = *word;
  place->at = (uint32_t)m->n_numbers;
  if (word->n_numbers) memcpy(m->numbers + m->n_numbers, numbers, word->n_numbers * sizeof *numbers);
  if (word->stem_length) memcpy(m->numbers + m->n_numbers + word->n_numbers, stem, word->stem_length);
  m->n_numbers += need;
  m->n_words++;
  return place;
}
