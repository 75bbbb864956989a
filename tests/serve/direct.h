/* A server asked without the network, in the test's own process, so that its memory can be made to fail: in C, since C++ knows no
   stdatomic.h. */
#ifndef STANCE_TESTS_SERVE_DIRECT_H
#define STANCE_TESTS_SERVE_DIRECT_H
#include <stdbool.h>
#include <stddef.h>

#include "stance/status.h"

typedef struct direct_options {
  const char *model, *labels, *pool, *train_program, *retrained; /* labels and what follows may be NULL */
  bool pool_articles;
} direct_options;
typedef struct serve_server direct_server;
stance_status direct_open(direct_server **out, const direct_options *options, stance_error *error);
void direct_close(direct_server *server); /* NULL does nothing */
/* Asks "POST /api/v1/infer" with parameters "a=b&c=d" ("" for none) and a body of `media` (NULL: none). Returns the status, 0 where memory
   ended while the answer was written; `out` gets the beginning of the answer. */
unsigned direct_ask(direct_server *server, const char *what, const char *parameters, const char *media, const char *body, char out[4096]);
#endif
