/* Statements over time. The bins are days, months or years, the finest of them that are not too many; a bin without statements keeps its
   place, so that distances are true. With two labels one stands above the line and the other below it. Drawn in percent of the width, so
   that the writing keeps its size on every screen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "reports/article_sections.h"
#include "reports/markup.h"
#include "reports/report_page.h"

enum { MOST_BINS = 62, MOST_YEARS = 400, HEIGHT = 190, TOP = 14, BOTTOM = 24, LEFT = 6, X_LABELS = 4 };

typedef enum unit { DAYS = 0, MONTHS, YEARS } unit;
static const char *const unit_names[] = {"day", "month", "year"};
static const size_t unit_length[] = {10, 7, 4}; /* of "2026-11-25" */

typedef struct bin {
  const char *day; /* a day in it; NULL where it is empty */
  size_t *counts;  /* [n_answers] */
} bin;

typedef struct timeline {
  unit unit;
  bin *bins; /* [n] */
  size_t n, n_answers;
  size_t *counts;      /* of all bins */
  size_t above, below; /* the highest bars */
} timeline;

/* Days since 0000-03-01 of the proleptic Gregorian calendar: a year that starts in March has its leap day at its end. */
static long day_number(int year, int month, int day) {
  long y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
  return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1;
}

static long number_of(const char *text, unit u) {
  int year = 0, month = 1, day = 1;
  if (sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3) return 0; /* days come from stance__day_read or are refused in adding */
  return u == DAYS ? day_number(year, month, day) : u == MONTHS ? year * 12L + month : year;
}

static bool fill(timeline *t, const stance__name_counts *days, const size_t *order) {
  size_t n = stance__table_size(days->names);
  const char *first = stance__table_text(days->names, (uint32_t)order[0], NULL),
             *last = stance__table_text(days->names, (uint32_t)order[n - 1], NULL);
  for (t->unit = DAYS; t->unit < YEARS && number_of(last, t->unit) - number_of(first, t->unit) >= MOST_BINS; t->unit++) continue;
  long start = number_of(first, t->unit);
  t->n = (size_t)(number_of(last, t->unit) - start + 1);
  t->n_answers = days->n_answers;
  t->bins = stance__calloc(t->n, sizeof *t->bins);
  t->counts = stance__calloc(t->n, t->n_answers * sizeof *t->counts);
  if (!t->bins || !t->counts) return false;
  for (size_t i = 0; i < t->n; i++) t->bins[i].counts = t->counts + i * t->n_answers;
  for (size_t i = 0; i < n; i++) {
    const char *day = stance__table_text(days->names, (uint32_t)order[i], NULL);
    bin *b = &t->bins[number_of(day, t->unit) - start];
    if (!b->day) b->day = day;
    for (size_t a = 0; a < t->n_answers; a++) b->counts[a] += days->counts[order[i] * t->n_answers + a];
  }
  size_t labels = t->n_answers - 2;
  for (size_t i = 0; i < t->n; i++) {
    size_t up = 0, down = labels == 2 ? t->bins[i].counts[1] : 0;
    for (size_t a = 0; a < labels; a++) up += labels == 2 && a == 1 ? 0 : t->bins[i].counts[a];
    if (up > t->above) t->above = up;
    if (down > t->below) t->below = down;
  }
  return true;
}

static void bars(stance__buffer *b, const timeline *t, double zero, double scale) {
  size_t labels = t->n_answers - 2;
  double slot = (100.0 - LEFT) / (double)t->n;
  double width = slot * 0.8 < 6 ? slot * 0.8 : 6; /* few bins make no slabs */
  for (size_t i = 0; i < t->n; i++) {
    double x = LEFT + slot * (double)i + (slot - width) / 2, top = zero;
    for (size_t a = 0; a < labels; a++) {
      double height = scale * (double)t->bins[i].counts[a];
      if (!(height > 0)) continue;
      bool below = labels == 2 && a == 1;
      if (!below) top -= height;
      stance__buffer_printf(b, "<rect class=\"seg %s\" x=\"%.2f%%\" width=\"%.2f%%\" y=\"%.2f\" height=\"%.2f\"/>\n",
                            stance__answer_class(a, labels), x, width, below ? zero : top, height);
    }
  }
}

static void across(stance__buffer *b, const char *class_name, double y) {
  stance__buffer_printf(b, "<line class=\"%s\" x1=\"%d%%\" x2=\"100%%\" y1=\"%.2f\" y2=\"%.2f\"/>\n", class_name, LEFT, y, y);
}

static void level(stance__buffer *b, size_t n, double y) {
  if (!n) return;
  across(b, "grid", y);
  stance__buffer_printf(b, "<text class=\"tick\" x=\"0\" y=\"%.2f\" dy=\"4\">%zu</text>\n", y, n);
}

/* Only a bin with statements knows its day. */
static void day_labels(stance__buffer *b, const timeline *t) {
  double slot = (100.0 - LEFT) / (double)t->n;
  size_t steps = t->n - 1 < X_LABELS - 1 ? t->n - 1 : X_LABELS - 1;
  bool few = t->n <= X_LABELS * (size_t)2; /* then a label has room under its bar, else those at the ends lean inwards */
  for (size_t k = 0; k <= steps; k++) {
    size_t i = steps ? k * (t->n - 1) / steps : 0;
    const char *anchor = few ? "middle" : k == 0 ? "start" : k == steps ? "end" : "middle";
    double x = LEFT + slot * ((double)i + (few ? 0.5 : k == 0 ? 0 : k == steps ? 1 : 0.5));
    if (!t->bins[i].day) continue;
    stance__buffer_printf(b, "<text class=\"tick\" text-anchor=\"%s\" x=\"%.2f%%\" y=\"%d\">", anchor, x, HEIGHT - 6);
    stance__markup_text(b, t->bins[i].day, unit_length[t->unit]);
    stance__buffer_puts(b, "</text>\n");
  }
}

static void draw(stance__buffer *b, const timeline *t, const stance__stances *s) {
  double room = HEIGHT - TOP - BOTTOM, whole = (double)(t->above + t->below), scale = whole > 0 ? room / whole : 0;
  double zero = TOP + scale * (double)t->above;
  stance__buffer_printf(
      b,
      "<svg class=\"timeline\" width=\"100%%\" height=\"%d\" role=\"img\" aria-labelledby=\"timeline-name\" "
      "aria-describedby=\"timeline-about\">\n<title id=\"timeline-name\">Statements by %s</title>\n<desc id=\"timeline-about\">%zu %ss; ",
      HEIGHT, unit_names[t->unit], t->n, unit_names[t->unit]);
  if (s->n_labels == 2) {
    stance__markup_puts(b, s->labels[0]);
    stance__buffer_puts(b, " above the line, ");
    stance__markup_puts(b, s->labels[1]);
    stance__buffer_puts(b, " below it. ");
  } else {
    stance__buffer_puts(b, "labels are stacked. ");
  }
  stance__buffer_puts(b, "The figures stand in the table behind it.</desc>\n");
  level(b, t->above, TOP);
  level(b, t->below, zero + scale * (double)t->below);
  bars(b, t, zero, scale);
  across(b, "axis", zero);
  day_labels(b, t);
  stance__buffer_puts(b, "</svg>\n");
}

static void table(stance__buffer *b, const timeline *t, const stance__stances *s) {
  stance__buffer_puts(b, "<details><summary>Figures</summary>\n");
  stance__page_table(b, "counts", "Statements over time");
  stance__buffer_printf(b, "<thead><tr><th scope=\"col\">%s</th>", unit_names[t->unit]);
  stance__answer_headings(b, s);
  stance__buffer_puts(b, "</tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < t->n; i++) {
    if (!t->bins[i].day) continue;
    stance__buffer_puts(b, "<tr><th scope=\"row\">");
    stance__markup_text(b, t->bins[i].day, unit_length[t->unit]);
    stance__buffer_puts(b, "</th>");
    stance__answer_cells(b, t->bins[i].counts, s);
    stance__buffer_puts(b, "</tr>\n");
  }
  stance__buffer_puts(b, "</tbody>\n");
  stance__page_table_end(b);
  stance__buffer_puts(b, "</details>\n");
}

void stance__timeline(stance__buffer *b, const stance__name_counts *days, const stance__stances *stances) {
  size_t *order = stance__name_counts_order(days, true);
  timeline t = {0};
  if (!order || !fill(&t, days, order)) {
    b->failed = true;
  } else {
    stance__buffer_printf(b, "<figure>\n<figcaption>Confident statements by %s; a %s without any is empty.</figcaption>\n",
                          unit_names[t.unit], unit_names[t.unit]);
    if (t.n <= MOST_YEARS) draw(b, &t, stances);
    table(b, &t, stances);
    stance__buffer_puts(b, "</figure>\n");
  }
  stance__free(order);
  stance__free(t.bins);
  stance__free(t.counts);
}
