/* Three passes: every text's signature (in blocks, in parallel), equal texts by a hash table, and a band at a time the texts that share
   its key, which are compared exactly (in parallel; the earliest near text of each is a minimum, so that no order of bands matters). */
#include "datasets/duplicates.h"

#include <stdatomic.h>
#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "datasets/shingles.h"

/* Of the texts that share a key, each is compared with so many of the first and so many of the last before it. */
enum { BLOCK_RECORDS = 2048, LONG_TEXT = 100, MOST_FIRST = 32, MOST_LAST = 32, MOST_BANDS_AT_ONCE = 4, DIGIT_BITS = 11, DIGITS = 3 };

typedef struct work {
  const stance_record *records;
  size_t n;
  uint64_t *hash;         /* [n] of the whole canonical text */
  uint8_t *signatures;    /* [n][STANCE__SIGNATURE] */
  bool *is_long;          /* [n] */
  uint32_t *single;       /* [n_single] texts that repeat none exactly, rising */
  _Atomic uint32_t *near; /* [n] the earliest near text found; UINT32_MAX: none */
  size_t n_single;
} work;

typedef struct form {
  char *text; /* canonical */
  size_t length, capacity;
} form;

static bool form_make(form *f, const stance_record *r) {
  if (f->capacity < r->text_length || !f->text) {
    stance__free(f->text);
    f->capacity = r->text_length + r->text_length / 2 + 256;
    f->text = stance__malloc(f->capacity);
    if (!f->text) return false;
  }
  f->length = stance__canonical(f->text, r->text, r->text_length);
  return true;
}

static stance_status sign_block(void *context, size_t block, stance_error *error) {
  work *w = context;
  form f = {NULL, 0, 0};
  stance_status status = STANCE_OK;
  size_t last = (block + 1) * BLOCK_RECORDS < w->n ? (block + 1) * BLOCK_RECORDS : w->n;
  for (size_t i = block * BLOCK_RECORDS; i < last; i++) {
    if (!form_make(&f, &w->records[i])) {
      status = stance__fail_memory(error);
      break;
    }
    w->hash[i] = XXH3_64bits(f.text, f.length);
    w->is_long[i] = f.length >= LONG_TEXT;
    stance__signature(w->signatures + i * STANCE__SIGNATURE, f.text, f.length);
  }
  stance__free(f.text);
  return status;
}

/* Sets `near` and `exact` of texts that repeat an earlier one exactly, and lists the others. */
static stance_status find_exact(work *w, unsigned char *exact, stance_error *error) {
  size_t n_slots = 64;
  while (n_slots < w->n + w->n / 2) n_slots *= 2;
  uint32_t *slots = stance__array(n_slots, sizeof *slots);
  if (!slots) return stance__fail_memory(error);
  memset(slots, 0xff, n_slots * sizeof *slots);
  for (size_t i = 0; i < w->n; i++) {
    size_t at = w->hash[i] & (n_slots - 1);
    while (slots[at] != UINT32_MAX && w->hash[slots[at]] != w->hash[i]) at = (at + 1) & (n_slots - 1);
    exact[i] = slots[at] != UINT32_MAX;
    w->near[i] = slots[at]; /* UINT32_MAX where it is the first */
    if (exact[i]) continue;
    slots[at] = (uint32_t)i;
    w->single[w->n_single++] = (uint32_t)i;
  }
  stance__free(slots);
  return STANCE_OK;
}

/* Sorts by the high half, stably. DIGITS is odd, so what is sorted ends in `other`. */
static void sort_by_key(uint64_t *items, uint64_t *other, size_t n) {
  enum { VALUES = 1 << DIGIT_BITS };
  size_t counts[DIGITS][VALUES];
  memset(counts, 0, sizeof counts);
  for (size_t i = 0; i < n; i++)
    for (int d = 0; d < DIGITS; d++) counts[d][items[i] >> (32 + d * DIGIT_BITS) & (VALUES - 1)]++;
  for (int d = 0; d < DIGITS; d++) {
    for (size_t v = 0, at = 0; v < VALUES; v++) {
      size_t count = counts[d][v];
      counts[d][v] = at;
      at += count;
    }
    for (size_t i = 0; i < n; i++) other[counts[d][items[i] >> (32 + d * DIGIT_BITS) & (VALUES - 1)]++] = items[i];
    uint64_t *swap = items;
    items = other;
    other = swap;
  }
}

/* Whether two texts that share the band's key should be compared: not where they share an earlier band's, which has done it, nor where
   their signatures are unlike, which say little about short texts. */
static bool worth_comparing(const work *w, size_t band, uint32_t a, uint32_t b) {
  const uint8_t *x = w->signatures + a * (size_t)STANCE__SIGNATURE, *y = w->signatures + b * (size_t)STANCE__SIGNATURE;
  if (w->is_long[a] && w->is_long[b] && !stance__signatures_alike(x, y)) return false;
  for (size_t before = 0; before < band; before++)
    if (stance__signature_band(x, before) == stance__signature_band(y, before)) return false;
  return true;
}

/* Looks among run[0..at) for the earliest text near run[at]. */
static bool compare(work *w, size_t band, const uint64_t *run, size_t at, form *f, stance__shingle_set *set) {
  uint32_t later = (uint32_t)run[at];
  uint32_t found = atomic_load_explicit(&w->near[later], memory_order_relaxed);
  bool made = false;
  for (size_t j = 0; j < at; j++) {
    if (j == MOST_FIRST && at > MOST_FIRST + MOST_LAST) j = at - MOST_LAST;
    uint32_t earlier = (uint32_t)run[j];
    if (earlier >= found) return true;
    if (!worth_comparing(w, band, earlier, later)) continue;
    if (!made && (!form_make(f, &w->records[later]) || !stance__shingle_set_make(set, f->text, f->length))) return false;
    made = true;
    if (!form_make(f, &w->records[earlier])) return false;
    if (!stance__shingle_set_near(set, f->text, f->length)) continue;
    while (earlier < found &&
           !atomic_compare_exchange_weak_explicit(&w->near[later], &found, earlier, memory_order_relaxed, memory_order_relaxed))
      ;
    return true;
  }
  return true;
}

static stance_status compare_band(void *context, size_t band, stance_error *error) {
  work *w = context;
  form f = {NULL, 0, 0};
  stance__shingle_set set = {.slots = NULL};
  uint64_t *items = stance__array(w->n_single, 2 * sizeof *items), *sorted = NULL;
  bool ok = items != NULL;
  if (ok) {
    sorted = items + w->n_single;
    for (size_t i = 0; i < w->n_single; i++) {
      const uint8_t *signature = w->signatures + w->single[i] * (size_t)STANCE__SIGNATURE;
      uint64_t key = stance__signature_band(signature, band) * UINT64_C(0x9e3779b97f4a7c15); /* its high half stands for it */
      items[i] = (key & ~(uint64_t)UINT32_MAX) | w->single[i];
    }
    sort_by_key(items, sorted, w->n_single);
  }
  for (size_t i = 1, first = 0; ok && i < w->n_single; i++) {
    if (sorted[i] >> 32 != sorted[first] >> 32)
      first = i;
    else
      ok = compare(w, band, sorted + first, i - first, &f, &set);
  }
  stance__free(items);
  stance__shingle_set_release(&set);
  stance__free(f.text);
  return ok ? STANCE_OK : stance__fail_memory(error);
}

stance_status stance__duplicates_find(size_t *repeats, unsigned char *exact, const stance_record *records, size_t n, size_t threads,
                                      stance_error *error) {
  work w = {.records = records, .n = n};
  w.hash = stance__array(n, sizeof *w.hash);
  w.signatures = stance__array(n, STANCE__SIGNATURE);
  w.is_long = stance__array(n, sizeof *w.is_long);
  w.single = stance__array(n, sizeof *w.single);
  w.near = stance__array(n, sizeof *w.near);
  stance_status status = w.hash && w.signatures && w.is_long && w.single && w.near ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__pool_run(threads, (n + BLOCK_RECORDS - 1) / BLOCK_RECORDS, sign_block, &w, error);
  if (status == STANCE_OK) status = find_exact(&w, exact, error);
  stance__free(w.hash);
  if (threads == 0) threads = stance__pool_cores();
  if (threads > MOST_BANDS_AT_ONCE) threads = MOST_BANDS_AT_ONCE; /* each sorts in memory of its own */
  if (status == STANCE_OK) status = stance__pool_run(threads, STANCE__BANDS, compare_band, &w, error);
  for (size_t i = 0; status == STANCE_OK && i < n; i++) {
    uint32_t earlier = w.near[i];
    repeats[i] = earlier == UINT32_MAX ? SIZE_MAX : repeats[earlier] == SIZE_MAX ? earlier : repeats[earlier];
  }
  stance__free(w.signatures);
  stance__free(w.is_long);
  stance__free(w.single);
  stance__free(w.near);
  return status;
}
