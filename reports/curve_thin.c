/* A curve of thousands of points is drawn no better than one of a hundred. Points are kept at even steps along the curve's length, where
   across counts as much as up: so steep parts keep as many as flat ones. */
#include <math.h>

#include "reports/curves.h"

static double distance(const stance__point *a, const stance__point *b) { return fabs(b->x - a->x) + fabs(b->y - a->y); }

void stance__curve_thin(stance__curve *c, size_t most) {
  if (c->n <= most) return;
  double length = 0, passed = 0;
  for (size_t i = 1; i < c->n; i++) length += distance(&c->points[i - 1], &c->points[i]);
  size_t kept = 1;
  stance__point before = c->points[0];
  for (size_t i = 1; i + 1 < c->n; i++) {
    passed += distance(&before, &c->points[i]);
    before = c->points[i];
    if (kept + 1 < most && passed * (double)(most - 1) >= length * (double)kept) {
      c->points[kept++] = before;
    }
  }
  c->points[kept++] = c->points[c->n - 1];
  c->n = kept;
}
