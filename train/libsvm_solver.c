/* The reference solver: libsvm's C-SVC fed with a precomputed Gram matrix. The one file that sees libsvm's header.

   libsvm 3.24 looks at no malloc, and its `new` throws through C: where memory ends inside it, the process does. What one fit takes is
   known, so it is asked for before libsvm starts, and an error says where it cannot be had. Another thread may take it in between; a
   program can tell such a crash from others by stance_training_in_libsvm(). */
#include <libsvm/svm.h>

#include "base/alloc.h"
#include "base/error.h"
#include "stance/train.h"
#include "train/solver.h"

static _Thread_local volatile bool inside; /* the one state kept: a thread's own, and false between two calls of the library */

bool stance_training_in_libsvm(void) { return inside; }

/* Its cache of all products, and some 30 arrays of numbers, pointers and flags by row. */
static size_t wanted(size_t n) { return n * n * sizeof(float) + 256 * n + (1 << 20); }

/* libsvm prints its progress unless given another function. */
static void silent(const char *text) { (void)text; }

struct stance__libsvm_kernel {
  size_t n;
  struct svm_node *nodes; /* [n][n + 2]: serial number, n products, end mark */
  struct svm_node **row;  /* [n] */
};

size_t stance__libsvm_memory(size_t n) { return n * (n + 2) * sizeof(struct svm_node) + n * n * sizeof(float); }

stance_status stance__libsvm_kernel_new(stance__libsvm_kernel **out, const float *gram, size_t n, stance_error *error) {
  size_t width = n + 2;
  stance__libsvm_kernel *kernel = stance__calloc(1, sizeof *kernel);
  if (!kernel) return stance__fail_memory(error);
  kernel->n = n;
  kernel->nodes = n < INT32_MAX - 2 && n <= SIZE_MAX / width ? stance__array(n * width, sizeof *kernel->nodes) : NULL;
  kernel->row = stance__array(n, sizeof(*kernel->row));
  if (!kernel->nodes || !kernel->row) {
    stance__libsvm_kernel_free(kernel);
    return stance__fail_memory(error);
  }
  for (size_t i = 0; i < n; i++) {
    struct svm_node *row = kernel->row[i] = kernel->nodes + i * width;
    row[0] = (struct svm_node){0, (double)(i + 1)};
    for (size_t j = 0; j < n; j++) row[j + 1] = (struct svm_node){(int)(j + 1), (double)gram[i * n + j]};
    row[n + 1] = (struct svm_node){-1, 0};
  }
  *out = kernel;
  return STANCE_OK;
}

void stance__libsvm_kernel_free(stance__libsvm_kernel *kernel) {
  if (!kernel) return;
  stance__free(kernel->nodes);
  stance__free(kernel->row);
  stance__free(kernel);
}

stance_status stance__libsvm_fit(double *coefficient, double *bias, const stance__binary_problem *problem,
                                 const stance__libsvm_kernel *kernel, stance_error *error) {
  size_t n = problem->n;
  stance_status status = STANCE_OK;
  struct svm_model *model = NULL;
  double *y = stance__array(n, sizeof *y);
  if (!y || !stance__memory_has_room(wanted(n))) {
    stance__free(y);
    return stance__fail_memory(error);
  }
  for (size_t i = 0; i < n; i++) y[i] = problem->y[i];
  int weight_label[2] = {1, -1};
  double weight[2] = {problem->c_positive, problem->c_negative};
  struct svm_parameter parameter = {.svm_type = C_SVC,
                                    .kernel_type = PRECOMPUTED,
                                    .cache_size =
                                        (double)n * (double)n * sizeof(float) / (1 << 20) + 1, /* all of it: no product is read twice */
                                    .eps = problem->tolerance,
                                    .C = 1,
                                    .nr_weight = 2,
                                    .weight_label = weight_label,
                                    .weight = weight,
                                    .shrinking = 1};
  struct svm_problem input = {(int)n, y, kernel->row};
  inside = true;
  const char *complaint = svm_check_parameter(&input, &parameter);
  if (complaint) {
    inside = false;
    status = stance__fail(error, STANCE_USAGE, NULL, 0, "libsvm refuses the training: %s", complaint);
    goto out;
  }
  svm_set_print_string_function(silent);
  model = svm_train(&input, &parameter);
  inside = false;
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
  return status;
}
