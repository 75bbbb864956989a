/* The mistakes that a model was surest of. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reports/scores.h"

typedef struct mistake {
  double probability;
  size_t statement;
} mistake;

static int by_falling_probability(const void *a, const void *b) {
  const mistake *x = a, *y = b;
  if (x->probability != y->probability) return x->probability < y->probability ? 1 : -1;
  return (x->statement > y->statement) - (x->statement < y->statement);
}

stance_status stance_mistakes_find(size_t *out, size_t n, size_t *found, const stance_predictions *p, stance_error *error) {
  stance_status status = stance__predictions_check(p, error);
  if (status != STANCE_OK) return status;
  mistake *all = stance__array(p->n, sizeof *all);
  if (!all) return stance__fail_memory(error);
  size_t count = 0;
  for (size_t i = 0; i < p->n; i++)
    if (p->predicted[i] != p->truth[i])
      all[count++] = (mistake){p->probabilities ? p->probabilities[i * p->n_labels + p->predicted[i]] : 0, i};
  qsort(all, count, sizeof *all, by_falling_probability);
  *found = count < n ? count : n;
  for (size_t i = 0; i < *found; i++) out[i] = all[i].statement;
  stance__free(all);
  return STANCE_OK;
}
