/* Model files of a few kilobytes, made in memory by the library's own writer. */
#ifndef STANCE_TESTS_FUZZ_SMALL_MODEL_H
#define STANCE_TESTS_FUZZ_SMALL_MODEL_H
#include <stddef.h>
#include <stdint.h>

typedef enum small_model_sort {
  SMALL_LINEAR = 0, /* two labels, words */
  SMALL_LEXICON,    /* with the lexicon's classes, two parts and a machine for neither */
  SMALL_THREE,      /* three labels, feature hashing */
  SMALL_RBF,        /* with support vectors */
  SMALL_MODELS
} small_model_sort;

/* The file's bytes; made once, the process's. */
const uint8_t *small_model(small_model_sort sort, size_t *size);
/* Writes the checksum of all bytes before it over the last ones. */
void small_model_seal(uint8_t *bytes, size_t size);
#endif
