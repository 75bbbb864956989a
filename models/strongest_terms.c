/* The terms that speak most for a label: a heap of the n best, the weakest on top, so that a large vocabulary is read once. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/error.h"
#include "stance/model.h"

typedef struct weighted {
  double weight;
  size_t term;
} weighted;

static bool is_before(const weighted *x, const weighted *y) { return x->weight != y->weight ? x->weight > y->weight : x->term < y->term; }

static int by_rank(const void *a, const void *b) { return is_before(a, b) ? -1 : is_before(b, a); }

static void sift_down(weighted *heap, size_t n) {
  for (size_t at = 0, child; (child = 2 * at + 1) < n; at = child) {
    if (child + 1 < n && is_before(&heap[child], &heap[child + 1])) child++;
    if (!is_before(&heap[at], &heap[child])) return;
    weighted swapped = heap[at];
    heap[at] = heap[child];
    heap[child] = swapped;
  }
}

static void sift_up(weighted *heap, size_t at) {
  for (size_t parent; at > 0 && is_before(&heap[parent = (at - 1) / 2], &heap[at]); at = parent) {
    weighted swapped = heap[at];
    heap[at] = heap[parent];
    heap[parent] = swapped;
  }
}

stance_status stance_model_strongest_terms(size_t *terms, size_t n, size_t *found, const stance_model *model, size_t label,
                                           stance_error *error) {
  size_t all = stance_model_term_count(model), kept = 0;
  if (n > all) n = all;
  weighted *heap = stance__array(n, sizeof *heap);
  if (!heap) return stance__fail_memory(error);
  for (size_t t = 0; n && t < all; t++) {
    weighted next = {stance_model_weight(model, t, label), t};
    if (!(next.weight > 0)) continue; /* NaN, of other kernels, is not */
    if (kept < n) {
      heap[kept] = next;
      sift_up(heap, kept++);
    } else if (is_before(&next, &heap[0])) {
      heap[0] = next;
      sift_down(heap, n);
    }
  }
  if (kept) qsort(heap, kept, sizeof *heap, by_rank);
  for (size_t i = 0; i < kept; i++) terms[i] = heap[i].term;
  *found = kept;
  stance__free(heap);
  return STANCE_OK;
}
