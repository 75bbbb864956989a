/* Stratified group k-fold cross-validation, nested. A task leaves out a set of folds {f} or {f, g}, fits on the rest under one
   candidate's features and each C in turn (warm-started), and predicts the folds left out. Pairs serve the inner choices of both of their
   folds; single folds give the out-of-fold decisions and the final choice. Where libsvm is the solver and something is chosen, these fits
   are the descent solver's, and libsvm fits each fold once more, with what was chosen for it. */
#include "train/cross_validate.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/error.h"

enum { BATCH = 8 }; /* tasks between two calls of the watcher */

typedef struct work {
  stance__fit_setting setting;   /* of the fits that are chosen among */
  stance__fit_setting reporting; /* of the fits that give a fold's decisions, where those are others */
  const stance__grid *grid;
  const uint32_t *fold;
  size_t n, folds, candidate;
  size_t first_task;       /* of the batch */
  size_t n_tasks;          /* [pairs, then] single folds */
  uint32_t (*left_out)[2]; /* [n_tasks]; the second is UINT32_MAX for single folds */
  double *decision;        /* [n_features][n_c][n][n_machines] of single folds */
  stance__beside beside;
  stance__validation *out;
  size_t *chosen;  /* [folds] cell that each fold's inner choice found best */
  uint32_t *inner; /* [n_features][n_c][folds f][folds g][3][n_labels] tallies on g of fits without f and g */
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
  size_t size = 3 * w->setting.n_labels;
  return w->inner + ((cell_number * w->folds + f) * w->folds + g) * size;
}

/* Rows of the left-out folds among `test` [n_test] get their decisions counted or kept. */
static void take_in(work *w, const uint32_t left_out[2], size_t c, const uint32_t *test, size_t n_test, const double *decision) {
  const stance__fit_setting *s = &w->setting;
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

/* The rows without the left-out folds, their space, and the left-out rows in it. */
typedef struct part {
  const stance__fit_setting *setting;
  uint32_t *train, *test; /* [n_train], [n_test] */
  size_t n_train, n_test;
  stance__fit_space space;
  stance_rows **rows; /* [n_spaces] of test */
  double *decision;   /* [n_test][n_machines] of the last fit */
} part;

static void part_release(part *p) {
  for (size_t r = 0; p->rows && r < p->space.n_spaces; r++) stance_rows_free(p->rows[r]);
  stance__free(p->rows);
  stance__free(p->decision);
  stance__free(p->train);
  stance__free(p->test);
  stance__fit_space_release(&p->space);
}

/* To be released whatever the status. */
static stance_status part_init(part *p, const work *w, const stance__fit_setting *s, size_t candidate, const uint32_t left_out[2],
                               stance_error *error) {
  *p = (part){.setting = s, .train = stance__array(w->n, sizeof *p->train), .test = stance__array(w->n, sizeof *p->test)};
  if (!p->train || !p->test) return stance__fail_memory(error);
  for (size_t i = 0; i < w->n; i++) {
    bool out = w->fold[i] < w->folds && (w->fold[i] == left_out[0] || w->fold[i] == left_out[1]);
    if (out)
      p->test[p->n_test++] = (uint32_t)i;
    else if (s->label[i] != STANCE__NO_LABEL)
      p->train[p->n_train++] = (uint32_t)i;
  }
  stance_status status = stance__fit_space_init(&p->space, s, &w->grid->features[candidate], p->train, p->n_train, 1, error);
  if (status != STANCE_OK) return status;
  p->decision = stance__array(p->n_test * s->n_machines, sizeof *p->decision);
  p->rows = stance__calloc(p->space.n_spaces, sizeof(*p->rows));
  if (!p->decision || !p->rows) return stance__fail_memory(error);
  return stance__fit_space_apply(p->rows, &p->space, s, p->test, p->n_test, error);
}

static stance_status part_fit(part *p, double c, stance_error *error) {
  stance__fit fit = {0};
  stance_status status = stance__fit_run(&fit, p->setting, &p->space, c, 1, error);
  if (status != STANCE_OK) return status;
  stance__fit_decide(p->decision, p->setting, &fit, &p->space, p->rows);
  stance__fit_release(&fit);
  return STANCE_OK;
}

static bool first_batch(const work *w) { return w->candidate == 0 && w->first_task == 0; }

static stance_status run_task(void *context, size_t task, stance_error *error) {
  work *w = context;
  if (w->beside.run && first_batch(w) && task-- == 0) return w->beside.run(w->beside.context, 0, error);
  const uint32_t *left_out = w->left_out[w->first_task + task];
  part p;
  stance_status status = part_init(&p, w, &w->setting, w->candidate, left_out, error);
  for (size_t c = 0; c < w->grid->n_c && status == STANCE_OK; c++) {
    status = part_fit(&p, w->grid->c[c], error);
    if (status == STANCE_OK) take_in(w, left_out, c, p.test, p.n_test, p.decision);
  }
  part_release(&p);
  return status;
}

/* A fold's decisions by the reporting solver, with what was chosen for the fold. */
static stance_status report_task(void *context, size_t task, stance_error *error) {
  work *w = context;
  size_t m = w->setting.n_machines, chosen = w->chosen[task];
  const uint32_t left_out[2] = {(uint32_t)task, UINT32_MAX};
  part p;
  stance_status status = part_init(&p, w, &w->reporting, chosen / w->grid->n_c, left_out, error);
  if (status == STANCE_OK) status = part_fit(&p, w->grid->c[chosen % w->grid->n_c], error);
  for (size_t i = 0; i < p.n_test && status == STANCE_OK; i++)
    memcpy(w->out->decision + p.test[i] * m, p.decision + i * m, m * sizeof *p.decision);
  part_release(&p);
  return status;
}

/* Macro-F1 of a cell over all single folds. */
static double score_cell(const work *w, size_t cell_number, uint32_t *tally) {
  const stance__fit_setting *s = &w->setting;
  memset(tally, 0, 3 * s->n_labels * sizeof *tally);
  for (size_t i = 0; i < w->n; i++)
    if (s->label[i] != STANCE__NO_LABEL && w->fold[i] < w->folds)
      count_answer(tally, s->n_labels, s->label[i],
                   stance__fit_label(w->decision + (cell_number * w->n + i) * s->n_machines, s->n_machines));
  return stance__macro_f1(tally, s->n_labels);
}

/* The first of the best among tried cells; ties go to the earlier candidate and the smaller C. */
static size_t choose(const work *w, size_t tried, size_t f, uint32_t *tally) {
  size_t best = 0, size = 3 * w->setting.n_labels;
  double best_score = -1;
  for (size_t x = 0; x < tried * w->grid->n_c; x++) {
    memset(tally, 0, size * sizeof *tally);
    for (size_t g = 0; g < w->folds; g++) {
      const uint32_t *own = inner_tally(w, x, f, g);
      for (size_t k = 0; k < size; k++) tally[k] += own[k];
    }
    double score = stance__macro_f1(tally, w->setting.n_labels);
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
  const stance__fit_setting *s = &w->setting;
  size_t cells = w->grid->n_features * w->grid->n_c, pairs = w->folds * (w->folds - 1) / 2;
  v->decision = stance__calloc(w->n * s->n_machines, sizeof *v->decision);
  v->predicted = stance__calloc(w->n, sizeof *v->predicted);
  v->score = stance__array(cells, sizeof *v->score);
  w->left_out = stance__array(pairs + w->folds, sizeof *w->left_out);
  w->decision = stance__calloc(cells * w->n, s->n_machines * sizeof *w->decision);
  w->inner = cells > 1 ? stance__calloc(cells * w->folds * w->folds, 3 * s->n_labels * sizeof *w->inner) : NULL;
  w->chosen = stance__calloc(w->folds, sizeof *w->chosen);
  *tally = stance__array(3 * s->n_labels, sizeof **tally);
  bool made = w->chosen && v->decision && v->predicted && v->score && w->left_out && w->decision && (cells == 1 || w->inner) && *tally;
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
      if (w->beside.run && first_batch(w)) n++;
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

/* Every fold's decisions, by what was chosen for it: kept from the search, or made by the reporting solver. */
static stance_status report(work *w, bool fit_again, size_t threads, stance_error *error) {
  stance__validation *v = w->out;
  size_t m = w->setting.n_machines;
  stance_status status = fit_again ? stance__pool_run(threads, w->folds, report_task, w, error) : STANCE_OK;
  for (size_t i = 0; i < w->n && status == STANCE_OK; i++) {
    if (w->fold[i] >= w->folds) continue;
    if (!fit_again) memcpy(v->decision + i * m, w->decision + (w->chosen[w->fold[i]] * w->n + i) * m, m * sizeof *v->decision);
    v->predicted[i] = stance__fit_label(v->decision + i * m, m);
  }
  return status;
}

stance_status stance__cross_validate(stance__validation *v, const stance__fit_setting *setting, const stance__grid *grid,
                                     const uint32_t *fold, size_t folds, size_t threads, stance__beside beside, stance__watch_fn watch,
                                     void *context, stance_error *error) {
  work w = {.setting = *setting, .reporting = *setting, .grid = grid, .fold = fold, .folds = folds, .beside = beside, .out = v};
  uint32_t *tally = NULL;
  bool choice = grid->n_features * grid->n_c > 1;
  bool fit_again = choice && setting->solver == STANCE_SOLVER_LIBSVM && setting->kernel == STANCE_KERNEL_LINEAR;
  w.n = setting->counts->rows.n_rows;
  w.setting.tolerance = stance__scout_tolerance(w.n);
  if (fit_again) w.setting.solver = STANCE_SOLVER_DESCENT;
  *v = (stance__validation){.folds = folds, .n_machines = setting->n_machines, .n_features = grid->n_features, .n_c = grid->n_c};
  if (choice && folds < 3)
    return stance__fail(error, STANCE_USAGE, NULL, 0,
                        "choosing between values needs cross-validation with at least 3 folds (--folds), or a single --cost");
  stance_status status = allocate(v, &w, &tally, error);
  if (status == STANCE_OK) {
    list_tasks(&w, choice);
    status = try_candidates(v, &w, threads, watch, context, tally, error);
  }
  for (size_t f = 0; f < folds && choice && status == STANCE_OK; f++) w.chosen[f] = choose(&w, v->tried, f, tally);
  if (status == STANCE_OK) status = report(&w, fit_again, threads, error);
  stance__free(w.left_out);
  stance__free(w.decision);
  stance__free(w.chosen);
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
