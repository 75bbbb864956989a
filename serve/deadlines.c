#include "serve/deadlines.h"

#include <errno.h>
#include <math.h>
#include <sys/socket.h>
#include <time.h>

#include "serve/app.h"

static const double LOOKS_EVERY = 0.25;

/* Shutting a socket down makes the thread that waits on it go on and close it: closing it here would free its number for another. */
static void *watch(void *context) {
  serve_deadlines *d = context;
  pthread_mutex_lock(&d->lock);
  while (!d->stop) {
    double now = serve_now();
    for (size_t i = 0; i < SERVE_MOST_CONNECTIONS; i++) {
      serve_deadline *s = &d->slots[i];
      if (s->fd < 0 || s->working || now < s->at) continue;
      shutdown(s->fd, SHUT_RDWR);
      s->at = INFINITY;
      d->cut(d->context);
    }
    double until = now + LOOKS_EVERY;
    struct timespec t = {(time_t)until, (long)((until - floor(until)) * 1e9)};
    pthread_cond_timedwait(&d->stopping, &d->lock, &t);
  }
  pthread_mutex_unlock(&d->lock);
  return NULL;
}

int serve_deadlines_start(serve_deadlines *d, double seconds, void (*cut)(void *context), void *context) {
  pthread_condattr_t monotonic;
  d->seconds = seconds;
  d->cut = cut;
  d->context = context;
  for (size_t i = 0; i < SERVE_MOST_CONNECTIONS; i++) d->slots[i].fd = -1;
  pthread_mutex_init(&d->lock, NULL);
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init(&d->stopping, &monotonic);
  pthread_condattr_destroy(&monotonic);
  int failure = pthread_create(&d->thread, NULL, watch, d);
  d->running = failure == 0;
  return failure;
}

void serve_deadlines_stop(serve_deadlines *d) {
  if (!d->running) return;
  pthread_mutex_lock(&d->lock);
  d->stop = true;
  pthread_cond_signal(&d->stopping);
  pthread_mutex_unlock(&d->lock);
  pthread_join(d->thread, NULL);
  pthread_cond_destroy(&d->stopping);
  pthread_mutex_destroy(&d->lock);
  d->running = false;
}

serve_deadline *serve_deadlines_take(serve_deadlines *d, int fd) {
  serve_deadline *found = NULL;
  pthread_mutex_lock(&d->lock);
  for (size_t i = 0; i < SERVE_MOST_CONNECTIONS && !found; i++)
    if (d->slots[i].fd < 0) found = &d->slots[i];
  if (found) *found = (serve_deadline){fd, false, serve_now() + d->seconds};
  pthread_mutex_unlock(&d->lock);
  return found;
}

void serve_deadlines_give_back(serve_deadlines *d, serve_deadline *slot) {
  pthread_mutex_lock(&d->lock);
  slot->fd = -1;
  pthread_mutex_unlock(&d->lock);
}

void serve_deadlines_set(serve_deadlines *d, serve_deadline *slot, bool working) {
  pthread_mutex_lock(&d->lock);
  slot->working = working;
  slot->at = serve_now() + d->seconds;
  pthread_mutex_unlock(&d->lock);
}
