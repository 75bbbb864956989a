/* Training on what was labelled, in the background, and the new model judged against the one that answers, on the labelled random part, of
   which the new one has seen nothing. */
#ifndef STANCE_SERVE_RETRAIN_H
#define STANCE_SERVE_RETRAIN_H
#include "base/buffer.h"
#include "serve/model_slot.h"
#include <pthread.h>
#include <stdbool.h>

struct serve_app;

typedef enum serve_retraining_state { SERVE_IDLE = 0, SERVE_RUNNING, SERVE_DONE, SERVE_FAILED, SERVE_CANCELLED } serve_retraining_state;

typedef struct serve_retraining {
  pthread_mutex_t lock; /* of all that follows */
  pthread_t thread;
  bool joinable;
  serve_retraining_state state;
  char phase[64], error[512];
  double share, began, ended; /* share: NaN before the first figure */
  size_t training_rows, random_rows;
  stance__buffer log; /* lines, each with its end */
  pid_t child;        /* 0: none */
  bool stop;
  char *path;             /* of the new model; NULL before there is one */
  char *evaluation;       /* stance.evaluation/1, or NULL */
  serve_model *candidate; /* held; NULL before there is one */
  bool adopted;
} serve_retraining;

void serve_retraining_init(serve_retraining *r);
/* Stops what runs. */
void serve_retraining_release(struct serve_app *app);

typedef enum serve_start { SERVE_STARTED = 0, SERVE_BUSY, SERVE_TOO_FEW, SERVE_NOT_STARTED } serve_start;
serve_start serve_retraining_start(struct serve_app *app, bool tune, stance_error *error);
bool serve_retraining_cancel(struct serve_app *app); /* false where nothing runs */
/* The state as JSON, schema stance.retraining/1. */
void serve_retraining_print(stance__buffer *out, serve_retraining *r);

/* ---- retrain_judge.c ---- */
/* Statements with the label that most annotators gave. */
typedef struct serve_judged {
  stance_text *texts; /* [n] */
  uint32_t *labels;   /* [n] numbers of the model's labels; their count stands for neither */
  uint32_t *groups;   /* [n] */
  size_t n, capacity;
} serve_judged;
/* *text is the report, to be freed with stance_report_free_text, or NULL where there are no statements. STANCE_DATA where the two models
   have other labels. */
STANCE_MUST_CHECK stance_status serve_judge(char **text, const serve_judged *rows, const serve_model *old, const serve_model *new_one,
                                            stance_error *error);
#endif
