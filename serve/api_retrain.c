/* Retraining, watched and ended from the page. */
#include <cjson/cJSON.h>

#include "base/error.h"
#include "serve/app.h"

void serve_get_retraining(serve_exchange *x) { serve_retraining_print(&x->out, &x->app->retraining); }

/* An empty object is wanted, as proof that it is this page which asks: false after refusing. */
static bool read_empty(serve_exchange *x) {
  static const char *const members[] = {NULL};
  cJSON *object = serve_body_object(x, members);
  cJSON_Delete(object);
  return object != NULL;
}

void serve_post_retrain(serve_exchange *x) {
  static const char *const members[] = {"tune", NULL};
  bool tune = false;
  stance_error error = {.file = ""};
  cJSON *object = serve_body_object(x, members);
  if (!object) return;
  bool read = serve_member_flag(x, object, "tune", &tune);
  cJSON_Delete(object);
  if (!read) return;
  switch (serve_retraining_start(x->app, tune, &error)) {
  case SERVE_STARTED:
    x->status = 202;
    serve_retraining_print(&x->out, &x->app->retraining);
    break;
  case SERVE_BUSY: serve_refuse(x, 409, "conflict", "a training runs already; wait for it, or cancel it"); break;
  case SERVE_TOO_FEW:
    serve_refuse(x, 409, "conflict",
                 "too few labels to train on: at least ten outside the random part, of two labels; or start the server "
                 "with --train-with FILE");
    break;
  case SERVE_NOT_STARTED: serve_refuse_error(x, &error, NULL); break;
  }
}

void serve_post_cancel(serve_exchange *x) {
  if (!read_empty(x)) return;
  if (serve_retraining_cancel(x->app))
    serve_retraining_print(&x->out, &x->app->retraining);
  else
    serve_refuse(x, 409, "conflict", "no training runs");
}

/* The pool is answered anew before the model is exchanged: items and answers change together, under the labelling's lock. */
void serve_post_adopt(serve_exchange *x) {
  serve_app *app = x->app;
  serve_retraining *r = &app->retraining;
  serve_model *m = NULL;
  stance_error error = {.file = ""};
  if (!read_empty(x)) return;
  pthread_mutex_lock(&r->lock);
  if (r->state == SERVE_DONE && r->candidate) m = serve_slot_hold_again(&app->slot, r->candidate);
  pthread_mutex_unlock(&r->lock);
  if (!m) {
    serve_refuse(x, 409, "conflict", "there is no new model");
    return;
  }
  pthread_mutex_lock(&app->labelling.lock);
  stance_status status = serve_items_answer(&app->labelling, m->model, &error);
  if (status == STANCE_OK) serve_slot_exchange(&app->slot, serve_slot_hold_again(&app->slot, m));
  pthread_mutex_unlock(&app->labelling.lock);
  if (status != STANCE_OK) {
    serve_refuse_error(x, &error, NULL);
  } else {
    pthread_mutex_lock(&r->lock);
    if (r->candidate == m) r->adopted = true;
    pthread_mutex_unlock(&r->lock);
    serve_get_model(x);
  }
  serve_slot_let_go(&app->slot, m);
}
