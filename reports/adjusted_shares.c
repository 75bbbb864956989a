/* Shares of labels, raw and corrected for the model's mistakes: adjusted counts (Forman, 2008), with intervals that carry both what
   the articles leave open and what the confusion does. */
#include <math.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reports/multinomial.h"
#include "reports/resampling.h"
#include "reports/simplex_fit.h"

enum { SHARE_DRAWS = 2000 };

/* Row-normalises p [k][m] in place; false where a row is empty. */
static bool normalise(double *p, size_t k, size_t m) {
  for (size_t t = 0; t < k; t++) {
    double sum = 0;
    for (size_t j = 0; j < m; j++) sum += p[t * m + j];
    if (!(sum > 0)) return false;
    for (size_t j = 0; j < m; j++) p[t * m + j] /= sum;
  }
  return true;
}

/* The shares of the answers raw [m] from their counts [m]; adjusted [k] from raw and p [k][m], NaN where that cannot be. */
static void estimate(double *raw, double *adjusted, const double *counts, double *p, size_t k, size_t m, double *scratch) {
  double total = 0;
  for (size_t j = 0; j < m; j++) total += counts[j];
  for (size_t j = 0; j < m; j++) raw[j] = total > 0 ? counts[j] / total : (double)NAN;
  for (size_t t = 0; t < k; t++) adjusted[t] = (double)NAN;
  if (total > 0 && normalise(p, k, m)) (void)stance__simplex_fit(adjusted, p, raw, k, m, scratch);
}

/* Values: raw [m], adjusted [k]. */
static void measure(const void *context, const double *sums, double *scratch, stance__random *random, double *values) {
  const stance_share_counts *c = context;
  size_t k = c->n_labels, m = c->n_answers;
  for (size_t t = 0; t < k; t++) stance__multinomial_draw(random, scratch + t * m, c->confusion + t * m, m);
  estimate(values, values + m, sums, scratch, k, m, scratch + k * m);
}

stance_status stance_shares_compute(stance_share *out, const stance_share_counts *c, size_t draws, uint64_t seed,
                                    stance_error *error) {
  size_t k = c->n_labels, m = c->n_answers, n_entries = 0;
  if (k < 2 || m < k || m > INT16_MAX || c->n_groups > UINT32_MAX)
    return stance__fail(error, STANCE_USAGE, NULL, 0, "shares need at least two labels, answers for each, and fewer of all than this");
  size_t n_scratch = k * m + stance__simplex_fit_scratch(k);
  stance__entry *entries = stance__array(c->n_groups, m * sizeof *entries);
  stance_interval *intervals = stance__array(m + k, sizeof *intervals);
  double *sums = stance__calloc(2 * m + k + n_scratch, sizeof *sums);
  stance_status status = entries && intervals && sums ? STANCE_OK : stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  for (size_t g = 0; g < c->n_groups; g++)
    for (size_t j = 0; j < m; j++) {
      size_t count = c->predicted[g * m + j];
      if (count) entries[n_entries++] = (stance__entry){(uint32_t)g, (uint32_t)j, (double)count};
      sums[j] += (double)count;
    }
  double *raw = sums + m, *adjusted = raw + m, *scratch = adjusted + k;
  for (size_t i = 0; i < k * m; i++) scratch[i] = (double)c->confusion[i];
  estimate(raw, adjusted, sums, scratch, k, m, scratch + k * m);
  stance__resampling r = {entries, n_entries, m, m + k, n_scratch, measure, c, draws ? draws : SHARE_DRAWS, 0, seed};
  status = stance__resample(intervals, &r, error);
  for (size_t j = 0; status == STANCE_OK && j < k; j++) {
    stance_interval unknown = {(double)NAN, (double)NAN};
    out[j] = (stance_share){raw[j], adjusted[j], intervals[j], isnan(adjusted[j]) ? unknown : intervals[m + j]};
  }
out:
  stance__free(entries);
  stance__free(intervals);
  stance__free(sums);
  return status;
}
