#include "cli/infer_report.h"

#include "base/alloc.h"
#include "base/error.h"

enum { REASONS = 5 }; /* what a page shows of each statement */

void cli_answers_release(cli_answers *a) {
  stance__free(a->statements);
  stance__free(a->reasons);
  *a = (cli_answers){0};
}

stance_status cli_answers_make(cli_answers *out, const cli_infer *w, const cli_article *article, cli_scratch *x, bool reasons,
                               stance_error *error) {
  size_t n = stance_article_statement_count(article->article), each = reasons ? REASONS : 0;
  out->statements = stance__array(n, sizeof *out->statements);
  out->reasons = stance__array(n, REASONS * sizeof *out->reasons);
  if (!out->statements || !out->reasons) return stance__fail_memory(error);
  for (size_t i = 0; i < n; i++) {
    cli_statement shown = cli_shown_statement(w->aliases, article, i);
    stance_reason *own = out->reasons + i * REASONS;
    stance_labelled_statement *s = &out->statements[i];
    *s = (stance_labelled_statement){.speaker = shown.speaker, .target = shown.target, .reasons = own};
    stance_status status = stance_label_statement(x->labeller, article->article, i, &s->label, NULL, own, each, &s->n_reasons, error);
    if (status != STANCE_OK) return status;
  }
  return STANCE_OK;
}

stance_status cli_report_new(cli_infer *w, const char *model, size_t full_articles, stance_error *error) {
  stance_article_report_options options = STANCE_ARTICLE_REPORT_OPTIONS_INIT;
  options.model = model;
  options.full_articles = full_articles;
  return stance_article_report_new(&w->report, w->model, &options, error);
}

stance_status cli_report_add(cli_infer *w, const cli_article *article, const cli_answers *answers, bool foreign, stance_error *error) {
  stance_labelled_article labelled = {.article = article->article,
                                      .statements = answers->statements,
                                      .name = article->name,
                                      .title = article->title,
                                      .source = article->source,
                                      .day = article->day,
                                      .foreign = foreign};
  return stance_article_report_add(w->report, &labelled, error);
}

stance_status cli_report_finish(cli_infer *w, stance_error *error) {
  char *html = NULL;
  size_t length;
  stance_status status = stance_article_report_html(&html, &length, w->report, error);
  if (status != STANCE_OK) return status;
  stance__buffer_add(&w->out, html, length);
  stance_article_report_free_html(html);
  return w->out.failed ? stance__fail_memory(error) : STANCE_OK;
}
