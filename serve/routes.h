/* What the server answers to: one table. */
#ifndef STANCE_SERVE_ROUTES_H
#define STANCE_SERVE_ROUTES_H
#include <stdbool.h>
#include <stddef.h>

struct serve_exchange;

typedef struct serve_route {
  const char *method, *path;
  void (*handle)(struct serve_exchange *x); /* NULL: a file of the page */
  const char *parameters;                   /* names it takes, "a|b"; NULL: none */
  const char *media;                        /* Content-Types it takes, "a/b|c/d"; NULL: no body */
  size_t most;                              /* bytes of the body */
  bool labels;                              /* needs a label file */
} serve_route;

enum { SERVE_MOST_ROUTES = 64 };
size_t serve_route_count(void);
const serve_route *serve_route_at(size_t i); /* i < count */
/* NULL where no route has the path, or none has it with the method; then *allowed lists those it has, "GET, HEAD", or is NULL where the
   path is unknown. HEAD finds the route of GET. */
const serve_route *serve_route_find(const char *method, const char *path, const char **allowed);
/* True where `word` is one of "a|b|c"; *found, if not NULL, is that word's place in the list. */
bool serve_word_in(const char *words, const char *word, size_t length, size_t *found);

/* A file of the page, compiled in (cmake/StancePage.cmake makes the table from serve/page/). */
typedef struct serve_page_file {
  const char *path, *type;
  const unsigned char *bytes;
  const size_t *length;
} serve_page_file;
extern const serve_page_file serve_page_files[];
extern const size_t serve_page_file_count;
/* The file of this path, "/" being index.html; NULL where there is none. */
const serve_page_file *serve_page_find(const char *path);

void serve_get_health(struct serve_exchange *x);
void serve_get_metrics(struct serve_exchange *x);
void serve_get_openapi(struct serve_exchange *x);
void serve_get_model(struct serve_exchange *x);
void serve_post_infer(struct serve_exchange *x);
void serve_post_explain(struct serve_exchange *x);
void serve_post_evaluate(struct serve_exchange *x);
void serve_get_pool(struct serve_exchange *x);
void serve_post_pool(struct serve_exchange *x);
void serve_get_next(struct serve_exchange *x);
void serve_post_label(struct serve_exchange *x);
void serve_post_skip(struct serve_exchange *x);
void serve_post_undo(struct serve_exchange *x);
void serve_get_label_stats(struct serve_exchange *x);
void serve_get_agreement(struct serve_exchange *x);
void serve_get_export(struct serve_exchange *x);
void serve_get_retraining(struct serve_exchange *x);
void serve_post_retrain(struct serve_exchange *x);
void serve_post_cancel(struct serve_exchange *x);
void serve_post_adopt(struct serve_exchange *x);
#endif
