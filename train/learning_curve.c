/* Would more labels help? Each fold's training groups are thinned to a share, in seeded order and nested (a smaller share is part of the
   larger), and the fold is predicted as in cross-validation. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/random.h"
#include "train/training.h"

static const double SHARES[] = {0.1, 0.2, 0.35, 0.5, 0.75, 1};
enum { POINTS = sizeof SHARES / sizeof *SHARES };

typedef struct work {
  stance_training *t;
  uint32_t *rank;  /* [n_groups] seeded order of the groups */
  uint32_t *tally; /* [POINTS][folds][3][n_labels] */
  size_t *used;    /* [POINTS][folds] training rows */
} work;

static stance_status run_task(void *context, size_t task, stance_error *error) {
  work *w = context;
  const stance_training *t = w->t;
  const stance__question *q = &t->stance;
  stance__fit_setting setting = q->setting;
  size_t fold = task % t->options.folds, n_train = 0, n_test = 0, k = t->n_labels, m = q->setting.n_machines;
  double limit = SHARES[task / t->options.folds] * (double)t->n_groups;
  uint32_t *train = stance__array(t->n, sizeof *train), *test = stance__array(t->n, sizeof *test), *tally = w->tally + task * 3 * k;
  double *decision = stance__array(t->n * m, sizeof *decision);
  stance__fit_space space = {0};
  stance__fit fit = {0};
  stance_rows **rows = NULL;
  setting.tolerance = stance__scout_tolerance(setting.counts->rows.n_rows);
  stance_status status = train && test && decision ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; i < q->n_rows && status == STANCE_OK; i++) {
    uint32_t row = q->row[i];
    if (t->fold[row] == fold)
      test[n_test++] = row;
    else if ((double)w->rank[t->group[row]] < limit)
      train[n_train++] = row;
  }
  w->used[task] = n_train;
  if (status == STANCE_OK && n_train == 0) status = stance__fail(error, STANCE_DATA, NULL, 0, "no training group");
  if (status == STANCE_OK) status = stance__fit_space_init(&space, &setting, &t->options.features, train, n_train, 1, error);
  if (status == STANCE_OK) status = stance__fit_run(&fit, &setting, &space, q->c, 1, error);
  if (status == STANCE_OK) {
    rows = stance__calloc(space.n_spaces, sizeof(*rows));
    status = rows ? stance__fit_space_apply(rows, &space, &setting, test, n_test, error) : stance__fail_memory(error);
  }
  if (status == STANCE_OK) {
    stance__fit_decide(decision, &setting, &fit, &space, rows);
    for (size_t i = 0; i < n_test; i++) {
      uint32_t truth = q->label[test[i]], said = stance__fit_label(decision + i * m, m);
      tally[truth] += truth == said;
      tally[k + truth]++;
      tally[2 * k + said]++;
    }
  }
  if (status == STANCE_DATA) { /* too small a share: a single label, or no term; the point is left out */
    w->used[task] = SIZE_MAX;
    status = STANCE_OK;
  }
  for (size_t s = 0; rows && s < space.n_spaces; s++) stance_rows_free(rows[s]);
  stance__free(rows);
  stance__fit_release(&fit);
  stance__fit_space_release(&space);
  stance__free(train);
  stance__free(test);
  stance__free(decision);
  return status;
}

stance_status stance__learning_curve(stance_training *t, stance_error *error) {
  size_t folds = t->options.folds, k = t->n_labels;
  work w = {t, stance__array(t->n_groups, sizeof(uint32_t)), stance__calloc(POINTS * folds * 3 * k, sizeof(uint32_t)),
            stance__calloc(POINTS * folds, sizeof(size_t))};
  uint32_t *order = stance__array(t->n_groups, sizeof *order), *sum = stance__array(3 * k, sizeof *sum);
  t->curve = stance__calloc(POINTS, sizeof *t->curve);
  stance_status status = w.rank && w.tally && w.used && order && sum && t->curve ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) {
    stance__random random;
    stance__random_seed(&random, t->options.seed);
    for (size_t i = 0; i < t->n_groups; i++) order[i] = (uint32_t)i;
    stance__random_shuffle(&random, order, t->n_groups);
    for (size_t i = 0; i < t->n_groups; i++) w.rank[order[i]] = (uint32_t)i;
    status = stance__pool_run(t->options.threads, POINTS * folds, run_task, &w, error);
  }
  for (size_t p = 0; p < POINTS && status == STANCE_OK; p++) {
    size_t used = 0;
    bool whole = true;
    memset(sum, 0, 3 * k * sizeof *sum);
    for (size_t f = 0; f < folds; f++) {
      whole = whole && w.used[p * folds + f] != SIZE_MAX;
      used += whole ? w.used[p * folds + f] : 0;
      for (size_t i = 0; i < 3 * k; i++) sum[i] += w.tally[(p * folds + f) * 3 * k + i];
    }
    if (whole && used) t->curve[t->n_curve++] = (stance_curve_point){used / folds, stance__macro_f1(sum, k)};
  }
  stance__free(w.rank);
  stance__free(w.tally);
  stance__free(w.used);
  stance__free(order);
  stance__free(sum);
  return status;
}
