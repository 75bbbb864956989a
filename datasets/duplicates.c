#include "datasets/duplicates.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"

enum { SHINGLE = 5, BANDS = 16, ROWS = 4, HASHES = BANDS * ROWS, MOST_CANDIDATES = 64 };
static const double NEAR = 0.8;

/* The form that is compared: ASCII lower case, runs of space as one, none at the ends. */
static void canonical(stance__buffer *out, const char *text, size_t length) {
  stance__buffer_clear(out);
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      if (out->length && out->data[out->length - 1] != ' ') stance__buffer_putc(out, ' ');
    } else {
      stance__buffer_putc(out, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
    }
  }
  if (out->length && out->data[out->length - 1] == ' ') out->data[--out->length] = '\0';
}

typedef struct shingles {
  uint32_t *items; /* sorted, distinct */
  size_t n;
} shingles;

static int by_value32(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return a < b ? -1 : a > b;
}

static bool make_shingles(shingles *out, const stance__buffer *text) {
  size_t count = text->length < SHINGLE ? 1 : text->length - SHINGLE + 1, distinct = 0;
  out->items = stance__array(count, sizeof *out->items);
  if (!out->items) return false;
  for (size_t i = 0; i < count; i++)
    out->items[i] = (uint32_t)XXH3_64bits(text->data ? text->data + i : "", text->length < SHINGLE ? text->length : SHINGLE);
  qsort(out->items, count, sizeof *out->items, by_value32);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || out->items[i] != out->items[i - 1]) out->items[distinct++] = out->items[i];
  out->n = distinct;
  return true;
}

static bool near(const shingles *a, const shingles *b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
    if (a->items[i] < b->items[j])
      i++;
    else if (a->items[i] > b->items[j])
      j++;
    else
      shared++, i++, j++;
  }
  return (double)shared >= NEAR * (double)(a->n + b->n - shared);
}

typedef struct key {
  uint64_t hash;
  size_t record;
} key;

static int by_hash(const void *x, const void *y) {
  const key *a = x, *b = y;
  if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
  return a->record < b->record ? -1 : a->record > b->record;
}

/* One band's hash of a text's MinHash signature; minima by a multiply-shift family over the shingles. */
static uint64_t band_hash(const shingles *s, size_t band) {
  uint64_t minima[ROWS];
  for (size_t r = 0; r < ROWS; r++) {
    uint64_t seed = 0x9e3779b97f4a7c15u * (band * ROWS + r + 1), least = UINT64_MAX;
    for (size_t i = 0; i < s->n; i++) {
      uint64_t h = ((uint64_t)s->items[i] ^ seed) * 0xff51afd7ed558ccdu;
      h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
      h ^= h >> 33;
      if (h < least) least = h;
    }
    minima[r] = least;
  }
  return XXH3_64bits(minima, sizeof minima);
}

stance_status stance__duplicates_find(size_t *repeats, unsigned char *exact, const stance_record *records, size_t n, stance_error *error) {
  stance_status status = STANCE_OK;
  stance__buffer text = STANCE__BUFFER_INIT;
  shingles *sets = stance__calloc(n, sizeof *sets);
  key *keys = stance__array(n, sizeof *keys);
  if (!sets || !keys) {
    status = stance__fail_memory(error);
    goto out;
  }
  for (size_t i = 0; i < n; i++) {
    repeats[i] = SIZE_MAX;
    exact[i] = 0;
    canonical(&text, records[i].text, records[i].text_length);
    if (text.failed || !make_shingles(&sets[i], &text)) {
      status = stance__fail_memory(error);
      goto out;
    }
    XXH128_hash_t whole = XXH3_128bits(text.data ? text.data : "", text.length);
    keys[i] = (key){whole.low64 ^ whole.high64, i};
  }
  qsort(keys, n, sizeof *keys, by_hash);
  for (size_t i = 1; i < n; i++) {
    if (keys[i].hash != keys[i - 1].hash) continue;
    size_t first = keys[i - 1].record;
    repeats[keys[i].record] = repeats[first] == SIZE_MAX ? first : repeats[first];
    exact[keys[i].record] = 1;
  }
  for (size_t band = 0; band < BANDS; band++) {
    for (size_t i = 0; i < n; i++) keys[i] = (key){band_hash(&sets[i], band), i};
    qsort(keys, n, sizeof *keys, by_hash);
    for (size_t i = 0; i < n; i++) {
      size_t later = keys[i].record;
      if (repeats[later] != SIZE_MAX) continue;
      /* Earlier records come first among equal hashes; a bounded number of them is compared. */
      size_t from = i > MOST_CANDIDATES ? i - MOST_CANDIDATES : 0;
      for (size_t j = i; j-- > from && keys[j].hash == keys[i].hash;) {
        if (!near(&sets[keys[j].record], &sets[later])) continue;
        repeats[later] = repeats[keys[j].record] == SIZE_MAX ? keys[j].record : repeats[keys[j].record];
        break;
      }
    }
  }
out:
  for (size_t i = 0; sets && i < n; i++) stance__free(sets[i].items);
  stance__free(sets);
  stance__free(keys);
  stance__buffer_release(&text);
  return status;
}
