#include "reports/claims.h"

#include <stdlib.h>

#include "base/alloc.h"

static int by_probability(const void *a, const void *b) {
  const stance__claim *x = a, *y = b;
  if (x->probability != y->probability) return x->probability < y->probability ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

stance__claim *stance__claims_make(const stance_predictions *p) {
  stance__claim *claims = stance__array(p->n, sizeof *claims);
  if (!claims) return NULL;
  for (size_t i = 0; i < p->n; i++)
    claims[i] = (stance__claim){p->probabilities[i * p->n_labels + p->predicted[i]], i, p->truth[i] == p->predicted[i]};
  qsort(claims, p->n, sizeof *claims, by_probability);
  return claims;
}
