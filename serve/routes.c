/* The table of routes and the search in it. serve/openapi.json describes the same; tests/serve/api_test.py holds both together. */
#include "serve/routes.h"

#include <string.h>

#define API "/api/v1"
enum { REQUEST = 64 << 10, ARTICLE = 4 << 20, UPLOAD = 32 << 20 };
static const char json[] = "application/json", bytes[] = "application/octet-stream";

static const serve_route routes[] = {
    {"GET", API "/health", serve_get_health, NULL, NULL, 0, false},
    {"GET", API "/metrics", serve_get_metrics, NULL, NULL, 0, false},
    {"GET", API "/openapi.json", serve_get_openapi, NULL, NULL, 0, false},
    {"GET", API "/model", serve_get_model, NULL, NULL, 0, false},
    {"POST", API "/infer", serve_post_infer, "format|name|explain", "application/json|text/plain|text/html", ARTICLE, false},
    {"POST", API "/explain", serve_post_explain, NULL, json, REQUEST, false},
    {"POST", API "/evaluate", serve_post_evaluate, "name|format|by|errors|text_field|label_field|group_field|map|drop|skip_bad", bytes,
     UPLOAD, false},
    {"GET", API "/label/pool", serve_get_pool, NULL, NULL, 0, true},
    {"POST", API "/label/pool", serve_post_pool, "name|kind|text_field", bytes, UPLOAD, true},
    {"GET", API "/label/next", serve_get_next, "annotator|n", NULL, 0, true},
    {"POST", API "/label", serve_post_label, NULL, json, REQUEST, true},
    {"POST", API "/label/skip", serve_post_skip, NULL, json, REQUEST, true},
    {"POST", API "/label/undo", serve_post_undo, NULL, json, REQUEST, true},
    {"GET", API "/label/stats", serve_get_label_stats, NULL, NULL, 0, true},
    {"GET", API "/label/agreement", serve_get_agreement, NULL, NULL, 0, true},
    {"GET", API "/label/export", serve_get_export, "form", NULL, 0, true},
    {"GET", API "/retrain", serve_get_retraining, NULL, NULL, 0, true},
    {"POST", API "/retrain", serve_post_retrain, NULL, json, REQUEST, true},
    {"POST", API "/retrain/cancel", serve_post_cancel, NULL, json, REQUEST, true},
    {"POST", API "/retrain/adopt", serve_post_adopt, NULL, json, REQUEST, true},
};
enum { N_ROUTES = sizeof routes / sizeof *routes };
_Static_assert(sizeof routes / sizeof *routes < (size_t)SERVE_MOST_ROUTES, "metrics have a row a route");

/* Every file of the page is answered by this one. */
static const serve_route page = {"GET", "/", NULL, NULL, NULL, 0, false};

size_t serve_route_count(void) { return N_ROUTES + 1; }
const serve_route *serve_route_at(size_t i) { return i < N_ROUTES ? &routes[i] : &page; }

const serve_page_file *serve_page_find(const char *path) {
  if (strcmp(path, "/") == 0) path = "/index.html";
  for (size_t i = 0; i < serve_page_file_count; i++)
    if (strcmp(serve_page_files[i].path, path) == 0) return &serve_page_files[i];
  return NULL;
}

const serve_route *serve_route_find(const char *method, const char *path, const char **allowed) {
  const char *asked = strcmp(method, "HEAD") == 0 ? "GET" : method;
  bool get = serve_page_find(path) != NULL, post = false;
  *allowed = NULL;
  if (get && strcmp(asked, "GET") == 0) return &page;
  for (size_t i = 0; i < N_ROUTES; i++) {
    if (strcmp(routes[i].path, path) != 0) continue;
    if (strcmp(routes[i].method, asked) == 0) return &routes[i];
    get = get || strcmp(routes[i].method, "GET") == 0;
    post = post || strcmp(routes[i].method, "POST") == 0;
  }
  if (get || post) *allowed = get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : "POST";
  return NULL;
}

bool serve_word_in(const char *words, const char *word, size_t length, size_t *found) {
  for (size_t number = 0; words; number++) {
    size_t n = strcspn(words, "|");
    if (n == length && memcmp(words, word, n) == 0) {
      if (found) *found = number;
      return true;
    }
    if (!words[n]) break;
    words += n + 1;
  }
  return false;
}
