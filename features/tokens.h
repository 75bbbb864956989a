/* Normalised text and its tokens. */
#ifndef STANCE_FEATURES_TOKENS_H
#define STANCE_FEATURES_TOKENS_H
#include "base/buffer.h"
#include "stance/status.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct stance__normal {
  stance__buffer text; /* UTF-8, NFKC, case-folded */
  size_t *start, *end; /* [capacity] bytes of the original that byte i of text came from */
  size_t capacity;
} stance__normal;
/* Replaces *out. Invalid UTF-8 is STANCE_DATA. */
STANCE_MUST_CHECK stance_status stance__normalise(stance__normal *out, const char *text, size_t length, stance_error *error);
void stance__normal_release(stance__normal *n);

typedef struct stance__token {
  size_t start, length; /* bytes of the normalised text */
  bool after_boundary;  /* punctuation stands between this token and the one before: n-grams do not cross it */
} stance__token;
typedef struct stance__tokens {
  stance__token *items;
  size_t n, capacity;
} stance__tokens;
/* Replaces *out. Words keep inner apostrophes and hyphens, numbers inner points and commas. */
STANCE_MUST_CHECK stance_status stance__tokenise(stance__tokens *out, const stance__normal *normal, stance_error *error);
#endif
