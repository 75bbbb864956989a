/* The HTML report of an article that was sent. */
#ifndef STANCE_SERVE_INFER_PAGE_H
#define STANCE_SERVE_INFER_PAGE_H
#include "serve/app.h"
#include "stance/article.h"
#include "stance/page.h"

/* Labels the article and puts its page (stance/article_report.h) into x->out. page may be NULL. */
STANCE_MUST_CHECK stance_status serve_put_article_page(serve_exchange *x, const serve_model *m, serve_scratch *s, const char *name,
                                                       const stance_article *article, const stance_page *page, stance_error *error);
#endif
