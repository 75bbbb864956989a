/* The curves of an evaluation: ROC, precision and recall, reliability, accuracy against coverage. With two labels each plot has one curve
   a model, of the last label, as the figures have; with more, one a label, of the model alone. Behind each stands the table of its points.
 */
#include <math.h>

#include "reports/curves.h"
#include "reports/evaluation_page.h"
#include "reports/markup.h"
#include "reports/report_page.h"
#include "reports/svg_plot.h"

enum { MOST_POINTS = 60, MOST_CURVES = 6, FEW = 10 };

typedef struct series {
  const stance_evaluated_model *of;
  const char *name, *class_name; /* "a" and "b" are models, "l0"... labels */
  stance__curve curve;
} series;

typedef struct plots {
  stance__document *d;
  stance__buffer *b;
  const stance_evaluation *e;
  const char *names[2]; /* of the models */
  size_t n;
  series all[MOST_CURVES];
} plots;

typedef stance_status (*curve_fn)(stance__curve *out, const stance_predictions *p, size_t label, stance_error *error);

static void add(plots *w, curve_fn make, const stance_evaluated_model *of, size_t label, const char *name, const char *class_name) {
  series *s = &w->all[w->n];
  *s = (series){of, name, class_name, {NULL, 0}};
  if (!of->predictions->probabilities) return;
  if (make(&s->curve, of->predictions, label, NULL) != STANCE_OK) {
    w->b->failed = true;
    return;
  }
  stance__curve_thin(&s->curve, MOST_POINTS);
  w->n++;
}

/* One curve a model of the last label, or one a label. */
static void collect(plots *w, curve_fn make) {
  size_t k = w->e->n_labels;
  w->n = 0;
  if (k == 2) {
    add(w, make, &w->e->model, 1, w->names[0], "a");
    if (w->e->comparison) add(w, make, &w->e->other, 1, w->names[1], "b");
    return;
  }
  for (size_t l = 0; l < k && l < MOST_CURVES; l++) add(w, make, &w->e->model, l, w->e->labels[l], stance__answer_class(l, k));
}

static void release(plots *w) {
  for (size_t i = 0; i < w->n; i++) stance__curve_release(&w->all[i].curve);
  w->n = 0;
}

/* ---- What stands around a plot ---- */

static void open_figure(stance__buffer *b, const char *caption) {
  stance__buffer_puts(b, "<figure>\n<figcaption>");
  stance__markup_puts(b, caption);
  stance__buffer_puts(b, "</figcaption>\n");
}

static void key_item(stance__buffer *b, const char *name, const char *class_name, bool line) {
  stance__buffer_puts(b, "<span><svg class=\"swatch\" width=\"26\" height=\"12\" aria-hidden=\"true\" focusable=\"false\">");
  if (line) stance__buffer_printf(b, "<path class=\"line %s\" d=\"M0 6H26\"/>", class_name);
  if (!line && class_name[0] == 'a') stance__buffer_puts(b, "<circle class=\"dot a\" cx=\"13\" cy=\"6\" r=\"4\"/>");
  if (!line && class_name[0] == 'b') stance__buffer_puts(b, "<rect class=\"dot b\" x=\"9\" y=\"2\" width=\"8\" height=\"8\"/>");
  stance__buffer_puts(b, "</svg>\xC2\xA0");
  stance__markup_puts(b, name);
  stance__buffer_puts(b, "</span> ");
}

static void key(const plots *w) {
  if (w->n < 2) return;
  stance__buffer_puts(w->b, "<p class=\"key\">");
  for (size_t i = 0; i < w->n; i++) key_item(w->b, w->all[i].name, w->all[i].class_name, true);
  stance__buffer_puts(w->b, "</p>\n");
}

static void figures(const plots *w, const char *caption, const char *x_title, const char *y_title) {
  stance__buffer_puts(w->b, "<details><summary>Figures</summary>\n");
  for (size_t i = 0; i < w->n; i++) {
    const stance__curve *c = &w->all[i].curve;
    const char *whole = w->n > 1 ? stance__document_format(w->d, "%s: %s", caption, w->all[i].name) : caption;
    stance__page_table(w->b, "figures", whole);
    stance__buffer_printf(w->b, "<thead><tr><th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" class=\"n\">%s", x_title, y_title);
    if (w->n > 1) {
      stance__buffer_puts(w->b, ", ");
      stance__markup_puts(w->b, w->all[i].name);
    }
    stance__buffer_puts(w->b, "</th></tr></thead>\n<tbody>\n");
    for (size_t p = 0; p < c->n; p++)
      stance__buffer_printf(w->b, "<tr><td class=\"n\">%.3f</td><td class=\"n\">%.3f</td></tr>\n", c->points[p].x, c->points[p].y);
    stance__buffer_puts(w->b, "</tbody>\n");
    stance__page_table_end(w->b);
  }
  stance__buffer_puts(w->b, "</details>\n</figure>\n");
}

/* "Of “uncompromising”" where there are two labels. */
static const char *about(const plots *w, const char *text) {
  return w->e->n_labels == 2 ? stance__document_format(w->d, "%s, of “%s” against the other label", text, w->e->labels[1])
                             : stance__document_format(w->d, "%s, of each label against the rest", text);
}

/* ---- The four plots ---- */

static void roc(plots *w) {
  const stance__plot plot = {"roc",
                             about(w, "ROC curve"),
                             "Further up and left is better; the dashed diagonal is chance.",
                             "false positive rate",
                             "true positive rate",
                             0,
                             1,
                             0,
                             1};
  collect(w, stance__roc_curve);
  open_figure(w->b, plot.title);
  stance__plot_open(w->b, &plot);
  stance__plot_diagonal(w->b, &plot);
  for (size_t i = 0; i < w->n; i++) stance__plot_line(w->b, &plot, w->all[i].class_name, w->all[i].curve.points, w->all[i].curve.n, false);
  stance__plot_close(w->b);
  key(w);
  figures(w, "ROC curve", plot.x_title, plot.y_title);
  release(w);
}

static void precision_recall(plots *w) {
  const stance__plot plot = {"pr",
                             about(w, "Precision and recall"),
                             "Further up and right is better; the dashed line is the label's share, which guessing reaches.",
                             "recall",
                             "precision",
                             0,
                             1,
                             0,
                             1};
  const stance_metrics *m = w->e->model.metrics;
  collect(w, stance__precision_recall_curve);
  open_figure(w->b, plot.title);
  stance__plot_open(w->b, &plot);
  if (w->e->n_labels == 2) stance__plot_level(w->b, &plot, (double)m->per_label[1].support / (double)m->n);
  for (size_t i = 0; i < w->n; i++) stance__plot_line(w->b, &plot, w->all[i].class_name, w->all[i].curve.points, w->all[i].curve.n, true);
  stance__plot_close(w->b);
  key(w);
  figures(w, "Precision and recall", plot.x_title, plot.y_title);
  release(w);
}

/* The coverage curve has no label; the signature is that of the others. */
static stance_status surest(stance__curve *out, const stance_predictions *p, size_t label, stance_error *error) {
  (void)label;
  stance_status status = stance__coverage_curve(out, p, error);
  size_t skipped = 0;
  if (status != STANCE_OK) return status;
  while (skipped + 1 < out->n && out->points[skipped].x * (double)p->n < FEW) skipped++;
  for (size_t i = skipped; i < out->n; i++) out->points[i - skipped] = out->points[i];
  out->n -= skipped;
  return STANCE_OK;
}

static void coverage(plots *w) {
  const double majority = w->e->model.metrics->majority_accuracy;
  double low = majority;
  w->n = 0;
  add(w, surest, &w->e->model, 0, w->names[0], "a");
  if (w->e->comparison) add(w, surest, &w->e->other, 0, w->names[1], "b");
  for (size_t i = 0; i < w->n; i++)
    for (size_t p = 0; p < w->all[i].curve.n; p++) low = fmin(low, w->all[i].curve.points[p].y);
  low = fmax(0, floor(low * 10 - 1e-9) / 10);
  if (low > 0.9) low = 0.9;
  const stance__plot plot = {"coverage",
                             "Accuracy against coverage",
                             "How right the model is on the statements that it is surest of. The point is its own threshold; the dashed "
                             "line is the majority baseline.",
                             "share of statements answered, surest first",
                             "accuracy",
                             0,
                             1,
                             low,
                             1};
  open_figure(w->b, "Accuracy against coverage; the point is the model’s own threshold");
  stance__plot_open(w->b, &plot);
  stance__plot_level(w->b, &plot, majority);
  for (size_t i = 0; i < w->n; i++) {
    const stance_metrics *m = w->all[i].of->metrics;
    stance__plot_line(w->b, &plot, w->all[i].class_name, w->all[i].curve.points, w->all[i].curve.n, false);
    stance__plot_dot(w->b, &plot, w->all[i].class_name, (stance__point){m->coverage, m->confident_accuracy});
  }
  stance__plot_close(w->b);
  key(w);
  figures(w, "Accuracy against coverage", "share answered", plot.y_title);
  release(w);
}

typedef struct reliable {
  stance__reliability_bin bins[STANCE__RELIABILITY_BINS];
  size_t n;
} reliable;

static void draw_bins(stance__buffer *b, const stance__plot *plot, const reliable *r, const char *class_name) {
  for (size_t i = 0; i < r->n; i++) stance__plot_range(b, plot, class_name, r->bins[i].promised, r->bins[i].interval);
  for (size_t i = 0; i < r->n; i++) stance__plot_dot(b, plot, class_name, (stance__point){r->bins[i].promised, r->bins[i].kept});
}

static void bin_table(stance__buffer *b, const reliable *r, const char *caption) {
  stance__page_table(b, "figures", caption);
  stance__buffer_puts(b, "<thead><tr><th scope=\"col\" class=\"n\">promised</th><th scope=\"col\" class=\"n\">right</th>"
                         "<th scope=\"col\">95\xC2\xA0% interval</th><th scope=\"col\" class=\"n\">n</th></tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < r->n; i++)
    stance__buffer_printf(b,
                          "<tr><td class=\"n\">%.3f</td><td class=\"n\">%.3f</td><td class=\"ci\">%.3f to %.3f</td>"
                          "<td class=\"n\">%zu</td></tr>\n",
                          r->bins[i].promised, r->bins[i].kept, r->bins[i].interval.low, r->bins[i].interval.high, r->bins[i].n);
  stance__buffer_puts(b, "</tbody>\n");
  stance__page_table_end(b);
}

/* Of two labels the answer mostly has more than half of the probability; not always, since the larger decision is the answer. */
static void reliability(plots *w) {
  const stance_predictions *both[] = {w->e->model.predictions, w->e->comparison ? w->e->other.predictions : NULL};
  reliable r[2] = {{.n = 0}, {.n = 0}};
  double low = w->e->n_labels == 2 ? 0.5 : 0;
  for (size_t m = 0; m < 2; m++) {
    if (!both[m] || !both[m]->probabilities) continue;
    if (stance__reliability(r[m].bins, &r[m].n, both[m], NULL) != STANCE_OK) w->b->failed = true;
    if (r[m].n && r[m].bins[0].promised < low) low = 0;
  }
  const stance__plot plot = {"reliability",
                             "Reliability of the answer’s probability",
                             "Points on the dashed diagonal keep what they promise; below it the model is too sure of itself.",
                             "probability of the answer",
                             "share that is right",
                             low,
                             1,
                             0,
                             1};
  open_figure(w->b, "Reliability of the answer’s probability, ten bins of equal size with Wilson intervals");
  stance__plot_open(w->b, &plot);
  stance__plot_diagonal(w->b, &plot);
  draw_bins(w->b, &plot, &r[0], "a");
  draw_bins(w->b, &plot, &r[1], "b");
  stance__plot_close(w->b);
  if (r[1].n) {
    stance__buffer_puts(w->b, "<p class=\"key\">");
    key_item(w->b, w->names[0], "a", false);
    key_item(w->b, w->names[1], "b", false);
    stance__buffer_puts(w->b, "</p>\n");
  }
  stance__buffer_puts(w->b, "<details><summary>Figures</summary>\n");
  for (size_t m = 0; m < 2; m++)
    if (r[m].n) bin_table(w->b, &r[m], w->e->comparison ? stance__document_format(w->d, "Reliability: %s", w->names[m]) : "Reliability");
  stance__buffer_puts(w->b, "</details>\n</figure>\n");
}

void stance__page_curves(stance__document *d, const stance_evaluation *e, const char *name) {
  if (!e->model.predictions->probabilities) return;
  stance__buffer b = STANCE__BUFFER_INIT;
  plots w = {.d = d, .b = &b, .e = e, .names = {name, e->other_name}};
  if (e->comparison) {
    w.names[0] = stance__document_format(d, "A: %s", name);
    w.names[1] = stance__document_format(d, "B: %s", e->other_name);
  }
  stance__document_section(d, "curves", "Curves");
  stance__buffer_puts(&b, "<div class=\"plots\">\n");
  roc(&w);
  precision_recall(&w);
  reliability(&w);
  coverage(&w);
  stance__buffer_puts(&b, "</div>\n");
  stance__document_markup(d, &b);
}
