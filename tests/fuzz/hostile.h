/* Inputs that are large and mean no good: a target's seeds repeated, and the worst that each reader could be given. */
#ifndef STANCE_TESTS_FUZZ_HOSTILE_H
#define STANCE_TESTS_FUZZ_HOSTILE_H
#include <stddef.h>
#include <stdint.h>

enum { HOSTILE_SIZE = 1 << 20 };

typedef struct hostile {
  const char *target; /* "article" of fuzz_article.c */
  const char *name;
  const char *before; /* once; then `again` as often as it fits; then `after` */
  const char *again;
  const char *after;
  size_t before_length; /* 0: that of the string */
} hostile;

/* The table's rows, ended by one whose target is NULL. */
extern const hostile hostile_inputs[];
/* The row's input, of at most HOSTILE_SIZE bytes; freed with free. `#` in `again` becomes six digits that count up. */
uint8_t *hostile_make(const hostile *row, size_t *size);
/* A seed once, then its bytes behind the first `kept` again and again. */
uint8_t *hostile_repeat(const uint8_t *seed, size_t length, size_t kept, size_t *size);
#endif
