/* What a model is, for a page: its strongest terms, how it would gain from more labels, and its card. The card is JSON out of a file that
   may come from anyone: every part of it is shown as text, and what is nested deeper than a card nests is shown as JSON. */
#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "reports/bar_marks.h"
#include "reports/evaluation_page.h"
#include "reports/markup.h"
#include "reports/report_page.h"
#include "reports/svg_plot.h"

enum { TERMS = 15, MOST_LABELS = 12, MOST_CURVE_POINTS = 100 };

/* ---- Terms ---- */

static void terms_of(stance__buffer *b, const stance_model *model, size_t label, const char *const *labels, size_t k) {
  size_t terms[TERMS], found = 0;
  if (stance_model_strongest_terms(terms, TERMS, &found, model, label, NULL) != STANCE_OK) b->failed = true;
  double most = found ? stance_model_weight(model, terms[0], label) : 1;
  stance__buffer caption = STANCE__BUFFER_INIT;
  stance__buffer_printf(&caption, "Terms that speak most for %s", labels[label]);
  b->failed = b->failed || caption.failed;
  stance__buffer_puts(b, "<div>\n<h3>");
  stance__answer_markup(b, label, labels, k);
  stance__buffer_puts(b, "</h3>\n");
  stance__page_table(b, "figures", caption.data ? caption.data : "");
  stance__buffer_puts(b, "<thead><tr><th scope=\"col\">term</th><th scope=\"col\" class=\"draw\"><span class=\"hidden\">bar</span></th>"
                         "<th scope=\"col\" class=\"n\">weight</th></tr></thead>\n<tbody>\n");
  for (size_t t = 0; t < found; t++) {
    size_t length;
    const char *term = stance_model_term(model, terms[t], &length);
    double weight = stance_model_weight(model, terms[t], label);
    stance__buffer_puts(b, "<tr><th scope=\"row\" class=\"term\">");
    stance__markup_text(b, term, length);
    stance__buffer_puts(b, "</th><td class=\"draw\">");
    stance__bar_share(b, weight / most, stance__answer_class(label, k));
    stance__buffer_printf(b, "</td><td class=\"n\">%.3f</td></tr>\n", weight);
  }
  stance__buffer_puts(b, "</tbody>\n");
  stance__page_table_end(b);
  stance__buffer_puts(b, "</div>\n");
  stance__buffer_release(&caption);
}

static void terms(stance__document *d, const stance_model *model) {
  size_t k = stance_model_label_count(model), shown = k < MOST_LABELS ? k : MOST_LABELS;
  const char **labels = stance__arena_alloc(&d->arena, k * sizeof *labels);
  if (!labels) {
    d->failed = true;
    return;
  }
  for (size_t l = 0; l < k; l++) labels[l] = stance_model_label(model, l);
  stance__document_section(d, "terms", "Strongest terms");
  if (stance_model_term_count(model) == 0 || isnan(stance_model_weight(model, 0, 0))) {
    stance__document_note(d, "A model whose kernel is not linear has no weight of a term.");
    return;
  }
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__buffer_puts(&b, "<div class=\"columns\">\n");
  for (size_t l = 0; l < shown; l++) terms_of(&b, model, l, labels, k);
  stance__buffer_puts(&b, "</div>\n");
  stance__document_markup(d, &b);
  stance__document_note(d,
                        "Words as they are, ~stems after a tilde, [characters] in brackets with _ for the edge of a word, {classes} of the "
                        "stance lexicon in braces. The weight is the term's part in the decision before the row's norm.");
}

/* ---- The card ---- */

static void put_value(stance__buffer *b, const cJSON *value) {
  if (cJSON_IsString(value)) {
    stance__markup_name(b, value->valuestring);
  } else if (cJSON_IsNull(value)) {
    stance__buffer_puts(b, "—");
  } else if (cJSON_IsNumber(value)) {
    stance__buffer_rounded(b, value->valuedouble);
  } else {
    char *text = cJSON_PrintUnformatted(value);
    if (!text) b->failed = true;
    stance__buffer_puts(b, "<code>");
    stance__markup_puts(b, text);
    stance__buffer_puts(b, "</code>");
    cJSON_free(text);
  }
}

static void put_name(stance__buffer *b, const char *name) {
  stance__buffer words = STANCE__BUFFER_INIT;
  for (; *name; name++) stance__buffer_putc(&words, *name == '_' ? ' ' : *name);
  b->failed = b->failed || words.failed;
  stance__markup_puts(b, words.data);
  stance__buffer_release(&words);
}

/* `curve`: the learning curve is shown as a plot, so not here. */
static void members(stance__buffer *b, const cJSON *object, bool nested, bool curve) {
  for (const cJSON *item = object->child; item; item = item->next) {
    if (!nested && (cJSON_IsObject(item) || (curve && strcmp(item->string, "learning_curve") == 0))) continue;
    stance__buffer_puts(b, "<div><dt>");
    put_name(b, item->string);
    stance__buffer_puts(b, "</dt><dd>");
    put_value(b, item);
    stance__buffer_puts(b, "</dd></div>\n");
  }
}

static void card(stance__document *d, const cJSON *root, bool curve) {
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__document_section(d, "card", "The model's card");
  stance__buffer_puts(&b, "<dl class=\"card\">\n");
  members(&b, root, false, curve);
  stance__buffer_puts(&b, "</dl>\n");
  for (const cJSON *part = root->child; part; part = part->next) {
    if (!cJSON_IsObject(part)) continue;
    stance__buffer_puts(&b, "<h3>");
    put_name(&b, part->string);
    stance__buffer_puts(&b, "</h3>\n<dl class=\"card\">\n");
    members(&b, part, true, false);
    stance__buffer_puts(&b, "</dl>\n");
  }
  stance__document_markup(d, &b);
}

/* ---- Learning curve ---- */

/* Points of the card's "learning_curve", as train/card.c writes it; 0 where it has none, or one that is none. */
static size_t read_curve(stance__point out[MOST_CURVE_POINTS], const cJSON *root) {
  const cJSON *array = cJSON_GetObjectItemCaseSensitive(root, "learning_curve"), *item;
  size_t n = 0;
  cJSON_ArrayForEach(item, array) {
    const cJSON *x = cJSON_GetObjectItemCaseSensitive(item, "statements"), *y = cJSON_GetObjectItemCaseSensitive(item, "macro_f1");
    if (n == MOST_CURVE_POINTS || !cJSON_IsNumber(x) || !cJSON_IsNumber(y)) return 0;
    if (!(x->valuedouble > 0 && x->valuedouble < 1e12 && y->valuedouble >= 0 && y->valuedouble <= 1)) return 0;
    if (n && x->valuedouble <= out[n - 1].x) return 0;
    out[n++] = (stance__point){x->valuedouble, y->valuedouble};
  }
  return n;
}

/* Whether there is one. */
static bool learning_curve(stance__document *d, const cJSON *root) {
  stance__point points[MOST_CURVE_POINTS];
  size_t n = read_curve(points, root);
  if (n < 2) return false;
  double low = 1;
  for (size_t i = 0; i < n; i++) low = fmin(low, points[i].y);
  low = floor(fmax(low - 0.05, 0) * 10) / 10;
  const stance__plot plot = {"learning",
                             "Learning curve",
                             "Macro-averaged F1 out of fold when trained on parts of the statements.",
                             "training statements",
                             "macro-averaged F1",
                             0,
                             points[n - 1].x,
                             low,
                             1};
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__document_section(d, "learning-curve", "Learning curve");
  stance__buffer_puts(&b, "<div class=\"plots\">\n<figure>\n<figcaption>Macro-averaged F1, cross-validated, by the number of training "
                          "statements: where it still rises, more labels would help</figcaption>\n");
  stance__plot_open(&b, &plot);
  stance__plot_line(&b, &plot, "a", points, n, false);
  for (size_t i = 0; i < n; i++) stance__plot_dot(&b, &plot, "a", points[i]);
  stance__plot_close(&b);
  stance__buffer_puts(&b, "<details><summary>Figures</summary>\n");
  stance__page_table(&b, "figures", "Learning curve");
  stance__buffer_puts(&b,
                      "<thead><tr><th scope=\"col\" class=\"n\">statements</th><th scope=\"col\" class=\"n\">macro-averaged F1</th></tr>"
                      "</thead>\n<tbody>\n");
  for (size_t i = 0; i < n; i++)
    stance__buffer_printf(&b, "<tr><td class=\"n\">%.0f</td><td class=\"n\">%.3f</td></tr>\n", points[i].x, points[i].y);
  stance__buffer_puts(&b, "</tbody>\n");
  stance__page_table_end(&b);
  stance__buffer_puts(&b, "</details>\n</figure>\n</div>\n");
  stance__document_markup(d, &b);
  return true;
}

void stance__page_model(stance__document *d, const stance_model *model) {
  const char *text = stance_model_card(model);
  cJSON *root = cJSON_ParseWithLength(text, strlen(text));
  bool curve = root && learning_curve(d, root);
  terms(d, model);
  if (root && cJSON_IsObject(root))
    card(d, root, curve);
  else
    d->failed = true; /* opening has checked that it is an object, so this is memory */
  cJSON_Delete(root);
}
