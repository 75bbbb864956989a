/* The report of `stance evaluate` on one file, for the server. */
#ifndef STANCE_CLI_SERVE_EVALUATE_H
#define STANCE_CLI_SERVE_EVALUATE_H
#include "serve/serve.h"

/* A serve_evaluate_fn. */
stance_status cli_serve_evaluate(char **text, const serve_evaluation *asked, stance_error *error);
#endif
