/* What all requests share. */
#ifndef STANCE_SERVE_APP_H
#define STANCE_SERVE_APP_H
#include "serve/counters.h"
#include "serve/exchange.h"
#include "serve/labelling.h"
#include "serve/model_slot.h"
#include "serve/retrain.h"
#include "serve/serve.h"

typedef struct serve_app {
  serve_options options;
  serve_slot slot;           /* the model that answers */
  serve_labelling labelling; /* its store is NULL where labelling is off */
  serve_retraining retraining;
  serve_counters counters;
  double began; /* seconds of the monotonic clock */
} serve_app;

double serve_now(void); /* seconds of the monotonic clock */
#endif
