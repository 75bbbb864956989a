/* The frame is 340 by 300 units and is shown at about one unit a pixel on a phone and on paper, so that writing of 12 units can be read
   on both. */
#include "reports/svg_plot.h"

#include <math.h>

#include "reports/markup.h"

enum { WIDTH = 340, HEIGHT = 300, LEFT = 54, RIGHT = 12, TOP = 10, BOTTOM = 46, DOT = 4 };

static double clamped(double value) { return fmin(fmax(value, 0), 1); }
static double across(const stance__plot *p, double x) {
  return LEFT + (WIDTH - LEFT - RIGHT) * clamped((x - p->x_low) / (p->x_high - p->x_low));
}
static double up(const stance__plot *p, double y) {
  return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * clamped((y - p->y_low) / (p->y_high - p->y_low));
}

/* The step of 1, 2 or 5 times a power of ten that cuts the range into about five. */
static double tick_step(double low, double high) {
  double rough = (high - low) / 5, power = pow(10, floor(log10(rough))), digit = rough / power;
  return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
}

static int decimals_of(double step) {
  int decimals = 0;
  for (; decimals < 6 && fabs(step - round(step)) > 1e-9 * step; decimals++) step *= 10;
  return decimals;
}

typedef void (*tick_fn)(stance__buffer *b, const stance__plot *p, double value, int decimals);

static void x_tick(stance__buffer *b, const stance__plot *p, double value, int decimals) {
  stance__buffer_printf(
      b, "<path class=\"grid\" d=\"M%.2f %d V%d\"/>\n<text class=\"tick\" text-anchor=\"middle\" x=\"%.2f\" y=\"%d\">%.*f</text>\n",
      across(p, value), TOP, HEIGHT - BOTTOM, across(p, value), HEIGHT - BOTTOM + 16, decimals, value);
}

static void y_tick(stance__buffer *b, const stance__plot *p, double value, int decimals) {
  stance__buffer_printf(
      b, "<path class=\"grid\" d=\"M%d %.2f H%d\"/>\n<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%.2f\">%.*f</text>\n", LEFT,
      up(p, value), WIDTH - RIGHT, LEFT - 6, up(p, value) + 4, decimals, value);
}

static void ticks(stance__buffer *b, const stance__plot *p, double low, double high, tick_fn tick) {
  double step = tick_step(low, high);
  int decimals = decimals_of(step);
  for (double k = ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) tick(b, p, k * step + 0.0, decimals) /* no -0 */;
}

void stance__plot_open(stance__buffer *b, const stance__plot *p) {
  stance__buffer_printf(b,
                        "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-name\" "
                        "aria-describedby=\"%s-about\">\n<title id=\"%s-name\">",
                        WIDTH, HEIGHT, p->id, p->id, p->id);
  stance__markup_puts(b, p->title);
  stance__buffer_printf(b, "</title>\n<desc id=\"%s-about\">", p->id);
  stance__markup_puts(b, p->about);
  stance__buffer_puts(b, "</desc>\n");
  ticks(b, p, p->x_low, p->x_high, x_tick);
  ticks(b, p, p->y_low, p->y_high, y_tick);
  stance__buffer_printf(b, "<path class=\"axis\" d=\"M%d %d V%d H%d\"/>\n", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
  stance__buffer_printf(b, "<text class=\"label\" text-anchor=\"middle\" x=\"%d\" y=\"%d\">", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8);
  stance__markup_puts(b, p->x_title);
  stance__buffer_printf(b, "</text>\n<text class=\"label\" text-anchor=\"middle\" transform=\"translate(13 %d) rotate(-90)\">",
                        (TOP + HEIGHT - BOTTOM) / 2);
  stance__markup_puts(b, p->y_title);
  stance__buffer_puts(b, "</text>\n");
}

void stance__plot_diagonal(stance__buffer *b, const stance__plot *p) {
  double low = fmax(p->x_low, p->y_low), high = fmin(p->x_high, p->y_high);
  stance__buffer_printf(b, "<path class=\"reference\" d=\"M%.2f %.2f L%.2f %.2f\"/>\n", across(p, low), up(p, low), across(p, high),
                        up(p, high));
}

void stance__plot_level(stance__buffer *b, const stance__plot *p, double y) {
  if (isnan(y) || y < p->y_low || y > p->y_high) return;
  stance__buffer_printf(b, "<path class=\"reference\" d=\"M%d %.2f H%d\"/>\n", LEFT, up(p, y), WIDTH - RIGHT);
}

void stance__plot_line(stance__buffer *b, const stance__plot *p, const char *class_name, const stance__point *points, size_t n,
                       bool steps) {
  if (n == 0) return;
  double start = steps ? across(p, p->x_low) : across(p, points[0].x);
  stance__buffer_printf(b, "<path class=\"line %s\" d=\"M%.2f %.2f", class_name, start, up(p, points[0].y));
  for (size_t i = 0; i < n; i++)
    stance__buffer_printf(b, steps ? " V%2$.2f H%1$.2f" : " L%1$.2f %2$.2f", across(p, points[i].x), up(p, points[i].y));
  stance__buffer_puts(b, "\"/>\n");
}

void stance__plot_dot(stance__buffer *b, const stance__plot *p, const char *class_name, stance__point at) {
  if (isnan(at.x) || isnan(at.y)) return;
  if (class_name[0] == 'a' && !class_name[1])
    stance__buffer_printf(b, "<circle class=\"dot a\" cx=\"%.2f\" cy=\"%.2f\" r=\"%d\"/>\n", across(p, at.x), up(p, at.y), DOT);
  else
    stance__buffer_printf(b, "<rect class=\"dot %s\" x=\"%.2f\" y=\"%.2f\" width=\"%d\" height=\"%d\"/>\n", class_name,
                          across(p, at.x) - DOT, up(p, at.y) - DOT, 2 * DOT, 2 * DOT);
}

void stance__plot_range(stance__buffer *b, const stance__plot *p, const char *class_name, double x, stance_interval range) {
  if (isnan(range.low)) return;
  stance__buffer_printf(b, "<path class=\"range %s\" d=\"M%.2f %.2f V%.2f\"/>\n", class_name, across(p, x), up(p, range.low),
                        up(p, range.high));
}

void stance__plot_close(stance__buffer *b) { stance__buffer_puts(b, "</svg>\n"); }
