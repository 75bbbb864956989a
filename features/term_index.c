#include "features/term_index.h"

#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "features/term_hash.h"

enum { MEAN_FILL = 5 /* terms a bucket */, MOST_PROBES = 32, AHEAD = 8, ATTEMPTS = 64 };

static size_t bucket_of(uint64_t hash, size_t n_buckets) { return (size_t)(((hash >> 32) * (uint64_t)n_buckets) >> 32); }

/* Bit k: entry k has this tag. */
static unsigned matches(const stance__term_bucket *b, uint32_t tag) {
  unsigned found = 0;
  for (unsigned k = 0; k < STANCE__BUCKET_TERMS; k++) found |= (unsigned)(b->tag[k] == tag) << k;
  return found & ((1u << (b->n & 7)) - 1);
}

uint32_t stance__term_index_find(const stance__term_index *index, uint64_t hash) {
  size_t at = bucket_of(hash, index->n_buckets);
  uint32_t tag = (uint32_t)hash;
  uint16_t more = (uint16_t)(hash >> 32);
  for (int probe = 0; probe < MOST_PROBES; probe++) {
    const stance__term_bucket *b = &index->buckets[at];
    for (unsigned found = matches(b, tag); found; found &= found - 1) {
      int k = __builtin_ctz(found);
      if (b->more[k] == more) return b->term[k];
    }
    if (!b->overflows) break;
    if (++at == index->n_buckets) at = 0;
  }
  return STANCE__NO_TERM;
}

void stance__term_index_find_all(const stance__term_index *index, const uint64_t *hash, uint32_t *number, size_t n) {
  for (size_t i = 0; i < n && i < AHEAD; i++) __builtin_prefetch(&index->buckets[bucket_of(hash[i], index->n_buckets)]);
  for (size_t i = 0; i < n; i++) {
    if (i + AHEAD < n) __builtin_prefetch(&index->buckets[bucket_of(hash[i + AHEAD], index->n_buckets)]);
    number[i] = stance__term_index_find(index, hash[i]);
  }
}

/* False where the term's place is too far from its own bucket, or another term has its hash. */
static bool insert(stance__term_bucket *buckets, size_t n_buckets, uint64_t hash, uint32_t term) {
  size_t at = bucket_of(hash, n_buckets);
  for (int probe = 0; probe < MOST_PROBES; probe++) {
    stance__term_bucket *b = &buckets[at];
    for (int k = 0; k < b->n; k++)
      if (b->tag[k] == (uint32_t)hash && b->more[k] == (uint16_t)(hash >> 32)) return false;
    if (b->n < STANCE__BUCKET_TERMS) {
      b->tag[b->n] = (uint32_t)hash;
      b->more[b->n] = (uint16_t)(hash >> 32);
      b->term[b->n++] = term;
      return true;
    }
    b->overflows = 1;
    if (++at == n_buckets) at = 0;
  }
  return false;
}

stance_status stance__term_index_build(stance__term_bucket **out, size_t *n_buckets, const uint32_t *offset, const char *bytes,
                                       size_t n_terms, stance_error *error) {
  uint64_t *hash = stance__array(n_terms, sizeof *hash);
  if (!hash) return stance__fail_memory(error);
  for (size_t t = 0; t < n_terms; t++) hash[t] = stance__term_hash(bytes + offset[t], (size_t)(offset[t + 1] - offset[t]));
  stance_status status = STANCE_OK;
  size_t n = n_terms / MEAN_FILL + 1;
  for (int attempt = 0;; attempt++) { /* the first is almost always good */
    stance__term_bucket *buckets = stance__calloc(n, sizeof *buckets);
    size_t placed = 0;
    if (!buckets) {
      status = stance__fail_memory(error);
      break;
    }
    while (placed < n_terms && insert(buckets, n, hash[placed], (uint32_t)placed)) placed++;
    if (placed == n_terms) {
      *out = buckets;
      *n_buckets = n;
      break;
    }
    stance__free(buckets);
    if (attempt == ATTEMPTS) {
      status = stance__fail(error, STANCE_DATA, NULL, 0, "two terms have the same 64-bit hash; leave one of their texts out");
      break;
    }
    n += n / 8 + 1;
  }
  stance__free(hash);
  return status;
}

int stance__term_buckets_check(const stance__term_bucket *buckets, size_t n, size_t n_terms, size_t *used) {
  bool good = true;
  for (size_t i = 0; i < n; i++) {
    const stance__term_bucket *b = &buckets[i];
    good = good && b->n <= STANCE__BUCKET_TERMS && b->overflows <= 1 && (!b->overflows || b->n == STANCE__BUCKET_TERMS);
    for (int k = 0; good && k < b->n; k++) good = b->term[k] < n_terms;
    *used += b->n;
  }
  return good;
}

int stance__term_index_check(const stance__term_index *index, size_t n_bytes) {
  size_t n = index->n_terms, used = 0;
  if (index->n_buckets == 0 || !stance__term_buckets_check(index->buckets, index->n_buckets, n, &used) || used != n) return 0;
  if (index->offset[0] != 0 || index->offset[n] != n_bytes) return 0;
  for (size_t t = 0; t < n; t++)
    if (index->offset[t] >= index->offset[t + 1] || index->offset[t + 1] > n_bytes) return 0;
  for (size_t t = 0; t < n; t++) { /* each term is found as itself, so no entry names a wrong one */
    const char *text = index->bytes + index->offset[t];
    size_t length = (size_t)(index->offset[t + 1] - index->offset[t]);
    if (stance__term_index_find(index, stance__term_hash(text, length)) != t) return 0;
  }
  return 1;
}
