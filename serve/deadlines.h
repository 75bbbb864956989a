/* Every connection has a time by which what it is doing must be done: send a request, take an answer, or be idle. The inactivity timeout of
   the HTTP library is not enough, since one byte every few seconds renews it for ever. */
#ifndef STANCE_SERVE_DEADLINES_H
#define STANCE_SERVE_DEADLINES_H
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { SERVE_MOST_CONNECTIONS = 128 };

typedef struct serve_deadline {
  int fd; /* -1: free */
  bool working;
  double at; /* not while working */
} serve_deadline;

typedef struct serve_deadlines {
  pthread_mutex_t lock;
  pthread_cond_t stopping;
  pthread_t thread;
  bool running, stop;
  double seconds;
  serve_deadline slots[SERVE_MOST_CONNECTIONS];
  void (*cut)(void *context); /* told of each one */
  void *context;
} serve_deadlines;

/* Starts the thread that watches; 0 or an errno. */
int serve_deadlines_start(serve_deadlines *d, double seconds, void (*cut)(void *context), void *context);
void serve_deadlines_stop(serve_deadlines *d);
/* A new connection; NULL where there are too many. The slot is the connection's until it is given back, which must be before its descriptor
   is closed. */
serve_deadline *serve_deadlines_take(serve_deadlines *d, int fd);
void serve_deadlines_give_back(serve_deadlines *d, serve_deadline *slot);
/* The server works for it: its time stands still. Otherwise it starts again. */
void serve_deadlines_set(serve_deadlines *d, serve_deadline *slot, bool working);
#endif
