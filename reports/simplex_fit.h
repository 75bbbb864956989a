/* Least squares over shares. */
#ifndef STANCE_REPORTS_SIMPLEX_FIT_H
#define STANCE_REPORTS_SIMPLEX_FIT_H
#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
/* The shares x [k] (at least 0, of sum 1) that minimise |x'P - target|, where the rows of P [k][m] and target [m] are shares too.
   False, and x untouched, where P has no full row rank. scratch: stance__simplex_fit_scratch(k) doubles. */
bool stance__simplex_fit(double *x, const double *p, const double *target, size_t k, size_t m, double *scratch);
size_t stance__simplex_fit_scratch(size_t k);
#ifdef __cplusplus
}
#endif
#endif
