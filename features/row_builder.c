/* Distinct terms are told apart by a small table that stays in the cache; an array over the vocabulary would not. */
#include "features/row_builder.h"

#include "base/alloc.h"
#include "base/error.h"

struct stance__row_builder {
  stance__analyzer *analyzer;
  const stance__term_index *index;
  uint32_t *place; /* [n_places] open addressing by the term's number: where in the row it stands, + 1; 0: empty */
  size_t n_places; /* a power of two, more than twice the row */
  uint32_t *taken; /* [n] the place that each term took */
  uint32_t *term;  /* [n] of the row */
  float *count;    /* [n] */
  size_t n, capacity;
  bool hashed; /* occurrences have signs, and may cancel */
  bool failed;
};

static void find_terms(void *context, const uint64_t *hash, uint32_t *number, size_t n) {
  stance__term_index_find_all(context, hash, number, n);
}

stance_status stance__row_builder_new(stance__row_builder **out, const stance_feature_options *options, const stance__term_index *index,
                                      const stance__class_lexicon *lexicon, stance_error *error) {
  stance__row_builder *b = stance__calloc(1, sizeof *b);
  if (!b) return stance__fail_memory(error);
  b->index = index;
  b->hashed = options->hash_bits != 0;
  stance_status status = stance__analyzer_new(&b->analyzer, options, lexicon, error);
  if (status != STANCE_OK) {
    stance__row_builder_free(b);
    return status;
  }
  stance__analyzer_use(b->analyzer, &(stance__numbering){(void *)(uintptr_t)index, find_terms, NULL});
  *out = b;
  return STANCE_OK;
}

void stance__row_builder_free(stance__row_builder *b) {
  if (!b) return;
  stance__analyzer_free(b->analyzer);
  stance__free(b->place);
  stance__free(b->taken);
  stance__free(b->term);
  stance__free(b->count);
  stance__free(b);
}

static uint32_t *place_of(uint32_t *places, size_t n_places, const uint32_t *terms, uint32_t term) {
  size_t at = term * (size_t)0x9e3779b1u >> 8 & (n_places - 1);
  while (places[at] && terms[places[at] - 1] != term) at = (at + 1) & (n_places - 1);
  return &places[at];
}

/* Room for n more terms. */
static bool reserve(stance__row_builder *b, size_t n) {
  if (b->n + n <= b->capacity) return true;
  size_t capacity = b->capacity ? b->capacity : 256;
  while (capacity < b->n + n) capacity *= 2;
  uint32_t *term = stance__realloc(b->term, capacity, sizeof *term);
  if (term) b->term = term;
  float *count = term ? stance__realloc(b->count, capacity, sizeof *count) : NULL;
  if (count) b->count = count;
  uint32_t *taken = count ? stance__realloc(b->taken, capacity, sizeof *taken) : NULL;
  if (taken) b->taken = taken;
  uint32_t *place = taken ? stance__calloc(4 * capacity, sizeof *place) : NULL;
  if (!place) return false;
  stance__free(b->place);
  b->place = place;
  b->n_places = 4 * capacity;
  b->capacity = capacity;
  for (size_t i = 0; i < b->n; i++) {
    uint32_t *at = place_of(place, b->n_places, term, term[i]);
    *at = (uint32_t)i + 1;
    taken[i] = (uint32_t)(at - place);
  }
  return true;
}

static void take_numbers(void *context, const uint32_t *numbers, size_t n) {
  stance__row_builder *b = context;
  if (b->failed || !reserve(b, n)) {
    b->failed = true;
    return;
  }
  uint32_t *places = b->place, *terms = b->term, *taken = b->taken;
  float *counts = b->count;
  size_t n_places = b->n_places, at = b->n;
  for (size_t i = 0; i < n; i++) {
    uint32_t number = numbers[i] & ~STANCE__NEGATIVE, *place = place_of(places, n_places, terms, number);
    float one = numbers[i] & STANCE__NEGATIVE ? -1.0f : 1.0f;
    if (*place) {
      counts[*place - 1] += one;
      continue;
    }
    terms[at] = number;
    counts[at] = one;
    taken[at++] = (uint32_t)(place - places);
    *place = (uint32_t)at;
  }
  b->n = at;
}

/* Terms whose occurrences cancelled under feature hashing are not in the row. */
static void drop_cancelled(stance__row_builder *b) {
  size_t at = 0;
  for (size_t i = 0; i < b->n; i++) {
    if (b->count[i] == 0) continue;
    b->term[at] = b->term[i];
    b->count[at++] = b->count[i];
  }
  b->n = at;
}

stance_status stance__row_build(stance__row_builder *b, const char *text, size_t length, const uint32_t **term, const float **count,
                                size_t *n, stance_error *error) {
  b->failed = false;
  b->n = 0;
  stance_status status = stance__analyze_numbers(b->analyzer, text, length, take_numbers, b, error);
  if (status == STANCE_OK && b->failed) status = stance__fail_memory(error);
  for (size_t i = 0; i < b->n; i++) b->place[b->taken[i]] = 0;
  if (status != STANCE_OK) return status;
  if (b->hashed) drop_cancelled(b);
  *term = b->term;
  *count = b->count;
  *n = b->n;
  return STANCE_OK;
}

/* Shell sort (Ciura's gaps, 2001): rows are short, and two arrays move together. */
void stance__row_sort(stance__row_builder *b) {
  static const size_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
  for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
    for (size_t i = gaps[g]; i < b->n; i++) {
      uint32_t term = b->term[i];
      float count = b->count[i];
      size_t j = i;
      for (; j >= gaps[g] && b->term[j - gaps[g]] > term; j -= gaps[g])
        b->term[j] = b->term[j - gaps[g]], b->count[j] = b->count[j - gaps[g]];
      b->term[j] = term;
      b->count[j] = count;
    }
}
