/* An open-addressing index from term to number, laid out as plain arrays so that it can be read straight from a mapped model. Linear
   probing, XXH3-64 keys; empty slots have hash 0 and term UINT32_MAX. A term is known by its 64-bit hash alone: among a million terms an
   unseen one is taken for a known one once in 10^13, and a look-up mostly reads a single cache line. */
#ifndef STANCE_FEATURES_TERM_INDEX_H
#define STANCE_FEATURES_TERM_INDEX_H
#include "stance/status.h"
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct stance__term_index {
  size_t n_terms;
  size_t n_slots;            /* power of two, > n_terms */
  const uint64_t *slot_hash; /* [n_slots] */
  const uint32_t *slot_term; /* [n_slots] */
  const uint64_t *offset;    /* [n_terms + 1] into bytes */
  const char *bytes;         /* display texts one after the other, in byte order */
} stance__term_index;
#define STANCE__NO_TERM UINT32_MAX
/* Never reads outside the arrays even where slots are hostile, and always ends (at most n_slots probes). */
uint32_t stance__term_index_find(const stance__term_index *index, uint64_t hash);
/* Asks for the memory that a look-up of this hash will read, so that many look-ups wait for it together. */
void stance__term_index_expect(const stance__term_index *index, uint64_t hash);
/* Fills slot arrays for given offset/bytes; both arrays [n_slots] owned by the caller. */
void stance__term_index_build(uint64_t *slot_hash, uint32_t *slot_term, size_t n_slots, const uint64_t *offset, const char *bytes,
                              size_t n_terms);
size_t stance__term_index_slots(size_t n_terms); /* at most 2/3 full */
/* Slots, offsets (ascending, within n_bytes), term numbers and hashes all consistent, and every term found: for untrusted arrays. */
int stance__term_index_check(const stance__term_index *index, size_t n_bytes);
#ifdef __cplusplus
}
#endif
#endif
