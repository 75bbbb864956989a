/* The reference solver: libsvm's C-SVC fed with a precomputed Gram matrix. The one file that sees libsvm's header. */
#include <libsvm/svm.h>

#include "base/alloc.h"
#include "base/error.h"
#include "train/solver.h"

/* libsvm prints its progress unless given another function. */
static void silent(const char *text) { (void)text; }

size_t stance__libsvm_memory(size_t n) { return n * (n + 2) * sizeof(struct svm_node) + n * n * sizeof(float); }

stance_status stance__libsvm_fit(double *coefficient, double *bias, const stance__binary_problem *problem, const float *gram,
                                 stance_error *error) {
  size_t n = problem->n, width = n + 2; /* serial number, n products, end mark */
  stance_status status = STANCE_OK;
  struct svm_model *model = NULL;
  double *y = stance__array(n, sizeof *y);
  struct svm_node *nodes = width > n && n < INT32_MAX ? stance__array(n * width, sizeof *nodes) : NULL;
  struct svm_node **x = stance__array(n, sizeof(*x));
  if (!y || !nodes || !x) {
    status = stance__fail_memory(error);
    goto out;
  }
  for (size_t i = 0; i < n; i++) {
    struct svm_node *row = x[i] = nodes + i * width;
    y[i] = problem->y[i];
    row[0] = (struct svm_node){0, (double)(i + 1)};
    for (size_t j = 0; j < n; j++) row[j + 1] = (struct svm_node){(int)(j + 1), (double)gram[i * n + j]};
    row[n + 1] = (struct svm_node){-1, 0};
  }
  int weight_label[2] = {1, -1};
  double weight[2] = {problem->c_positive, problem->c_negative};
  struct svm_parameter parameter = {.svm_type = C_SVC,
                                    .kernel_type = PRECOMPUTED,
                                    .cache_size = 100,
                                    .eps = problem->tolerance,
                                    .C = 1,
                                    .nr_weight = 2,
                                    .weight_label = weight_label,
                                    .weight = weight,
                                    .shrinking = 1};
  struct svm_problem input = {(int)n, y, x};
  const char *complaint = svm_check_parameter(&input, &parameter);
  if (complaint) {
    status = stance__fail(error, STANCE_USAGE, NULL, 0, "libsvm refuses the training: %s", complaint);
    goto out;
  }
  svm_set_print_string_function(silent);
  model = svm_train(&input, &parameter);
  if (!model) {
    status = stance__fail_memory(error);
    goto out;
  }
  /* libsvm counts the first label it meets as positive. */
  double sign = model->label[0] == 1 ? 1 : -1;
  for (size_t i = 0; i < n; i++) coefficient[i] = 0;
  for (int s = 0; s < model->l; s++) coefficient[model->sv_indices[s] - 1] = sign * model->sv_coef[0][s];
  *bias = -sign * model->rho[0];
out:
  if (model) svm_free_and_destroy_model(&model);
  stance__free(y);
  stance__free(nodes);
  stance__free(x);
  return status;
}
