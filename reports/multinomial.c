/* Binomial counts by splitting the trials at their median (Devroye, 1986, "Non-Uniform Random Variate Generation", chapter X,
   section 4.3): the median of n uniforms is a beta variate, itself two gamma variates (Marsaglia and Tsang, 2000); a multinomial is
   a chain of binomials. */
#include "reports/multinomial.h"

#include <math.h>

enum { FEW_TRIALS = 64 };

static double uniform(stance__random *random) { return ((double)(stance__random_next(random) >> 11) + 0.5) * 0x1p-53; }

/* Marsaglia's polar method. */
static double normal(stance__random *random) {
  for (;;) {
    double x = 2 * uniform(random) - 1, y = 2 * uniform(random) - 1, s = x * x + y * y;
    if (s < 1 && s > 0) return x * sqrt(-2 * log(s) / s);
  }
}

static double gamma_draw(stance__random *random, double shape) { /* shape >= 1 */
  double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
  for (;;) {
    double x = normal(random), v = 1 + c * x;
    if (v <= 0) continue;
    v = v * v * v;
    if (log(uniform(random)) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}

size_t stance__binomial_draw(stance__random *random, size_t n, double p) {
  size_t successes = 0;
  while (n > FEW_TRIALS && p > 0 && p < 1) {
    size_t middle = n / 2 + 1; /* the trial whose uniform is the middle-th smallest */
    double a = gamma_draw(random, (double)middle), b = gamma_draw(random, (double)(n + 1 - middle)), y = a / (a + b);
    if (y <= p) {
      successes += middle;
      n -= middle;
      p = (p - y) / (1 - y);
    } else {
      n = middle - 1;
      p /= y;
    }
  }
  if (p >= 1) return successes + n;
  for (; p > 0 && n > 0; n--) successes += uniform(random) < p;
  return successes;
}

void stance__multinomial_draw(stance__random *random, double *out, const size_t *counts, size_t n_cells) {
  size_t balls = 0, mass;
  for (size_t j = 0; j < n_cells; j++) balls += counts[j];
  mass = balls;
  for (size_t j = 0; j < n_cells; j++) {
    size_t here = mass ? stance__binomial_draw(random, balls, (double)counts[j] / (double)mass) : 0;
    out[j] = (double)here;
    balls -= here;
    mass -= counts[j];
  }
}
