/* Parts of the program timed alone, and the limits of the machine they are held against. */
#ifndef STANCE_BENCH_MICRO_H
#define STANCE_BENCH_MICRO_H
#include <stdbool.h>
#include <stddef.h>

#include "stance/features.h"
#include "stance/status.h"

/* What one core of this machine can do, measured here. A second. */
typedef struct micro_limits {
  double read_bytes;    /* sequential reading of a block far larger than the caches */
  double copy_bytes;    /* memcpy between two such blocks, bytes copied */
  double random_lines;  /* independent reads of 64-byte lines at random places of such a block */
  double multiply_adds; /* float multiply-adds in a BLAS product of two large dense matrices */
} micro_limits;
STANCE_MUST_CHECK stance_status micro_limits_measure(micro_limits *out, stance_error *error);

/* Which limit a part is held against. */
typedef enum micro_limit { MICRO_READ = 0, MICRO_RANDOM, MICRO_MULTIPLY, MICRO_NONE } micro_limit;

/* Times a part: `run` is called until it has taken long enough, the least processor time counts, since other work on the machine only adds.
   `amount` is what one call does in units of `unit`; `needed` is the least that it must do of what `limit` counts: bytes read, lines read,
   multiply-adds. Prints one JSON object. */
typedef stance_status (*micro_run)(void *context, stance_error *error);
typedef struct micro_part {
  const char *name, *unit;
  double amount;
  micro_limit limit;
  double needed;
} micro_part;
STANCE_MUST_CHECK stance_status micro_time(const micro_part *part, const micro_limits *limits, micro_run run, void *context,
                                           stance_error *error);
/* The least seconds of several calls. */
STANCE_MUST_CHECK stance_status micro_least(double *seconds, micro_run run, void *context, stance_error *error);

/* Statements as the corpus file holds them. */
typedef struct micro_corpus {
  const stance_text *texts;      /* [n] */
  const unsigned char *positive; /* [n] 1: of the second label */
  size_t n, bytes;
} micro_corpus;

/* Words 1–2, counted, with idf: what liblinear and scikit-learn are compared on. */
#define MICRO_FEATURES                                                                                                                     \
  {                                                                                                                                        \
    .word_min = 1, .word_max = 2, .tf = STANCE_TF_COUNT, .weight = STANCE_TERMS_IDF, .smoothing = 1, .lexicon_weight = 1, .norm = 1,       \
    .min_df = 1, .max_df = 1                                                                                                               \
  }

/* Each prints its parts. `model` is a path. */
STANCE_MUST_CHECK stance_status micro_text(const micro_corpus *corpus, const micro_limits *limits, stance_error *error);
STANCE_MUST_CHECK stance_status micro_labelling(const micro_corpus *corpus, const char *model, const micro_limits *limits,
                                                stance_error *error);
STANCE_MUST_CHECK stance_status micro_training(const micro_corpus *corpus, const micro_limits *limits, stance_error *error);
STANCE_MUST_CHECK stance_status micro_articles(const char *const *paths, size_t n, const micro_limits *limits, stance_error *error);
#endif
