/* The statements there are to label, and their two orders. A statement's text decides, by a hash, whether it is of the random part and
   where it stands there: so the random part is a uniform sample of whatever was put in, what has been labelled of it from the front is one
   too, and both are the same in every run and however the pool came in. The others stand by the model's doubt. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"
#include "serve/labelling.h"

static const uint64_t DRAW_SEED = 0x7374616e6365u;

/* ---- A batch ---- */

stance_status serve_batch_add(serve_batch *b, const serve_item *item, stance_error *error) {
  if (b->n == b->capacity) {
    size_t capacity = b->capacity * 2 + 64;
    serve_item *items = stance__realloc(b->items, capacity, sizeof *items);
    if (!items) return stance__fail_memory(error);
    b->items = items;
    b->capacity = capacity;
  }
  serve_item *added = &b->items[b->n];
  *added = *item;
  added->id = serve_text_id(item->text, item->length);
  added->draw = stance__hash64(item->text, item->length, DRAW_SEED);
  added->random = added->draw < UINT64_MAX / SERVE_RANDOM_EVERY;
  b->n++;
  return STANCE_OK;
}

static double doubt_of(const stance_label *answer, const double *probabilities, size_t k) {
  double neither = isnan(answer->neither) ? 0 : answer->neither, most = neither;
  for (size_t l = 0; l < k; l++)
    if (probabilities[l] * (1 - neither) > most) most = probabilities[l] * (1 - neither);
  return 1 - most;
}

static stance_status answer(serve_item *items, double *probabilities, size_t n, const stance_model *model, stance_error *error) {
  size_t k = stance_model_label_count(model);
  stance_text *texts = stance__array(n, sizeof *texts);
  stance_label *answers = stance__array(n, sizeof *answers);
  stance_status status = texts && answers ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) {
    for (size_t i = 0; i < n; i++) texts[i] = (stance_text){items[i].text, items[i].length};
    status = stance_label_batch(model, texts, n, 0, answers, probabilities, error);
  }
  for (size_t i = 0; status == STANCE_OK && i < n; i++) {
    items[i].answer = answers[i];
    items[i].doubt = doubt_of(&answers[i], probabilities + i * k, k);
  }
  stance__free(texts);
  stance__free(answers);
  return status;
}

stance_status serve_batch_answer(serve_batch *b, const stance_model *model, stance_error *error) {
  b->probabilities = stance__array(b->n, stance_model_label_count(model) * sizeof *b->probabilities);
  if (!b->probabilities) return stance__fail_memory(error);
  return answer(b->items, b->probabilities, b->n, model, error);
}

void serve_batch_release(serve_batch *b) {
  stance__arena_release(&b->arena);
  stance__free(b->items);
  stance__free(b->probabilities);
}

/* ---- The orders ---- */

static int by_doubt(const void *a, const void *b, void *context) {
  const serve_item *items = context, *x = &items[*(const uint32_t *)a], *y = &items[*(const uint32_t *)b];
  if (x->doubt != y->doubt) return x->doubt > y->doubt ? -1 : 1;
  return (x->draw > y->draw) - (x->draw < y->draw);
}

static int by_draw(const void *a, const void *b, void *context) {
  const serve_item *items = context, *x = &items[*(const uint32_t *)a], *y = &items[*(const uint32_t *)b];
  return (x->draw > y->draw) - (x->draw < y->draw);
}

static void order(serve_labelling *l) {
  l->n_uncertain = l->n_random = 0;
  if (l->n_items == 0) return; /* then there are no arrays either */
  for (size_t i = 0; i < l->n_items; i++) {
    if (!l->items[i].in_pool) continue;
    if (l->items[i].random)
      l->by_draw[l->n_random++] = (uint32_t)i;
    else
      l->by_doubt[l->n_uncertain++] = (uint32_t)i;
  }
  qsort_r(l->by_doubt, l->n_uncertain, sizeof *l->by_doubt, by_doubt, l->items);
  qsort_r(l->by_draw, l->n_random, sizeof *l->by_draw, by_draw, l->items);
}

/* ---- Putting in ---- */

static stance_status reserve(serve_labelling *l, size_t more, stance_error *error) {
  size_t need = l->n_items + more;
  if (need <= l->capacity) return STANCE_OK;
  size_t capacity = l->capacity * 2 > need ? l->capacity * 2 : need;
  serve_item *items = stance__realloc(l->items, capacity, sizeof *items);
  if (items) l->items = items;
  double *probabilities = stance__realloc(l->probabilities, capacity, l->n_model_labels * sizeof *probabilities);
  if (probabilities) l->probabilities = probabilities;
  uint32_t *doubts = stance__realloc(l->by_doubt, capacity, sizeof *doubts);
  if (doubts) l->by_doubt = doubts;
  uint32_t *draws = stance__realloc(l->by_draw, capacity, sizeof *draws);
  if (draws) l->by_draw = draws;
  if (!items || !probabilities || !doubts || !draws) return stance__fail_memory(error);
  l->capacity = capacity;
  return STANCE_OK;
}

uint32_t serve_item_find(const serve_labelling *l, uint64_t id) { return stance__table_find(l->ids, (const char *)&id, sizeof id); }

static bool copy_text(serve_labelling *l, const char **text) {
  if (!*text) return true;
  *text = stance__arena_copy(&l->arena, *text, strlen(*text));
  return *text != NULL;
}

static bool copy_strings(serve_labelling *l, serve_item *item) {
  return copy_text(l, &item->text) && copy_text(l, &item->article) && copy_text(l, &item->speaker) && copy_text(l, &item->kind) &&
         copy_text(l, &item->cue) && copy_text(l, &item->before) && copy_text(l, &item->after);
}

static stance_status put(serve_labelling *l, const serve_item *item, const double *probabilities, bool *added, stance_error *error) {
  uint32_t number = serve_item_find(l, item->id);
  bool known = number != STANCE__TABLE_NONE;
  *added = item->in_pool && !(known && l->items[number].in_pool);
  if (known && !*added) return STANCE_OK;
  serve_item copy = *item;
  if (!copy_strings(l, &copy)) return stance__fail_memory(error);
  if (known) copy.random = l->items[number].random; /* as the label file says */
  if (!known) number = stance__table_insert(l->ids, (const char *)&item->id, sizeof item->id);
  if (number == STANCE__TABLE_NONE) return stance__fail_memory(error);
  l->items[number] = copy;
  memcpy(l->probabilities + number * l->n_model_labels, probabilities, l->n_model_labels * sizeof *probabilities);
  if (!known) l->n_items++;
  return STANCE_OK;
}

stance_status serve_items_put(serve_labelling *l, const serve_batch *b, const char *source, size_t *added, stance_error *error) {
  size_t pool = l->n_uncertain + l->n_random;
  *added = 0;
  if (pool + b->n > SERVE_MOST_ITEMS)
    return stance__fail(error, STANCE_DATA, NULL, 0, "%zu statements are too many beside the pool's %zu; it holds at most %d", b->n, pool,
                        SERVE_MOST_ITEMS);
  stance_status status = reserve(l, b->n, error);
  serve_source *sources = NULL;
  if (status == STANCE_OK && source) {
    sources = stance__realloc(l->sources, l->n_sources + 1, sizeof *sources);
    if (sources)
      l->sources = sources;
    else
      status = stance__fail_memory(error);
  }
  for (size_t i = 0; i < b->n && status == STANCE_OK; i++) {
    bool new_one;
    status = put(l, &b->items[i], b->probabilities + i * l->n_model_labels, &new_one, error);
    *added += new_one;
    if (b->items[i].in_pool && !new_one && status == STANCE_OK) l->repeated++;
  }
  order(l);
  if (status == STANCE_OK && source) {
    serve_source *s = &l->sources[l->n_sources++];
    snprintf(s->name, sizeof s->name, "%s", source);
    s->statements = *added;
  }
  return status;
}

stance_status serve_items_answer(serve_labelling *l, const stance_model *model, stance_error *error) {
  stance_status status = answer(l->items, l->probabilities, l->n_items, model, error);
  order(l);
  return status;
}
