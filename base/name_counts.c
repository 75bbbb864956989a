#include "base/name_counts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

stance_status stance__name_counts_init(stance__name_counts *c, size_t n_answers, stance_error *error) {
  *c = (stance__name_counts){.names = stance__table_new(), .n_answers = n_answers};
  return c->names ? STANCE_OK : stance__fail_memory(error);
}

void stance__name_counts_release(stance__name_counts *c) {
  if (c->names) stance__table_free(c->names);
  stance__free(c->counts);
  stance__free(c->articles);
  stance__free(c->last);
}

static bool grow(stance__name_counts *c) {
  size_t capacity = c->capacity * 2 + 16, more = capacity - c->capacity;
  size_t *counts = stance__realloc(c->counts, capacity, c->n_answers * sizeof *counts);
  if (counts) c->counts = counts;
  size_t *articles = counts ? stance__realloc(c->articles, capacity, sizeof *articles) : NULL;
  if (articles) c->articles = articles;
  size_t *last = articles ? stance__realloc(c->last, capacity, sizeof *last) : NULL;
  if (!last) return false;
  c->last = last;
  memset(counts + c->capacity * c->n_answers, 0, more * c->n_answers * sizeof *counts);
  memset(articles + c->capacity, 0, more * sizeof *articles);
  memset(last + c->capacity, 0, more * sizeof *last);
  c->capacity = capacity;
  return true;
}

stance_status stance__name_counts_add(stance__name_counts *c, const char *name, size_t length, size_t answer, size_t article,
                                      stance_error *error) {
  uint32_t number = stance__table_insert(c->names, name, length);
  if (number == STANCE__TABLE_NONE || (number >= c->capacity && !grow(c))) return stance__fail_memory(error);
  c->counts[number * c->n_answers + answer]++;
  if (c->last[number] != article + 1) c->articles[number]++;
  c->last[number] = article + 1;
  return STANCE_OK;
}

size_t stance__name_counts_sum(const stance__name_counts *c, size_t name) {
  size_t sum = 0;
  for (size_t i = 0; i < c->n_answers; i++) sum += c->counts[name * c->n_answers + i];
  return sum;
}

typedef struct ranked {
  size_t number, sum;
  const char *name;
  size_t length;
} ranked;

static int by_name(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  size_t shorter = x->length < y->length ? x->length : y->length;
  int order = memcmp(x->name, y->name, shorter);
  return order ? order : (x->length > y->length) - (x->length < y->length);
}

static int by_sum(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->sum != y->sum) return x->sum < y->sum ? 1 : -1;
  return by_name(a, b);
}

size_t *stance__name_counts_order(const stance__name_counts *c, bool names_alone) {
  size_t n = stance__table_size(c->names), *order = stance__array(n, sizeof *order);
  ranked *all = stance__array(n, sizeof *all);
  for (size_t i = 0; all && order && i < n; i++) {
    all[i] = (ranked){i, stance__name_counts_sum(c, i), NULL, 0};
    all[i].name = stance__table_text(c->names, (uint32_t)i, &all[i].length);
  }
  if (!all || !order) {
    stance__free(order);
    order = NULL;
  } else {
    qsort(all, n, sizeof *all, names_alone ? by_name : by_sum);
    for (size_t i = 0; i < n; i++) order[i] = all[i].number;
  }
  stance__free(all);
  return order;
}
