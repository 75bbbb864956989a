/* Statements may not overlap, candidates do. Each is worth its probability less what a statement must have to be kept; the set of
   candidates that do not overlap and are worth most together is found as in weighted interval scheduling (Kleinberg and Tardos,
   Algorithm Design, 6.1). */
#include "articles/choice.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum { LEAST_PERCENT = 40 };

typedef struct stop {
  size_t first, last; /* hull */
  int worth;
  size_t index;
  int best;        /* of this stop and those before it */
  size_t previous; /* number of stops that end before this one starts */
  bool taken;
} stop;

static int by_end(const void *left, const void *right) {
  const stop *x = left, *y = right;
  if (x->last != y->last) return x->last < y->last ? -1 : 1;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static int by_start(const void *left, const void *right) {
  const stance__candidate *x = left, *y = right;
  return x->content[0].first < y->content[0].first ? -1 : x->content[0].first > y->content[0].first;
}

static size_t length_of(const stance__candidate *c) {
  return c->n_content == 0 ? 0 : c->content[c->n_content - 1].last - c->content[0].first;
}

static int by_length(const void *left, const void *right) {
  const stance__candidate *x = left, *y = right;
  size_t l = length_of(x), m = length_of(y);
  if (l != m) return l > m ? -1 : 1;
  return x->head < y->head ? -1 : x->head > y->head;
}

/* A cue inside what another cue attributes is part of that content: the table counts uses outside other content, so each
   probability is lowered by those of the candidates around it. */
static void lower_inner(stance__candidate *c, size_t n) {
  if (n) qsort(c, n, sizeof *c, by_length);
  for (size_t i = 0; i < n; i++) {
    double outside = 1;
    for (size_t k = 0; k < i; k++) {
      bool inside = false;
      for (size_t p = 0; p < c[k].n_content; p++) inside |= c[i].head >= c[k].content[p].first && c[i].head < c[k].content[p].last;
      if (inside && c[k].percent > LEAST_PERCENT) outside *= 1 - c[k].percent / 100.0;
    }
    c[i].percent = (int)(c[i].percent * outside);
  }
}

bool stance__choose(stance__list *list) {
  stance__candidate *c = list->items;
  lower_inner(c, list->n);
  size_t n = 0;
  stop *stops = stance__array(list->n ? list->n : 1, sizeof *stops);
  if (!stops) return false;
  for (size_t i = 0; i < list->n; i++)
    if (c[i].n_content && c[i].percent > LEAST_PERCENT)
      stops[n++] = (stop){c[i].content[0].first, c[i].content[c[i].n_content - 1].last, c[i].percent - LEAST_PERCENT, i, 0, 0, false};
  if (n) qsort(stops, n, sizeof *stops, by_end);
  for (size_t i = 0; i < n; i++) {
    size_t low = 0, high = i;
    while (low < high) {
      size_t middle = (low + high) / 2;
      if (stops[middle].last <= stops[i].first)
        low = middle + 1;
      else
        high = middle;
    }
    stops[i].previous = low;
    int with = stops[i].worth + (low ? stops[low - 1].best : 0), without = i ? stops[i - 1].best : 0;
    stops[i].taken = with > without;
    stops[i].best = with > without ? with : without;
  }
  stance__candidate *kept = stance__array(n ? n : 1, sizeof *kept);
  size_t n_kept = 0;
  for (size_t i = n; kept && i > 0;) {
    if (stops[i - 1].taken) {
      kept[n_kept++] = c[stops[i - 1].index];
      i = stops[i - 1].previous;
    } else {
      i--;
    }
  }
  if (kept) {
    if (n_kept) {
      qsort(kept, n_kept, sizeof *kept, by_start);
      memcpy(c, kept, n_kept * sizeof *kept);
    }
    list->n = n_kept;
  }
  stance__free(stops);
  stance__free(kept);
  return kept != NULL;
}
