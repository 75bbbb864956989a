/* What the server says about itself and its model. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "serve/answer_text.h"
#include "serve/app.h"

extern const unsigned char serve_openapi_json[]; /* serve/openapi.json, compiled in */
extern const size_t serve_openapi_json_length;

double serve_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void serve_get_health(serve_exchange *x) {
  serve_app *app = x->app;
  char trouble[256] = "";
  if (app->labelling.file) {
    pthread_mutex_lock(&app->labelling.lock);
    snprintf(trouble, sizeof trouble, "%s", serve_label_file_trouble(app->labelling.file));
    pthread_mutex_unlock(&app->labelling.lock);
  }
  if (trouble[0]) x->status = 503;
  serve_model *model = serve_slot_hold(&app->slot);
  stance__buffer_printf(&x->out, "{\"schema\":\"stance.health/1\",\"status\":\"%s\",\"reason\":", trouble[0] ? "failing" : "ok");
  serve_put_text(&x->out, trouble[0] ? trouble : NULL);
  stance__buffer_printf(&x->out, ",\"version\":\"%s\",\"uptime_seconds\":", stance_version());
  stance__buffer_rounded(&x->out, serve_now() - app->began);
  stance__buffer_puts(&x->out, ",\"model\":");
  serve_put_text(&x->out, model->name);
  stance__buffer_printf(&x->out, ",\"labelling\":%s}\n", app->labelling.file ? "true" : "false");
  serve_slot_let_go(&app->slot, model);
}

void serve_get_metrics(serve_exchange *x) {
  x->type = "text/plain; version=0.0.4; charset=utf-8";
  serve_counters_print(&x->out, &x->app->counters);
}

void serve_get_openapi(serve_exchange *x) { stance__buffer_add(&x->out, serve_openapi_json, serve_openapi_json_length); }

void serve_get_model(serve_exchange *x) {
  serve_model *m = serve_slot_hold(&x->app->slot);
  stance__buffer_puts(&x->out, "{\"schema\":\"stance.served-model/1\",\"name\":");
  serve_put_text(&x->out, m->name);
  stance__buffer_puts(&x->out, ",\"labels\":");
  serve_put_labels(&x->out, m->model);
  stance__buffer_puts(&x->out, ",\"threshold\":");
  stance__buffer_rounded(&x->out, stance_model_threshold(m->model));
  stance__buffer_puts(&x->out, ",\"neither_threshold\":");
  stance__buffer_rounded(&x->out, stance_model_neither_threshold(m->model));
  stance__buffer_printf(&x->out, ",\"has_neither\":%s,\"terms\":%zu,\"card\":", stance_model_has_neither(m->model) ? "true" : "false",
                        stance_model_term_count(m->model));
  stance__buffer_puts(&x->out, stance_model_card(m->model));
  stance__buffer_puts(&x->out, "}\n");
  serve_slot_let_go(&x->app->slot, m);
}
