#include "base/spares.h"

#include <assert.h>

#include "base/alloc.h"

int stance__spares_init(stance__spares *s, size_t most) {
  *s = (stance__spares){.items = stance__calloc(most, sizeof *s->items), .capacity = most};
  if (!s->items) return 0;
  if (pthread_mutex_init(&s->lock, NULL) == 0) return 1;
  stance__free(s->items);
  s->items = NULL;
  return 0;
}

void *stance__spares_take(stance__spares *s) {
  pthread_mutex_lock(&s->lock);
  void *item = s->n ? s->items[--s->n] : NULL;
  pthread_mutex_unlock(&s->lock);
  return item;
}

void stance__spares_give(stance__spares *s, void *item) {
  pthread_mutex_lock(&s->lock);
  assert(s->n < s->capacity);
  s->items[s->n++] = item;
  pthread_mutex_unlock(&s->lock);
}

void stance__spares_release(stance__spares *s, void (*free_item)(void *item)) {
  if (!s->items) return;
  while (s->n) free_item(s->items[--s->n]);
  stance__free(s->items);
  s->items = NULL;
  pthread_mutex_destroy(&s->lock);
}
