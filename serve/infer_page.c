#include "serve/infer_page.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "stance/article_report.h"
#include "stance/infer.h"

enum { REASONS = 5 /* as many as a page shows */ };

/* Labels every statement; reasons [n][REASONS]. */
static stance_status label_all(stance_labelled_statement *out, stance_reason *reasons, serve_scratch *s, const stance_article *article,
                               stance_error *error) {
  for (size_t i = 0; i < stance_article_statement_count(article); i++) {
    const stance_statement *statement = stance_article_statement(article, i);
    stance_reason *own = reasons + i * REASONS;
    out[i] = (stance_labelled_statement){.speaker = statement->speaker, .target = statement->target, .reasons = own};
    stance_status status =
        stance_label_statement(s->labeller, article, i, &out[i].label, s->probabilities, own, REASONS, &out[i].n_reasons, error);
    if (status != STANCE_OK) return status;
  }
  return STANCE_OK;
}

static stance_status render(serve_exchange *x, const serve_model *m, const stance_labelled_article *labelled, stance_error *error) {
  const stance_article_report_options options = {.model = m->name};
  stance_article_report *report = NULL;
  char *html = NULL;
  size_t length = 0;
  stance_status status = stance_article_report_new(&report, m->model, &options, error);
  if (status == STANCE_OK) status = stance_article_report_add(report, labelled, error);
  if (status == STANCE_OK) status = stance_article_report_html(&html, &length, report, error);
  if (status == STANCE_OK) stance__buffer_add(&x->out, html, length);
  stance_article_report_free_html(html);
  stance_article_report_free(report);
  return status;
}

stance_status serve_put_article_page(serve_exchange *x, const serve_model *m, serve_scratch *s, const char *name,
                                     const stance_article *article, const stance_page *page, stance_error *error) {
  size_t n = stance_article_statement_count(article);
  stance_labelled_statement *statements = stance__array(n, sizeof *statements);
  stance_reason *reasons = stance__array(n, REASONS * sizeof *reasons);
  stance_status status = statements && reasons ? label_all(statements, reasons, s, article, error) : stance__fail_memory(error);
  const stance_labelled_article labelled = {.article = article,
                                            .statements = statements,
                                            .name = name,
                                            .title = page ? page->title : NULL,
                                            .source = page ? page->source : NULL,
                                            .day = page ? page->day : NULL,
                                            .foreign = stance_article_english(article) < STANCE_LEAST_ENGLISH};
  if (status == STANCE_OK) status = render(x, m, &labelled, error);
  atomic_fetch_add_explicit(&x->app->counters.statements, n, memory_order_relaxed);
  stance__free(statements);
  stance__free(reasons);
  return status;
}
