/* Percentile intervals of any measure that follows from sums over statements: the resampling that every interval here shares. */
#ifndef STANCE_REPORTS_RESAMPLING_H
#define STANCE_REPORTS_RESAMPLING_H
#include "base/random.h"
#include "stance/report.h"

/* What one statement (or a whole group) adds: `value` to sum number `cell`, whenever its group is drawn. */
typedef struct stance__entry {
  uint32_t group; /* any number: numbers that no entry has are squeezed out */
  uint32_t cell;
  double value;
} stance__entry;

/* The measures of one draw from its sums [n_cells]: fills values [n_values], NaN where undefined. May draw random numbers; scratch
   [n_scratch] is its own. */
typedef void (*stance__measures_fn)(const void *context, const double *sums, double *scratch, stance__random *random,
                                    double *values);

typedef struct stance__resampling {
  const stance__entry *entries; /* [n_entries] */
  size_t n_entries, n_cells, n_values, n_scratch;
  stance__measures_fn measures;
  const void *context;
  size_t draws, threads; /* threads 0: all cores */
  uint64_t seed;
} stance__resampling;

/* 95 % intervals [n_values], by drawing as many groups as there are, with replacement. An interval is NaN where there are fewer
   than two groups, or where the measure is undefined in more than one draw of twenty; fewer such draws are left out. The same for
   any number of threads. */
STANCE_MUST_CHECK stance_status stance__resample(stance_interval *out, const stance__resampling *r, stance_error *error);
#endif
