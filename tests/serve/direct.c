#include "tests/serve/direct.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "serve/server.h"

/* In the place of the command's own, which is another room's: a report of nothing. */
static stance_status evaluate(char **text, const serve_evaluation *asked, stance_error *error) {
  (void)asked;
  *text = stance__strndup("{}", 2);
  if (*text) return STANCE_OK;
  *error = (stance_error){STANCE_MACHINE, 0, "", "out of memory"};
  return STANCE_MACHINE;
}

stance_status direct_open(direct_server **out, const direct_options *o, stance_error *error) {
  serve_options options = {.model_name = "m",
                           .deadline = 30,
                           .labels = o->labels,
                           .pools = &o->pool,
                           .n_pools = o->pool != NULL,
                           .pool_articles = o->pool_articles,
                           .train_program = o->train_program,
                           .retrained = o->retrained,
                           .evaluate = evaluate};
  stance_status status = stance_model_open(&options.model, o->model, error);
  return status == STANCE_OK ? serve_open(out, &options, error) : status;
}

void direct_close(direct_server *server) { serve_close(server); }

static void cut_parameters(serve_exchange *x, char *text) {
  char *rest;
  for (char *part = strtok_r(text, "&", &rest); part; part = strtok_r(NULL, "&", &rest)) {
    char *equals = strchr(part, '=');
    *equals = '\0';
    x->parameters[x->n_parameters++] = (serve_parameter){part, equals + 1};
  }
}

unsigned direct_ask(direct_server *server, const char *what, const char *parameters, const char *media, const char *body, char out[4096]) {
  char method[8], path[64], cut[512];
  const char *allowed;
  serve_exchange *x = calloc(1, sizeof *x); /* not the program's memory: it never fails */
  if (!x || sscanf(what, "%7s %63s", method, path) != 2) abort();
  x->app = &server->app;
  x->route = serve_route_find(method, path, &allowed);
  if (!x->route) abort();
  x->status = 200;
  x->type = "application/json";
  x->media = media;
  snprintf(cut, sizeof cut, "%s", parameters);
  cut_parameters(x, cut);
  if (media) x->body = (stance__buffer){(char *)(size_t)body, strlen(body), 0, false}; /* only read */
  x->route->handle(x);
  unsigned status = x->out.failed ? 0 : x->status;
  snprintf(out, 4096, "%.*s", (int)x->out.length, x->out.data ? x->out.data : "");
  stance__buffer_release(&x->out);
  free(x);
  return status;
}
