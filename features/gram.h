/* Inner products of sparse rows: a BLAS product (cblas_sgemm/ssyrk on fixed tiles, OpenBLAS single-threaded inside a tile, tiles over
   our pool) over the dense block of the commonest columns plus a sparse product over the rest. */
#ifndef STANCE_FEATURES_GRAM_H
#define STANCE_FEATURES_GRAM_H
#include "stance/features.h"
#ifdef __cplusplus
extern "C" {
#endif
/* out[i * a->n_rows + j] = <a_i, a_j>, float, symmetric, [n_rows][n_rows], owned by the caller (size it before). The width of the
   dense block is chosen by what a column costs in it and outside it; same bits for any number of threads. */
STANCE_MUST_CHECK stance_status stance__gram(float *out, const stance_rows *a, size_t threads, stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
