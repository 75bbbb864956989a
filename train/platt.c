#include "train/platt.h"

#include <math.h>
#include <stdbool.h>

double stance__platt_apply(double a, double b, double decision) {
  double z = a * decision + b;
  return z >= 0 ? exp(-z) / (1 + exp(-z)) : 1 / (1 + exp(z));
}

/* The objective at a point with its derivatives: one exponential a row serves them all. */
typedef struct point {
  double a, b, value; /* negative log likelihood, in the form that neither overflows nor cancels (equation 8 of the note) */
  double g1, g2, h11, h22, h21;
} point;

static point evaluate(double a, double b, const double *f, const unsigned char *positive, size_t n, double high, double low) {
  const double sigma = 1e-12;
  point p = {a, b, 0, 0, 0, sigma, sigma, 0};
  for (size_t i = 0; i < n; i++) {
    double z = f[i] * a + b, t = positive[i] ? high : low, e = exp(-fabs(z));
    double probability = z >= 0 ? e / (1 + e) : 1 / (1 + e);
    p.value += z >= 0 ? t * z + log1p(e) : (t - 1) * z + log1p(e);
    double d2 = probability * (1 - probability), d1 = t - probability;
    p.h11 += f[i] * f[i] * d2;
    p.h22 += d2;
    p.h21 += f[i] * d2;
    p.g1 += f[i] * d1;
    p.g2 += d1;
  }
  return p;
}

void stance__platt_fit(double *a_out, double *b_out, const double *f, const unsigned char *positive, size_t n) {
  const int max_iterations = 100;
  const double min_step = 1e-10, tolerance = 1e-5;
  double n_positive = 0;
  for (size_t i = 0; i < n; i++) n_positive += positive[i] != 0;
  double n_negative = (double)n - n_positive;
  double high = (n_positive + 1) / (n_positive + 2), low = 1 / (n_negative + 2);
  point at = evaluate(0, log((n_negative + 1) / (n_positive + 1)), f, positive, n, high, low);
  for (int iteration = 0; iteration < max_iterations; iteration++) {
    if (fabs(at.g1) < tolerance && fabs(at.g2) < tolerance) break;
    double determinant = at.h11 * at.h22 - at.h21 * at.h21;
    double da = -(at.h22 * at.g1 - at.h21 * at.g2) / determinant, db = -(-at.h21 * at.g1 + at.h11 * at.g2) / determinant;
    double slope = at.g1 * da + at.g2 * db, step = 1;
    bool better = false;
    while (!better && step >= min_step) {
      point next = evaluate(at.a + step * da, at.b + step * db, f, positive, n, high, low);
      better = next.value < at.value + 0.0001 * step * slope;
      if (better) at = next;
      step /= 2;
    }
    if (!better) break;
  }
  *a_out = at.a;
  *b_out = at.b;
}
