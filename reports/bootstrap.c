/* The percentile bootstrap (Efron, 1979) over groups: each draw takes as many groups as there are, with replacement, whole, because
   statements of one article are not independent. Draws are cut into fixed tiles with a generator each, so that the interval is the
   same for any number of cores. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/random.h"
#include "reports/scores.h"

enum { DRAWS_A_TILE = 250 };

typedef struct resampling {
  size_t n_labels, n_groups, draws;
  uint64_t seed;
  const size_t *start;   /* [n_groups + 1] */
  const uint32_t *cell;  /* [n] cells of the confusion matrix, group by group */
  double *accuracy;      /* [draws] */
  double *macro_f1;      /* [draws] */
} resampling;

static stance_status run_tile(void *context, size_t tile, stance_error *error) {
  const resampling *r = context;
  size_t cells = r->n_labels * r->n_labels;
  size_t *confusion = stance__array(cells, sizeof *confusion);
  if (!confusion) return stance__fail_memory(error);
  stance__random random;
  stance__random_seed(&random, r->seed * 0x9E3779B97F4A7C15u + tile);
  size_t last = (tile + 1) * DRAWS_A_TILE < r->draws ? (tile + 1) * DRAWS_A_TILE : r->draws;
  for (size_t draw = tile * DRAWS_A_TILE; draw < last; draw++) {
    memset(confusion, 0, cells * sizeof *confusion);
    for (size_t i = 0; i < r->n_groups; i++) {
      size_t group = (size_t)stance__random_below(&random, r->n_groups);
      for (size_t at = r->start[group]; at < r->start[group + 1]; at++) confusion[r->cell[at]]++;
    }
    r->accuracy[draw] = stance__confusion_accuracy(confusion, r->n_labels);
    r->macro_f1[draw] = stance__confusion_macro_f1(confusion, r->n_labels);
  }
  stance__free(confusion);
  return STANCE_OK;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static stance_interval percentiles(double *values, size_t n) {
  qsort(values, n, sizeof *values, by_value);
  size_t low = (size_t)(0.025 * (double)n), high = (size_t)(0.975 * (double)n);
  return (stance_interval){values[low], values[high < n ? high : n - 1]};
}

stance_status stance__bootstrap(const stance_predictions *p, size_t draws, uint64_t seed, stance_interval *accuracy,
                                stance_interval *macro_f1, stance_error *error) {
  size_t n_groups = 0;
  for (size_t i = 0; i < p->n; i++) {
    size_t group = p->groups ? p->groups[i] : i;
    if (group >= n_groups) n_groups = group + 1;
  }
  size_t *start = stance__calloc(n_groups + 1, sizeof *start);
  uint32_t *cell = stance__array(p->n, sizeof *cell);
  double *values = stance__array(draws, 2 * sizeof *values);
  stance_status status = start && cell && values ? STANCE_OK : stance__fail_memory(error);
  if (status != STANCE_OK) goto out;

  /* Counting sort of the cells by group; numbers that no statement has are squeezed out. */
  for (size_t i = 0; i < p->n; i++) start[p->groups ? p->groups[i] : i]++;
  for (size_t g = 0, at = 0; g <= n_groups; g++) {
    size_t size = g < n_groups ? start[g] : 0;
    start[g] = at;
    at += size;
  }
  for (size_t i = 0; i < p->n; i++)
    cell[start[p->groups ? p->groups[i] : i]++] = (uint32_t)(p->truth[i] * p->n_labels + p->predicted[i]);
  size_t used = 0; /* start[g] is now the end of g */
  for (size_t g = 0; g < n_groups; g++) {
    size_t end = start[g], before = used ? start[used - 1] : 0;
    if (end > before) start[used++] = end;
  }
  memmove(start + 1, start, used * sizeof *start);
  start[0] = 0;

  resampling r = {p->n_labels, used, draws, seed, start, cell, values, values + draws};
  status = stance__pool_run(0, (draws + DRAWS_A_TILE - 1) / DRAWS_A_TILE, run_tile, &r, error);
  if (status != STANCE_OK) goto out;
  *accuracy = percentiles(r.accuracy, draws);
  *macro_f1 = percentiles(r.macro_f1, draws);
out:
  stance__free(start);
  stance__free(cell);
  stance__free(values);
  return status;
}
