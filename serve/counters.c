#include "serve/counters.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

const unsigned serve_counted_statuses[SERVE_STATUSES] = {200, 202, 400, 403, 404, 405, 409, 413, 415, 421, 422, 500, 503, 0};
const double serve_bucket_seconds[SERVE_BUCKETS] = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30};

static size_t row_of(const serve_route *route) {
  for (size_t i = 0; route && i < serve_route_count(); i++)
    if (serve_route_at(i) == route) return i;
  return SERVE_MOST_ROUTES;
}

void serve_count_request(serve_counters *c, const serve_route *route, unsigned status, double seconds) {
  size_t row = row_of(route), column = 0, bucket = 0;
  while (column + 1 < SERVE_STATUSES && serve_counted_statuses[column] != status) column++;
  while (bucket < SERVE_BUCKETS && seconds > serve_bucket_seconds[bucket]) bucket++;
  atomic_fetch_add_explicit(&c->requests[row][column], 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&c->buckets[row][bucket], 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&c->nanoseconds[row], (unsigned long)(seconds * 1e9), memory_order_relaxed);
}

static void head(stance__buffer *b, const char *name, const char *type, const char *help) {
  stance__buffer_printf(b, "# HELP stance_%s %s\n# TYPE stance_%s %s\n", name, help, name, type);
}

static void single(stance__buffer *b, const char *name, const char *type, const char *help, unsigned long value) {
  head(b, name, type, help);
  stance__buffer_printf(b, "stance_%s %lu\n", name, value);
}

/* The row's labels without the closing brace; false for rows that stand for nothing. */
static bool row_labels(char out[128], size_t row) {
  if (row == SERVE_MOST_ROUTES) {
    snprintf(out, 128, "{method=\"\",path=\"\"");
    return true;
  }
  if (row >= serve_route_count()) return false;
  const serve_route *route = serve_route_at(row);
  snprintf(out, 128, "{method=\"%s\",path=\"%s\"", route->method, route->path);
  return true;
}

static void print_requests(stance__buffer *b, serve_counters *c) {
  char labels[128];
  head(b, "requests_total", "counter", "Answers by route and status; an empty path is one that no route has.");
  for (size_t row = 0; row <= SERVE_MOST_ROUTES; row++) {
    for (size_t s = 0; s < SERVE_STATUSES && row_labels(labels, row); s++) {
      unsigned long n = atomic_load(&c->requests[row][s]);
      if (n == 0) continue;
      stance__buffer_printf(b, "stance_requests_total%s,status=\"", labels);
      if (serve_counted_statuses[s])
        stance__buffer_printf(b, "%u\"} %lu\n", serve_counted_statuses[s], n);
      else
        stance__buffer_printf(b, "other\"} %lu\n", n);
    }
  }
}

static void print_seconds(stance__buffer *b, serve_counters *c) {
  char labels[128];
  head(b, "request_seconds", "histogram", "From a request's headers to its answer.");
  for (size_t row = 0; row <= SERVE_MOST_ROUTES; row++) {
    unsigned long buckets[SERVE_BUCKETS + 1], sum = 0, below = 0;
    for (size_t k = 0; k <= SERVE_BUCKETS; k++) sum += buckets[k] = atomic_load(&c->buckets[row][k]);
    if (sum == 0 || !row_labels(labels, row)) continue;
    for (size_t k = 0; k < SERVE_BUCKETS; k++) {
      below += buckets[k];
      stance__buffer_printf(b, "stance_request_seconds_bucket%s,le=\"", labels);
      stance__buffer_number(b, serve_bucket_seconds[k]);
      stance__buffer_printf(b, "\"} %lu\n", below);
    }
    stance__buffer_printf(b, "stance_request_seconds_bucket%s,le=\"+Inf\"} %lu\nstance_request_seconds_sum%s} ", labels, sum, labels);
    stance__buffer_number(b, (double)atomic_load(&c->nanoseconds[row]) / 1e9);
    stance__buffer_printf(b, "\nstance_request_seconds_count%s} %lu\n", labels, sum);
  }
}

static unsigned long resident_bytes(void) {
  unsigned long all, resident = 0;
  FILE *f = fopen("/proc/self/statm", "re");
  if (!f) return 0;
  if (fscanf(f, "%lu %lu", &all, &resident) != 2) resident = 0;
  fclose(f);
  return resident * (unsigned long)sysconf(_SC_PAGESIZE);
}

void serve_counters_print(stance__buffer *b, serve_counters *c) {
  print_requests(b, c);
  print_seconds(b, c);
  single(b, "statements_total", "counter", "Statements labelled by the model.", atomic_load(&c->statements));
  single(b, "labels_saved_total", "counter", "Records of the label file that were written, synced and acknowledged.",
         atomic_load(&c->saved));
  single(b, "labels_not_saved_total", "counter", "Records that could not be written or synced, and were refused.",
         atomic_load(&c->not_saved));
  single(b, "connections", "gauge", "Open now.", atomic_load(&c->connections));
  single(b, "connections_cut_total", "counter", "Cut because a request took longer to arrive, or its answer to leave, than it may.",
         atomic_load(&c->cut));
  single(b, "request_body_bytes", "gauge", "Held in memory now.", (unsigned long)atomic_load(&c->body_bytes));
  single(b, "resident_bytes", "gauge", "Memory of the process.", resident_bytes());
}
