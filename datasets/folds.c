/* Stratified group k-fold: groups are dealt out whole, the largest first, each to the fold where it keeps the labels' shares most even;
   of equals in size, seeded order decides. The greedy rule is that of scikit-learn's StratifiedGroupKFold. */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "datasets/dataset.h"

typedef struct dealing {
  const stance_dataset *d;
  size_t k, n_labels;
  uint32_t *start;     /* [n_groups + 1] of a group's labels */
  uint32_t *labels;    /* [n] group by group */
  uint32_t *sequence;  /* [n_groups] groups in the order of dealing */
  uint32_t *fold_of;   /* [n_groups] */
  uint32_t *fold_size; /* [k] */
  uint32_t *in_group;  /* [n_labels] of the group at hand; 0 otherwise */
  uint32_t *in_fold;   /* [k][n_labels] */
  double *share;       /* [k][n_labels] of a label's total that a fold holds */
  double *total;       /* [n_labels] at least 1 */
} dealing;

static uint32_t label_of(const stance_dataset *d, size_t i) { return d->label[i] == UINT32_MAX ? 0 : d->label[i]; }

/* Counting sort of the records' labels by group. */
static void sort_labels(dealing *x) {
  const stance_dataset *d = x->d;
  for (size_t i = 0; i < d->n; i++) {
    x->start[d->group[i]]++;
    x->total[label_of(d, i)]++;
  }
  for (size_t g = 0, at = 0; g <= d->n_groups; g++) {
    size_t size = x->start[g];
    x->start[g] = (uint32_t)at;
    at += size;
  }
  for (size_t i = 0; i < d->n; i++) x->labels[x->start[d->group[i]]++] = label_of(d, i);
  memmove(x->start + 1, x->start, d->n_groups * sizeof *x->start); /* start[g] had become the end of g */
  x->start[0] = 0;
  for (size_t l = 0; l < x->n_labels; l++)
    if (x->total[l] == 0) x->total[l] = 1;
}

/* The largest first, equals in shuffled order: a counting sort, which is stable, of the shuffled groups. */
static stance_status arrange(dealing *x, uint64_t seed, stance_error *error) {
  const size_t g = x->d->n_groups;
  size_t largest = 0;
  for (size_t i = 0; i < g; i++)
    if (x->start[i + 1] - x->start[i] > largest) largest = x->start[i + 1] - x->start[i];
  uint32_t *rank = stance__array(g, sizeof *rank), *shuffled = stance__array(g, sizeof *shuffled);
  uint32_t *before = stance__calloc(largest + 2, sizeof *before); /* [size] groups larger than that */
  stance_status status = rank && shuffled && before ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) {
    stance__random random;
    stance__random_seed(&random, seed);
    for (size_t i = 0; i < g; i++) rank[i] = (uint32_t)i;
    stance__random_shuffle(&random, rank, g);
    for (size_t i = 0; i < g; i++) shuffled[rank[i]] = (uint32_t)i;
    for (size_t i = 0; i < g; i++) before[x->start[i + 1] - x->start[i]]++;
    for (size_t size = largest + 1, at = 0; size-- > 0;) {
      size_t count = before[size];
      before[size] = (uint32_t)at;
      at += count;
    }
    for (size_t i = 0; i < g; i++) {
      uint32_t group = shuffled[i];
      x->sequence[before[x->start[group + 1] - x->start[group]]++] = group;
    }
  }
  stance__free(rank);
  stance__free(shuffled);
  stance__free(before);
  return status;
}

/* The fold with the least sum over the group's labels of the squared share of a label that it holds, were the group added: the smaller,
   the more even. */
static size_t best_fold(const dealing *x, const uint32_t *distinct, size_t n_distinct) {
  size_t best = 0;
  double best_cost = INFINITY;
  for (size_t f = 0; f < x->k; f++) {
    double cost = 0;
    for (size_t i = 0; i < n_distinct; i++) {
      uint32_t l = distinct[i];
      double before = x->share[f * x->n_labels + l], after = before + (double)x->in_group[l] / x->total[l];
      cost += after * after - before * before;
    }
    cost += 1e-9 * (double)x->fold_size[f]; /* among equals the smaller fold */
    if (cost < best_cost) {
      best_cost = cost;
      best = f;
    }
  }
  return best;
}

static void deal(dealing *x) {
  for (size_t i = 0; i < x->d->n_groups; i++) {
    uint32_t group = x->sequence[i], *labels = x->labels + x->start[group];
    size_t size = x->start[group + 1] - x->start[group], n_distinct = 0;
    for (size_t j = 0; j < size; j++)
      if (x->in_group[labels[j]]++ == 0) labels[n_distinct++] = labels[j]; /* distinct ones to the front, over what has been read */
    size_t f = best_fold(x, labels, n_distinct);
    x->fold_of[group] = (uint32_t)f;
    x->fold_size[f] += (uint32_t)size;
    for (size_t j = 0; j < n_distinct; j++) {
      size_t cell = f * x->n_labels + labels[j];
      x->in_fold[cell] += x->in_group[labels[j]];
      x->share[cell] = (double)x->in_fold[cell] / x->total[labels[j]];
      x->in_group[labels[j]] = 0;
    }
  }
}

stance_status stance_dataset_folds(const stance_dataset *d, size_t k, uint64_t seed, uint32_t *fold, stance_error *error) {
  size_t n_labels = d->n_labels ? d->n_labels : 1, g = d->n_groups;
  if (k < 2) return stance__fail(error, STANCE_USAGE, NULL, 0, "at least 2 folds are needed");
  if (g < k)
    return stance__fail(error, STANCE_DATA, d->n ? d->records[0].file : NULL, 0,
                        "%zu groups for %zu folds; ask for fewer folds (--folds), or add statements", g, k);
  dealing x = {.d = d, .k = k, .n_labels = n_labels};
  x.start = stance__calloc(g + 1, sizeof *x.start);
  x.labels = stance__array(d->n, sizeof *x.labels);
  x.sequence = stance__array(g, sizeof *x.sequence);
  x.fold_of = stance__array(g, sizeof *x.fold_of);
  x.fold_size = stance__calloc(k, sizeof *x.fold_size);
  x.in_group = stance__calloc(n_labels, sizeof *x.in_group);
  x.in_fold = stance__calloc(k, n_labels * sizeof *x.in_fold);
  x.share = stance__calloc(k, n_labels * sizeof *x.share);
  x.total = stance__calloc(n_labels, sizeof *x.total);
  bool ok = x.start && x.labels && x.sequence && x.fold_of && x.fold_size && x.in_group && x.in_fold && x.share && x.total;
  stance_status status = ok ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) {
    sort_labels(&x);
    status = arrange(&x, seed, error);
  }
  if (status == STANCE_OK) {
    deal(&x);
    for (size_t i = 0; i < d->n; i++) fold[i] = x.fold_of[d->group[i]];
  }
  stance__free(x.start);
  stance__free(x.labels);
  stance__free(x.sequence);
  stance__free(x.fold_of);
  stance__free(x.fold_size);
  stance__free(x.in_group);
  stance__free(x.in_fold);
  stance__free(x.share);
  stance__free(x.total);
  return status;
}
