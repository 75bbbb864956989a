/* Nested cross-validation over a grid of feature options and values of C. */
#ifndef STANCE_TRAIN_CROSS_VALIDATE_H
#define STANCE_TRAIN_CROSS_VALIDATE_H
#include "base/pool.h"
#include "train/fit.h"
#ifdef __cplusplus
extern "C" {
#endif

typedef struct stance__grid {
  const stance_feature_options *features; /* [n_features], candidates in the order they are tried */
  size_t n_features;
  const double *c; /* [n_c] ascending */
  size_t n_c;
  double budget; /* seconds after which no further candidate is started; 0: none */
} stance__grid;

/* Called from the calling thread; `best` is the macro-F1 of the best so far, NaN before the first. */
typedef stance_status (*stance__watch_fn)(void *context, size_t tried, size_t candidates, double share, double best, stance_error *error);

/* Work that depends on no fold, such as the final fit where nothing is chosen: a task beside those of the folds, the first to start. */
typedef struct stance__beside {
  stance__task_fn run; /* NULL: none */
  void *context;
} stance__beside;

typedef struct stance__validation {
  size_t folds, n_machines, n_features, n_c;
  double *decision;    /* [counts rows][n_machines] out of fold, by what each fold's own inner folds chose; for all rows that are ever left
                          out, labelled    or not, else 0 */
  uint32_t *predicted; /* [counts rows] */
  double *score;       /* [n_features][n_c] macro-F1 over all folds, not nested: what the final choice rests on; NaN where not tried */
  size_t tried;        /* candidates: n_features, or fewer where the budget ran out */
  size_t best_features, best_c;
} stance__validation;

/* Everything is fitted inside a fold. For outer fold f the choice is made on fits that leave out f and one further fold g in turn; a fit
   without {f, g} serves both f and g. fold [counts rows]; a row whose fold is `folds` or above is in every training part. The result does
   not depend on threads.

   Choosing takes many fits, and whichever solver makes them finds the same optimum: linear machines are chosen among by the descent
   solver, and where libsvm was asked for it makes the fits that the chosen values' decisions come from. */
STANCE_MUST_CHECK stance_status stance__cross_validate(stance__validation *out, const stance__fit_setting *setting,
                                                       const stance__grid *grid, const uint32_t *fold, size_t folds, size_t threads,
                                                       stance__beside beside, stance__watch_fn watch, void *context, stance_error *error);
void stance__validation_release(stance__validation *v);
/* F1 averaged over the labels that occur in truth or prediction, from counts alone: [hit, truth, said][n_labels]. */
double stance__macro_f1(const uint32_t *tally, size_t n_labels);
#ifdef __cplusplus
}
#endif
#endif
