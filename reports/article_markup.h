/* An article with its statements marked, and beside each paragraph who made them and how they are labelled. */
#ifndef STANCE_REPORTS_ARTICLE_MARKUP_H
#define STANCE_REPORTS_ARTICLE_MARKUP_H
#include "base/buffer.h"
#include "stance/article_report.h"

enum { STANCE__MOST_REASONS_SHOWN = 5, STANCE__MOST_MARKED = 10000 };

/* What the pieces of a report need of the model. */
typedef struct stance__stances {
  const stance_model *model;
  const char *const *labels; /* [n_labels] of the model */
  size_t n_labels;
} stance__stances;

/* The article's title as a page shows it. */
const char *stance__article_shown_title(const stance_labelled_article *article);
/* "path · 2026-11-25 · Source · 12 statements", where known. */
void stance__article_byline(stance__buffer *b, const stance_labelled_article *article);
/* The text, paragraph by paragraph. `number` makes the ids of this article unique on the page. A first paragraph that only repeats the
   title is left out. Statements beyond the first STANCE__MOST_MARKED are not marked, and their number is said. */
void stance__article_markup(stance__buffer *b, const stance_labelled_article *article, const stance__stances *stances, size_t number);
#endif
