/* A small plot: a square frame with two linear axes, and lines and points in it. Colours and dashes come from the page's style by the
   class names given here. */
#ifndef STANCE_REPORTS_SVG_PLOT_H
#define STANCE_REPORTS_SVG_PLOT_H
#include "base/buffer.h"
#include "reports/curves.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct stance__plot {
  const char *id;            /* unique on the page */
  const char *title, *about; /* for screen readers; escaped here */
  const char *x_title, *y_title;
  double x_low, x_high, y_low, y_high; /* low < high */
} stance__plot;

void stance__plot_open(stance__buffer *b, const stance__plot *plot);
/* From corner to corner: chance, or a promise kept. */
void stance__plot_diagonal(stance__buffer *b, const stance__plot *plot);
/* Across at y: a baseline. */
void stance__plot_level(stance__buffer *b, const stance__plot *plot, double y);
/* A line through the points; `steps`: a point's y holds from the x before it. */
void stance__plot_line(stance__buffer *b, const stance__plot *plot, const char *class_name, const stance__point *points, size_t n,
                       bool steps);
/* A point; class_name "a" draws a circle, everything else a square, so that two models differ in shape. */
void stance__plot_dot(stance__buffer *b, const stance__plot *plot, const char *class_name, stance__point point);
/* An upright range at x. */
void stance__plot_range(stance__buffer *b, const stance__plot *plot, const char *class_name, double x, stance_interval range);
void stance__plot_close(stance__buffer *b);
#ifdef __cplusplus
}
#endif
#endif
