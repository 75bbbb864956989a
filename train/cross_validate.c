/* Stratified group k-fold cross-validation, nested. A task leaves out a set of folds {f} or {f, g}, fits on the rest under one
   candidate's features and each C in turn (warm-started), and predicts the folds left out. Pairs serve the inner choices of both of their
   folds; single folds give the out-of-fold decisions and the final choice. */
#include "train/cross_validate.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"

enum { BATCH = 8 }; /* tasks between two calls of the watcher */

typedef struct work {
  const stance__fit_setting *setting;
  const stance__grid *grid;
  const uint32_t *fold;
  size_t n, folds, candidate;
  size_t first_task;       /* of the batch */
  size_t n_tasks;          /* [pairs, then] single folds */
  uint32_t (*left_out)[2]; /* [n_tasks]; the second is UINT32_MAX for single folds */
  double *decision;        /* [n_features][n_c][n][n_machines] of single folds */
  uint32_t *inner;         /* [n_features][n_c][folds f][folds g][3][n_labels] tallies on g of fits without f and g */
} work;

double stance__macro_f1(const uint32_t *tally, size_t n_labels) {
  const uint32_t *hit = tally, *truth = tally + n_labels, *said = tally + 2 * n_labels;
  double sum = 0;
  size_t seen = 0;
  for (size_t l = 0; l < n_labels; l++) {
    if (truth[l] + said[l] == 0) continue;
    sum += 2.0 * (double)hit[l] / (double)(truth[l] + said[l]);
    seen++;
  }
  return seen ? sum / (double)seen : 0;
}

static void count_answer(uint32_t *tally, size_t n_labels, uint32_t truth, uint32_t said) {
  tally[truth] += truth == said;
  tally[n_labels + truth]++;
  tally[2 * n_labels + said]++;
}

static size_t cell(const work *w, size_t c) { return w->candidate * w->grid->n_c + c; }

static uint32_t *inner_tally(const work *w, size_t cell_number, size_t f, size_t g) {
  size_t size = 3 * w->setting->n_labels;
  return w->inner + ((cell_number * w->folds + f) * w->folds + g) * size;
}

/* Rows of the left-out folds among `test` [n_test] get their decisions counted or kept. */
static void take_in(work *w, const uint32_t left_out[2], size_t c, const uint32_t *test, size_t n_test, const double *decision) {
  const stance__fit_setting *s = w->setting;
  size_t m = s->n_machines;
  for (size_t i = 0; i < n_test; i++) {
    uint32_t row = test[i], own = w->fold[row], other = own == left_out[0] ? left_out[1] : left_out[0];
    if (left_out[1] == UINT32_MAX) {
      memcpy(w->decision + (cell(w, c) * w->n + row) * m, decision + i * m, m * sizeof *decision);
    } else if (s->label[row] != STANCE__NO_LABEL) {
      count_answer(inner_tally(w, cell(w, c), other, own), s->n_labels, s->label[row], stance__fit_label(decision + i * m, m));
    }
  }
}

static stance_status run_task(void *context, size_t task, stance_error *error) {
  work *w = context;
  const stance__fit_setting *s = w->setting;
  const uint32_t *left_out = w->left_out[w->first_task + task];
  uint32_t *train = stance__array(w->n, sizeof *train), *test = stance__array(w->n, sizeof *test);
  double *decision = NULL;
  stance_rows **rows = NULL;
  stance__fit_space space = {0};
  size_t n_train = 0, n_test = 0;
  stance_status status = train && test ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; i < w->n && status == STANCE_OK; i++) {
    bool out = w->fold[i] == left_out[0] || w->fold[i] == left_out[1];
    if (out)
      test[n_test++] = (uint32_t)i;
    else if (s->label[i] != STANCE__NO_LABEL)
      train[n_train++] = (uint32_t)i;
  }
  if (status == STANCE_OK) status = stance__fit_space_init(&space, s, &w->grid->features[w->candidate], train, n_train, 1, error);
  if (status == STANCE_OK) {
    decision = stance__array(n_test * s->n_machines, sizeof *decision);
    rows = stance__calloc(space.n_spaces, sizeof(*rows));
    status = decision && rows ? stance__fit_space_apply(rows, &space, s, test, n_test, error) : stance__fail_memory(error);
  }
  for (size_t c = 0; c < w->grid->n_c && status == STANCE_OK; c++) {
    stance__fit fit;
    status = stance__fit_run(&fit, s, &space, w->grid->c[c], error);
    if (status != STANCE_OK) break;
    stance__fit_decide(decision, s, &fit, &space, rows);
    take_in(w, left_out, c, test, n_test, decision);
    stance__fit_release(&fit);
  }
  for (size_t r = 0; rows && r < space.n_spaces; r++) stance_rows_free(rows[r]);
  stance__free(rows);
  stance__free(decision);
  stance__free(train);
  stance__free(test);
  stance__fit_space_release(&space);
  return status;
}

/* Macro-F1 of a cell over all single folds. */
static double score_cell(const work *w, size_t cell_number, uint32_t *tally) {
  const stance__fit_setting *s = w->setting;
  memset(tally, 0, 3 * s->n_labels * sizeof *tally);
  for (size_t i = 0; i < w->n; i++)
    if (s->label[i] != STANCE__NO_LABEL)
      count_answer(tally, s->n_labels, s->label[i],
                   stance__fit_label(w->decision + (cell_number * w->n + i) * s->n_machines, s->n_machines));
  return stance__macro_f1(tally, s->n_labels);
}

/* The first of the best among tried cells; ties go to the earlier candidate and the smaller C. */
static size_t choose(const work *w, size_t tried, size_t f, uint32_t *tally) {
  size_t best = 0, size = 3 * w->setting->n_labels;
  double best_score = -1;
  for (size_t x = 0; x < tried * w->grid->n_c; x++) {
    memset(tally, 0, size * sizeof *tally);
    for (size_t g = 0; g < w->folds; g++) {
      const uint32_t *part = inner_tally(w, x, f, g);
      for (size_t k = 0; k < size; k++) tally[k] += part[k];
    }
    double score = stance__macro_f1(tally, w->setting->n_labels);
    if (score > best_score) best_score = score, best = x;
  }
  return best;
}

static void list_tasks(work *w, bool pairs) {
  for (uint32_t f = 0; pairs && f < w->folds; f++)
    for (uint32_t g = f + 1; g < w->folds; g++) w->left_out[w->n_tasks][0] = f, w->left_out[w->n_tasks++][1] = g;
  for (uint32_t f = 0; f < w->folds; f++) w->left_out[w->n_tasks][0] = f, w->left_out[w->n_tasks++][1] = UINT32_MAX;
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static stance_status allocate(stance__validation *v, work *w, uint32_t **tally, stance_error *error) {
  const stance__fit_setting *s = w->setting;
  size_t cells = w->grid->n_features * w->grid->n_c, pairs = w->folds * (w->folds - 1) / 2;
  v->decision = stance__calloc(w->n * s->n_machines, sizeof *v->decision);
  v->predicted = stance__calloc(w->n, sizeof *v->predicted);
  v->score = stance__array(cells, sizeof *v->score);
  w->left_out = stance__array(pairs + w->folds, sizeof *w->left_out);
  w->decision = stance__calloc(cells * w->n, s->n_machines * sizeof *w->decision);
  w->inner = cells > 1 ? stance__calloc(cells * w->folds * w->folds, 3 * s->n_labels * sizeof *w->inner) : NULL;
  *tally = stance__array(3 * s->n_labels, sizeof **tally);
  bool made = v->decision && v->predicted && v->score && w->left_out && w->decision && (cells == 1 || w->inner) && *tally;
  for (size_t i = 0; v->score && i < cells; i++) v->score[i] = (double)NAN;
  return made ? STANCE_OK : stance__fail_memory(error);
}

/* Tries the candidates one after the other; in each all tasks side by side. */
static stance_status try_candidates(stance__validation *v, work *w, size_t threads, stance__watch_fn watch, void *context, uint32_t *tally,
                                    stance_error *error) {
  const stance__grid *grid = w->grid;
  double began = seconds(), best = (double)NAN;
  stance_status status = STANCE_OK;
  for (w->candidate = 0; w->candidate < grid->n_features && status == STANCE_OK; w->candidate++) {
    if (grid->budget > 0 && w->candidate > 0 && seconds() - began > grid->budget) break;
    for (w->first_task = 0; w->first_task < w->n_tasks && status == STANCE_OK; w->first_task += BATCH) {
      size_t n = w->n_tasks - w->first_task < BATCH ? w->n_tasks - w->first_task : BATCH;
      if (watch) status = watch(context, w->candidate, grid->n_features, (double)w->first_task / (double)w->n_tasks, best, error);
      if (status == STANCE_OK) status = stance__pool_run(threads, n, run_task, w, error);
    }
    for (size_t c = 0; c < grid->n_c && status == STANCE_OK; c++) {
      double score = v->score[cell(w, c)] = score_cell(w, cell(w, c), tally);
      if (score <= best) continue;
      best = score;
      v->best_features = w->candidate;
      v->best_c = c;
    }
    v->tried += status == STANCE_OK;
  }
  return status;
}

stance_status stance__cross_validate(stance__validation *v, const stance__fit_setting *setting, const stance__grid *grid,
                                     const uint32_t *fold, size_t folds, size_t threads, stance__watch_fn watch, void *context,
                                     stance_error *error) {
  work w = {.setting = setting, .grid = grid, .fold = fold, .n = setting->counts->rows.n_rows, .folds = folds};
  uint32_t *tally = NULL;
  size_t m = setting->n_machines;
  *v = (stance__validation){.folds = folds, .n_machines = m, .n_features = grid->n_features, .n_c = grid->n_c};
  bool choice = grid->n_features * grid->n_c > 1;
  if (choice && folds < 3)
    return stance__fail(error, STANCE_USAGE, NULL, 0, "choosing between values needs at least 3 folds (--folds), or a single --cost");
  stance_status status = allocate(v, &w, &tally, error);
  if (status == STANCE_OK) {
    list_tasks(&w, choice);
    status = try_candidates(v, &w, threads, watch, context, tally, error);
  }
  for (size_t f = 0; f < folds && status == STANCE_OK; f++) {
    size_t best = choice ? choose(&w, v->tried, f, tally) : 0;
    for (size_t i = 0; i < w.n; i++) {
      if (fold[i] != f) continue;
      memcpy(v->decision + i * m, w.decision + (best * w.n + i) * m, m * sizeof *v->decision);
      v->predicted[i] = stance__fit_label(v->decision + i * m, m);
    }
  }
  stance__free(w.left_out);
  stance__free(w.decision);
  stance__free(w.inner);
  stance__free(tally);
  if (status != STANCE_OK) stance__validation_release(v);
  return status;
}

void stance__validation_release(stance__validation *v) {
  stance__free(v->decision);
  stance__free(v->predicted);
  stance__free(v->score);
  memset(v, 0, sizeof *v);
}
