/* The Gram matrix of sparse rows. Bag-of-words rows are dense in a few common terms and nearly empty elsewhere: the common columns go
   into a dense block whose product is BLAS's, the rest is a sparse product through inverted lists. Only the lower tiles are computed;
   tiles are fixed, so the result does not depend on the number of threads. The only file that calls BLAS. */
#include "features/gram.h"

#include <cblas.h>
#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"

enum { TILE = 256 };

/* What OpenBLAS takes for each thread that calls it at once, and keeps. Where it gets none, it asks again for ever. */
static const size_t BLAS_BUFFER = (size_t)128 << 20;

/* What a column costs, in nanoseconds of one thread; only the ratios matter. Measured on word 1-2-grams (docs/benchmarks.md): a product
   that BLAS makes in the dense block; one made through an inverted list; and the visit of a list, which waits for memory. */
static const double DENSE_PRODUCT = 0.027, SPARSE_PRODUCT = 1.4, LIST_VISIT = 400;

/* Whether a column that stands in df of n rows is cheaper in the dense block. */
static bool belongs_in_block(size_t df, size_t n) {
  double pairs = 0.5 * (double)n * (double)n, own_pairs = 0.5 * (double)df * (double)df;
  return own_pairs * SPARSE_PRODUCT + (double)df * LIST_VISIT > pairs * DENSE_PRODUCT;
}

typedef struct product {
  float *out;
  const stance_rows *a;
  size_t n, width;    /* columns of the dense block */
  float *dense;       /* [n][width] */
  uint32_t *dense_of; /* [n_columns] place in the dense block, UINT32_MAX: sparse */
  size_t *list_start; /* [n_columns + 1] */
  uint32_t *list_row; /* inverted lists of the sparse columns, rows ascending */
  float *list_value;
  size_t tiles;
} product;

static pthread_once_t once = PTHREAD_ONCE_INIT;
/* Our pool shares the work out; OpenBLAS's own threads would change the rounding with their number. */
static void one_blas_thread(void) { openblas_set_num_threads(1); }

/* Columns that are cheaper dense, in order; no more than rows, so that the block is no larger than what it is for. */
static stance_status split_columns(product *p, stance_error *error) {
  const stance_rows *a = p->a;
  size_t cells = a->start[p->n];
  p->list_start = stance__calloc(a->n_columns + 2, sizeof *p->list_start);
  p->dense_of = stance__array(a->n_columns, sizeof *p->dense_of);
  p->list_row = stance__array(cells, sizeof *p->list_row);
  p->list_value = stance__array(cells, sizeof *p->list_value);
  if (!p->list_start || !p->dense_of || !p->list_row || !p->list_value) return stance__fail_memory(error);
  for (size_t k = 0; k < cells; k++) p->list_start[a->column[k] + 2]++;
  for (size_t c = 0; c < a->n_columns; c++) {
    bool dense = belongs_in_block(p->list_start[c + 2], p->n) && p->width < p->n;
    p->dense_of[c] = dense ? (uint32_t)p->width++ : UINT32_MAX;
    if (dense) p->list_start[c + 2] = 0;
  }
  for (size_t c = 0; c < a->n_columns; c++) p->list_start[c + 2] += p->list_start[c + 1];
  p->dense = stance__calloc(p->n * p->width, sizeof *p->dense);
  if (!p->dense) return stance__fail_memory(error);
  for (size_t i = 0; i < p->n; i++)
    for (size_t k = a->start[i]; k < a->start[i + 1]; k++) {
      uint32_t c = a->column[k];
      if (p->dense_of[c] != UINT32_MAX) {
        p->dense[i * p->width + p->dense_of[c]] = a->value[k];
      } else {
        size_t at = p->list_start[c + 1]++;
        p->list_row[at] = (uint32_t)i;
        p->list_value[at] = a->value[k];
      }
    }
  return STANCE_OK;
}

/* Rows [task*TILE, ...) against all rows up to their own end: the lower triangle and the rest of the diagonal tile. */
static stance_status tile(void *context, size_t task, stance_error *error) {
  product *p = context;
  size_t first = task * TILE, rows = p->n - first < TILE ? p->n - first : TILE, columns = first + rows;
  (void)error;
  float *out = p->out + first * p->n;
  if (p->width > 0)
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, (int)rows, (int)columns, (int)p->width, 1, p->dense + first * p->width,
                (int)p->width, p->dense, (int)p->width, 0, out, (int)p->n);
  else
    for (size_t i = 0; i < rows; i++) memset(out + i * p->n, 0, columns * sizeof *out);
  for (size_t i = 0; i < rows; i++) {
    const stance_rows *a = p->a;
    float *row = out + i * p->n;
    for (size_t k = a->start[first + i]; k < a->start[first + i + 1]; k++) {
      uint32_t c = a->column[k];
      if (p->dense_of[c] != UINT32_MAX) continue;
      for (size_t l = p->list_start[c]; l < p->list_start[c + 1] && p->list_row[l] < columns; l++)
        row[p->list_row[l]] += a->value[k] * p->list_value[l];
    }
  }
  return STANCE_OK;
}

/* The upper triangle from the lower one, so that the matrix is symmetric to the bit. */
static stance_status mirror(void *context, size_t task, stance_error *error) {
  product *p = context;
  size_t first = task * TILE, end = first + TILE < p->n ? first + TILE : p->n;
  (void)error;
  for (size_t i = first; i < end; i++)
    for (size_t j = i + 1; j < p->n; j++) p->out[i * p->n + j] = p->out[j * p->n + i];
  return STANCE_OK;
}

stance_status stance__gram(float *out, const stance_rows *a, size_t threads, stance_error *error) {
  product p = {.out = out, .a = a, .n = a->n_rows, .tiles = (a->n_rows + TILE - 1) / TILE};
  pthread_once(&once, one_blas_thread);
  size_t callers = threads ? threads : stance__pool_cores();
  if (callers > p.tiles) callers = p.tiles;
  stance_status status = split_columns(&p, error);
  if (status == STANCE_OK && p.width && !stance__memory_has_room(callers * BLAS_BUFFER)) status = stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__pool_run(threads, p.tiles, tile, &p, error);
  if (status == STANCE_OK) status = stance__pool_run(threads, p.tiles, mirror, &p, error);
  stance__free(p.dense);
  stance__free(p.dense_of);
  stance__free(p.list_start);
  stance__free(p.list_row);
  stance__free(p.list_value);
  return status;
}
