/* The page that every HTML report is: one file, its style inline, nothing fetched, no script. */
#ifndef STANCE_REPORTS_REPORT_PAGE_H
#define STANCE_REPORTS_REPORT_PAGE_H
#include "base/buffer.h"
#ifdef __cplusplus
extern "C" {
#endif

/* Everything up to <main>. The Content-Security-Policy allows this page's own style by its hash and nothing else. `kicker` stands small
   over the title. Both are escaped here. */
void stance__page_open(stance__buffer *b, const char *kicker, const char *title);
/* </main> to </html>. */
void stance__page_close(stance__buffer *b);
/* <section> with its heading, to be closed by the caller; `id` is ours, `title` is escaped. */
void stance__page_section(stance__buffer *b, const char *id, const char *title);
/* A table in a box that scrolls where the page is too narrow. `caption` is for screen readers, escaped; close with the second. */
void stance__page_table(stance__buffer *b, const char *class_name, const char *caption);
void stance__page_table_end(stance__buffer *b);
#ifdef __cplusplus
}
#endif
#endif
