/* Labelled articles as one HTML page for people: the articles with their statements marked, who took which line, when, and towards whom.
   The page is one file without scripts; what is in it, and what keeps a hostile article from doing harm in it, is in docs/reports.md. */
#ifndef STANCE_ARTICLE_REPORT_H
#define STANCE_ARTICLE_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "stance/article.h"
#include "stance/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What was found out about one statement. Borrowed for the call. */
typedef struct stance_labelled_statement {
  stance_label label;
  const char *speaker, *target; /* as they are to be shown, names merged or not; NULL where not known */
  const stance_reason *reasons; /* [n_reasons] as stance_label_statement gives them; at most 5 are shown */
  size_t n_reasons;             /* 0: none asked for */
} stance_labelled_statement;

/* One article with its labels. Borrowed for the call. */
typedef struct stance_labelled_article {
  const stance_article *article;
  const stance_labelled_statement *statements; /* [stance_article_statement_count] in the article's order */
  const char *name;                            /* what the article is called: a path, id or address */
  const char *title;                           /* NULL: the article's own, else the name */
  const char *source;                          /* NULL or "": not known */
  const char *day;                             /* "2026-11-25"; NULL or "": not known */
  bool foreign;                                /* it does not read like English: the page says that its labels mean little */
} stance_labelled_article;

typedef struct stance_article_report_options {
  const char *title;    /* of the page; NULL: the article's title, or how many articles there are */
  const char *model;    /* its name for the head; NULL: none */
  size_t full_articles; /* articles shown with their whole text, 0: 50; all are counted */
  size_t full_bytes;    /* bytes of text of those together, 0: 8 MiB; the first article is shown whatever its size, and at most
                           10,000 statements are marked */
} stance_article_report_options;
#define STANCE_ARTICLE_REPORT_OPTIONS_INIT                                                                                                 \
  { NULL, NULL, 0, 0 }

/* A report that articles are added to. Its memory grows by what is shown of articles in full, which is bounded, and by the names of
   speakers, pairs and days that occur. Not thread-safe. */
typedef struct stance_article_report stance_article_report;

/* Borrows the model until the report is freed; the options' strings are copied. options NULL: the defaults. */
STANCE_MUST_CHECK stance_status stance_article_report_new(stance_article_report **out, const stance_model *model,
                                                          const stance_article_report_options *options, stance_error *error);
void stance_article_report_free(stance_article_report *report); /* NULL does nothing */
/* False once no further article will be shown in full: reasons are then not worth computing. */
bool stance_article_report_shows_reasons(const stance_article_report *report);
/* Articles appear in the order in which they are added. After a failure the report can only be freed. */
STANCE_MUST_CHECK stance_status stance_article_report_add(stance_article_report *report, const stance_labelled_article *article,
                                                          stance_error *error);
/* The page, NUL-terminated UTF-8, the caller's: free it with stance_article_report_free_html. The same articles, labels and options give
   the same bytes. STANCE_DATA where no article was added. */
STANCE_MUST_CHECK stance_status stance_article_report_html(char **html, size_t *length, const stance_article_report *report,
                                                           stance_error *error);
void stance_article_report_free_html(char *html); /* NULL does nothing */

#ifdef __cplusplus
}
#endif
#endif
