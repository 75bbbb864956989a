/* Random counts. */
#ifndef STANCE_REPORTS_MULTINOMIAL_H
#define STANCE_REPORTS_MULTINOMIAL_H
#include "base/random.h"
#ifdef __cplusplus
extern "C" {
#endif
/* Successes of n trials of probability p (outside 0..1: the nearer end), exactly distributed, in constant time. */
size_t stance__binomial_draw(stance__random *random, size_t n, double p);
/* As many balls as `counts` has, thrown with the shares of `counts`: out [n_cells]. */
void stance__multinomial_draw(stance__random *random, double *out, const size_t *counts, size_t n_cells);
#ifdef __cplusplus
}
#endif
#endif
