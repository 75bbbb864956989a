/* A request and its answer, free of how they travel: what a route's handler reads and fills. */
#ifndef STANCE_SERVE_EXCHANGE_H
#define STANCE_SERVE_EXCHANGE_H
#include "base/buffer.h"
#include "serve/routes.h"
#include "stance/status.h"
#include <stdbool.h>

enum { SERVE_MOST_PARAMETERS = 160 };

typedef struct serve_parameter {
  const char *name, *value; /* UTF-8, NUL-terminated */
} serve_parameter;

typedef struct serve_exchange {
  struct serve_app *app;
  const serve_route *route;
  /* Asked. */
  serve_parameter parameters[SERVE_MOST_PARAMETERS];
  size_t n_parameters;
  const char *media; /* of the body, as the route lists it; NULL without a body */
  stance__buffer body;
  /* Answered. */
  unsigned status;
  const char *type;       /* Content-Type */
  const char *attachment; /* file name of a download; NULL: none */
  stance__buffer out;
} serve_exchange;

/* Makes the answer an error object (schema stance.error/1); what was in `out` is gone. */
void serve_refuse(serve_exchange *x, unsigned status, const char *code, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The same from the library's error: bad data is 422 with its place, anything else 500. `name` replaces the error's file, which is no
   name that the client knows; may be NULL. */
void serve_refuse_error(serve_exchange *x, const stance_error *error, const char *name);
/* The value of a parameter, or NULL where it was not given (the last one where several were). */
const char *serve_parameter_get(const serve_exchange *x, const char *name);
/* Reads a whole number of `low` to `high`; false after refusing. */
bool serve_parameter_count(serve_exchange *x, const char *name, size_t low, size_t high, size_t *value);
/* The number of the value among the words "a|b|c", 0 where not given; false after refusing. */
bool serve_parameter_choice(serve_exchange *x, const char *name, const char *words, size_t *value);
/* A required parameter (or optional, then *value may be NULL) of at most `most` bytes; false after refusing. */
bool serve_parameter_text(serve_exchange *x, const char *name, bool required, size_t most, const char **value);

struct cJSON;
/* The body, an object with no members but those named (NULL-terminated); NULL after refusing. cJSON_Delete it. */
struct cJSON *serve_body_object(serve_exchange *x, const char *const *members);
/* A string member of 1 to `most` bytes; not required: *value is NULL where absent. False after refusing. */
bool serve_member_text(serve_exchange *x, const struct cJSON *object, const char *name, bool required, size_t most, const char **value);
/* A whole number; *value stays where absent. */
bool serve_member_count(serve_exchange *x, const struct cJSON *object, const char *name, size_t low, size_t high, size_t *value);
bool serve_member_flag(serve_exchange *x, const struct cJSON *object, const char *name, bool *value);

/* A JSON string, or null for NULL. */
void serve_put_text(stance__buffer *out, const char *text);
#endif
