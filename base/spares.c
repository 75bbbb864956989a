#include "base/spares.h"

#include "base/alloc.h"

bool stance__spares_init(stance__spares *s, size_t most, void (*free_item)(void *item)) {
  *s = (stance__spares){.free_item = free_item, .items = stance__array(most, sizeof *s->items), .most = most};
  if (!s->items) return false;
  pthread_mutex_init(&s->lock, NULL); /* cannot fail on Linux */
  return true;
}

void *stance__spares_take(stance__spares *s) {
  pthread_mutex_lock(&s->lock);
  void *item = s->n ? s->items[--s->n] : NULL;
  pthread_mutex_unlock(&s->lock);
  return item;
}

void stance__spares_give(stance__spares *s, void *item) {
  if (!item) return;
  pthread_mutex_lock(&s->lock);
  bool room = s->n < s->most;
  if (room) s->items[s->n++] = item;
  pthread_mutex_unlock(&s->lock);
  if (!room) s->free_item(item);
}

void stance__spares_release(stance__spares *s) {
  if (!s->items) return;
  while (s->n) s->free_item(s->items[--s->n]);
  stance__free(s->items);
  s->items = NULL;
  pthread_mutex_destroy(&s->lock);
}
