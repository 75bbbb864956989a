/* Which rows a fit leaves out. With folds, all of them, each once. With one fold, the first of five stratified parts: the model is judged
   on a fifth and fitted once more on everything, which costs two fits instead of six. Calibration is judged cross-fitted either way: a
   held-out part has no other folds' decisions beside it, so its groups are dealt out once more, in seeded order. */
#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "train/training.h"

enum { HELD_OUT_SHARE = 5, CALIBRATION_PARTS = 5 };

/* The held-out groups, numbered as they come and shuffled; a group's part is its place modulo CALIBRATION_PARTS. */
static stance_status deal_parts(stance_training *t, stance_error *error) {
  size_t n_held = 0;
  uint32_t *order = stance__array(t->n_groups, sizeof *order), *number = stance__array(t->n_groups, sizeof *number);
  stance_status status = order && number ? STANCE_OK : stance__fail_memory(error);
  for (size_t g = 0; g < t->n_groups && status == STANCE_OK; g++) number[g] = STANCE__NO_PART;
  for (size_t i = 0; i < t->n && status == STANCE_OK; i++)
    if (t->fold[i] == 0 && number[t->group[i]] == STANCE__NO_PART) {
      number[t->group[i]] = (uint32_t)n_held;
      order[n_held] = (uint32_t)n_held;
      n_held++;
    }
  if (status == STANCE_OK) {
    stance__random random;
    stance__random_seed(&random, t->options.seed);
    stance__random_shuffle(&random, order, n_held);
    for (size_t i = 0; i < t->n; i++) t->part[i] = t->fold[i] == 0 ? order[number[t->group[i]]] % CALIBRATION_PARTS : STANCE__NO_PART;
  }
  stance__free(order);
  stance__free(number);
  return status;
}

stance_status stance__hold_out(stance_training *t, const stance_dataset *dataset, stance_error *error) {
  bool folds = t->options.folds > 1;
  if (!folds && t->n_groups < HELD_OUT_SHARE)
    return stance__fail(error, STANCE_DATA, t->n ? stance_dataset_record(dataset, 0)->file : NULL, 0,
                        "%zu groups: at least %d are needed to hold a fifth out; add statements", t->n_groups, HELD_OUT_SHARE);
  stance_status status = stance_dataset_folds(dataset, folds ? t->options.folds : HELD_OUT_SHARE, t->options.seed, t->fold, error);
  if (status != STANCE_OK) return status;
  t->n_parts = folds ? t->options.folds : CALIBRATION_PARTS;
  for (size_t i = 0; i < t->n; i++) {
    if (!folds && t->fold[i] != 0) t->fold[i] = STANCE__NO_PART;
    t->part[i] = t->fold[i];
    t->n_judged += t->fold[i] != STANCE__NO_PART;
  }
  return folds ? STANCE_OK : deal_parts(t, error);
}
