/* Counters for /metrics, kept without locks. */
#ifndef STANCE_SERVE_COUNTERS_H
#define STANCE_SERVE_COUNTERS_H
#include "base/buffer.h"
#include "serve/routes.h"
#include <stdatomic.h>

enum { SERVE_BUCKETS = 12, SERVE_STATUSES = 14 };
extern const unsigned serve_counted_statuses[SERVE_STATUSES]; /* the last, 0, stands for any other */
extern const double serve_bucket_seconds[SERVE_BUCKETS];

typedef struct serve_counters {
  atomic_ulong requests[SERVE_MOST_ROUTES + 1][SERVE_STATUSES]; /* by route; the last row is of paths that no route has */
  atomic_ulong buckets[SERVE_MOST_ROUTES + 1][SERVE_BUCKETS + 1];
  atomic_ulong nanoseconds[SERVE_MOST_ROUTES + 1];
  atomic_ulong statements; /* labelled for requests */
  atomic_ulong saved, not_saved;
  atomic_ulong connections, cut; /* open now; past their deadline */
  atomic_size_t body_bytes;      /* held now */
} serve_counters;

/* route NULL: none was found. */
void serve_count_request(serve_counters *c, const serve_route *route, unsigned status, double seconds);
/* Prometheus text, exposition format 0.0.4. */
void serve_counters_print(stance__buffer *out, serve_counters *c);
#endif
