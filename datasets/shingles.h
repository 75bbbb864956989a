/* Texts as sets of 5-byte shingles: their canonical form, their MinHash signature, and their similarity. */
#ifndef STANCE_DATASETS_SHINGLES_H
#define STANCE_DATASETS_SHINGLES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
/* Bands of rows: a text's signature has a byte a row. */
enum { STANCE__BANDS = 16, STANCE__BAND_ROWS = 4, STANCE__SIGNATURE = STANCE__BANDS * STANCE__BAND_ROWS };

/* The form that is compared: ASCII lower case, runs of white space as one space, none at the ends. Writes at most `length` bytes. */
size_t stance__canonical(char *out, const char *text, size_t length);
/* The MinHash signature of a canonical text: signatures of texts of Jaccard similarity s agree in a byte with a probability of about s,
   and otherwise by chance of 1/256; so in a band with s^4. */
void stance__signature(uint8_t out[STANCE__SIGNATURE], const char *canonical, size_t length);
/* False where two texts, of 100 bytes or more both, are so unlike by their signatures that comparing them would be a waste. */
bool stance__signatures_alike(const uint8_t a[STANCE__SIGNATURE], const uint8_t b[STANCE__SIGNATURE]);

/* What comparing two texts needs; zero to start with. */
typedef struct stance__shingle_table {
  uint64_t *slots; /* [n_slots] */
  size_t n_slots;
} stance__shingle_table;
void stance__shingle_table_release(stance__shingle_table *t);
/* *near: the sets of shingles of two canonical texts have a Jaccard similarity of at least 0.8, exactly. False when out of memory. */
bool stance__shingles_near(bool *near, stance__shingle_table *t, const char *a, size_t a_length, const char *b, size_t b_length);
#ifdef __cplusplus
}
#endif
#endif
