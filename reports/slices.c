/* The same model on parts of the statements: one slice a value of some field. Slices are independent tasks over the pool, so that a
   thousand speakers cost no thousand rounds of threads. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "reports/scores.h"

void stance_slices_free(stance_slices *s) {
  if (!s) return;
  for (size_t i = 0; s->slices && i < s->n_slices; i++) stance__free(s->slices[i].name);
  stance__free(s->slices);
  stance__free(s->field);
  stance__free(s);
}

typedef struct member {
  const char *value;
  size_t statement;
} member;

static int compare_values(const char *a, const char *b) {
  if (!a || !b) return (a == NULL) - (b == NULL);
  return strcmp(a, b);
}

static int by_value(const void *a, const void *b) {
  const member *x = a, *y = b;
  int order = compare_values(x->value, y->value);
  return order ? order : (x->statement > y->statement) - (x->statement < y->statement);
}

static int by_falling_n(const void *a, const void *b) {
  const stance_slice *x = a, *y = b;
  if (x->n != y->n) return x->n < y->n ? 1 : -1;
  return compare_values(x->name, y->name);
}

typedef struct work {
  stance_slice *slices;
  const size_t *start;          /* [n_slices + 1] */
  const stance__entry *entries; /* [n] slice by slice */
  size_t n_labels, draws;
  uint64_t seed;
} work;

static stance_status measure_slice(void *context, size_t i, stance_error *error) {
  const work *w = context;
  stance__rightness r;
  stance_status status = stance__rightness_compute(&r, w->entries + w->start[i], w->start[i + 1] - w->start[i], w->n_labels,
                                                   w->draws, w->seed, 1, error);
  if (status != STANCE_OK) return status;
  stance_slice *slice = &w->slices[i];
  slice->accuracy = r.accuracy;
  slice->macro_f1 = r.macro_f1;
  slice->accuracy_ci95 = r.accuracy_ci95;
  slice->macro_f1_ci95 = r.macro_f1_ci95;
  return STANCE_OK;
}

stance_status stance_slices_compute(stance_slices **out, const stance_predictions *p, const char *field, const char *const *values,
                                    size_t draws, uint64_t seed, stance_error *error) {
  stance_status status = stance__predictions_check(p, error);
  if (status != STANCE_OK) return status;
  stance_slices *s = stance__calloc(1, sizeof *s);
  member *members = stance__array(p->n, sizeof *members);
  stance__entry *entries = stance__array(p->n, sizeof *entries);
  size_t *start = stance__array(p->n + 1, sizeof *start);
  status = s && members && entries && start ? STANCE_OK : stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  for (size_t i = 0; i < p->n; i++) members[i] = (member){values[i], i};
  qsort(members, p->n, sizeof *members, by_value);
  for (size_t i = 0; i < p->n; i++) {
    entries[i] = stance__confusion_entry(p, members[i].statement);
    if (i == 0 || compare_values(members[i - 1].value, members[i].value) != 0) start[s->n_slices++] = i;
  }
  start[s->n_slices] = p->n;

  s->field = stance__strndup(field, strlen(field));
  s->slices = stance__calloc(s->n_slices, sizeof *s->slices);
  if (!s->field || !s->slices) status = stance__fail_memory(error);
  for (size_t i = 0; status == STANCE_OK && i < s->n_slices; i++) {
    const char *value = members[start[i]].value;
    s->slices[i].n = start[i + 1] - start[i];
    if (value && !(s->slices[i].name = stance__strndup(value, strlen(value)))) status = stance__fail_memory(error);
  }
  if (status != STANCE_OK) goto out;
  work w = {s->slices, start, entries, p->n_labels, draws, seed};
  status = stance__pool_run(0, s->n_slices, measure_slice, &w, error);
  if (status == STANCE_OK) qsort(s->slices, s->n_slices, sizeof *s->slices, by_falling_n);
out:
  stance__free(members);
  stance__free(entries);
  stance__free(start);
  if (status == STANCE_OK) *out = s;
  else stance_slices_free(s);
  return status;
}
