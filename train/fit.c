#include "train/fit.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "features/feature_options.h"
#include "features/gram.h"

static const double LIBSVM_TOLERANCE = 1e-3; /* its default */

/* ---- Spaces ---- */

static double squared_length(const stance_rows *rows, size_t i) {
  double sum = 0;
  for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++) sum += (double)rows->value[k] * (double)rows->value[k];
  return sum;
}

/* Inner products become the RBF kernel's values. */
static stance_status bend(float *kernel, const stance_rows *rows, double gamma, stance_error *error) {
  size_t n = rows->n_rows;
  double *length = stance__array(n, sizeof *length);
  if (!length) return stance__fail_memory(error);
  for (size_t i = 0; i < n; i++) length[i] = squared_length(rows, i);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      double distance = fmax(0, length[i] + length[j] - 2 * (double)kernel[i * n + j]);
      kernel[i * n + j] = (float)exp(-gamma * distance);
    }
  stance__free(length);
  return STANCE_OK;
}

static uint32_t positive_label(const stance__fit_setting *setting, size_t machine) {
  return setting->n_machines == 1 ? 1 : (uint32_t)machine;
}

static stance_status init_one(stance__fit_space *space, size_t number, const stance__fit_setting *setting, signed char *side,
                              size_t threads, stance_error *error) {
  for (size_t i = 0; i < space->n; i++) side[space->row[i]] = setting->label[space->row[i]] == positive_label(setting, number) ? 1 : -1;
  stance_status status = stance__weighting_fit(&space->weighting[number], setting->counts, space->row, space->n, side, setting->weight,
                                               &space->features, error);
  if (status == STANCE_OK)
    status = stance__weighting_apply(&space->rows[number], space->weighting[number], setting->counts, space->row, space->n,
                                     &space->features, error);
  if (status != STANCE_OK || setting->solver != STANCE_SOLVER_LIBSVM) return status;
  float *gram = stance__array(space->n * space->n, sizeof *gram);
  status = gram ? stance__gram(gram, space->rows[number], threads, error) : stance__fail_memory(error);
  if (status == STANCE_OK && setting->kernel == STANCE_KERNEL_RBF) status = bend(gram, space->rows[number], setting->gamma, error);
  if (status == STANCE_OK) status = stance__libsvm_kernel_new(&space->kernel[number], gram, space->n, error);
  stance__free(gram);
  return status;
}

stance_status stance__fit_space_init(stance__fit_space *space, const stance__fit_setting *setting, const stance_feature_options *features,
                                     const uint32_t *row, size_t n, size_t threads, stance_error *error) {
  memset(space, 0, sizeof *space);
  space->row = row;
  space->n = n;
  space->features = *features;
  space->n_machines = setting->n_machines;
  space->n_spaces = stance__feature_options_use_labels(features) ? setting->n_machines : 1;
  space->weighting = stance__calloc(space->n_spaces, sizeof(*space->weighting));
  space->rows = stance__calloc(space->n_spaces, sizeof(*space->rows));
  space->kernel = stance__calloc(space->n_spaces, sizeof(*space->kernel));
  space->alpha = stance__calloc(setting->n_machines * n, sizeof *space->alpha);
  signed char *side = stance__array(setting->counts->rows.n_rows, 1);
  stance_status status = space->weighting && space->rows && space->kernel && space->alpha && side ? STANCE_OK : stance__fail_memory(error);
  for (size_t s = 0; s < space->n_spaces && status == STANCE_OK; s++) status = init_one(space, s, setting, side, threads, error);
  stance__free(side);
  if (status != STANCE_OK) stance__fit_space_release(space);
  return status;
}

void stance__fit_space_release(stance__fit_space *space) {
  for (size_t s = 0; s < space->n_spaces; s++) {
    if (space->weighting) stance__weighting_free(space->weighting[s]);
    if (space->rows) stance_rows_free(space->rows[s]);
    if (space->kernel) stance__libsvm_kernel_free(space->kernel[s]);
  }
  stance__free(space->weighting);
  stance__free(space->rows);
  stance__free(space->kernel);
  stance__free(space->alpha);
  memset(space, 0, sizeof *space);
}

void stance__fit_space_spare(stance__fit_space *space, bool keep_rows) {
  for (size_t s = 0; s < space->n_spaces; s++) {
    stance__libsvm_kernel_free(space->kernel[s]);
    space->kernel[s] = NULL;
    if (keep_rows) continue;
    stance_rows_free(space->rows[s]);
    space->rows[s] = NULL;
  }
  stance__free(space->alpha);
  space->alpha = NULL;
}

size_t stance__fit_space_of(const stance__fit_space *space, size_t machine) { return space->n_spaces == 1 ? 0 : machine; }

stance_status stance__fit_space_apply(stance_rows **out, const stance__fit_space *space, const stance__fit_setting *setting,
                                      const uint32_t *row, size_t n, stance_error *error) {
  for (size_t s = 0; s < space->n_spaces; s++) out[s] = NULL;
  for (size_t s = 0; s < space->n_spaces; s++) {
    stance_status status = stance__weighting_apply(&out[s], space->weighting[s], setting->counts, row, n, &space->features, error);
    if (status == STANCE_OK) continue;
    for (size_t made = 0; made < s; made++) stance_rows_free(out[made]), out[made] = NULL;
    return status;
  }
  return STANCE_OK;
}

/* ---- Machines ---- */

void stance__fit_release(stance__fit *fit) {
  for (size_t m = 0; fit->weights && m < fit->n_machines; m++) stance__free(fit->weights[m]);
  stance__free(fit->weights);
  stance__free(fit->coefficient);
  stance__free(fit->bias);
  memset(fit, 0, sizeof *fit);
}

/* w = sum_i coefficient_i x_i: a linear kernel's support vectors folded into one weight a column. */
static void fold_vectors(double *weights, const double *coefficient, const stance_rows *rows) {
  memset(weights, 0, rows->n_columns * sizeof *weights);
  for (size_t i = 0; i < rows->n_rows; i++) {
    if (coefficient[i] == 0) continue;
    for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++) weights[rows->column[k]] += coefficient[i] * (double)rows->value[k];
  }
}

/* Balanced classes: the weight of all rows over twice the weight of the class's (n / (k n_label) with k = 2 sides). */
static void balance(stance__binary_problem *p) {
  double positive = 0, all = 0;
  for (size_t i = 0; i < p->n; i++) {
    double w = p->weight ? p->weight[i] : 1;
    all += w;
    if (p->y[i] > 0) positive += w;
  }
  p->c_positive *= all / (2 * positive);
  p->c_negative *= all / (2 * (all - positive));
}

/* A run of all machines, each a task. */
typedef struct run {
  stance__fit *fit;
  const stance__fit_setting *setting;
  stance__fit_space *space;
  double c;
} run;

static stance_status solve(const run *r, size_t machine, const signed char *y, const double *weight, stance_error *error) {
  stance__fit *fit = r->fit;
  const stance__fit_setting *setting = r->setting;
  size_t n = r->space->n, s = stance__fit_space_of(r->space, machine);
  double *coefficient = fit->coefficient + machine * n, *alpha = r->space->alpha + machine * n;
  stance__binary_problem problem = {n, y, r->c, r->c, LIBSVM_TOLERANCE, weight};
  if (setting->class_weight == STANCE_WEIGHT_BALANCED) balance(&problem);
  if (setting->solver == STANCE_SOLVER_LIBSVM) {
    stance_status status = stance__libsvm_fit(coefficient, &fit->bias[machine], &problem, r->space->kernel[s], error);
    if (status == STANCE_OK && fit->weights) fold_vectors(fit->weights[machine], coefficient, r->space->rows[s]);
    return status;
  }
  problem.tolerance = setting->tolerance;
  stance_status status =
      stance__descent_fit(fit->weights[machine], &fit->bias[machine], alpha, &problem, r->space->rows[s], setting->seed, error);
  for (size_t i = 0; i < n; i++) coefficient[i] = alpha[i] * y[i];
  return status;
}

static stance_status run_machine(void *context, size_t machine, stance_error *error) {
  const run *r = context;
  size_t n = r->space->n, n_positive = 0;
  signed char *y = stance__array(n, 1);
  double *weight = r->setting->weight ? stance__array(n, sizeof *weight) : NULL;
  stance_status status = y && (!r->setting->weight || weight) ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    y[i] = r->setting->label[r->space->row[i]] == positive_label(r->setting, machine) ? 1 : -1;
    n_positive += y[i] > 0;
    if (weight) weight[i] = r->setting->weight[r->space->row[i]];
  }
  if (status == STANCE_OK && (n_positive == 0 || n_positive == n))
    status = stance__fail(error, STANCE_DATA, NULL, 0,
                          "a training part holds a single label: more groups, or fewer folds (--folds), are needed");
  if (status == STANCE_OK) status = solve(r, machine, y, weight, error);
  stance__free(y);
  stance__free(weight);
  return status;
}

stance_status stance__fit_run(stance__fit *fit, const stance__fit_setting *setting, stance__fit_space *space, double c, size_t threads,
                              stance_error *error) {
  size_t m = setting->n_machines;
  bool linear = setting->kernel == STANCE_KERNEL_LINEAR;
  run r = {fit, setting, space, c};
  memset(fit, 0, sizeof *fit);
  fit->n = space->n;
  fit->n_machines = m;
  fit->weights = linear ? stance__calloc(m, sizeof(*fit->weights)) : NULL;
  fit->coefficient = stance__calloc(m * fit->n, sizeof *fit->coefficient);
  fit->bias = stance__array(m, sizeof *fit->bias);
  bool made = (!linear || fit->weights) && fit->coefficient && fit->bias;
  for (size_t i = 0; i < m && made && linear; i++) {
    size_t columns = space->rows[stance__fit_space_of(space, i)]->n_columns;
    fit->weights[i] = stance__array(columns, sizeof **fit->weights);
    made = fit->weights[i] != NULL;
  }
  stance_status status = made ? stance__pool_run(threads, m, run_machine, &r, error) : stance__fail_memory(error);
  if (status != STANCE_OK) stance__fit_release(fit);
  return status;
}

/* ---- Decisions ---- */

static double rows_dot(const stance_rows *a, size_t i, const stance_rows *b, size_t j) {
  double sum = 0;
  for (size_t k = a->start[i], l = b->start[j]; k < a->start[i + 1] && l < b->start[j + 1];) {
    if (a->column[k] < b->column[l])
      k++;
    else if (a->column[k] > b->column[l])
      l++;
    else
      sum += (double)a->value[k++] * (double)b->value[l++];
  }
  return sum;
}

void stance__fit_decide(double *decision, const stance__fit_setting *setting, const stance__fit *fit, const stance__fit_space *space,
                        stance_rows *const *rows) {
  size_t m = fit->n_machines;
  for (size_t j = 0; j < m; j++) {
    const stance_rows *r = rows[stance__fit_space_of(space, j)], *own = space->rows[stance__fit_space_of(space, j)];
    for (size_t i = 0; i < r->n_rows; i++) {
      double sum = fit->bias[j];
      if (fit->weights) {
        for (size_t k = r->start[i]; k < r->start[i + 1]; k++) sum += fit->weights[j][r->column[k]] * (double)r->value[k];
      } else {
        double length = squared_length(r, i);
        for (size_t s = 0; s < space->n; s++) {
          if (fit->coefficient[j * fit->n + s] == 0) continue;
          double distance = fmax(0, length + squared_length(own, s) - 2 * rows_dot(r, i, own, s));
          sum += fit->coefficient[j * fit->n + s] * exp(-setting->gamma * distance);
        }
      }
      decision[i * m + j] = sum;
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
