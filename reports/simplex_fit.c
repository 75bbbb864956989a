/* Least squares over the simplex by an active set, as in non-negative least squares (Lawson and Hanson, 1974, chapter 23) with the
   one equality that shares sum to 1. It ends after finitely many steps at the exact optimum; k is a handful. */
#include "reports/simplex_fit.h"

#include <math.h>
#include <string.h>

static const double SINGULAR = 1e-9; /* pivots of PP', whose entries are at most 1 */
static const double ROUNDING = 1e-12;

size_t stance__simplex_fit_scratch(size_t k) { return k * k + (k + 1) * (k + 2) + 3 * k; }

/* Gaussian elimination with partial pivoting of a [n][n + 1]; the solution ends up in the last column. */
static bool solve(double *a, size_t n, double smallest) {
  size_t width = n + 1;
  for (size_t c = 0; c < n; c++) {
    size_t pivot = c;
    for (size_t r = c + 1; r < n; r++)
      if (fabs(a[r * width + c]) > fabs(a[pivot * width + c])) pivot = r;
    if (!(fabs(a[pivot * width + c]) > smallest)) return false;
    for (size_t j = c; pivot != c && j < width; j++) {
      double swapped = a[c * width + j];
      a[c * width + j] = a[pivot * width + j];
      a[pivot * width + j] = swapped;
    }
    for (size_t r = c + 1; r < n; r++) {
      double factor = a[r * width + c] / a[c * width + c];
      for (size_t j = c; j < width; j++) a[r * width + j] -= factor * a[c * width + j];
    }
  }
  for (size_t c = n; c-- > 0;) {
    double value = a[c * width + n];
    for (size_t j = c + 1; j < n; j++) value -= a[c * width + j] * a[j * width + n];
    a[c * width + n] = value / a[c * width + c];
  }
  return true;
}

static bool has_full_rank(const double *h, size_t k, double *a) {
  for (size_t r = 0; r < k; r++) {
    memcpy(a + r * (k + 1), h + r * k, k * sizeof *a);
    a[r * (k + 1) + k] = 0;
  }
  return solve(a, k, SINGULAR);
}

/* The optimum over the free shares alone, which may leave 0..1: [H 1; 1' 0] (z, multiplier) = (g, 1); a fixed share's row says
   z = 0. */
static bool solve_free(const double *h, const double *g, const double *is_free, size_t k, double *a) {
  size_t width = k + 2;
  memset(a, 0, (k + 1) * width * sizeof *a);
  for (size_t i = 0; i < k; i++) {
    a[i * width + i] = 1;
    if (is_free[i] == 0) continue;
    for (size_t j = 0; j < k; j++) a[i * width + j] = h[i * k + j];
    a[i * width + k] = a[k * width + i] = 1;
    a[i * width + k + 1] = g[i];
  }
  a[k * width + k + 1] = 1;
  return solve(a, k + 1, 0);
}

/* Towards the optimum over the free shares until one hits 0, which is then fixed; true where the optimum was reached. */
static bool step(double *x, const double *a, double *is_free, size_t k) {
  double length = 1;
  for (size_t i = 0; i < k; i++) {
    double z = a[i * (k + 2) + k + 1];
    if (is_free[i] != 0 && z < 0) length = fmin(length, x[i] / (x[i] - z));
  }
  bool reached = true;
  for (size_t i = 0; i < k; i++) {
    double z = a[i * (k + 2) + k + 1];
    if (is_free[i] == 0) continue;
    x[i] += length * (z - x[i]);
    if (z >= 0 || x[i] > ROUNDING) continue;
    x[i] = is_free[i] = 0;
    reached = false;
  }
  return reached;
}

/* The fixed share whose growth would lower the distance most, or k. */
static size_t most_wanted(const double *x, const double *h, const double *g, const double *is_free, size_t k) {
  double best = 0, level = -INFINITY;
  size_t found = k;
  for (int fixed = 0; fixed < 2; fixed++) /* free shares first: at their optimum all have one gradient */
    for (size_t i = 0; i < k; i++) {
      if ((is_free[i] == 0) != (fixed == 1)) continue;
      double gain = g[i];
      for (size_t j = 0; j < k; j++) gain -= h[i * k + j] * x[j];
      if (!fixed) level = fmax(level, gain);
      else if (gain - level > best + ROUNDING) best = gain - level, found = i;
    }
  return found;
}

bool stance__simplex_fit(double *x, const double *p, const double *target, size_t k, size_t m, double *scratch) {
  double *h = scratch, *a = h + k * k, *g = a + (k + 1) * (k + 2), *is_free = g + k, *at = is_free + k;
  for (size_t i = 0; i < k; i++) {
    g[i] = 0;
    for (size_t c = 0; c < m; c++) g[i] += p[i * m + c] * target[c];
    for (size_t j = 0; j < k; j++) {
      double dot = 0;
      for (size_t c = 0; c < m; c++) dot += p[i * m + c] * p[j * m + c];
      h[i * k + j] = dot;
    }
  }
  if (!has_full_rank(h, k, a)) return false;

  bool inside = true; /* nearly always no share is at 0, and one solution is all */
  for (size_t i = 0; i < k; i++) is_free[i] = 1;
  if (!solve_free(h, g, is_free, k, a)) return false;
  for (size_t i = 0; i < k; i++) {
    at[i] = a[i * (k + 2) + k + 1];
    inside = inside && at[i] >= 0;
  }
  if (inside) {
    memcpy(x, at, k * sizeof *x);
    return true;
  }

  size_t start = 0; /* the best single label */
  for (size_t i = 0; i < k; i++) {
    at[i] = is_free[i] = 0;
    if (h[i * k + i] / 2 - g[i] < h[start * k + start] / 2 - g[start]) start = i;
  }
  at[start] = is_free[start] = 1;
  /* Each set of free shares is met once; the bound only guards against rounding. */
  for (size_t round = 0; round < 10 * k; round++) {
    size_t wanted = most_wanted(at, h, g, is_free, k);
    if (wanted == k) break;
    is_free[wanted] = 1;
    do {
      if (!solve_free(h, g, is_free, k, a)) return false;
    } while (!step(at, a, is_free, k));
  }
  memcpy(x, at, k * sizeof *x);
  return true;
}
