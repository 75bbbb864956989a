/* The fit on everything, which is what the model keeps. It may run as a task beside the fits of the folds. */
#include "base/alloc.h"
#include "base/error.h"
#include "train/training.h"

/* The final model's labels of all rows, those that take no stance too. */
static stance_status predict_everything(stance_training *t, stance_error *error) {
  stance__question *q = &t->stance;
  size_t right = 0, m = q->setting.n_machines;
  bool all_in_space = q->n_rows == t->n; /* the rows are weighted already */
  double *decision = stance__array(t->n * m, sizeof *decision);
  stance_rows **rows = stance__calloc(q->space.n_spaces, sizeof(*rows));
  uint32_t *all = stance__array(t->n, sizeof *all);
  stance_status status = decision && rows && all ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; i < t->n && status == STANCE_OK; i++) all[i] = (uint32_t)i;
  if (status == STANCE_OK && !all_in_space) status = stance__fit_space_apply(rows, &q->space, &q->setting, all, t->n, error);
  if (status == STANCE_OK) stance__fit_decide(decision, &q->setting, &q->fit, &q->space, all_in_space ? q->space.rows : rows);
  for (size_t i = 0; i < t->n && status == STANCE_OK; i++) {
    t->predicted[i] = stance__fit_label(decision + i * m, m);
    right += t->predicted[i] == q->label[i];
  }
  t->training_accuracy = (double)right / (double)q->n_rows;
  for (size_t s = 0; rows && s < q->space.n_spaces; s++) stance_rows_free(rows[s]);
  stance__free(rows);
  stance__free(decision);
  stance__free(all);
  return status;
}

stance_status stance__fit_question(stance_training *t, stance__question *q, size_t threads, stance_error *error) {
  stance_status status = stance__fit_space_init(&q->space, &q->setting, &t->options.features, q->row, q->n_rows, threads, error);
  if (status == STANCE_OK) status = stance__fit_run(&q->fit, &q->setting, &q->space, q->c, threads, error);
  if (status == STANCE_OK && q == &t->stance) status = predict_everything(t, error);
  q->fitted = status == STANCE_OK;
  stance__fit_space_spare(&q->space, q->setting.kernel == STANCE_KERNEL_RBF); /* the folds need the memory */
  return status;
}
