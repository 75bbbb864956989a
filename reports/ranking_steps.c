#include "reports/ranking_steps.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/error.h"

typedef struct scored {
  double score;
  bool positive;
} scored;

static int by_falling_score(const void *a, const void *b) {
  double x = ((const scored *)a)->score, y = ((const scored *)b)->score;
  return (x < y) - (x > y);
}

void stance__steps_release(stance__steps *s) {
  stance__free(s->steps);
  *s = (stance__steps){0};
}

stance_status stance__steps_make(stance__steps *out, const stance_predictions *p, size_t label, stance_error *error) {
  scored *items = stance__array(p->n, sizeof *items);
  stance__steps s = {.steps = stance__array(p->n, sizeof *s.steps)};
  if (!items || !s.steps) {
    stance__free(items);
    stance__free(s.steps);
    return stance__fail_memory(error);
  }
  for (size_t i = 0; i < p->n; i++) {
    items[i] = (scored){p->probabilities[i * p->n_labels + label], p->truth[i] == label};
    s.positives += items[i].positive;
  }
  s.negatives = (double)p->n - s.positives;
  qsort(items, p->n, sizeof *items, by_falling_score);
  double hits = 0, misses = 0;
  for (size_t i = 0, j; i < p->n; i = j) { /* items[i..j) share one score */
    for (j = i; j < p->n && items[j].score == items[i].score; j++) {
      if (items[j].positive)
        hits++;
      else
        misses++;
    }
    if (j == i) break; /* a NaN equals nothing */
    s.steps[s.n++] = (stance__step){items[i].score, hits, misses};
  }
  s.complete = hits + misses == (double)p->n;
  stance__free(items);
  *out = s;
  return STANCE_OK;
}
