/* The text is cut at the edges of paragraphs and spans. Spans never overlap, so one walk over them in the order of their places does;
   a span that goes on over a paragraph's end is marked in each. The words that weighed for a label are marked inside the spans. What
   there is to say of a statement stands in a note beside the paragraph in which it begins, and once more in a tip that shows where its
   words are pointed at or its number has the focus. */
#include "reports/article_markup.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "reports/markup.h"

typedef struct piece {
  size_t start, end; /* bytes */
  size_t statement;
  bool first, last; /* of the statement's spans */
} piece;

typedef struct walk {
  stance__buffer *b;
  const stance_labelled_article *article;
  const stance__stances *stances;
  size_t number;
  const char *text;
  piece *pieces; /* [n] by start */
  size_t n, at;  /* the first piece that is not done */
} walk;

static const stance_labelled_statement *labelled(const walk *w, size_t i) { return &w->article->statements[i]; }
static size_t answer_of(const walk *w, size_t i) { return stance_model_answer(w->stances->model, &labelled(w, i)->label); }

/* ---- What there is to say of a statement ---- */

static void who(const walk *w, size_t i) {
  const stance_labelled_statement *s = labelled(w, i);
  stance__buffer_puts(w->b, "<b class=\"who\">");
  if (s->speaker)
    stance__markup_name(w->b, s->speaker);
  else
    stance__buffer_puts(w->b, "no speaker named");
  stance__buffer_puts(w->b, "</b>");
  if (!s->target) return;
  stance__buffer_puts(w->b, " <span class=\"to\"><span aria-hidden=\"true\">→</span><span class=\"hidden\">to</span> ");
  stance__markup_name(w->b, s->target);
  stance__buffer_puts(w->b, "</span>");
}

static void verdict(const walk *w, size_t i) {
  const stance_label *l = &labelled(w, i)->label;
  size_t answer = answer_of(w, i), k = w->stances->n_labels;
  stance__answer_markup(w->b, answer, w->stances->labels, k);
  stance__buffer_printf(w->b, " <span class=\"p\">%.2f</span>", answer > k ? l->neither : l->probability);
  if (!l->known_terms) {
    stance__buffer_puts(w->b, " <span class=\"lean\">no word of it is known</span>");
  } else if (answer == k) {
    stance__buffer_puts(w->b, " <span class=\"lean\">leans ");
    stance__markup_puts(w->b, w->stances->labels[l->label]);
    stance__buffer_puts(w->b, "</span>");
  }
}

static void terms(const walk *w, size_t i) {
  const stance_labelled_statement *s = labelled(w, i);
  size_t n = s->n_reasons < STANCE__MOST_REASONS_SHOWN ? s->n_reasons : STANCE__MOST_REASONS_SHOWN;
  if (!n) return;
  stance__buffer_puts(w->b, "<span class=\"terms\">Weighed for ");
  stance__markup_puts(w->b, w->stances->labels[s->label.label]);
  stance__buffer_puts(w->b, ": ");
  for (size_t r = 0; r < n; r++) {
    size_t length;
    const char *term = stance_model_term(w->stances->model, s->reasons[r].term, &length);
    stance__buffer_puts(w->b, r ? ", <i>" : "<i>");
    stance__markup_text(w->b, term, length);
    stance__buffer_printf(w->b, "</i>\xC2\xA0%+.2f", s->reasons[r].weight);
  }
  stance__buffer_puts(w->b, "</span>");
}

static void tip(const walk *w, size_t i, bool named) {
  stance__buffer_puts(w->b, "<span class=\"tip\" role=\"tooltip\"");
  if (named) stance__buffer_printf(w->b, " id=\"t%zu-%zu\"", w->number, i + 1);
  stance__buffer_puts(w->b, "><span class=\"line\">");
  who(w, i);
  stance__buffer_puts(w->b, "</span><span class=\"line\">");
  verdict(w, i);
  stance__buffer_puts(w->b, "</span>");
  terms(w, i);
  stance__buffer_puts(w->b, "</span>");
}

static void note(const walk *w, size_t i) {
  const stance_statement *s = stance_article_statement(w->article->article, i);
  stance__buffer_printf(w->b, "<li id=\"n%zu-%zu\" class=\"%s\"><a class=\"no\" href=\"#s%zu-%zu\" aria-label=\"statement %zu\">%zu</a> ",
                        w->number, i + 1, stance__answer_class(answer_of(w, i), w->stances->n_labels), w->number, i + 1, i + 1, i + 1);
  who(w, i);
  if (s->cue) {
    stance__buffer_puts(w->b, " <span class=\"cue\">");
    stance__markup_puts(w->b, s->cue);
    stance__buffer_puts(w->b, "</span>");
  }
  stance__buffer_puts(w->b, "<br>");
  verdict(w, i);
  stance__buffer_puts(w->b, "</li>\n");
}

/* ---- Marks ---- */

static int by_start(const void *a, const void *b) {
  const piece *x = a, *y = b;
  if (x->start != y->start) return x->start < y->start ? -1 : 1;
  return (x->statement > y->statement) - (x->statement < y->statement);
}

/* The text from start to end with the words in it that weighed for the label; where two overlap they are one. */
static void words(const walk *w, size_t i, size_t start, size_t end) {
  const stance_labelled_statement *s = labelled(w, i);
  piece heavy[STANCE__MOST_REASONS_SHOWN];
  size_t n = 0, at = start;
  for (size_t r = 0; r < s->n_reasons && r < STANCE__MOST_REASONS_SHOWN; r++) {
    size_t from = s->reasons[r].start > start ? s->reasons[r].start : start, to = s->reasons[r].end < end ? s->reasons[r].end : end;
    if (s->reasons[r].weight > 0 && from < to) heavy[n++] = (piece){from, to, r, false, false};
  }
  if (n) qsort(heavy, n, sizeof *heavy, by_start);
  for (size_t h = 0; h < n; h++) {
    size_t to = heavy[h].end;
    if (heavy[h].start < at && to <= at) continue;
    size_t from = heavy[h].start > at ? heavy[h].start : at;
    stance__markup_text(w->b, w->text + at, from - at);
    for (; h + 1 < n && heavy[h + 1].start <= to; h++)
      if (heavy[h + 1].end > to) to = heavy[h + 1].end;
    stance__buffer_puts(w->b, "<span class=\"w\">");
    stance__markup_text(w->b, w->text + from, to - from);
    stance__buffer_puts(w->b, "</span>");
    at = to;
  }
  stance__markup_text(w->b, w->text + at, end - at);
}

static void mark(const walk *w, const piece *p, size_t start, size_t end) {
  size_t i = p->statement;
  bool begins = p->first && start == p->start, ends = p->last && end == p->end;
  stance__buffer_printf(w->b, "<mark class=\"st %s\"", stance__answer_class(answer_of(w, i), w->stances->n_labels));
  if (begins) stance__buffer_printf(w->b, " id=\"s%zu-%zu\"", w->number, i + 1);
  stance__buffer_putc(w->b, '>');
  words(w, i, start, end);
  if (ends)
    stance__buffer_printf(w->b, "<a class=\"ref\" href=\"#n%zu-%zu\" aria-label=\"statement %zu\" aria-describedby=\"t%zu-%zu\">%zu</a>",
                          w->number, i + 1, i + 1, w->number, i + 1, i + 1);
  tip(w, i, ends);
  stance__buffer_puts(w->b, "</mark>");
}

/* ---- Paragraphs ---- */

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* The end of the paragraph that starts at `start`: an empty line, or the end of the text. */
static size_t paragraph_end(const char *text, size_t start, size_t length) {
  for (size_t i = start; i < length; i++) {
    if (text[i] != '\n') continue;
    size_t next = i + 1;
    while (next < length && text[next] != '\n' && is_space(text[next])) next++;
    if (next == length || text[next] == '\n') return i;
  }
  return length;
}

static void paragraph(walk *w, size_t start, size_t end) {
  size_t at = start, from = w->at;
  stance__buffer_puts(w->b, "<div class=\"para\">\n<p>");
  for (; w->at < w->n && w->pieces[w->at].start < end; w->at++) {
    const piece *p = &w->pieces[w->at];
    size_t first = p->start > at ? p->start : at, last = p->end < end ? p->end : end;
    if (last > first) {
      stance__markup_text(w->b, w->text + at, first - at);
      mark(w, p, first, last);
      at = last;
    }
    if (p->end > end) break; /* the next paragraph goes on with it */
  }
  stance__markup_text(w->b, w->text + at, end - at);
  stance__buffer_puts(w->b, "</p>\n");
  bool any = false;
  for (size_t i = from; i < w->n && w->pieces[i].start < end; i++) {
    if (!w->pieces[i].first || w->pieces[i].start < start) continue;
    stance__buffer_puts(w->b, any ? "" : "<ul class=\"notes\">\n");
    note(w, w->pieces[i].statement);
    any = true;
  }
  stance__buffer_puts(w->b, any ? "</ul>\n</div>\n" : "</div>\n");
}

const char *stance__article_shown_title(const stance_labelled_article *a) {
  const char *title = a->title ? a->title : stance_article_title(a->article);
  return title && *title ? title : a->name ? a->name : "Article";
}

void stance__article_byline(stance__buffer *b, const stance_labelled_article *a) {
  size_t n = stance_article_statement_count(a->article);
  stance__buffer_puts(b, "<p class=\"byline\">");
  if (a->name) stance__markup_name(b, a->name);
  if (a->day && *a->day) {
    stance__buffer_puts(b, " · <time>");
    stance__markup_puts(b, a->day);
    stance__buffer_puts(b, "</time>");
  }
  if (a->source && *a->source) {
    stance__buffer_puts(b, " · ");
    stance__markup_name(b, a->source);
  }
  stance__buffer_printf(b, " · %zu statement%s</p>\n", n, n == 1 ? "" : "s");
  if (a->foreign) stance__buffer_puts(b, "<p class=\"warning\">This text does not read like English; its labels mean little.</p>\n");
}

void stance__article_markup(stance__buffer *b, const stance_labelled_article *article, const stance__stances *stances, size_t number) {
  size_t length, n = 0, all = stance_article_statement_count(article->article);
  size_t statements = all < STANCE__MOST_MARKED ? all : STANCE__MOST_MARKED;
  walk w = {b, article, stances, number, stance_article_text(article->article, &length), NULL, 0, 0};
  for (size_t i = 0; i < statements; i++) n += stance_article_statement(article->article, i)->n_spans;
  w.pieces = stance__array(n, sizeof *w.pieces);
  if (!w.pieces) {
    b->failed = true;
    return;
  }
  for (size_t i = 0; i < statements; i++) {
    const stance_statement *s = stance_article_statement(article->article, i);
    for (size_t k = 0; k < s->n_spans; k++) {
      size_t start = s->spans[k].byte_start, end = s->spans[k].byte_end; /* spaces at the edges could lie between paragraphs */
      while (start < end && is_space(w.text[start])) start++;
      while (end > start && is_space(w.text[end - 1])) end--;
      w.pieces[w.n++] = (piece){start, end, i, k == 0, k + 1 == s->n_spans};
    }
  }
  qsort(w.pieces, w.n, sizeof *w.pieces, by_start);
  const char *title = stance__article_shown_title(article);
  bool first = true;
  stance__buffer_puts(b, "<div class=\"text\">\n");
  for (size_t start = 0, end; start < length; start = end, first = false) {
    while (start < length && is_space(w.text[start])) start++;
    end = paragraph_end(w.text, start, length);
    bool repeats = first && end - start == strlen(title) && memcmp(w.text + start, title, end - start) == 0;
    bool marked = w.n && w.pieces[0].start < end;
    if (end > start && (!repeats || marked)) paragraph(&w, start, end);
    if (end == start) break;
  }
  stance__buffer_puts(b, "</div>\n");
  if (statements < all)
    stance__buffer_printf(b, "<p class=\"note\">The first %zu statements are marked; %zu more are only counted.</p>\n", statements,
                          all - statements);
  stance__free(w.pieces);
}
