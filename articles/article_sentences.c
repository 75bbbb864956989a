/* Paragraphs and sentences. A paragraph ends at a line end; in a text with hard line breaks, at an empty line. A quotation stays in
   one sentence, whatever it holds; one left open at its paragraph's end goes on in the next. */
#include <string.h>

#include "articles/article_parts.h"
#include "base/alloc.h"
#include "base/error.h"

enum { LONGEST_SENTENCE = 200 /* tokens; a quotation counts as one. Longer ones are cut: no rule may look at more */ };

typedef struct paragraph {
  size_t first, last; /* tokens */
} paragraph;

/* True where single line ends break lines of one paragraph: most lines that another follows are of about the same length and end
   without an end mark. */
static bool is_wrapped(const char *text) {
  enum { SHORTEST = 45, LONGEST = 100 };
  size_t pairs = 0, wrapped = 0;
  for (const char *line = text; *line;) {
    size_t length = strcspn(line, "\n"), ink = length;
    const char *next = line[length] ? line + length + 1 : line + length;
    while (ink && (line[ink - 1] == ' ' || line[ink - 1] == '\r' || line[ink - 1] == '\t')) ink--;
    size_t blank = strspn(next, " \t\r");
    if (ink && *next && next[blank] && next[blank] != '\n') {
      pairs++;
      wrapped += ink >= SHORTEST && ink <= LONGEST && !strchr(".?!:\")", line[ink - 1]);
    }
    line = next;
  }
  return pairs > 0 && wrapped * 2 > pairs;
}

/* True where a paragraph ends between byte `from` and byte `to`. */
static bool ends_between(const stance_article *a, size_t from, size_t to, bool empty_lines) {
  size_t lines = 0;
  for (size_t i = from; i < to; i++) lines += a->text[i] == '\n';
  return lines >= (empty_lines ? 2 : 1);
}

/* ---- Sentences ---- */

static bool is_end_mark(const stance__word *w) { return w->type == STANCE__MARK && (w->mark == '.' || w->mark == '!' || w->mark == '?'); }

/* "...missing.” Trump said.": an attribution of a few words, though the quotation before it has its own end mark. */
static bool is_attribution(const stance_article *a, size_t i, size_t last) {
  static const char verbs[] = "said says wrote added told tweeted asked replied";
  for (size_t k = i + 1; k < last && k < i + 5; k++) {
    if (stance__at(a, k)->type != STANCE__WORD) return false;
    if (stance__word_in(a, k, verbs))
      return k + 1 >= last || stance__at(a, k + 1)->type == STANCE__MARK ||
             stance__at(a, k + 1)->entry.flags & (STANCE__CALENDAR | STANCE__PREPOSITION);
  }
  return false;
}

/* True where a sentence ends after token i: `next` starts another. */
static bool ends_sentence(const stance_article *a, size_t i, size_t last) {
  const stance__word *w = STANCE__WORDS(a);
  if (i + 1 >= last) return true;
  const stance__word *next = &w[i + 1];
  if (w[i].quotation != STANCE__NOT) { /* only a closing mark after an end mark can end it */
    const stance__quotation *q = &STANCE__QUOTATIONS(a)[w[i].quotation];
    if (i != q->close || i == q->open || !is_end_mark(&w[i - 1])) return false;
    if (!next->space_before || next->type == STANCE__MARK) return false;
    if (w[i - 1].mark == '.' && is_attribution(a, i, last)) return false;
    if (w[i - 1].mark == '.' || next->type == STANCE__OPEN) return next->capital || next->type == STANCE__OPEN;
    return next->capital && !(i + 2 < last && w[i + 2].entry.forms) && !(i + 3 < last && w[i + 3].entry.forms);
  }
  if (w[i].type == STANCE__WORD && i > 0 && a->text[w[i].end - 1] == '.') /* "in the U.S. The talks" */
    return next->capital && w[i].end - w[i].start > 2 &&
           next->entry.flags & (STANCE__DETERMINER | STANCE__HE_SHE | STANCE__CONJUNCTION | STANCE__PREPOSITION) &&
           !(w[i].entry.flags & (STANCE__TITLE | STANCE__ABBREVIATION));
  if (!is_end_mark(&w[i])) return false;
  if (next->type == STANCE__CLOSE || is_end_mark(next) || !next->space_before) return false;
  return next->capital || next->type == STANCE__OPEN ||
         (next->type == STANCE__WORD && a->text[next->start] >= '0' && a->text[next->start] <= '9');
}

/* A paragraph without an end mark that is short, or all in capitals, is a heading, a caption or a link. */
static bool is_heading(const stance_article *a, size_t first, size_t last, size_t number) {
  const stance__word *w = STANCE__WORDS(a);
  size_t words = 0, tail = last - 1;
  for (size_t i = first; i < last; i++) {
    words += w[i].type == STANCE__WORD;
    if (w[i].quotation != STANCE__NOT && STANCE__QUOTATIONS(a)[w[i].quotation].unclosed) return false;
  }
  while (tail > first && w[tail].type == STANCE__CLOSE) tail--;
  bool ended = is_end_mark(&w[tail]) || (w[tail].type == STANCE__MARK && (w[tail].mark == ',' || w[tail].mark == ':')) ||
               (w[tail].type == STANCE__WORD && a->text[w[tail].end - 1] == '.');
  return !ended && (words < 18 || number == 0);
}

static stance_status divide_paragraph(stance_article *a, paragraph p, size_t number, stance_error *error) {
  stance_status status = stance__pair_marks(a, p.first, p.last, error);
  if (status != STANCE_OK) return status;
  bool heading = is_heading(a, p.first, p.last, number);
  if (number == 0 && heading) {
    const stance__word *w = STANCE__WORDS(a);
    a->title = stance__arena_copy(&a->arena, a->text + w[p.first].start, w[p.last - 1].end - w[p.first].start);
    if (!a->title) return stance__fail_memory(error);
  }
  size_t first = p.first, units = 0;
  for (size_t i = p.first; i < p.last; i++) {
    bool whole = !stance__quoted(a, i) || stance__quotation_of(a, i)->close == i;
    units += whole;
    if (!ends_sentence(a, i, p.last) && !(whole && units >= LONGEST_SENTENCE)) continue;
    stance__sentence *s = stance__list_add(&a->sentences, sizeof *s);
    if (!s) return stance__fail_memory(error);
    *s = (stance__sentence){first, i + 1, number, !heading ? STANCE__TEXT : number == 0 ? STANCE__TITLE_LINE : STANCE__HEADING};
    first = i + 1;
    units = 0;
  }
  return STANCE_OK;
}

stance_status stance__article_divide(stance_article *a, stance_error *error) {
  bool empty_lines = is_wrapped(a->text);
  size_t first = 0, number = 0;
  for (size_t i = 0; i < a->words.n; i++) {
    const stance__word *w = STANCE__WORDS(a);
    if (i + 1 < a->words.n && !ends_between(a, w[i].end, w[i + 1].start, empty_lines)) continue;
    stance_status status = divide_paragraph(a, (paragraph){first, i + 1}, number++, error);
    if (status != STANCE_OK) return status;
    first = i + 1;
  }
  return STANCE_OK;
}
