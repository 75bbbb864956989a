/* Normalised text and its tokens. */
#ifndef STANCE_FEATURES_TOKENS_H
#define STANCE_FEATURES_TOKENS_H
#include "base/buffer.h"
#include "stance/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct stance__normal {
  const char *text; /* UTF-8, NFKC, case-folded; [length], and a NUL after it */
  size_t length;
  bool ascii;                /* all of it: byte i came from byte i, and start and end are not filled */
  uint32_t *start, *end;     /* [capacity] bytes of the original that byte i of text came from */
  size_t capacity, reserved; /* of the maps, of lower */
  stance__buffer wide;       /* holds text that is not ASCII */
  char *lower;               /* [reserved] holds text that is */
} stance__normal;
/* Replaces *out. Invalid UTF-8, or a text over STANCE__LONGEST_TEXT, is STANCE_DATA. NFKC makes no text more than 11 times as long, so 32
   bits hold every place. */
STANCE_MUST_CHECK stance_status stance__normalise(stance__normal *out, const char *text, size_t length, stance_error *error);
void stance__normal_release(stance__normal *n);
/* Where byte i of the normalised text came from. */
static inline size_t stance__normal_start(const stance__normal *n, size_t i) { return n->ascii ? i : n->start[i]; }
static inline size_t stance__normal_end(const stance__normal *n, size_t i) { return n->ascii ? i + 1 : n->end[i]; }

typedef struct stance__token {
  uint32_t start, length; /* bytes of the normalised text */
  bool after_boundary;    /* punctuation stands between this token and the one before: n-grams do not cross it */
} stance__token;
typedef struct stance__tokens {
  stance__token *items;
  size_t n, capacity;
} stance__tokens;
/* Replaces *out. Words keep inner apostrophes and hyphens, numbers inner points and commas. */
STANCE_MUST_CHECK stance_status stance__tokenise(stance__tokens *out, const stance__normal *normal, stance_error *error);
#endif
