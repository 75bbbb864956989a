/* Platt's calibration. */
#ifndef STANCE_TRAIN_PLATT_H
#define STANCE_TRAIN_PLATT_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
/* Fits P(positive | f) = 1 / (1 + exp(a f + b)) by Newton's method with backtracking on regularised targets: Lin, Lin and Weng (2007),
   "A note on Platt's probabilistic outputs for support vector machines", algorithm 1. positive [n] is 0 or 1. */
void stance__platt_fit(double *a, double *b, const double *decision, const unsigned char *positive, size_t n);
/* The probability, without overflow for any decision. */
double stance__platt_apply(double a, double b, double decision);
#ifdef __cplusplus
}
#endif
#endif
