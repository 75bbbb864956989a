/* The article of an HTML page: its text, title, day and source, without what stands around it. */
#ifndef STANCE_PAGE_H
#define STANCE_PAGE_H

#include <stddef.h>

#include "stance/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Strings are UTF-8, NUL-terminated, owned by the page. */
typedef struct stance_page {
  char *text;    /* paragraphs, headings, list items, captions and table rows, an empty line between two; <br> is a line end */
  size_t length; /* bytes; never 0 */
  char *title;   /* og:title, else the first h1, else <title>; NULL where there is none */
  char *source;  /* og:site_name; NULL where there is none */
  char day[11];  /* "2026-11-25" of meta article:published_time and its kin, JSON-LD datePublished, or time[datetime]; "" unknown */
} stance_page;

/* Reads a page in memory; nothing outside it is ever fetched. Broken markup is read as browsers do, silently. Encodings other than UTF-8
   are converted where a byte-order mark or the page's head names them; bytes that are invalid in the encoding become U+FFFD. Entities are
   decoded; control characters, zero-width spaces and bidirectional controls are left out. Navigation, forms, scripts, comments, share and
   "read more" blocks are left out; docs/articles-input.md says how the article is told from the rest.
   STANCE_DATA where no text is found, for NUL bytes, an unknown encoding, over 16 MiB, elements nested deeper than 500 or
   with hundreds of attributes; `name` is for errors. Thread-safe. */
STANCE_MUST_CHECK stance_status stance_page_read(stance_page **out, const char *html, size_t length, const char *name,
                                                 stance_error *error);
void stance_page_free(stance_page *page); /* NULL does nothing */

#ifdef __cplusplus
}
#endif
#endif
