/* Texts as sets of 5-byte shingles: their canonical form, their MinHash signature, and their similarity. */
#ifndef STANCE_DATASETS_SHINGLES_H
#define STANCE_DATASETS_SHINGLES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
/* A text's signature has a byte a row. A band is six rows, and one starts at every fourth row: so many that hardly a pair of similarity
   0.8 is missed (one in eighty), and so long that pairs of 0.5 seldom meet, which among millions of texts there are millions of. */
enum { STANCE__SIGNATURE = 64, STANCE__BANDS = 16, STANCE__BAND_ROWS = 6 };

/* The form that is compared: ASCII lower case, runs of white space as one space, none at the ends. Writes at most `length` bytes. */
size_t stance__canonical(char *out, const char *text, size_t length);
/* The MinHash signature of a canonical text: signatures of texts of Jaccard similarity s agree in a byte with a probability of about s,
   and otherwise by chance of 1/256. */
void stance__signature(uint8_t out[STANCE__SIGNATURE], const char *canonical, size_t length);
uint64_t stance__signature_band(const uint8_t signature[STANCE__SIGNATURE], size_t band); /* its six bytes as a number */
/* False where two texts, of 100 bytes or more both, are so unlike by their signatures that comparing them would be a waste. */
bool stance__signatures_alike(const uint8_t a[STANCE__SIGNATURE], const uint8_t b[STANCE__SIGNATURE]);

/* The set of one text, to be compared with others; zero to start with. */
typedef struct stance__shingle_set {
  uint64_t *slots;  /* [n_slots] */
  uint64_t *missed; /* [n_missed] of the other text, not in the set */
  size_t n_slots, used, n_missed, missed_used, size;
  uint32_t comparison; /* number of the one at hand */
} stance__shingle_set;
void stance__shingle_set_release(stance__shingle_set *s);
/* Makes it the set of a canonical text. False when out of memory. */
bool stance__shingle_set_make(stance__shingle_set *s, const char *text, size_t length);
/* True where it and the set of another canonical text have a Jaccard similarity of at least 0.8, exactly. */
bool stance__shingle_set_near(stance__shingle_set *s, const char *text, size_t length);
#ifdef __cplusplus
}
#endif
#endif
