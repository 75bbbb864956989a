/* How many statements of each answer a name has: a speaker, a pair, a day. */
#ifndef STANCE_BASE_NAME_COUNTS_H
#define STANCE_BASE_NAME_COUNTS_H
#include "base/table.h"
#include "stance/status.h"
#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif

typedef struct stance__name_counts {
  stance__table *names;
  size_t *counts;   /* [names][n_answers] */
  size_t *articles; /* [names] in how many articles */
  size_t *last;     /* [names] the last of these, + 1 */
  size_t capacity, n_answers;
} stance__name_counts;
STANCE_MUST_CHECK stance_status stance__name_counts_init(stance__name_counts *c, size_t n_answers, stance_error *error);
void stance__name_counts_release(stance__name_counts *c); /* fine on zeroes */
/* One statement of article number `article`; articles come in order. */
STANCE_MUST_CHECK stance_status stance__name_counts_add(stance__name_counts *c, const char *name, size_t length, size_t answer,
                                                        size_t article, stance_error *error);
size_t stance__name_counts_sum(const stance__name_counts *c, size_t name);
/* Numbers of all names, [size]: most statements first, then by the bytes of the name; or by the name alone. NULL when out of memory;
   free with stance__free. */
size_t *stance__name_counts_order(const stance__name_counts *c, bool by_name);
#ifdef __cplusplus
}
#endif
#endif
