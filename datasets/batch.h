/* The inside of a batch, for the reader that fills it; and records copied to where they last. */
#ifndef STANCE_DATASETS_BATCH_H
#define STANCE_DATASETS_BATCH_H
#include "base/arena.h"
#include "stance/dataset.h"

struct stance_batch {
  stance__arena texts;
  stance_record *records; /* [capacity] */
  size_t n, capacity;
};
void stance__batch_clear(stance_batch *b);
/* A copy of the record behind the last; false when out of memory. */
bool stance__batch_add(stance_batch *b, const stance_record *r, size_t n_extra);
/* *to: the record with its strings in the arena, except for `file`. False when out of memory. */
bool stance__record_copy(stance_record *to, const stance_record *r, size_t n_extra, stance__arena *arena);
#endif
