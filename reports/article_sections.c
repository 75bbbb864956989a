#include "reports/article_sections.h"

#include <string.h>

#include "base/alloc.h"
#include "reports/bar_marks.h"
#include "reports/markup.h"
#include "reports/report_page.h"

static void legend_item(stance__buffer *b, const stance__stances *s, size_t answer, const char *meaning) {
  stance__buffer_puts(b, "<span>");
  stance__answer_markup(b, answer, s->labels, s->n_labels);
  if (meaning) stance__buffer_printf(b, "<span class=\"meaning\">: %s</span>", meaning);
  stance__buffer_puts(b, "</span> ");
}

void stance__legend(stance__buffer *b, const stance__stances *s) {
  stance__buffer_puts(b, "<p class=\"legend\">");
  for (size_t l = 0; l < s->n_labels; l++) legend_item(b, s, l, NULL);
  legend_item(b, s, s->n_labels, "the model is not sure enough");
  if (stance_model_has_neither(s->model)) legend_item(b, s, s->n_labels + 1, "seems to take no stance");
  stance__buffer_puts(b, "</p>\n");
}

void stance__answer_headings(stance__buffer *b, const stance__stances *s) {
  for (size_t i = 0; i < s->n_labels + 1 + stance_model_has_neither(s->model); i++) {
    stance__buffer_puts(b, "<th scope=\"col\" class=\"n\">");
    stance__answer_sign_markup(b, i, s->labels, s->n_labels);
    stance__buffer_puts(b, "</th>");
  }
  stance__buffer_puts(b, "<th scope=\"col\" class=\"n\">all</th>");
}

void stance__answer_cells(stance__buffer *b, const size_t *counts, const stance__stances *s) {
  size_t sum = 0;
  for (size_t i = 0; i < s->n_labels + 2; i++) {
    sum += counts[i];
    if (i == s->n_labels + 1 && !stance_model_has_neither(s->model)) continue;
    stance__buffer_printf(b, counts[i] ? "<td class=\"n\">%zu</td>" : "<td class=\"n zero\">%zu</td>", counts[i]);
  }
  stance__buffer_printf(b, "<td class=\"n sum\">%zu</td>", sum);
}

static void name_cells(stance__buffer *b, const char *name, bool paired) {
  stance__buffer_puts(b, "<tr><th scope=\"row\">");
  stance__markup_name(b, name);
  stance__buffer_puts(b, "</th>");
  if (!paired) return;
  stance__buffer_puts(b, "<td class=\"name\"><span aria-hidden=\"true\" class=\"arrow\">→</span> ");
  stance__markup_name(b, name + strlen(name) + 1);
  stance__buffer_puts(b, "</td>");
}

void stance__counts_table(stance__buffer *b, const stance__name_counts *c, const stance__stances *s, const char *caption,
                          const char *first_title, const char *second_title, size_t most, size_t unnamed) {
  size_t n = stance__table_size(c->names), *order = stance__name_counts_order(c, false);
  if (!order) {
    b->failed = true;
    return;
  }
  size_t shown = n < most ? n : most, whole = n ? stance__name_counts_sum(c, order[0]) : 0;
  stance__page_table(b, "counts", caption);
  stance__buffer_puts(b, "<thead><tr><th scope=\"col\">");
  stance__buffer_puts(b, first_title);
  if (second_title) stance__buffer_printf(b, "</th><th scope=\"col\">%s", second_title);
  stance__buffer_puts(b, "</th><th scope=\"col\" class=\"draw\"><span class=\"hidden\">bar</span></th>");
  stance__answer_headings(b, s);
  stance__buffer_puts(b, "</tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < shown; i++) {
    const size_t *counts = c->counts + order[i] * c->n_answers;
    name_cells(b, stance__table_text(c->names, (uint32_t)order[i], NULL), second_title != NULL);
    stance__buffer_puts(b, "<td class=\"draw\">");
    stance__bar_answers(b, counts, s->n_labels, whole);
    stance__buffer_puts(b, "</td>");
    stance__answer_cells(b, counts, s);
    stance__buffer_puts(b, "</tr>\n");
  }
  stance__buffer_puts(b, "</tbody>\n");
  stance__page_table_end(b);
  if (n > shown)
    stance__buffer_printf(b, "<p class=\"note\">The %zu with the most statements of %zu; <code>--summary</code> lists all.</p>\n", shown,
                          n);
  if (unnamed)
    stance__buffer_printf(b, "<p class=\"note\">%zu further statement%s none.</p>\n", unnamed, unnamed == 1 ? " names" : "s name");
  stance__free(order);
}
