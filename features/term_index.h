/* An index from a term's hash to its number, laid out so that a look-up reads one cache line straight from a mapped model: buckets of six
   entries, each 48 bits of the hash and a number; the upper bits choose the bucket, so that a large vocabulary's terms are known by all 64.
   A full bucket goes on in the next one. Among a million terms an unseen one is taken for a known one once in 10^13. */
#ifndef STANCE_FEATURES_TERM_INDEX_H
#define STANCE_FEATURES_TERM_INDEX_H
#include "stance/status.h"
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

enum { STANCE__BUCKET_TERMS = 6, STANCE__BUCKET_WORDS = 16 /* of 32 bits */ };
typedef struct stance__term_bucket {   /* 64 bytes; in a file little-endian */
  uint32_t tag[STANCE__BUCKET_TERMS];  /* lowest 32 bits of the hash */
  uint32_t term[STANCE__BUCKET_TERMS]; /* its number */
  uint16_t more[STANCE__BUCKET_TERMS]; /* the next 16 bits */
  uint16_t n;                          /* entries in use */
  uint16_t overflows;                  /* 1: a term that belongs here, or passed by, stands in the next bucket */
} stance__term_bucket;

typedef struct stance__term_index {
  size_t n_terms, n_buckets;
  const stance__term_bucket *buckets; /* [n_buckets] */
  const uint32_t *offset;             /* [n_terms + 1] into bytes */
  const char *bytes;                  /* display texts one after the other, in byte order */
} stance__term_index;
#define STANCE__NO_TERM UINT32_MAX

/* Reads at most a fixed number of buckets, all inside the array, even where their contents are hostile. */
uint32_t stance__term_index_find(const stance__term_index *index, uint64_t hash);
/* number [n] of each hash [n], STANCE__NO_TERM where there is none; the memory of later ones is asked for while earlier ones are read. */
void stance__term_index_find_all(const stance__term_index *index, const uint64_t *hash, uint32_t *number, size_t n);
/* Buckets for the given texts; *out is the caller's to free. */
STANCE_MUST_CHECK stance_status stance__term_index_build(stance__term_bucket **out, size_t *n_buckets, const uint32_t *offset,
                                                         const char *bytes, size_t n_terms, stance_error *error);
/* True where a piece of buckets [n] can be read by index_find with numbers below n_terms; *used counts its entries. */
int stance__term_buckets_check(const stance__term_bucket *buckets, size_t n, size_t n_terms, size_t *used);
/* Offsets [n_terms + 1] ascending from 0 to n_bytes, and every text found under its own number: for untrusted arrays. */
int stance__term_index_check(const stance__term_index *index, size_t n_bytes);
#ifdef __cplusplus
}
#endif
#endif
