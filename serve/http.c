/* Between libmicrohttpd and the routes: limits, who may ask, bodies, headers. A thread a connection, since a label waits for the disk and a
   report for its bootstrap, and neither should make another's article wait; their number is limited, and so is the memory their bodies
   take together. */
#include <ctype.h>
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "serve/guard.h"
#include "serve/server.h"

enum { IDLE_SECONDS = 15, HEADER_BYTES = 16 << 10 };
static const size_t ALL_BODIES = (size_t)256 << 20; /* held at once, over all connections */

/* One request while it is under way. */
typedef struct request {
  serve_exchange exchange;
  serve_server *server;
  serve_deadline *deadline;
  double began;
  size_t counted, dropped; /* bytes of the body in the sum of all; bytes read and thrown away after a refusal */
  bool page, refused;
  const char *allowed; /* methods that the path takes, where this one it does not; NULL otherwise */
} request;

/* ---- Answers ---- */

static void free_answer(void *bytes) { stance__free(bytes); }

static void add_headers(struct MHD_Response *r, const request *q) {
  const serve_exchange *x = &q->exchange;
  char value[128];
  for (size_t i = 0; serve_guard_headers[i]; i += 2) MHD_add_response_header(r, serve_guard_headers[i], serve_guard_headers[i + 1]);
  MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, x->type);
  MHD_add_response_header(r, "Content-Security-Policy", q->page ? serve_page_policy : serve_answer_policy);
  if (q->allowed) MHD_add_response_header(r, MHD_HTTP_HEADER_ALLOW, q->allowed);
  if (x->attachment) {
    snprintf(value, sizeof value, "attachment; filename=\"%s\"", x->attachment);
    MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_DISPOSITION, value);
  }
  if (atomic_load(&q->server->stopping)) MHD_add_response_header(r, MHD_HTTP_HEADER_CONNECTION, "close");
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, request *q) {
  serve_exchange *x = &q->exchange;
  if (x->out.failed) {
    stance__buffer_release(&x->out);
    serve_refuse(x, 500, "machine", "out of memory");
    if (x->out.failed) return MHD_NO;
  }
  struct MHD_Response *r = MHD_create_response_from_buffer_with_free_callback(x->out.length, x->out.data ? x->out.data : NULL, free_answer);
  if (!r) return MHD_NO;
  x->out = (stance__buffer)STANCE__BUFFER_INIT; /* the response's now */
  add_headers(r, q);
  enum MHD_Result result = MHD_queue_response(connection, x->status, r);
  MHD_destroy_response(r);
  serve_count_request(&x->app->counters, x->route, x->status, serve_now() - q->began);
  if (q->deadline) serve_deadlines_set(&q->server->deadlines, q->deadline, false);
  return result;
}

static enum MHD_Result send_page_file(struct MHD_Connection *connection, request *q, const serve_page_file *file) {
  q->page = true;
  q->exchange.type = file->type;
  struct MHD_Response *r = MHD_create_response_from_buffer(*file->length, (void *)file->bytes, MHD_RESPMEM_PERSISTENT);
  if (!r) return MHD_NO;
  add_headers(r, q);
  enum MHD_Result result = MHD_queue_response(connection, 200, r);
  MHD_destroy_response(r);
  serve_count_request(&q->exchange.app->counters, q->exchange.route, 200, serve_now() - q->began);
  return result;
}

/* ---- What came before the body ---- */

static enum MHD_Result see_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
  serve_origin *from = context;
  (void)kind;
  const char **kept = strcasecmp(name, "host") == 0             ? &from->host
                      : strcasecmp(name, "origin") == 0         ? &from->origin
                      : strcasecmp(name, "sec-fetch-site") == 0 ? &from->site
                      : strcasecmp(name, "sec-fetch-mode") == 0 ? &from->mode
                                                                : NULL;
  if (!kept) return MHD_YES;
  if (*kept) from->repeated = true;
  *kept = value ? value : "";
  return MHD_YES;
}

static bool admit(request *q, struct MHD_Connection *connection, const char *path) {
  serve_origin from = {0};
  MHD_get_connection_values(connection, MHD_HEADER_KIND, see_header, &from);
  switch (serve_guard(&from, q->server->port, serve_page_find(path) != NULL)) {
  case SERVE_WELCOME: return true;
  case SERVE_FOREIGN_HOST:
    serve_refuse(&q->exchange, 421, "foreign_host", "Host is not this server's address; open http://127.0.0.1:%u/", q->server->port);
    return false;
  default: serve_refuse(&q->exchange, 403, "foreign_origin", "requests from other sites' pages are refused"); return false;
  }
}

static enum MHD_Result see_parameter(void *context, enum MHD_ValueKind kind, const char *name, size_t name_length, const char *value,
                                     size_t length) {
  serve_exchange *x = context;
  (void)kind;
  if (!value) value = "";
  if (!serve_word_in(x->route->parameters, name, name_length, NULL) || x->n_parameters == SERVE_MOST_PARAMETERS) {
    serve_refuse(x, 400, "bad_request", "the parameter '%.60s' is not known here, or there are too many", name);
    return MHD_NO;
  }
  if (strlen(value) != length || stance__utf8_valid(value, length) != length) {
    serve_refuse(x, 400, "bad_request", "the parameter '%.60s' is no UTF-8, or has a NUL in it", name);
    return MHD_NO;
  }
  x->parameters[x->n_parameters++] = (serve_parameter){name, value};
  return MHD_YES;
}

/* The body's Content-Type without its parameters, as the route lists it; NULL where it does not. */
static const char *media_of(struct MHD_Connection *connection, const serve_route *route) {
  static const char *const known[] = {"application/json", "application/octet-stream", "text/plain", "text/html"};
  const char *sent = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_TYPE);
  size_t length = sent ? strcspn(sent, "; \t") : 0;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strlen(known[i]) == length && strncasecmp(known[i], sent, length) == 0 && serve_word_in(route->media, known[i], length, NULL))
      return known[i];
  return NULL;
}

static bool prepare(request *q, struct MHD_Connection *connection, const char *method, const char *path) {
  serve_exchange *x = &q->exchange;
  if (!admit(q, connection, path)) return false;
  x->route = serve_route_find(method, path, &q->allowed);
  if (!x->route) {
    if (q->allowed)
      serve_refuse(x, 405, "method_not_allowed", "this path takes %s", q->allowed);
    else
      serve_refuse(x, 404, "not_found", "no such path; %s describes those there are", "/api/v1/openapi.json");
    return false;
  }
  q->allowed = NULL;
  if (x->route->labels && !x->app->labelling.file) {
    serve_refuse(x, 503, "labelling_off", "labelling is off; start the server with --labels FILE");
    return false;
  }
  x->media = x->route->media ? media_of(connection, x->route) : NULL;
  if (x->route->media && !x->media) {
    serve_refuse(x, 415, "unsupported_media_type", "Content-Type is one of %s", x->route->media);
    return false;
  }
  unsigned before = x->status;
  MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, see_parameter, x);
  return x->status == before;
}

/* ---- Bodies ---- */

/* What is too much is read and thrown away up to a limit, so that a client which sends before it listens hears why. */
static enum MHD_Result take_body(request *q, const char *bytes, size_t *length) {
  serve_exchange *x = &q->exchange;
  atomic_size_t *sum = &x->app->counters.body_bytes;
  size_t most = x->route && x->route->media ? x->route->most : 0;
  if (!q->refused && x->body.length + *length > most) {
    q->refused = true;
    serve_refuse(x, 413, "too_large", "the body is over %zu KiB", most >> 10);
  }
  if (!q->refused && atomic_fetch_add(sum, *length) + *length > ALL_BODIES) {
    atomic_fetch_sub(sum, *length);
    q->refused = true;
    serve_refuse(x, 503, "busy", "too much is being uploaded at once; try again");
  }
  if (q->refused) {
    enum { MOST_DROPPED = 64 << 20 };
    q->dropped += *length;
    *length = 0;
    return q->dropped > MOST_DROPPED ? MHD_NO : MHD_YES;
  }
  q->counted += *length;
  stance__buffer_add(&x->body, bytes, *length);
  *length = 0;
  if (x->body.failed) {
    q->refused = true;
    serve_refuse(x, 503, "busy", "out of memory for the body; try again");
  }
  return MHD_YES;
}

/* ---- MHD's calls ---- */

static request *begin(serve_server *s, struct MHD_Connection *connection) {
  request *q = stance__calloc(1, sizeof *q);
  if (!q) return NULL;
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  q->server = s;
  q->deadline = info ? info->socket_context : NULL;
  q->began = serve_now();
  q->exchange.app = &s->app;
  q->exchange.status = 200;
  q->exchange.type = "application/json";
  pthread_mutex_lock(&s->lock);
  s->owed++;
  pthread_mutex_unlock(&s->lock);
  return q;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *path, const char *method,
                                  const char *version, const char *bytes, size_t *length, void **state) {
  serve_server *s = context;
  request *q = *state;
  (void)version;
  if (!q) {
    *state = q = begin(s, connection);
    if (!q) return MHD_NO;
    q->refused = !prepare(q, connection, method, path);
    /* A stranger gets his answer at once, not a look at how much we would read. */
    bool stranger = q->refused && (q->exchange.status == 403 || q->exchange.status == 421);
    return stranger ? send_answer(connection, q) : MHD_YES;
  }
  if (*length) return take_body(q, bytes, length);
  if (!q->refused) {
    if (q->deadline) serve_deadlines_set(&s->deadlines, q->deadline, true);
    if (!q->exchange.route->handle) return send_page_file(connection, q, serve_page_find(path));
    q->exchange.route->handle(&q->exchange);
  }
  return send_answer(connection, q);
}

static void on_done(void *context, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode why) {
  serve_server *s = context;
  request *q = *state;
  (void)connection;
  (void)why;
  if (!q) return;
  atomic_fetch_sub(&s->app.counters.body_bytes, q->counted);
  if (q->deadline) serve_deadlines_set(&s->deadlines, q->deadline, false);
  stance__buffer_release(&q->exchange.body);
  stance__buffer_release(&q->exchange.out);
  stance__free(q);
  *state = NULL;
  pthread_mutex_lock(&s->lock);
  if (--s->owed == 0) pthread_cond_signal(&s->idle);
  pthread_mutex_unlock(&s->lock);
}

static void on_connection(void *context, struct MHD_Connection *connection, void **state, enum MHD_ConnectionNotificationCode what) {
  serve_server *s = context;
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *state = info ? serve_deadlines_take(&s->deadlines, info->connect_fd) : NULL;
    atomic_fetch_add(&s->app.counters.connections, 1);
    return;
  }
  if (*state) serve_deadlines_give_back(&s->deadlines, *state);
  *state = NULL;
  atomic_fetch_sub(&s->app.counters.connections, 1);
}

static void say_nothing(void *context, const char *format, va_list arguments) {
  (void)context;
  (void)format;
  (void)arguments;
}

struct MHD_Daemon *serve_http_start(serve_server *s) {
  return MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL | MHD_USE_ITC | MHD_USE_ERROR_LOG,
                          0, NULL, NULL, on_request, s, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL, MHD_OPTION_LISTEN_SOCKET,
                          s->listener, MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVE_MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
                          (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES, MHD_OPTION_NOTIFY_COMPLETED,
                          on_done, s, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}
