/* The fields of a whole set, for the files of this room. */
#ifndef STANCE_DATASETS_DATASET_H
#define STANCE_DATASETS_DATASET_H
#include "base/arena.h"
#include "base/table.h"
#include "stance/dataset.h"

struct stance_dataset {
  stance__arena texts;
  stance__table *label_names, *group_names, *names; /* strings that repeat, each once; names: of speakers and kinds */
  stance_record *records;                           /* [n] */
  size_t n, capacity, skipped, dropped;
  const char **labels; /* [n_labels], sorted */
  size_t n_labels;
  uint32_t *label; /* [n]; while reading, numbers of label_names and group_names */
  uint32_t *group; /* [n] */
  size_t n_groups;
  size_t *repeats;      /* [n] */
  unsigned char *exact; /* [n] */
  stance_duplicates duplicates;
};
#endif
