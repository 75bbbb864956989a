/* One labelled article into a buffer: statements in reading order, then in the table a line a speaker. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/name_counts.h"
#include "cli/infer_work.h"

stance_status cli_scratch_new(cli_scratch **out, const stance_model *model, stance_error *error) {
  cli_scratch *x = stance__calloc(1, sizeof *x);
  if (!x) return stance__fail_memory(error);
  x->probabilities = stance__array(stance_model_label_count(model), sizeof *x->probabilities);
  stance_status status = x->probabilities ? stance_labeller_new(&x->labeller, model, error) : stance__fail_memory(error);
  if (status == STANCE_OK)
    *out = x;
  else
    cli_scratch_free(x);
  return status;
}

void cli_scratch_free(cli_scratch *x) {
  if (!x) return;
  stance_labeller_free(x->labeller);
  stance__free(x->probabilities);
  stance__free(x);
}

cli_statement cli_shown_statement(const cli_aliases *aliases, const cli_article *article, size_t i) {
  const stance_statement *s = stance_article_statement(article->article, i);
  return (cli_statement){article->name, article->article, i, cli_alias(aliases, s->speaker), cli_alias(aliases, s->target)};
}

/* ---- A line a speaker ---- */

static void print_tally(stance__buffer *out, const cli_infer *w, const stance__name_counts *t) {
  enum { SPEAKER_WIDTH = 28 };
  size_t labels = stance_model_label_count(w->model);
  stance__buffer_printf(out, "%sSpeakers%s\n", w->color ? "\033[1m" : "", w->color ? "\033[0m" : "");
  for (uint32_t i = 0; i < stance__table_size(t->names); i++) {
    size_t length;
    const char *name = stance__table_text(t->names, i, &length);
    stance__buffer_puts(out, "  ");
    cli_put_padded(out, name, length, SPEAKER_WIDTH);
    const char *before = " ";
    for (size_t c = 0; c < labels + 2; c++) {
      size_t n = t->counts[i * (labels + 2) + c];
      if (!n) continue;
      const char *label = stance_answer_name(w->model, c);
      stance__buffer_printf(out, "%s%s%zu %s%s", before, cli_label_color(label, c < labels, w->color), n, label, w->color ? "\033[0m" : "");
      before = ", ";
    }
    stance__buffer_putc(out, '\n');
  }
}

/* ---- Statements ---- */

static void print_title(stance__buffer *out, const cli_infer *w, const cli_article *article, size_t n) {
  const char *title = article->title ? article->title : stance_article_title(article->article);
  if (!title) title = article->name;
  stance__buffer_puts(out, w->color ? "\033[1m" : "");
  cli_put_safe(out, title, strlen(title));
  stance__buffer_puts(out, w->color ? "\033[0m\n" : "\n");
  cli_put_safe(out, article->name, strlen(article->name));
  if (*article->day) stance__buffer_printf(out, ", %s", article->day);
  stance__buffer_printf(out, ", %zu statement%s\n\n", n, n == 1 ? "" : "s");
}

/* Reported statements stand behind the words that report them: "[rejected] the offer" is half said without. */
static void print_block(stance__buffer *out, const cli_infer *w, const cli_statement *shown, const cli_answer *a) {
  const stance_statement *s = stance_article_statement(shown->article, shown->index);
  stance__buffer text = STANCE__BUFFER_INIT;
  if (s->kind != STANCE_DIRECT && s->cue) {
    stance__buffer_putc(&text, '[');
    stance__buffer_puts(&text, s->cue);
    stance__buffer_puts(&text, "] ");
  }
  stance__buffer_add(&text, stance_article_text(shown->article, NULL) + s->hull.byte_start, s->hull.byte_end - s->hull.byte_start);
  out->failed |= text.failed;
  if (!text.failed)
    cli_answer_table(out, shown->speaker ? shown->speaker : "(no speaker named)", text.data, text.length, a, w->color, w->width);
  stance__buffer_putc(out, '\n');
  stance__buffer_release(&text);
}

static void print_statement(stance__buffer *out, const cli_infer *w, const cli_statement *shown, const cli_answer *a) {
  switch (w->format) {
  case CLI_JSON:
    if (shown->index) stance__buffer_puts(out, ",\n");
    cli_statement_json(out, shown, a);
    break;
  case CLI_JSONL:
    cli_statement_json(out, shown, a);
    stance__buffer_putc(out, '\n');
    break;
  case CLI_CSV: cli_statement_csv(out, shown, a); break;
  case CLI_TABLE: print_block(out, w, shown, a); break;
  case CLI_HTML: break; /* goes another way: infer_report.c */
  }
}

stance_status cli_article_render(stance__buffer *out, const cli_infer *w, const cli_article *article, cli_scratch *x, stance_error *error) {
  size_t n = stance_article_statement_count(article->article);
  stance__name_counts t;
  stance_status status = stance__name_counts_init(&t, stance_model_label_count(w->model) + 2, error);
  if (status == STANCE_OK && w->format == CLI_TABLE) print_title(out, w, article, n);
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    cli_answer a = {.model = w->model, .probabilities = x->probabilities, .reasons = x->reasons, .explain = w->explain};
    status =
        stance_label_statement(x->labeller, article->article, i, &a.label, x->probabilities, x->reasons, w->n_reasons, &a.n_reasons, error);
    if (status != STANCE_OK) break;
    cli_statement shown = cli_shown_statement(w->aliases, article, i);
    print_statement(out, w, &shown, &a);
    if (shown.speaker && w->format == CLI_TABLE)
      status = stance__name_counts_add(&t, shown.speaker, strlen(shown.speaker), stance_model_answer(w->model, &a.label), 0, error);
  }
  if (status == STANCE_OK && w->format == CLI_TABLE) print_tally(out, w, &t);
  stance__name_counts_release(&t);
  return status;
}

static void emit_member(stance__buffer *out, const char *key, const char *value) {
  stance__buffer_printf(out, ",\"%s\":", key);
  if (value && *value)
    stance__buffer_json_string(out, value, strlen(value));
  else
    stance__buffer_puts(out, "null");
}

void cli_article_emit(stance__buffer *out, const cli_infer *w, const cli_article *article) {
  size_t length;
  const char *text = stance_article_text(article->article, &length);
  if (w->format != CLI_JSONL) {
    stance__buffer_add(out, text, length);
    return;
  }
  stance__buffer_puts(out, "{\"schema\":\"stance.text/1\"");
  emit_member(out, "article", article->name);
  emit_member(out, "title", article->title ? article->title : stance_article_title(article->article));
  emit_member(out, "date", article->day);
  emit_member(out, "source", article->source);
  stance__buffer_puts(out, ",\"text\":");
  stance__buffer_json_string(out, text, length);
  stance__buffer_puts(out, "}\n");
}
