/* The percentile bootstrap (Efron, 1979) over groups: each draw takes as many groups as there are, with replacement, whole, because
   statements of one article are not independent. Groups that add the same are one pattern; where patterns are few, a draw is a
   multinomial over them, which is the same distribution without a step for every group. Draws are cut into fixed tiles with a generator
   each, so that the interval is the same for any number of cores. */
#include "reports/resampling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/table.h"
#include "reports/multinomial.h"

/* The count of a pattern costs about as much as ten groups drawn one by one. */
enum { DRAWS_A_TILE = 250, UNDEFINED_ONE_IN = 20, GROUPS_A_PATTERN = 10 };

typedef struct tally {
  uint32_t cell, unused; /* 0: tallies are compared as bytes */
  double value;
} tally;

typedef struct work {
  const stance__resampling *r;
  size_t n_groups;
  size_t *start;      /* [n_groups + 1] */
  tally *tallies;     /* group by group, each cell of a group once, rising */
  size_t n_patterns;  /* 0: drawn group by group */
  size_t *counts;     /* [n_patterns] groups that add this */
  uint32_t *examples; /* [n_patterns] one of them */
  double *values;     /* [n_values][draws] */
} work;

/* Counting sort of the entries by group. */
static stance_status sort_by_group(work *w, stance_error *error) {
  const stance__resampling *r = w->r;
  size_t numbers = 0;
  for (size_t i = 0; i < r->n_entries; i++)
    if (r->entries[i].group >= numbers) numbers = (size_t)r->entries[i].group + 1;
  w->start = stance__calloc(numbers + 1, sizeof *w->start);
  w->tallies = stance__array(r->n_entries, sizeof *w->tallies);
  if (!w->start || !w->tallies) return stance__fail_memory(error);
  for (size_t i = 0; i < r->n_entries; i++) w->start[r->entries[i].group]++;
  for (size_t g = 0, at = 0; g <= numbers; g++) {
    size_t size = w->start[g];
    w->start[g] = at;
    at += size;
  }
  for (size_t i = 0; i < r->n_entries; i++)
    w->tallies[w->start[r->entries[i].group]++] = (tally){r->entries[i].cell, 0, r->entries[i].value};
  for (size_t g = 0; g < numbers; g++) { /* start[g] is now the end of g */
    size_t end = w->start[g], before = w->n_groups ? w->start[w->n_groups - 1] : 0;
    if (end > before) w->start[w->n_groups++] = end;
  }
  memmove(w->start + 1, w->start, w->n_groups * sizeof *w->start);
  w->start[0] = 0;
  return STANCE_OK;
}

static int by_cell(const void *a, const void *b) {
  uint32_t x = ((const tally *)a)->cell, y = ((const tally *)b)->cell;
  return (x > y) - (x < y);
}

/* Adds up what a group has for one cell, in order, and sorts its cells. */
static stance_status merge_cells(work *w, stance_error *error) {
  double *sums = stance__array(w->r->n_cells, sizeof *sums);
  bool *met = stance__calloc(w->r->n_cells, sizeof *met);
  size_t to = 0;
  stance_status status = sums && met ? STANCE_OK : stance__fail_memory(error);
  for (size_t g = 0, at = 0; status == STANCE_OK && g < w->n_groups; g++) {
    size_t first = to;
    for (; at < w->start[g + 1]; at++) {
      tally t = w->tallies[at];
      sums[t.cell] = met[t.cell] ? sums[t.cell] + t.value : t.value;
      if (!met[t.cell]) w->tallies[to++] = t;
      met[t.cell] = true;
    }
    w->start[g + 1] = to;
    if (to - first > 1) qsort(w->tallies + first, to - first, sizeof *w->tallies, by_cell);
    for (size_t i = first; i < to; i++) {
      w->tallies[i].value = sums[w->tallies[i].cell];
      met[w->tallies[i].cell] = false;
    }
  }
  stance__free(sums);
  stance__free(met);
  return status;
}

/* Finds the patterns, unless they are so many that drawing groups is cheaper. */
static stance_status pool_groups(work *w, stance_error *error) {
  size_t most = w->n_groups / GROUPS_A_PATTERN;
  if (most == 0) return STANCE_OK;
  stance__table *patterns = stance__table_new();
  w->counts = stance__calloc(most, sizeof *w->counts);
  w->examples = stance__array(most, sizeof *w->examples);
  stance_status status = patterns && w->counts && w->examples ? STANCE_OK : stance__fail_memory(error);
  for (size_t g = 0; status == STANCE_OK && g < w->n_groups; g++) {
    const tally *first = w->tallies + w->start[g];
    uint32_t pattern = stance__table_insert(patterns, (const char *)first, (w->start[g + 1] - w->start[g]) * sizeof *first);
    w->n_patterns = stance__table_size(patterns);
    if (pattern == STANCE__TABLE_NONE) status = stance__fail_memory(error);
    if (pattern == STANCE__TABLE_NONE || w->n_patterns > most) {
      w->n_patterns = 0;
      break;
    }
    if (w->counts[pattern]++ == 0) w->examples[pattern] = (uint32_t)g;
  }
  stance__table_free(patterns);
  return status;
}

static void add_group(const work *w, double *sums, size_t group, double times) {
  for (size_t at = w->start[group]; at < w->start[group + 1]; at++) sums[w->tallies[at].cell] += times * w->tallies[at].value;
}

static stance_status run_tile(void *context, size_t tile, stance_error *error) {
  const work *w = context;
  const stance__resampling *r = w->r;
  double *sums = stance__array(r->n_cells + r->n_values + r->n_scratch + w->n_patterns, sizeof *sums);
  if (!sums) return stance__fail_memory(error);
  double *values = sums + r->n_cells, *scratch = values + r->n_values, *times = scratch + r->n_scratch;
  stance__random random;
  stance__random_seed(&random, r->seed * 0x9E3779B97F4A7C15u + tile);
  size_t last = (tile + 1) * DRAWS_A_TILE < r->draws ? (tile + 1) * DRAWS_A_TILE : r->draws;
  for (size_t draw = tile * DRAWS_A_TILE; draw < last; draw++) {
    for (size_t c = 0; c < r->n_cells; c++) sums[c] = 0;
    if (w->n_patterns) {
      stance__multinomial_draw(&random, times, w->counts, w->n_patterns);
      for (size_t i = 0; i < w->n_patterns; i++) add_group(w, sums, w->examples[i], times[i]);
    } else {
      for (size_t i = 0; i < w->n_groups; i++) add_group(w, sums, (size_t)stance__random_below(&random, w->n_groups), 1);
    }
    r->measures(r->context, sums, scratch, &random, values);
    for (size_t v = 0; v < r->n_values; v++) w->values[v * r->draws + draw] = values[v];
  }
  stance__free(sums);
  return STANCE_OK;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static stance_interval percentiles(double *values, size_t draws) {
  size_t n = 0;
  for (size_t i = 0; i < draws; i++)
    if (!isnan(values[i])) values[n++] = values[i];
  if (n == 0 || (draws - n) * UNDEFINED_ONE_IN > draws) return (stance_interval){(double)NAN, (double)NAN};
  qsort(values, n, sizeof *values, by_value);
  size_t low = (size_t)(0.025 * (double)n), high = (size_t)(0.975 * (double)n);
  return (stance_interval){values[low], values[high < n ? high : n - 1]};
}

stance_status stance__resample(stance_interval *out, const stance__resampling *r, stance_error *error) {
  work w = {.r = r};
  stance_status status = sort_by_group(&w, error);
  if (status != STANCE_OK) goto out;
  for (size_t v = 0; v < r->n_values; v++) out[v] = (stance_interval){(double)NAN, (double)NAN};
  if (w.n_groups < 2) goto out;
  status = merge_cells(&w, error);
  if (status == STANCE_OK) status = pool_groups(&w, error);
  if (status != STANCE_OK) goto out;
  if (r->draws <= SIZE_MAX / sizeof(double) / (r->n_values + 1)) w.values = stance__array(r->n_values * r->draws, sizeof *w.values);
  status = w.values ? stance__pool_run(r->threads, (r->draws + DRAWS_A_TILE - 1) / DRAWS_A_TILE, run_tile, &w, error)
                    : stance__fail_memory(error);
  for (size_t v = 0; status == STANCE_OK && v < r->n_values; v++) out[v] = percentiles(w.values + v * r->draws, r->draws);
out:
  stance__free(w.start);
  stance__free(w.tallies);
  stance__free(w.counts);
  stance__free(w.examples);
  stance__free(w.values);
  return status;
}
