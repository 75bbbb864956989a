/* Binomial counts, exactly distributed: by inversion where few successes are expected, else by transformed rejection with a squeeze
   (Hoermann, 1993, "The generation of binomial random variates", algorithm BTRS), which needs no logarithm in six draws of seven. A
   multinomial is a chain of binomials. */
#include "reports/multinomial.h"

#include <math.h>

static const double FEW_SUCCESSES = 10; /* expected; the rejection's constants hold from here on */

static double uniform(stance__random *random) { return ((double)(stance__random_next(random) >> 11) + 0.5) * 0x1p-53; }

/* p <= 1/2, n p < FEW_SUCCESSES: the first x whose cumulative probability reaches a uniform. */
static double by_inversion(stance__random *random, double n, double p) {
  const double odds = p / (1 - p), none = exp(n * log1p(-p));
  for (;;) {
    double u = uniform(random), term = none, x = 0;
    while (u > term && x <= n) {
      u -= term;
      x++;
      term *= odds * (n + 1 - x) / x;
    }
    if (x <= n) return x; /* beyond only where the terms' rounding left a rest */
  }
}

/* log(k!) less Stirling's approximation to it, k >= 0. */
static double stirling_rest(double k) {
  static const double first[] = {0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,  0.01664469118982119,
                                 0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871};
  if (k < 10) return first[(int)k];
  double next = k + 1, square = next * next;
  return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / next;
}

/* p <= 1/2, n p >= FEW_SUCCESSES. */
static double by_rejection(stance__random *random, double n, double p) {
  const double odds = p / (1 - p), deviation = sqrt(n * p * (1 - p));
  const double b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * p, middle = n * p + 0.5;
  const double squeeze = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * deviation, mode = floor((n + 1) * p);
  for (;;) {
    double v = uniform(random), u = uniform(random) - 0.5, edge = 0.5 - fabs(u);
    double k = floor((2 * a / edge + b) * u + middle);
    if (edge >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    double bound = (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1))) + (n + 1) * log((n - mode + 1) / (n - k + 1)) +
                   (k + 0.5) * log(odds * (n - k + 1) / (k + 1)) + stirling_rest(mode) + stirling_rest(n - mode) - stirling_rest(k) -
                   stirling_rest(n - k);
    if (log(v * alpha / (a / (edge * edge) + b)) <= bound) return k;
  }
}

size_t stance__binomial_draw(stance__random *random, size_t n, double p) {
  if (n == 0 || !(p > 0)) return 0;
  if (p >= 1) return n;
  double rare = p <= 0.5 ? p : 1 - p, trials = (double)n;
  double drawn = trials * rare < FEW_SUCCESSES ? by_inversion(random, trials, rare) : by_rejection(random, trials, rare);
  return p <= 0.5 ? (size_t)drawn : n - (size_t)drawn;
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
