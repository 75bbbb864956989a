/* Scratch memory handed from task to task: one takes a spare piece, or makes one where there is none, and gives it back. */
#ifndef STANCE_BASE_SPARES_H
#define STANCE_BASE_SPARES_H
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct stance__spares {
  pthread_mutex_t lock;
  void (*free_item)(void *item);
  void **items; /* [n] that nobody has */
  size_t n, most;
} stance__spares;
/* Keeps at most `most` (> 0) pieces; what is given beyond is freed. False when out of memory; then release does nothing. */
bool stance__spares_init(stance__spares *s, size_t most, void (*free_item)(void *item));
void *stance__spares_take(stance__spares *s);            /* NULL where there is none */
void stance__spares_give(stance__spares *s, void *item); /* NULL does nothing */
/* Frees what was given back; fine on zeroes. Nothing may be taken or given meanwhile. */
void stance__spares_release(stance__spares *s);
#ifdef __cplusplus
}
#endif
#endif
