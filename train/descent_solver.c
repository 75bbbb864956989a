/* Dual coordinate descent for linear machines: Hsieh et al. (2008), "A dual coordinate descent method for large-scale linear SVM",
   algorithm 3. One coordinate of the dual at a time, in a fresh seeded order each pass; coordinates that sit at a bound with a gradient
   pointing outwards are left out (shrunk) until the rest has converged, then all are checked once more.

   The intercept is free, as libsvm's is. It is the multiplier of the dual's constraint sum_i y_i alpha_i = 0, found by the method of
   multipliers (Hestenes, 1969; Bertsekas, 1982, chapter 2): descent works on the augmented problem, whose intercept is
   offset + penalty * sum_i y_i alpha_i, and after each pass the offset takes that value over.

   Rows come in random order, so the machine cannot guess the next one: without the prefetches a pass waits for memory three quarters of
   its time (docs/benchmarks.md). */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "train/solver.h"

enum { MAX_PASSES = 2000, ROWS_AHEAD = 8, COORDINATES_AHEAD = 2 * ROWS_AHEAD, CACHE_LINE = 64 };

/* The penalty ties all coordinates together, the more the more rows there are: a constant one makes passes grow with n. Where C is small
   or rows are few, too small a penalty makes the offset creep. Passes were fewest along this curve for 300 to 800,000 rows
   (docs/benchmarks.md). */
static double penalty_for(size_t n) { return fmin(fmax(30.0 / (double)n, 0.005), 0.1); }

/* What a step needs of a row beside its cells, in one place: a row's turn comes at random, and each place would be waited for. */
typedef struct coordinate {
  double alpha, upper, diagonal; /* of the augmented problem's matrix */
  size_t start;                  /* of its cells */
  uint32_t length;
  float y;
} coordinate;

typedef struct descent {
  const stance__binary_problem *problem;
  const stance_rows *rows;
  double *weights;
  coordinate *coordinates; /* [n] */
  uint32_t *order;         /* [n]; the first `active` are not shrunk */
  size_t active;
  double penalty, offset, balance; /* balance: sum_i y_i alpha_i */
} descent;

/* Four sums, so that additions need not wait for each other; always the same four, so that the bits do not change. */
static double row_dot(const stance_rows *rows, const coordinate *c, const double *w) {
  const uint32_t *column = rows->column + c->start;
  const float *value = rows->value + c->start;
  size_t n = c->length, k = 0;
  double sum[4] = {0, 0, 0, 0};
  for (; k + 4 <= n; k += 4) {
    sum[0] += w[column[k]] * (double)value[k];
    sum[1] += w[column[k + 1]] * (double)value[k + 1];
    sum[2] += w[column[k + 2]] * (double)value[k + 2];
    sum[3] += w[column[k + 3]] * (double)value[k + 3];
  }
  for (; k < n; k++) sum[0] += w[column[k]] * (double)value[k];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

static void row_add(const stance_rows *rows, const coordinate *c, double scale, double *w) {
  const uint32_t *column = rows->column + c->start;
  const float *value = rows->value + c->start;
  for (size_t k = 0; k < c->length; k++) w[column[k]] += scale * (double)value[k];
}

static void prefetch_bytes(const void *from, size_t bytes) {
  const char *p = from;
  for (size_t at = 0; at < bytes; at += CACHE_LINE) __builtin_prefetch(p + at);
}

/* The row ROWS_AHEAD of place s in the order, and the coordinate COORDINATES_AHEAD of s. */
static void prefetch_ahead(const descent *d, size_t s) {
  if (s + COORDINATES_AHEAD < d->active) __builtin_prefetch(&d->coordinates[d->order[s + COORDINATES_AHEAD]], 1);
  if (s + ROWS_AHEAD >= d->active) return;
  const coordinate *c = &d->coordinates[d->order[s + ROWS_AHEAD]];
  prefetch_bytes(d->rows->column + c->start, c->length * sizeof *d->rows->column);
  prefetch_bytes(d->rows->value + c->start, c->length * sizeof *d->rows->value);
}

static double at_least(double x, double low) { return x > low ? x : low; }
static double at_most(double x, double high) { return x < high ? x : high; }

static double upper_bound(const stance__binary_problem *p, size_t i) {
  return (p->y[i] > 0 ? p->c_positive : p->c_negative) * (p->weight ? p->weight[i] : 1);
}

/* Takes the warm start over, made feasible, with the weights that belong to it. */
static void start(descent *d, const double *alpha) {
  const stance_rows *rows = d->rows;
  memset(d->weights, 0, rows->n_columns * sizeof *d->weights);
  for (size_t i = 0; i < d->problem->n; i++) {
    coordinate *c = &d->coordinates[i];
    double sum = d->penalty, upper = upper_bound(d->problem, i);
    d->order[i] = (uint32_t)i;
    for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++) sum += (double)rows->value[k] * (double)rows->value[k];
    *c = (coordinate){at_most(at_least(alpha[i], 0), upper),           upper,           sum, rows->start[i],
                      (uint32_t)(rows->start[i + 1] - rows->start[i]), d->problem->y[i]};
    if (c->alpha == 0) continue;
    row_add(rows, c, c->alpha * (double)c->y, d->weights);
    d->balance += c->alpha * (double)c->y;
  }
}

/* The projected gradient's range over a pass. */
typedef struct range {
  double most, least;
} range;

/* One pass over the active coordinates. Those whose gradient points further outwards than anything did in the pass before are shrunk. */
static range descend(descent *d, range before) {
  range now = {-INFINITY, INFINITY};
  for (size_t s = 0; s < d->active; s++) {
    prefetch_ahead(d, s);
    uint32_t i = d->order[s];
    coordinate *c = &d->coordinates[i];
    double y = (double)c->y, alpha = c->alpha;
    double gradient = y * (row_dot(d->rows, c, d->weights) + d->offset + d->penalty * d->balance) - 1;
    bool low = alpha <= 0, high = alpha >= c->upper;
    if ((low && gradient > before.most) || (!low && high && gradient < before.least)) {
      d->order[s--] = d->order[--d->active];
      d->order[d->active] = i;
      continue;
    }
    double projected = low ? at_most(gradient, 0) : high ? at_least(gradient, 0) : gradient;
    now.most = at_least(now.most, projected);
    now.least = at_most(now.least, projected);
    if (fabs(projected) <= 1e-12) continue;
    c->alpha = at_most(at_least(alpha - gradient / c->diagonal, 0), c->upper);
    double change = (c->alpha - alpha) * y;
    if (change == 0) continue;
    row_add(d->rows, c, change, d->weights);
    d->balance += change;
  }
  return now;
}

stance_status stance__descent_fit(double *weights, double *bias, double *alpha, const stance__binary_problem *problem,
                                  const stance_rows *rows, uint64_t seed, stance_error *error) {
  size_t n = problem->n;
  const range everything = {INFINITY, -INFINITY};
  descent d = {problem, rows, weights, stance__array(n, sizeof(coordinate)), stance__array(n, sizeof(uint32_t)), n, penalty_for(n), 0, 0};
  if (!d.order || !d.coordinates) {
    stance__free(d.order);
    stance__free(d.coordinates);
    return stance__fail_memory(error);
  }
  stance__random random;
  stance__random_seed(&random, seed);
  start(&d, alpha);
  range before = everything;
  for (int pass = 0; pass < MAX_PASSES; pass++) {
    stance__random_shuffle(&random, d.order, d.active);
    range now = descend(&d, before);
    double step = d.penalty * d.balance;
    d.offset += step;
    if (now.most - now.least <= problem->tolerance && fabs(step) <= problem->tolerance) {
      if (d.active == n) break;
      d.active = n; /* converged on the shrunken problem: check everything */
      before = everything;
      continue;
    }
    before.most = now.most <= 0 ? INFINITY : now.most;
    before.least = now.least >= 0 ? -INFINITY : now.least;
  }
  *bias = d.offset;
  for (size_t i = 0; i < n; i++) alpha[i] = d.coordinates[i].alpha;
  stance__free(d.order);
  stance__free(d.coordinates);
  return STANCE_OK;
}
