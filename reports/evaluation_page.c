/* An evaluation's figures in the forms that only a page has. */
#include "reports/evaluation_page.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "reports/bar_marks.h"
#include "reports/markup.h"
#include "reports/report_page.h"

static const stance_interval unknown = {NAN, NAN};

static void headline_figure(stance__buffer *b, const char *name, double value, stance_interval interval, double reference,
                            const char *beside) {
  stance__buffer_printf(b, "<div><dt>%s</dt><dd><span class=\"big\">", name);
  if (isnan(value))
    stance__buffer_puts(b, "—");
  else
    stance__buffer_printf(b, "%.3f", value);
  stance__buffer_puts(b, "</span>");
  stance__bar_interval(b, value, interval, reference);
  stance__buffer_printf(b, "<span class=\"beside\">%s", beside);
  if (!isnan(interval.low)) stance__buffer_printf(b, "95\xC2\xA0%% interval %.3f to %.3f", interval.low, interval.high);
  if (!isnan(reference)) stance__buffer_printf(b, "; majority baseline %.3f", reference);
  stance__buffer_puts(b, "</span></dd></div>\n");
}

void stance__page_headline(stance__document *d, const stance_evaluation *e) {
  const stance_metrics *m = e->model.metrics;
  stance__buffer b = STANCE__BUFFER_INIT;
  const char *answered =
      stance__document_format(d, "of the %.1f\xC2\xA0%% of statements that the model is confident on", 100 * m->coverage);
  stance__buffer_puts(&b, "<dl class=\"headline\">\n");
  headline_figure(&b, "Macro-averaged F1", m->macro_f1, m->macro_f1_ci95, (double)NAN, "");
  headline_figure(&b, "Accuracy", m->accuracy, m->accuracy_ci95, m->majority_accuracy, "");
  headline_figure(&b, "Confident accuracy", m->confident_accuracy, unknown, (double)NAN, answered);
  headline_figure(&b, "Calibration error", m->ece, unknown, (double)NAN, "gap between promised and kept probability; 0 is best");
  stance__buffer_puts(&b, "</dl>\n");
  stance__document_markup(d, &b);
}

void stance__page_confusion(stance__document *d, const stance_evaluation *e) {
  const stance_metrics *m = e->model.metrics;
  size_t k = e->n_labels;
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__page_table(&b, "confusion", "Counts of statements by true label, in rows, and the model's answer, in columns");
  stance__buffer_printf(&b, "<thead><tr><td></td><th scope=\"colgroup\" colspan=\"%zu\">answer</th></tr>\n<tr><th scope=\"col\">truth</th>",
                        k);
  for (size_t i = 0; i < k; i++) {
    stance__buffer_puts(&b, "<th scope=\"col\" class=\"n\">");
    stance__answer_markup(&b, i, e->labels, k);
    stance__buffer_puts(&b, "</th>");
  }
  stance__buffer_puts(&b, "</tr></thead>\n<tbody>\n");
  for (size_t t = 0; t < k; t++) {
    double row = (double)m->per_label[t].support;
    stance__buffer_puts(&b, "<tr><th scope=\"row\">");
    stance__answer_markup(&b, t, e->labels, k);
    stance__buffer_puts(&b, "</th>");
    for (size_t p = 0; p < k; p++) {
      double share = row > 0 ? (double)m->confusion[t * k + p] / row : 0;
      stance__buffer_printf(&b, "<td class=\"n s%d\"><b>%zu</b> <span class=\"of\">", (int)(share * 5 + 0.5), m->confusion[t * k + p]);
      stance__markup_percent(&b, row > 0 ? share : (double)NAN, 1);
      stance__buffer_puts(&b, "</span></td>");
    }
    stance__buffer_puts(&b, "</tr>\n");
  }
  stance__buffer_puts(&b, "</tbody>\n");
  stance__page_table_end(&b);
  stance__buffer_puts(&b,
                      "<p class=\"note\">Shares and shading are of the row: what became of the statements that are of that label.</p>\n");
  stance__document_markup(d, &b);
}

static void estimate(stance__buffer *b, double value, stance_interval interval) {
  if (isnan(value)) {
    stance__buffer_puts(b, "<td class=\"n\">—</td><td class=\"ci\"></td>");
    return;
  }
  stance__buffer_printf(b, "<td class=\"n\">%.3f</td><td class=\"ci\">", value);
  if (!isnan(interval.low)) stance__buffer_printf(b, "%.3f to %.3f", interval.low, interval.high);
  stance__buffer_puts(b, "</td>");
}

void stance__page_slices(stance__document *d, const stance_slices *s, double overall) {
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__page_table(&b, "figures", "Accuracy and macro-averaged F1 of each part of the statements");
  stance__buffer_puts(&b, "<thead><tr><th scope=\"col\">");
  stance__markup_puts(&b, s->field);
  stance__buffer_puts(&b, "</th><th scope=\"col\" class=\"draw\"><span class=\"hidden\">range</span></th>"
                          "<th scope=\"col\" class=\"n\">accuracy</th><th scope=\"col\">95\xC2\xA0% interval</th>"
                          "<th scope=\"col\" class=\"n\">F1</th><th scope=\"col\">95\xC2\xA0% interval</th>"
                          "<th scope=\"col\" class=\"n\">n</th></tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < s->n_slices; i++) {
    const stance_slice *slice = &s->slices[i];
    stance__buffer_puts(&b, "<tr><th scope=\"row\">");
    stance__markup_name(&b, slice->name ? slice->name : "(none)");
    stance__buffer_puts(&b, "</th><td class=\"draw\">");
    stance__bar_interval(&b, slice->accuracy, slice->accuracy_ci95, overall);
    stance__buffer_puts(&b, "</td>");
    estimate(&b, slice->accuracy, slice->accuracy_ci95);
    estimate(&b, slice->macro_f1, slice->macro_f1_ci95);
    stance__buffer_printf(&b, "<td class=\"n\">%zu</td></tr>\n", slice->n);
  }
  stance__buffer_puts(&b, "</tbody>\n");
  stance__page_table_end(&b);
  stance__buffer_printf(&b,
                        "<p class=\"note\">Drawn is accuracy on a scale from 0 to 1 with its interval; the dashed line is that of all "
                        "statements, %.3f. Macro-averaged F1 is over the labels of a slice, so slices of one label cannot be compared with "
                        "others by it.</p>\n",
                        overall);
  stance__document_markup(d, &b);
}

/* ---- Mistakes ---- */

/* The byte at which code point `point` begins. */
static size_t byte_of(const char *text, size_t length, size_t point) {
  size_t at = 0;
  for (; at < length; at++)
    if (((unsigned char)text[at] & 0xC0) != 0x80 && point-- == 0) break;
  return at;
}

/* Which bytes of the text some term stands on. */
static void mark_terms(bool *heavy, const char *text, size_t length, const stance_report_mistake *m) {
  for (size_t t = 0; t < m->n_terms; t++) {
    size_t end = byte_of(text, length, m->terms[t].end);
    for (size_t at = byte_of(text, length, m->terms[t].start); at < end; at++) heavy[at] = true;
  }
}

static void marked_text(stance__document *d, stance__buffer *b, const char *text, const stance_report_mistake *m) {
  size_t length = strlen(text);
  bool *heavy = stance__arena_alloc(&d->arena, length + 1);
  if (!heavy) {
    d->failed = true;
    return;
  }
  memset(heavy, 0, length + 1);
  mark_terms(heavy, text, length, m);
  for (size_t at = 0, end; at < length; at = end) {
    for (end = at; end < length && heavy[end] == heavy[at];) end++;
    if (heavy[at]) stance__buffer_puts(b, "<mark class=\"w\">");
    stance__markup_text(b, text + at, end - at);
    if (heavy[at]) stance__buffer_puts(b, "</mark>");
  }
}

void stance__page_mistakes(stance__document *d, const stance_evaluation *e) {
  const stance_predictions *p = e->model.predictions;
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__buffer_puts(&b, "<ol class=\"mistakes\">\n");
  for (size_t i = 0; i < e->n_mistakes; i++) {
    const stance_report_mistake *m = &e->mistakes[i];
    const stance_report_statement *s = &e->statements[m->statement];
    uint32_t answer = p->predicted[m->statement];
    stance__buffer_puts(&b, "<li class=\"quote\">\n<p class=\"meta\">answered ");
    stance__answer_markup(&b, answer, e->labels, e->n_labels);
    if (p->probabilities)
      stance__buffer_printf(&b, " <span class=\"p\">%.3f</span>", p->probabilities[m->statement * p->n_labels + answer]);
    stance__buffer_puts(&b, ", is ");
    stance__answer_markup(&b, p->truth[m->statement], e->labels, e->n_labels);
    stance__buffer_puts(&b, " <span class=\"place\">");
    stance__markup_puts(&b, s->file);
    stance__buffer_printf(&b, ":%ld</span></p>\n<blockquote>", s->line);
    marked_text(d, &b, s->text, m);
    stance__buffer_puts(&b, "</blockquote>\n");
    for (size_t t = 0; t < m->n_terms; t++) {
      stance__buffer_puts(&b, t ? ", <i>" : "<p class=\"terms\">Weighed for the answer: <i>");
      stance__markup_text(&b, m->terms[t].term, m->terms[t].length);
      stance__buffer_printf(&b, "</i>\xC2\xA0%+.3f", m->terms[t].weight);
    }
    stance__buffer_puts(&b, m->n_terms ? "</p>\n</li>\n" : "</li>\n");
  }
  stance__buffer_puts(&b, "</ol>\n");
  stance__document_markup(d, &b);
}
