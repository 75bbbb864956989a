#include "serve/model_slot.h"

#include <stdio.h>

#include "base/alloc.h"
#include "base/error.h"

enum { IDLE_SCRATCHES = 16 };

static void scratch_free(void *scratch) {
  serve_scratch *x = scratch;
  if (!x) return;
  stance_labeller_free(x->labeller);
  stance__free(x->probabilities);
  stance__free(x);
}

static void model_free(serve_model *m) {
  stance__spares_release(&m->scratches);
  stance_model_close(m->model);
  stance__free(m);
}

stance_status serve_model_new(serve_model **out, stance_model *model, const char *name, stance_error *error) {
  serve_model *m = stance__calloc(1, sizeof *m);
  if (!m || !stance__spares_init(&m->scratches, IDLE_SCRATCHES, scratch_free)) {
    stance_model_close(model);
    stance__free(m);
    return stance__fail_memory(error);
  }
  m->model = model;
  m->holders = 1;
  snprintf(m->name, sizeof m->name, "%s", name);
  *out = m;
  return STANCE_OK;
}

void serve_slot_init(serve_slot *slot, serve_model *model) {
  pthread_mutex_init(&slot->lock, NULL);
  slot->current = model;
}

serve_model *serve_slot_hold_again(serve_slot *slot, serve_model *model) {
  pthread_mutex_lock(&slot->lock);
  model->holders++;
  pthread_mutex_unlock(&slot->lock);
  return model;
}

serve_model *serve_slot_hold(serve_slot *slot) {
  pthread_mutex_lock(&slot->lock);
  serve_model *model = slot->current;
  model->holders++;
  pthread_mutex_unlock(&slot->lock);
  return model;
}

void serve_slot_let_go(serve_slot *slot, serve_model *model) {
  if (!model) return;
  pthread_mutex_lock(&slot->lock);
  bool last = --model->holders == 0;
  pthread_mutex_unlock(&slot->lock);
  if (last) model_free(model);
}

void serve_slot_exchange(serve_slot *slot, serve_model *model) {
  pthread_mutex_lock(&slot->lock);
  serve_model *before = slot->current;
  slot->current = model;
  pthread_mutex_unlock(&slot->lock);
  serve_slot_let_go(slot, before);
}

void serve_slot_release(serve_slot *slot) {
  if (!slot->current) return;
  serve_slot_let_go(slot, slot->current);
  slot->current = NULL;
  pthread_mutex_destroy(&slot->lock);
}

stance_status serve_scratch_take(serve_scratch **out, serve_model *m, stance_error *error) {
  serve_scratch *x = stance__spares_take(&m->scratches);
  stance_status status = STANCE_OK;
  if (!x) {
    x = stance__calloc(1, sizeof *x);
    if (!x) return stance__fail_memory(error);
    x->probabilities = stance__array(stance_model_label_count(m->model), sizeof *x->probabilities);
    status = x->probabilities ? stance_labeller_new(&x->labeller, m->model, error) : stance__fail_memory(error);
  }
  if (status == STANCE_OK)
    *out = x;
  else
    scratch_free(x);
  return status;
}

void serve_scratch_give_back(serve_model *m, serve_scratch *x) { stance__spares_give(&m->scratches, x); }
