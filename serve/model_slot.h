/* The model that answers. It can be exchanged while requests are under way: each holds the one it started with. */
#ifndef STANCE_SERVE_MODEL_SLOT_H
#define STANCE_SERVE_MODEL_SLOT_H
#include "base/spares.h"
#include "stance/infer.h"
#include <pthread.h>

enum { SERVE_MOST_REASONS = 100 };

/* What one thread labels with. */
typedef struct serve_scratch {
  stance_labeller *labeller;
  double *probabilities; /* [label count] */
  stance_reason reasons[SERVE_MOST_REASONS];
} serve_scratch;

/* A model with the scratch memory of its idle threads; lives as long as someone holds it. */
typedef struct serve_model {
  stance_model *model;
  char name[256];
  size_t holders; /* under the slot's lock */
  stance__spares scratches;
} serve_model;

typedef struct serve_slot {
  pthread_mutex_t lock;
  serve_model *current;
} serve_slot;

/* Takes the model over, whether it succeeds or not. The caller holds the result. */
STANCE_MUST_CHECK stance_status serve_model_new(serve_model **out, stance_model *model, const char *name, stance_error *error);
/* Takes over the caller's hold. */
void serve_slot_init(serve_slot *slot, serve_model *model);
void serve_slot_release(serve_slot *slot);
serve_model *serve_slot_hold(serve_slot *slot);
serve_model *serve_slot_hold_again(serve_slot *slot, serve_model *model); /* one more hold of a model that is held */
void serve_slot_let_go(serve_slot *slot, serve_model *model);             /* NULL does nothing */
/* Takes over the caller's hold of `model`. */
void serve_slot_exchange(serve_slot *slot, serve_model *model);

STANCE_MUST_CHECK stance_status serve_scratch_take(serve_scratch **out, serve_model *model, stance_error *error);
void serve_scratch_give_back(serve_model *model, serve_scratch *scratch); /* NULL does nothing */
#endif
