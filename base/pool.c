#include "base/pool.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"

typedef struct pool {
  pthread_mutex_t lock;
  size_t next, n;
  stance__task_fn run;
  void *context;
  size_t failed_task; /* SIZE_MAX: none */
  stance_status status;
  stance_error error;
} pool;

size_t stance__pool_cores(void) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  return cores > 0 ? (size_t)cores : 1;
}

static void *work(void *argument) {
  pool *p = argument;
  for (;;) {
    pthread_mutex_lock(&p->lock);
    size_t task = p->failed_task == SIZE_MAX && p->next < p->n ? p->next++ : SIZE_MAX;
    pthread_mutex_unlock(&p->lock);
    if (task == SIZE_MAX) return NULL;
    stance_error error;
    memset(&error, 0, sizeof error);
    stance_status status = p->run(p->context, task, &error);
    if (status == STANCE_OK) continue;
    /* Tasks are handed out in order, so every task below a failed one runs to its end: the lowest failure is always the same. */
    pthread_mutex_lock(&p->lock);
    if (task < p->failed_task) {
      p->failed_task = task;
      p->status = status;
      p->error = error;
    }
    pthread_mutex_unlock(&p->lock);
  }
}

stance_status stance__pool_run(size_t threads, size_t n, stance__task_fn run, void *context, stance_error *error) {
  pool p = {.n = n, .run = run, .context = context, .failed_task = SIZE_MAX, .status = STANCE_OK};
  pthread_t workers[STANCE__MOST_THREADS];
  size_t started = 0;
  if (threads == 0) threads = stance__pool_cores();
  if (threads > n) threads = n;
  if (threads > STANCE__MOST_THREADS) threads = STANCE__MOST_THREADS;
  int code = pthread_mutex_init(&p.lock, NULL);
  if (code != 0) return stance__fail_errno(error, NULL, "create a lock", code);
  while (started + 1 < threads && pthread_create(&workers[started], NULL, work, &p) == 0) started++;
  work(&p); /* the caller works too, alone where no thread could be created */
  for (size_t i = 0; i < started; i++) pthread_join(workers[i], NULL);
  pthread_mutex_destroy(&p.lock);
  if (p.status != STANCE_OK && error) *error = p.error;
  return p.status;
}
