/* stance-train as a child process: OpenBLAS and libsvm stay out of the server, and a crash or a full memory there does not reach it. */
#ifndef STANCE_SERVE_TRAINING_PROCESS_H
#define STANCE_SERVE_TRAINING_PROCESS_H
#include "base/buffer.h"
#include "stance/status.h"
#include <sys/types.h>

typedef struct serve_training_request {
  const char *program;
  const stance__buffer *rows; /* JSONL to train on */
  const char *const *base;    /* [n_base] files to train on besides */
  size_t n_base;
  bool tune;
  const char *name;   /* of the data, for the card */
  const char *output; /* where the model goes */
} serve_training_request;

/* A line that the child said, without its end. */
typedef void (*serve_said_fn)(void *context, const char *line, size_t length);

typedef struct serve_training_process {
  pid_t pid;
  int pipe; /* its standard error */
} serve_training_process;

/* Starts it, with lower priority and such that it dies with the thread that starts it: which must therefore be the one that waits for it.
 */
STANCE_MUST_CHECK stance_status serve_training_start(serve_training_process *out, const serve_training_request *asked, stance_error *error);
/* Hands on what it says until it ends; STANCE_OK where it succeeded, else its exit code as a status (STANCE_CANCELLED where a signal
   ended it) without a message. */
STANCE_MUST_CHECK stance_status serve_training_wait(serve_training_process *process, serve_said_fn said, void *context);
#endif
