#include "train/platt.h"

#include <math.h>

double stance__platt_apply(double a, double b, double decision) {
  double z = a * decision + b;
  return z >= 0 ? exp(-z) / (1 + exp(-z)) : 1 / (1 + exp(z));
}

/* Negative log likelihood in the form that neither overflows nor cancels (equation 8 of the note). */
static double objective(double a, double b, const double *f, const unsigned char *positive, size_t n, double high, double low) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) {
    double z = f[i] * a + b, t = positive[i] ? high : low;
    sum += z >= 0 ? t * z + log1p(exp(-z)) : (t - 1) * z + log1p(exp(z));
  }
  return sum;
}

void stance__platt_fit(double *a_out, double *b_out, const double *f, const unsigned char *positive, size_t n) {
  const int max_iterations = 100;
  const double min_step = 1e-10, sigma = 1e-12, tolerance = 1e-5;
  double n_positive = 0;
  for (size_t i = 0; i < n; i++) n_positive += positive[i] != 0;
  double n_negative = (double)n - n_positive;
  double high = (n_positive + 1) / (n_positive + 2), low = 1 / (n_negative + 2);
  double a = 0, b = log((n_negative + 1) / (n_positive + 1));
  double value = objective(a, b, f, positive, n, high, low);
  for (int iteration = 0; iteration < max_iterations; iteration++) {
    double h11 = sigma, h22 = sigma, h21 = 0, g1 = 0, g2 = 0;
    for (size_t i = 0; i < n; i++) {
      double p = stance__platt_apply(a, b, f[i]), d2 = p * (1 - p), d1 = (positive[i] ? high : low) - p;
      h11 += f[i] * f[i] * d2;
      h22 += d2;
      h21 += f[i] * d2;
      g1 += f[i] * d1;
      g2 += d1;
    }
    if (fabs(g1) < tolerance && fabs(g2) < tolerance) break;
    double determinant = h11 * h22 - h21 * h21;
    double da = -(h22 * g1 - h21 * g2) / determinant, db = -(-h21 * g1 + h11 * g2) / determinant;
    double slope = g1 * da + g2 * db, step = 1;
    while (step >= min_step) {
      double next = objective(a + step * da, b + step * db, f, positive, n, high, low);
      if (next < value + 0.0001 * step * slope) {
        a += step * da;
        b += step * db;
        value = next;
        break;
      }
      step /= 2;
    }
    if (step < min_step) break;
  }
  *a_out = a;
  *b_out = b;
}
