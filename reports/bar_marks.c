#include "reports/bar_marks.h"

#include <math.h>

#include "reports/markup.h"

static void open_bar(stance__buffer *b, const char *class_name, int height) {
  stance__buffer_printf(b, "<svg class=\"%s\" width=\"100%%\" height=\"%d\" aria-hidden=\"true\" focusable=\"false\">", class_name, height);
}

static void segment(stance__buffer *b, const char *class_name, double from, double width) {
  stance__buffer_printf(b, "<rect class=\"seg %s\" x=\"%.2f%%\" width=\"%.2f%%\" height=\"14\"/>", class_name, from, width);
}

void stance__bar_answers(stance__buffer *b, const size_t *counts, size_t n_labels, size_t whole) {
  double at = 0;
  open_bar(b, "bar", 14);
  for (size_t i = 0; i < n_labels + 2; i++) {
    if (!counts[i] || !whole) continue;
    double width = 100 * (double)counts[i] / (double)whole;
    segment(b, stance__answer_class(i, n_labels), at, width);
    at += width;
  }
  stance__buffer_puts(b, "</svg>");
}

void stance__bar_share(stance__buffer *b, double share, const char *class_name) {
  open_bar(b, "bar", 14);
  if (share > 0) segment(b, class_name ? class_name : "ink", 0, 100 * fmin(share, 1));
  stance__buffer_puts(b, "</svg>");
}

static double percent(double value) { return 100 * fmin(fmax(value, 0), 1); }

void stance__bar_interval(stance__buffer *b, double value, stance_interval interval, double reference) {
  open_bar(b, "bar interval", 14);
  stance__buffer_puts(b, "<line class=\"scale\" x1=\"0%\" x2=\"100%\" y1=\"7\" y2=\"7\"/>");
  if (!isnan(reference))
    stance__buffer_printf(b, "<line class=\"reference\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"1\" y2=\"13\"/>", percent(reference),
                          percent(reference));
  if (!isnan(interval.low))
    stance__buffer_printf(b, "<line class=\"range\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"7\" y2=\"7\"/>", percent(interval.low),
                          percent(interval.high));
  if (!isnan(value)) stance__buffer_printf(b, "<circle class=\"dot\" cx=\"%.2f%%\" cy=\"7\" r=\"4\"/>", percent(value));
  stance__buffer_puts(b, "</svg>");
}
