/* ROC and precision-recall curves: each step of the ranking is a point. */
#include "base/alloc.h"
#include "base/error.h"
#include "reports/curves.h"
#include "reports/ranking_steps.h"

void stance__curve_release(stance__curve *c) {
  stance__free(c->points);
  *c = (stance__curve){NULL, 0};
}

stance_status stance__roc_curve(stance__curve *out, const stance_predictions *p, size_t label, stance_error *error) {
  stance__steps s;
  stance__curve c = {NULL, 0};
  stance_status status = stance__steps_make(&s, p, label, error);
  if (status != STANCE_OK) return status;
  bool both = s.positives > 0 && s.negatives > 0 && s.complete;
  c.points = stance__array(s.n + 1, sizeof *c.points);
  if (!c.points) status = stance__fail_memory(error);
  if (status == STANCE_OK && both) {
    c.points[c.n++] = (stance__point){0, 0};
    for (size_t i = 0; i < s.n; i++) c.points[c.n++] = (stance__point){s.steps[i].misses / s.negatives, s.steps[i].hits / s.positives};
  }
  stance__steps_release(&s);
  if (status == STANCE_OK) *out = c;
  return status;
}

stance_status stance__precision_recall_curve(stance__curve *out, const stance_predictions *p, size_t label, stance_error *error) {
  stance__steps s;
  stance__curve c = {NULL, 0};
  stance_status status = stance__steps_make(&s, p, label, error);
  if (status != STANCE_OK) return status;
  c.points = stance__array(s.n, sizeof *c.points);
  if (!c.points) status = stance__fail_memory(error);
  for (size_t i = 0; status == STANCE_OK && s.positives > 0 && s.complete && i < s.n; i++)
    c.points[c.n++] = (stance__point){s.steps[i].hits / s.positives, s.steps[i].hits / (s.steps[i].hits + s.steps[i].misses)};
  stance__steps_release(&s);
  if (status == STANCE_OK) *out = c;
  return status;
}
