/* Training: the vectorizer, the Gram matrix, both solvers, on words 1–2 with idf. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "bench/micro_parts/micro.h"
#include "features/gram.h"
#include "train/solver.h"

enum { GRAM_ROWS = 4000 };

typedef struct work {
  const micro_corpus *corpus;
  stance_feature_options options;
  stance_vectorizer *vectorizer;
  stance_rows *rows, *some; /* of all, of the first GRAM_ROWS */
  stance__binary_problem problem;
  signed char *y;                 /* [n] */
  double *weights, *alpha, *coef; /* [columns], [n], [n] */
  float *gram;                    /* [some][some] */
  stance__libsvm_kernel *kernel;  /* the same, as libsvm takes it */
} work;

static stance_status fit_vectorizer(void *context, stance_error *error) {
  work *w = context;
  stance_vectorizer_free(w->vectorizer);
  w->vectorizer = NULL;
  return stance_vectorizer_fit(&w->vectorizer, w->corpus->texts, NULL, w->corpus->n, &w->options, 1, error);
}

static stance_status transform(void *context, stance_error *error) {
  work *w = context;
  stance_rows_free(w->rows);
  w->rows = NULL;
  return stance_vectorizer_transform(&w->rows, w->vectorizer, w->corpus->texts, w->corpus->n, 1, error);
}

static stance_status gram(void *context, stance_error *error) {
  work *w = context;
  return stance__gram(w->gram, w->some, 1, error);
}

static stance_status descent(void *context, stance_error *error) {
  work *w = context;
  double bias;
  memset(w->alpha, 0, w->corpus->n * sizeof *w->alpha);
  w->problem.n = w->corpus->n;
  w->problem.tolerance = 1e-4; /* what train/fit.c asks */
  return stance__descent_fit(w->weights, &bias, w->alpha, &w->problem, w->rows, 1, error);
}

static stance_status libsvm(void *context, stance_error *error) {
  work *w = context;
  double bias;
  w->problem.n = w->some->n_rows;
  w->problem.tolerance = 1e-3;
  return stance__libsvm_fit(w->coef, &bias, &w->problem, w->kernel, error);
}

/* Multiply-adds that the lower triangle of the Gram matrix cannot do without: pairs of rows that share a column. */
static double shared_pairs(const stance_rows *rows, stance_error *error, stance_status *status) {
  size_t *df = stance__calloc(rows->n_columns, sizeof *df);
  double pairs = 0;
  if (!df) {
    *status = stance__fail_memory(error);
    return 0;
  }
  for (size_t k = 0; k < rows->start[rows->n_rows]; k++) df[rows->column[k]]++;
  for (size_t c = 0; c < rows->n_columns; c++) pairs += (double)df[c] * (double)(df[c] + 1) / 2;
  stance__free(df);
  return pairs;
}

static stance_status prepare(work *w, stance_error *error) {
  size_t n = w->corpus->n, some = n < GRAM_ROWS ? n : GRAM_ROWS;
  stance_status status = stance_vectorizer_transform(&w->some, w->vectorizer, w->corpus->texts, some, 1, error);
  if (status != STANCE_OK) return status;
  w->y = stance__array(n, sizeof *w->y);
  w->weights = stance__array(w->rows->n_columns, sizeof *w->weights);
  w->alpha = stance__array(n, sizeof *w->alpha);
  w->coef = stance__array(n, sizeof *w->coef);
  w->gram = stance__array(some * some, sizeof *w->gram);
  if (!w->y || !w->weights || !w->alpha || !w->coef || !w->gram) return stance__fail_memory(error);
  for (size_t i = 0; i < n; i++) w->y[i] = w->corpus->positive[i] ? 1 : -1;
  w->problem = (stance__binary_problem){.y = w->y, .c_positive = 1, .c_negative = 1};
  return STANCE_OK;
}

static stance_status time_all(work *w, const micro_limits *limits, stance_error *error) {
  double n = (double)w->corpus->n, bytes = (double)w->corpus->bytes;
  stance_status status = micro_time(&(micro_part){"vectorizer, fit", "statements", n, MICRO_READ, bytes}, limits, fit_vectorizer, w, error);
  if (status == STANCE_OK)
    status = micro_time(&(micro_part){"vectorizer, texts to rows", "statements", n, MICRO_READ, bytes}, limits, transform, w, error);
  if (status == STANCE_OK) status = prepare(w, error);
  if (status != STANCE_OK) return status;
  double some = (double)w->some->n_rows, pairs = shared_pairs(w->some, error, &status);
  double cells = (double)w->rows->start[w->rows->n_rows], cell_bytes = sizeof(uint32_t) + sizeof(float);
  if (status == STANCE_OK)
    status = micro_time(&(micro_part){"Gram matrix", "products", some * (some + 1) / 2, MICRO_MULTIPLY, pairs}, limits, gram, w, error);
  if (status == STANCE_OK) status = stance__libsvm_kernel_new(&w->kernel, w->gram, w->some->n_rows, error);
  if (status == STANCE_OK)
    status = micro_time(&(micro_part){"libsvm on it, C 1", "statements", some, MICRO_READ, some * some * sizeof(float)}, limits, libsvm, w,
                        error);
  if (status == STANCE_OK)
    status = micro_time(&(micro_part){"descent, C 1, to the end", "terms of rows", cells, MICRO_READ, cells * cell_bytes}, limits, descent,
                        w, error);
  return status;
}

stance_status micro_training(const micro_corpus *corpus, const micro_limits *limits, stance_error *error) {
  work w = {.corpus = corpus, .options = MICRO_FEATURES};
  stance_status status = time_all(&w, limits, error);
  stance_vectorizer_free(w.vectorizer);
  stance_rows_free(w.rows);
  stance_rows_free(w.some);
  stance__free(w.y);
  stance__free(w.weights);
  stance__free(w.alpha);
  stance__free(w.coef);
  stance__free(w.gram);
  stance__libsvm_kernel_free(w.kernel);
  return status;
}
