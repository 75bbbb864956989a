/* Scratch memory handed from task to task: a task takes a spare piece, or makes one where there is none, and gives it back. There are never
   more pieces than tasks at work. */
#ifndef STANCE_BASE_SPARES_H
#define STANCE_BASE_SPARES_H
#include <pthread.h>
#include <stddef.h>
typedef struct stance__spares {
  pthread_mutex_t lock;
  void **items;
  size_t n, capacity;
} stance__spares;
int stance__spares_init(stance__spares *s, size_t most); /* false when out of memory */
void *stance__spares_take(stance__spares *s);            /* NULL where there is none */
void stance__spares_give(stance__spares *s, void *item); /* at most `most` may be out at a time */
/* Frees all, none of which is out. */
void stance__spares_release(stance__spares *s, void (*free_item)(void *item));
#endif
