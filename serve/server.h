/* What the HTTP side keeps. */
#ifndef STANCE_SERVE_SERVER_H
#define STANCE_SERVE_SERVER_H
#include "serve/app.h"
#include "serve/deadlines.h"

struct MHD_Daemon;

struct serve_server {
  serve_app app;
  struct MHD_Daemon *daemon;
  int listener;
  unsigned port;
  serve_deadlines deadlines;
  stance__buffer notice;
  pthread_mutex_t lock;
  pthread_cond_t idle;
  size_t owed; /* requests under way */
  atomic_bool stopping;
};

/* Starts to answer on the listener (http.c); NULL where it cannot. */
struct MHD_Daemon *serve_http_start(serve_server *server);
#endif
