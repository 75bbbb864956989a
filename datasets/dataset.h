/* The fields of a whole set, for the files of this room. */
#ifndef STANCE_DATASETS_DATASET_H
#define STANCE_DATASETS_DATASET_H
#include "base/arena.h"
#include "stance/dataset.h"

struct stance_dataset {
  stance__arena texts;
  stance_record *records; /* [n] */
  size_t n, capacity, skipped, dropped;
  char **labels; /* [n_labels], sorted, in the arena */
  size_t n_labels;
  uint32_t *label; /* [n] */
  uint32_t *group; /* [n] */
  size_t n_groups;
  size_t *repeats;      /* [n] */
  unsigned char *exact; /* [n] */
  stance_duplicates duplicates;
};
#endif
