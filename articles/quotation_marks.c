/* Quotation marks of a paragraph in pairs. Within a quotation, marks of the other kind (single in double) are left alone; one that
   a paragraph opens and does not close goes on in the next. */
#include "articles/article_parts.h"
#include "base/error.h"

static stance_status add_quotation(stance_article *a, size_t open, size_t close, bool unclosed, stance_error *error) {
  stance__quotation *q = stance__list_add(&a->quotations, sizeof *q);
  if (!q) return stance__fail_memory(error);
  *q = (stance__quotation){open, close, unclosed, 0};
  for (size_t k = open; k <= close; k++) {
    STANCE__WORDS(a)[k].quotation = a->quotations.n - 1;
    q->words += STANCE__WORDS(a)[k].type == STANCE__WORD;
  }
  return STANCE_OK;
}

/* True where the next paragraph, which starts at token `next`, opens with the same mark: it goes on with an open quotation. */
static bool goes_on(const stance_article *a, size_t next, char kind) {
  return next < a->words.n && stance__at(a, next)->type == STANCE__OPEN && stance__at(a, next)->mark == kind;
}

/* An apostrophe (the brothers' guns) rather than a closing mark: no mark of speech stands before it, and one that has follows soon.
 */
static bool is_apostrophe(const stance_article *a, size_t i, size_t last) {
  enum { REACH = 60 };
  if (stance__at(a, i - 1)->type == STANCE__MARK) return false;
  for (size_t k = i + 1; k < last && k < i + REACH; k++) {
    const stance__word *w = stance__at(a, k);
    if (w->mark != '\'') continue;
    if (w->type == STANCE__OPEN) return false;
    if (w->type == STANCE__CLOSE && stance__at(a, k - 1)->type == STANCE__MARK) return true;
  }
  return false;
}

stance_status stance__pair_marks(stance_article *a, size_t first, size_t last, stance_error *error) {
  const stance__word *w = STANCE__WORDS(a);
  bool doubles = false;
  for (size_t i = first; i < last; i++) doubles |= (w[i].type == STANCE__OPEN || w[i].type == STANCE__CLOSE) && w[i].mark == '"';
  char kind = doubles ? '"' : '\'';
  size_t open = STANCE__NOT, nested = 0;
  for (size_t i = first; i < last; i++) {
    bool opens = w[i].type == STANCE__OPEN && w[i].mark == kind, closes = w[i].type == STANCE__CLOSE && w[i].mark == kind;
    bool foreign = open != STANCE__NOT && a->text[w[i].start] != a->text[w[open].start]; /* a straight mark and a curly one */
    if (opens) {
      if (foreign)
        nested++;
      else
        open = i, nested = 0; /* a second opening mark of the same shape: the first was never closed */
      continue;
    }
    if (open == STANCE__NOT || !closes || i == open + 1) continue;
    if (nested && foreign) {
      nested--;
      continue;
    }
    if (kind == '\'' && is_apostrophe(a, i, last)) continue;
    nested = 0;
    stance_status status = add_quotation(a, open, i, false, error);
    if (status != STANCE_OK) return status;
    open = STANCE__NOT;
  }
  bool speaks = open != STANCE__NOT && (open == first || stance__is_mark(a, open - 1, ':') || stance__is_mark(a, open - 1, ','));
  if (open == STANCE__NOT || open + 1 >= last || kind != '"' || !(open == first || goes_on(a, last, kind) || (speaks && last - open > 4)))
    return STANCE_OK;
  return add_quotation(a, open, last - 1, true, error);
}
