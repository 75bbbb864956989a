/* The local page and its JSON API: what `stance serve` starts, waits for and stops. All that the program knows and this room may not
   reach comes in by the options. */
#ifndef STANCE_SERVE_SERVE_H
#define STANCE_SERVE_SERVE_H
#include "stance/dataset.h"
#include "stance/model.h"
#include "stance/report.h"
#include "stance/status.h"

/* A labelled file to judge the model on. */
typedef struct serve_evaluation {
  const stance_model *model;
  const char *model_name;
  const char *path; /* to open */
  const char *name; /* what the report and errors call it */
  stance_dataset_options data;
  const char *by; /* NULL: no slices */
  size_t n_errors;
  stance_report_format format;
} serve_evaluation;
/* *text is freed with stance_report_free_text. Called by several threads at once. */
typedef stance_status (*serve_evaluate_fn)(char **text, const serve_evaluation *asked, stance_error *error);

/* Strings and arrays are borrowed until the server is closed. */
typedef struct serve_options {
  stance_model *model; /* owned by the server from serve_open on, whether it succeeds or not */
  const char *model_name;
  size_t port;        /* 0: a free one */
  double deadline;    /* seconds a request may take to arrive, its answer to leave, or a connection to be idle */
  const char *labels; /* the label file; NULL: no labelling */
  const char *const *pools;
  size_t n_pools;
  bool pool_articles; /* the pools are articles, whose statements are to be labelled */
  const char *text_field;
  const char *retrained;   /* where a retrained model goes; NULL: beside the label file */
  const char *const *base; /* data to train on besides the labels; */
  size_t n_base;
  const char *train_program; /* path of stance-train */
  serve_evaluate_fn evaluate;
} serve_options;

typedef struct serve_server serve_server;
/* Reads the label file and the pools, listens on 127.0.0.1 and answers from then on, on threads of its own. SIGTERM and the like should
   be blocked before, so that those threads never take them. STANCE_MACHINE where the port is taken or the label file is another
   server's; STANCE_DATA, with file and line, where the label file or a pool is damaged. */
STANCE_MUST_CHECK stance_status serve_open(serve_server **out, const serve_options *options, stance_error *error);
unsigned serve_port(const serve_server *server);
/* What the user should know of the start: a torn line that was moved aside; "" for nothing. */
const char *serve_notice(const serve_server *server);
/* Takes no more connections, stops a running training, finishes the answers it owes (requests that have not arrived whole within ten
   seconds are dropped), frees everything. */
void serve_close(serve_server *server);
#endif
