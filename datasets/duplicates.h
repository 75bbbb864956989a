/* Exact and near duplicates among texts. */
#ifndef STANCE_DATASETS_DUPLICATES_H
#define STANCE_DATASETS_DUPLICATES_H
#include "stance/dataset.h"
/* repeats [n]: the earlier text that text i repeats, or SIZE_MAX; exact [n]: 1 where it repeats it exactly. Near duplicates share at
   least 0.8 of their 5-byte shingles (Jaccard); candidates come from MinHash bands (Broder, 1997; Leskovec et al., 2014, chapter 3) and
   are checked exactly. */
STANCE_MUST_CHECK stance_status stance__duplicates_find(size_t *repeats, unsigned char *exact, const stance_record *records, size_t n,
                                                        stance_error *error);
#endif
