/* Binary support vector machines: the problem both solvers take, and what they give back. */
#ifndef STANCE_TRAIN_SOLVER_H
#define STANCE_TRAIN_SOLVER_H
#include "stance/features.h"
#include "stance/status.h"
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

typedef struct stance__binary_problem {
  size_t n;
  const signed char *y;          /* [n] +1 or -1; both occur */
  double c_positive, c_negative; /* upper bounds of alpha, before weights */
  double tolerance;              /* stopping criterion on the projected gradient; libsvm's and liblinear's eps */
  const double *weight;          /* [n] factors of the upper bounds; NULL: all 1. Descent only */
} stance__binary_problem;

/* A Gram matrix as libsvm takes it: made once, shared by all fits on the same rows, whatever their C and their labels. */
typedef struct stance__libsvm_kernel stance__libsvm_kernel;
/* gram [n][n] is copied. */
STANCE_MUST_CHECK stance_status stance__libsvm_kernel_new(stance__libsvm_kernel **out, const float *gram, size_t n, stance_error *error);
void stance__libsvm_kernel_free(stance__libsvm_kernel *kernel); /* NULL does nothing */
/* libsvm's C-SVC. coefficient [n] receives y*alpha (0 for rows that are no support vectors); the decision is
   sum_i coefficient_i <x_i, x> + *bias. Thread-safe. */
STANCE_MUST_CHECK stance_status stance__libsvm_fit(double *coefficient, double *bias, const stance__binary_problem *problem,
                                                   const stance__libsvm_kernel *kernel, stance_error *error);
/* Bytes that one such fit takes for n rows: the nodes, and beside them first the Gram matrix, then libsvm's cache of as many floats. */
size_t stance__libsvm_memory(size_t n);

/* L1-loss dual coordinate descent over sparse rows (Hsieh, Chang, Lin, Keerthi and Sundararajan, 2008, algorithm 3, with shrinking
   and seeded permutations; the intercept is free, by the method of multipliers). weights [n_columns]. alpha [n] is read as a warm
   start (zeros for a cold one) and receives the dual variables. */
STANCE_MUST_CHECK stance_status stance__descent_fit(double *weights, double *bias, double *alpha, const stance__binary_problem *problem,
                                                    const stance_rows *rows, uint64_t seed, stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
