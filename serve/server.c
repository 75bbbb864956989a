/* Opening and closing the server: everything that can fail at a start, and an end that owes nobody an answer. */
#include "serve/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"

enum { BACKLOG = 128, PATIENCE = 10 /* seconds for answers under way at the end */ };

/* 127.0.0.1 and nothing else; port 0 has the kernel choose a free one. */
static stance_status open_listener(serve_server *s, stance_error *error) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  int yes = 1;
  address.sin_port = htons((uint16_t)s->app.options.port);
  s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (s->listener < 0) return stance__fail_errno(error, NULL, "open a socket", errno);
  setsockopt(s->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes); /* connections of a server just ended may linger */
  if (bind(s->listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(s->listener, BACKLOG) != 0) {
    if (errno == EADDRINUSE)
      return stance__fail(error, STANCE_MACHINE, NULL, 0, "port %zu is in use; name another with --port, or leave it out for a free one",
                          s->app.options.port);
    if (errno == EACCES)
      return stance__fail(error, STANCE_MACHINE, NULL, 0, "port %zu is not for everyone; name one above 1023 with --port",
                          s->app.options.port);
    return stance__fail_errno(error, NULL, "listen on 127.0.0.1", errno);
  }
  if (getsockname(s->listener, (struct sockaddr *)&address, &size) != 0) return stance__fail_errno(error, NULL, "find the port", errno);
  s->port = ntohs(address.sin_port);
  return STANCE_OK;
}

static stance_status read_pools(serve_app *app, serve_model *model, stance_error *error) {
  const serve_options *o = &app->options;
  stance_status status = STANCE_OK;
  for (size_t i = 0; i < o->n_pools && status == STANCE_OK; i++) {
    serve_batch batch = {0};
    size_t added;
    const char *slash = strrchr(o->pools[i], '/');
    status = serve_pool_read(&batch, o->pools[i], o->pools[i], o->pool_articles, o->text_field, error);
    if (status == STANCE_OK) status = serve_batch_answer(&batch, model->model, error);
    if (status == STANCE_OK) status = serve_items_put(&app->labelling, &batch, slash ? slash + 1 : o->pools[i], &added, error);
    serve_batch_release(&batch);
  }
  return status;
}

static void count_cut(void *context) { atomic_fetch_add(&((serve_app *)context)->counters.cut, 1); }

static void release(serve_server *s) {
  if (s->daemon) MHD_stop_daemon(s->daemon);
  serve_deadlines_stop(&s->deadlines); /* connections that end tell it so */
  if (s->listener >= 0) close(s->listener);
  if (s->app.slot.current) serve_retraining_release(&s->app);
  serve_labelling_close(&s->app.labelling);
  serve_slot_release(&s->app.slot);
  stance__buffer_release(&s->notice);
  pthread_cond_destroy(&s->idle);
  pthread_mutex_destroy(&s->lock);
  stance__free(s);
}

stance_status serve_open(serve_server **out, const serve_options *options, stance_error *error) {
  serve_server *s = stance__calloc(1, sizeof *s);
  serve_model *model = NULL;
  pthread_condattr_t monotonic;
  if (!s) {
    stance_model_close(options->model);
    return stance__fail_memory(error);
  }
  serve_app *app = &s->app;
  app->options = *options;
  app->began = serve_now();
  s->listener = -1;
  pthread_mutex_init(&s->lock, NULL);
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init(&s->idle, &monotonic);
  pthread_condattr_destroy(&monotonic);
  stance_status status = serve_model_new(&model, options->model, options->model_name, error);
  if (status == STANCE_OK) {
    serve_slot_init(&app->slot, model);
    serve_retraining_init(&app->retraining);
    status = open_listener(s, error); /* first: a taken port is said before anything is read */
  }
  if (status == STANCE_OK && options->labels) status = serve_labelling_open(&app->labelling, options->labels, model, &s->notice, error);
  if (status == STANCE_OK && options->labels) status = read_pools(app, model, error);
  if (status == STANCE_OK && s->notice.failed) status = stance__fail_memory(error);
  int failure = status == STANCE_OK ? serve_deadlines_start(&s->deadlines, options->deadline, count_cut, app) : 0;
  if (failure) status = stance__fail_errno(error, NULL, "start a thread", failure);
  if (status == STANCE_OK && !(s->daemon = serve_http_start(s)))
    status = stance__fail(error, STANCE_MACHINE, NULL, 0, "cannot start the HTTP server; too many open files, or out of memory");
  if (status == STANCE_OK)
    *out = s;
  else
    release(s);
  return status;
}

unsigned serve_port(const serve_server *s) { return s->port; }
const char *serve_notice(const serve_server *s) { return s->notice.data ? s->notice.data : ""; }

void serve_close(serve_server *s) {
  struct timespec until;
  if (!s) return;
  atomic_store(&s->stopping, true);
  MHD_quiesce_daemon(s->daemon);
  close(s->listener);
  s->listener = -1;
  serve_retraining_cancel(&s->app);
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_sec += PATIENCE;
  pthread_mutex_lock(&s->lock);
  while (s->owed && pthread_cond_timedwait(&s->idle, &s->lock, &until) == 0) {
  }
  pthread_mutex_unlock(&s->lock);
  release(s);
}
