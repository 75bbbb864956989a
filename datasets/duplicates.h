/* Exact and near duplicates among texts. */
#ifndef STANCE_DATASETS_DUPLICATES_H
#define STANCE_DATASETS_DUPLICATES_H
#include "stance/dataset.h"
#ifdef __cplusplus
extern "C" {
#endif
/* repeats [n]: the text that text i repeats, or SIZE_MAX; exact [n]: 1 where it repeats it exactly. What text i repeats is the earliest
   text that is near it, or what that one repeats; near is a Jaccard similarity of at least 0.8 between sets of 5-byte shingles. Pairs to
   compare come from MinHash bands, so that some are missed; none is wrong. n < 2^32. threads 0: all cores; the same for any number. */
STANCE_MUST_CHECK stance_status stance__duplicates_find(size_t *repeats, unsigned char *exact, const stance_record *records, size_t n,
                                                        size_t threads, stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
