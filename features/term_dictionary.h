/* Terms met while counting, numbered in order of their first sight; known by their hashes. One thread's. */
#ifndef STANCE_FEATURES_TERM_DICTIONARY_H
#define STANCE_FEATURES_TERM_DICTIONARY_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

typedef struct stance__term_slot {
  uint64_t hash;
  uint32_t number; /* + 1; 0: empty */
} stance__term_slot;

typedef struct stance__term_dictionary {
  stance__term_slot *slots; /* [n_slots] open addressing, a power of two */
  size_t n_slots, n_terms, capacity;
  uint64_t *hash; /* [n_terms] */
  size_t *offset; /* [n_terms + 1] into bytes */
  char *bytes;
  size_t reserved;
} stance__term_dictionary;

void stance__term_dictionary_release(stance__term_dictionary *d);
/* number [n] of each hash [n], UINT32_MAX where it is not known. */
void stance__term_dictionary_find(void *dictionary, const uint64_t *hash, uint32_t *number, size_t n);
/* Number of the term, new where it is not known; UINT32_MAX when out of memory or numbers. */
uint32_t stance__term_dictionary_add(void *dictionary, uint64_t hash, const char *text, size_t length);
#ifdef __cplusplus
}
#endif
#endif
