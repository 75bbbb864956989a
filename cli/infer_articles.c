/* stance infer on articles: statements in reading order, then a line a speaker. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/input.h"
#include "base/table.h"
#include "base/utf8.h"
#include "cli/infer_work.h"

/* ---- A line a speaker ---- */

typedef struct tally {
  stance__table *speakers;
  size_t *counts; /* [speakers][label count + 1], unclear last */
  size_t capacity;
} tally;

static stance_status count(tally *t, const char *speaker, const cli_answer *a, stance_error *error) {
  size_t columns = stance_model_label_count(a->model) + 1;
  uint32_t number = stance__table_insert(t->speakers, speaker, strlen(speaker));
  if (number == STANCE__TABLE_NONE) return stance__fail_memory(error);
  if (number >= t->capacity) {
    size_t capacity = t->capacity * 2 + 16;
    size_t *counts = stance__realloc(t->counts, capacity, columns * sizeof *counts);
    if (!counts) return stance__fail_memory(error);
    memset(counts + t->capacity * columns, 0, (capacity - t->capacity) * columns * sizeof *counts);
    t->counts = counts;
    t->capacity = capacity;
  }
  t->counts[number * columns + (a->label.confident ? a->label.label : columns - 1)]++;
  return STANCE_OK;
}

static void print_tally(cli_infer *w, const tally *t) {
  size_t labels = stance_model_label_count(w->model);
  stance__buffer_printf(&w->out, "%sSpeakers%s\n", w->color ? "\033[1m" : "", w->color ? "\033[0m" : "");
  for (uint32_t i = 0; i < stance__table_size(t->speakers); i++) {
    size_t length, shown;
    const char *name = stance__table_text(t->speakers, i, &length);
    stance__buffer_printf(&w->out, "  %s", name);
    for (shown = stance__utf8_count(name, length); shown < 28; shown++) stance__buffer_putc(&w->out, ' ');
    const char *before = " ";
    for (size_t l = 0; l <= labels; l++) {
      size_t n = t->counts[i * (labels + 1) + l];
      if (!n) continue;
      const char *label = l < labels ? stance_model_label(w->model, l) : "unclear";
      stance__buffer_printf(&w->out, "%s%s%zu %s%s", before, cli_label_color(label, l < labels, w->color), n, label, w->color ? "\033[0m" : "");
      before = ", ";
    }
    stance__buffer_putc(&w->out, '\n');
  }
}

/* ---- Statements ---- */

static void print_statement(cli_infer *w, const char *path, const stance_article *article, size_t i, const cli_answer *a) {
  const stance_statement *s = stance_article_statement(article, i);
  switch (w->format) {
  case CLI_JSON:
    if (w->written) stance__buffer_puts(&w->out, ",\n");
    cli_statement_json(&w->out, path, article, i, a);
    break;
  case CLI_JSONL:
    cli_statement_json(&w->out, path, article, i, a);
    stance__buffer_putc(&w->out, '\n');
    break;
  case CLI_CSV: cli_statement_csv(&w->out, path, article, i, a); break;
  case CLI_TABLE:
    cli_answer_table(&w->out, s->speaker ? s->speaker : "(no speaker named)", stance_article_text(article, NULL) + s->hull.byte_start,
                     s->hull.byte_end - s->hull.byte_start, a, w->color, w->width);
    stance__buffer_putc(&w->out, '\n');
    break;
  }
  w->written++;
}

static stance_status label_article(cli_infer *w, const char *path, const stance_article *article, stance_error *error) {
  size_t n = stance_article_statement_count(article);
  tally t = {stance__table_new(), NULL, 0};
  stance_status status = t.speakers ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK && w->format == CLI_TABLE) {
    const char *title = stance_article_title(article);
    stance__buffer_printf(&w->out, "%s%s%s\n%s, %zu statement%s\n\n", w->color ? "\033[1m" : "", title ? title : path,
                          w->color ? "\033[0m" : "", path, n, n == 1 ? "" : "s");
  }
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    cli_answer a = {.model = w->model, .probabilities = w->probabilities, .reasons = w->reasons, .explain = w->explain};
    status = stance_label_statement(w->labeller, article, i, &a.label, w->probabilities, w->reasons, w->n_reasons, &a.n_reasons, error);
    if (status != STANCE_OK) break;
    print_statement(w, path, article, i, &a);
    const char *speaker = stance_article_statement(article, i)->speaker;
    if (speaker) status = count(&t, speaker, &a, error);
  }
  if (status == STANCE_OK && w->format == CLI_TABLE) print_tally(w, &t);
  stance__table_free(t.speakers);
  stance__free(t.counts);
  return status;
}

stance_status cli_infer_article(cli_infer *w, const char *path, stance_error *error) {
  stance__buffer text = STANCE__BUFFER_INIT;
  stance_article *article = NULL;
  stance_status status = stance__read_all(&text, path, error);
  if (status == STANCE_OK && text.length == 0) status = stance__fail(error, STANCE_DATA, path, 0, "the article is empty");
  if (status == STANCE_OK) status = stance_article_parse(&article, text.data, text.length, path, error);
  stance__buffer_release(&text);
  if (status == STANCE_OK && w->emit_text) {
    size_t length;
    const char *decoded = stance_article_text(article, &length);
    stance__buffer_add(&w->out, decoded, length);
  } else if (status == STANCE_OK) {
    status = label_article(w, path, article, error);
  }
  stance_article_free(article);
  if (status == STANCE_OK) status = cli_infer_flush(w, error);
  return status;
}
