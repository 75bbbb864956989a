#include "train/fit.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "features/gram.h"
#include "train/solver.h"

static const double TOLERANCE = 1e-3;          /* libsvm's default */
static const double DESCENT_TOLERANCE = 1e-5;  /* brings decisions within 1e-3 of libsvm's; see tests/train */

static double squared_length(const stance_rows *rows, size_t i) {
  double sum = 0;
  for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++) sum += (double)rows->value[k] * (double)rows->value[k];
  return sum;
}

stance_status stance__fit_space_init(stance__fit_space *space, const stance__fit_setting *setting, const uint32_t *row, size_t n,
                                     size_t threads, stance_error *error) {
  const stance_feature_options *features = &setting->options->features;
  memset(space, 0, sizeof *space);
  space->row = row;
  space->n = n;
  stance_status status = stance__weighting_fit(&space->weighting, setting->counts, row, n, features, error);
  if (status == STANCE_OK) status = stance__weighting_apply(&space->rows, space->weighting, setting->counts, row, n, features, error);
  if (status == STANCE_OK && setting->solver == STANCE_SOLVER_LIBSVM) {
    space->kernel = n ? stance__array(n * n, sizeof *space->kernel) : NULL;
    status = space->kernel ? stance__gram(space->kernel, space->rows, threads, error) : stance__fail_memory(error);
    if (status == STANCE_OK && setting->options->kernel == STANCE_KERNEL_RBF) {
      double *length = stance__array(n, sizeof *length);
      if (!length) status = stance__fail_memory(error);
      for (size_t i = 0; i < n && length; i++) length[i] = squared_length(space->rows, i);
      for (size_t i = 0; i < n && length; i++)
        for (size_t j = 0; j < n; j++) {
          double distance = fmax(0, length[i] + length[j] - 2 * (double)space->kernel[i * n + j]);
          space->kernel[i * n + j] = (float)exp(-setting->gamma * distance);
        }
      stance__free(length);
    }
  }
  if (status != STANCE_OK) stance__fit_space_release(space);
  return status;
}

void stance__fit_space_release(stance__fit_space *space) {
  stance__weighting_free(space->weighting);
  stance_rows_free(space->rows);
  stance__free(space->kernel);
  memset(space, 0, sizeof *space);
}

void stance__fit_release(stance__fit *fit) {
  stance__free(fit->weights);
  stance__free(fit->coefficient);
  stance__free(fit->bias);
  memset(fit, 0, sizeof *fit);
}

/* w = sum_i coefficient_i x_i: a linear kernel's support vectors folded into one weight a term. */
static void fold_vectors(double *weights, const double *coefficient, const stance_rows *rows) {
  memset(weights, 0, rows->n_columns * sizeof *weights);
  for (size_t i = 0; i < rows->n_rows; i++) {
    if (coefficient[i] == 0) continue;
    for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++) weights[rows->column[k]] += coefficient[i] * (double)rows->value[k];
  }
}

/* One machine: label `positive` against the rest. */
static stance_status run_machine(stance__fit *fit, size_t machine, uint32_t positive, const stance__fit_setting *setting,
                                 const stance__fit_space *space, double c, stance_error *error) {
  size_t n = space->n, n_positive = 0;
  double *coefficient = fit->coefficient + machine * n;
  double *weights = fit->weights ? fit->weights + machine * fit->n_terms : NULL;
  signed char *y = stance__array(n, 1);
  if (!y) return stance__fail_memory(error);
  for (size_t i = 0; i < n; i++) {
    y[i] = setting->label[space->row[i]] == positive ? 1 : -1;
    n_positive += y[i] > 0;
    coefficient[i] = 0;
  }
  stance__binary_problem problem = {n, y, c, c, TOLERANCE};
  stance_status status;
  if (n_positive == 0 || n_positive == n) {
    status = stance__fail(error, STANCE_DATA, NULL, 0,
                          "a training part holds a single label: more groups, or fewer folds (--folds), are needed");
    goto out;
  }
  if (setting->options->class_weight == STANCE_WEIGHT_BALANCED) {
    problem.c_positive *= (double)n / (2 * (double)n_positive);
    problem.c_negative *= (double)n / (2 * (double)(n - n_positive));
  }
  if (setting->solver == STANCE_SOLVER_LIBSVM) {
    status = stance__libsvm_fit(coefficient, &fit->bias[machine], &problem, space->kernel, error);
    if (status == STANCE_OK && weights) fold_vectors(weights, coefficient, space->rows);
  } else {
    problem.tolerance = DESCENT_TOLERANCE;
    status = stance__descent_fit(weights, &fit->bias[machine], coefficient, &problem, space->rows, setting->options->seed, error);
    for (size_t i = 0; i < n; i++) coefficient[i] *= y[i];
  }
out:
  stance__free(y);
  return status;
}

stance_status stance__fit_run(stance__fit *fit, const stance__fit_setting *setting, const stance__fit_space *space, double c,
                              stance_error *error) {
  size_t m = setting->n_machines;
  bool linear = setting->options->kernel == STANCE_KERNEL_LINEAR;
  memset(fit, 0, sizeof *fit);
  fit->n_terms = space->weighting->n_terms;
  fit->n = space->n;
  fit->n_machines = m;
  fit->weights = linear ? stance__array(m * fit->n_terms, sizeof *fit->weights) : NULL;
  fit->coefficient = stance__array(m * fit->n, sizeof *fit->coefficient);
  fit->bias = stance__array(m, sizeof *fit->bias);
  stance_status status = (!linear || fit->weights) && fit->coefficient && fit->bias ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; i < m && status == STANCE_OK; i++)
    status = run_machine(fit, i, m == 1 ? 1 : (uint32_t)i, setting, space, c, error);
  if (status != STANCE_OK) stance__fit_release(fit);
  return status;
}

static double rows_dot(const stance_rows *a, size_t i, const stance_rows *b, size_t j) {
  double sum = 0;
  for (size_t k = a->start[i], l = b->start[j]; k < a->start[i + 1] && l < b->start[j + 1];) {
    if (a->column[k] < b->column[l]) k++;
    else if (a->column[k] > b->column[l]) l++;
    else sum += (double)a->value[k++] * (double)b->value[l++];
  }
  return sum;
}

void stance__fit_decide(double *decision, const stance__fit_setting *setting, const stance__fit *fit, const stance__fit_space *space,
                        const stance_rows *rows) {
  size_t m = fit->n_machines;
  for (size_t i = 0; i < rows->n_rows; i++) {
    double *d = decision + i * m;
    memcpy(d, fit->bias, m * sizeof *d);
    if (fit->weights) {
      for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++)
        for (size_t j = 0; j < m; j++) d[j] += fit->weights[j * fit->n_terms + rows->column[k]] * (double)rows->value[k];
      continue;
    }
    double length = squared_length(rows, i);
    for (size_t s = 0; s < space->n; s++) {
      double distance = fmax(0, length + squared_length(space->rows, s) - 2 * rows_dot(rows, i, space->rows, s));
      double kernel = exp(-setting->gamma * distance);
      for (size_t j = 0; j < m; j++) d[j] += fit->coefficient[j * fit->n + s] * kernel;
    }
  }
}

uint32_t stance__fit_label(const double *decision, size_t n_machines) {
  if (n_machines == 1) return decision[0] > 0;
  uint32_t best = 0;
  for (uint32_t i = 1; i < n_machines; i++)
    if (decision[i] > decision[best]) best = i;
  return best;
}
