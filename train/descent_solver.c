/* Dual coordinate descent for linear machines: Hsieh et al. (2008), "A dual coordinate descent method for large-scale linear SVM",
   algorithm 3. One coordinate of the dual at a time, in a fresh seeded order each pass; coordinates that sit at a bound with a gradient
   pointing outwards are left out (shrunk) until the rest has converged, then all are checked once more.

   The intercept is free, as libsvm's is. It is the multiplier of the dual's constraint sum_i y_i alpha_i = 0, found by the method of
   multipliers (Hestenes, 1969; Bertsekas, 1982, chapter 2): descent works on the augmented problem, whose intercept is
   offset + PENALTY * sum_i y_i alpha_i, and after each pass the offset takes that value over. */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "train/solver.h"

enum { MAX_PASSES = 2000 };
static const double PENALTY = 0.3;

static double row_dot(const stance_rows *rows, size_t i, const double *w) {
  double sum = 0;
  for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++) sum += w[rows->column[k]] * (double)rows->value[k];
  return sum;
}

static void row_add(const stance_rows *rows, size_t i, double scale, double *w) {
  for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++) w[rows->column[k]] += scale * (double)rows->value[k];
}

static double upper_bound(const stance__binary_problem *p, size_t i) {
  return (p->y[i] > 0 ? p->c_positive : p->c_negative) * (p->weight ? p->weight[i] : 1);
}

stance_status stance__descent_fit(double *weights, double *bias, double *alpha, const stance__binary_problem *problem,
                                  const stance_rows *rows, uint64_t seed, stance_error *error) {
  size_t n = problem->n, active = n;
  uint32_t *order = stance__array(n, sizeof *order);
  double *diagonal = stance__array(n, sizeof *diagonal);
  if (!order || !diagonal) {
    stance__free(order);
    stance__free(diagonal);
    return stance__fail_memory(error);
  }
  stance__random random;
  stance__random_seed(&random, seed);
  memset(weights, 0, rows->n_columns * sizeof *weights);
  double offset = 0, balance = 0; /* balance: sum_i y_i alpha_i */
  for (size_t i = 0; i < n; i++) {
    order[i] = (uint32_t)i;
    diagonal[i] = PENALTY;
    for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++) diagonal[i] += (double)rows->value[k] * (double)rows->value[k];
    double upper = upper_bound(problem, i);
    alpha[i] = fmin(fmax(alpha[i], 0), upper); /* a warm start from another C stays feasible */
    if (alpha[i] > 0) {
      row_add(rows, i, alpha[i] * problem->y[i], weights);
      balance += alpha[i] * problem->y[i];
    }
  }
  double old_max = INFINITY, old_min = -INFINITY;
  for (int pass = 0; pass < MAX_PASSES; pass++) {
    double new_max = -INFINITY, new_min = INFINITY;
    stance__random_shuffle(&random, order, active);
    for (size_t s = 0; s < active; s++) {
      uint32_t i = order[s];
      double y = problem->y[i], upper = upper_bound(problem, i);
      double gradient = y * (row_dot(rows, i, weights) + offset + PENALTY * balance) - 1, projected = 0;
      if (alpha[i] <= 0) {
        if (gradient > old_max) { /* shrink */
          order[s--] = order[--active];
          order[active] = i;
          continue;
        }
        projected = fmin(gradient, 0);
      } else if (alpha[i] >= upper) {
        if (gradient < old_min) {
          order[s--] = order[--active];
          order[active] = i;
          continue;
        }
        projected = fmax(gradient, 0);
      } else {
        projected = gradient;
      }
      new_max = fmax(new_max, projected);
      new_min = fmin(new_min, projected);
      if (fabs(projected) > 1e-12) {
        double before = alpha[i];
        alpha[i] = fmin(fmax(before - gradient / diagonal[i], 0), upper);
        double change = (alpha[i] - before) * y;
        row_add(rows, i, change, weights);
        balance += change;
      }
    }
    double step = PENALTY * balance;
    offset += step;
    if (new_max - new_min <= problem->tolerance && fabs(step) <= problem->tolerance) {
      if (active == n) break;
      active = n; /* converged on the shrunken problem: check everything */
      old_max = INFINITY;
      old_min = -INFINITY;
      continue;
    }
    old_max = new_max <= 0 ? INFINITY : new_max;
    old_min = new_min >= 0 ? -INFINITY : new_min;
  }
  *bias = offset;
  stance__free(order);
  stance__free(diagonal);
  return STANCE_OK;
}
