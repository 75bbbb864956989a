/* Stratified group k-fold: groups are dealt out whole, the largest first, each to the fold where it keeps the labels' shares most even;
   of equals in size, seeded order decides. The greedy rule is that of scikit-learn's StratifiedGroupKFold. */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "datasets/dataset.h"

typedef struct group {
  uint32_t number, size, order;
} group;

static int largest_first(const void *x, const void *y) {
  const group *a = x, *b = y;
  if (a->size != b->size) return a->size < b->size ? 1 : -1;
  return a->order < b->order ? -1 : a->order > b->order;
}

/* The sum over labels of the squared share of a label that a fold holds, were the group added: the smaller, the more even. */
static double cost(const uint32_t *fold_labels, const uint32_t *group_labels, const double *total, size_t n_labels, size_t size) {
  double sum = 0;
  for (size_t l = 0; l < n_labels; l++) {
    double before = (double)fold_labels[l] / total[l], after = before + (double)group_labels[l] / total[l];
    sum += after * after - before * before;
  }
  return sum + 1e-9 * (double)size; /* among equals the smaller fold */
}

stance_status stance_dataset_folds(const stance_dataset *d, size_t k, uint64_t seed, uint32_t *fold, stance_error *error) {
  size_t n_labels = d->n_labels ? d->n_labels : 1, g = d->n_groups;
  if (k < 2) return stance__fail(error, STANCE_USAGE, NULL, 0, "at least 2 folds are needed");
  if (g < k)
    return stance__fail(error, STANCE_DATA, d->n ? d->records[0].file : NULL, 0,
                        "%zu groups for %zu folds; ask for fewer folds (--folds), or add statements", g, k);
  stance_status status = STANCE_OK;
  group *groups = stance__calloc(g, sizeof *groups);
  uint32_t *order = stance__array(g, sizeof *order), *fold_of = stance__array(g, sizeof *fold_of);
  uint32_t *group_labels = stance__calloc(g * n_labels, sizeof *group_labels);
  uint32_t *fold_labels = stance__calloc(k * n_labels, sizeof *fold_labels), *fold_size = stance__calloc(k, sizeof *fold_size);
  double *total = stance__calloc(n_labels, sizeof *total);
  if (!groups || !order || !fold_of || !group_labels || !fold_labels || !fold_size || !total) {
    status = stance__fail_memory(error);
    goto out;
  }
  stance__random random;
  stance__random_seed(&random, seed);
  for (size_t i = 0; i < g; i++) order[i] = (uint32_t)i;
  stance__random_shuffle(&random, order, g);
  for (size_t i = 0; i < g; i++) groups[i] = (group){(uint32_t)i, 0, order[i]};
  for (size_t i = 0; i < d->n; i++) {
    size_t label = d->label[i] == UINT32_MAX ? 0 : d->label[i];
    groups[d->group[i]].size++;
    group_labels[d->group[i] * n_labels + label]++;
    total[label]++;
  }
  for (size_t l = 0; l < n_labels; l++)
    if (total[l] == 0) total[l] = 1;
  qsort(groups, g, sizeof *groups, largest_first);
  for (size_t i = 0; i < g; i++) {
    const uint32_t *labels = group_labels + groups[i].number * n_labels;
    size_t best = 0;
    double best_cost = INFINITY;
    for (size_t f = 0; f < k; f++) {
      double c = cost(fold_labels + f * n_labels, labels, total, n_labels, fold_size[f]);
      if (c < best_cost) {
        best_cost = c;
        best = f;
      }
    }
    fold_of[groups[i].number] = (uint32_t)best;
    fold_size[best] += groups[i].size;
    for (size_t l = 0; l < n_labels; l++) fold_labels[best * n_labels + l] += labels[l];
  }
  for (size_t i = 0; i < d->n; i++) fold[i] = fold_of[d->group[i]];
out:
  stance__free(groups);
  stance__free(order);
  stance__free(fold_of);
  stance__free(group_labels);
  stance__free(fold_labels);
  stance__free(fold_size);
  stance__free(total);
  return status;
}
