/* A summary's rows as JSON, CSV and table. Schema stance.summary/1, described in docs/articles-input.md. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/infer_summary.h"

static const char *const by_names[] = {"", "speaker", "pair", "date", "source"};

static const char *first_name(cli_summary_by by) { return by == CLI_BY_PAIR ? "speaker" : by_names[by]; }

static void json_text(stance__buffer *b, const char *text) {
  if (text)
    stance__buffer_json_string(b, text, strlen(text));
  else
    stance__buffer_puts(b, "null");
}

static void json_interval(stance__buffer *b, double low, double high) {
  if (isnan(low) || isnan(high)) {
    stance__buffer_puts(b, "null");
    return;
  }
  stance__buffer_putc(b, '[');
  stance__buffer_number(b, low);
  stance__buffer_putc(b, ',');
  stance__buffer_number(b, high);
  stance__buffer_putc(b, ']');
}

static void json_telling(stance__buffer *b, const stance_model *model, const cli_telling *t) {
  if (!t->text) {
    stance__buffer_puts(b, "null");
    return;
  }
  stance__buffer_puts(b, "{\"article\":");
  json_text(b, t->article);
  stance__buffer_printf(b, ",\"index\":%zu,\"start\":%zu,\"end\":%zu,\"speaker\":", t->index, t->start, t->end);
  json_text(b, t->speaker);
  stance__buffer_puts(b, ",\"label\":");
  json_text(b, stance_model_label(model, t->label));
  stance__buffer_puts(b, ",\"decision\":");
  stance__buffer_number(b, t->decision);
  stance__buffer_puts(b, ",\"text\":");
  json_text(b, t->text);
  stance__buffer_putc(b, '}');
}

static void json_row(stance__buffer *b, const cli_summary_totals *totals, const cli_summary_row *row) {
  stance__buffer_printf(b, "{\"%s\":", first_name(totals->by));
  json_text(b, row->first);
  if (totals->by == CLI_BY_PAIR) {
    stance__buffer_puts(b, ",\"target\":");
    json_text(b, row->second);
  }
  stance__buffer_printf(b, ",\"statements\":%zu,\"articles\":%zu,\"unclear\":%zu,\"neither\":%zu,\"labels\":{", row->statements,
                        row->articles, row->unclear, row->neither);
  for (size_t l = 0; l < stance_model_label_count(totals->model); l++) {
    const cli_share *s = &row->shares[l];
    if (l) stance__buffer_putc(b, ',');
    json_text(b, stance_model_label(totals->model, l));
    stance__buffer_printf(b, ":{\"n\":%zu,\"share\":", s->n);
    stance__buffer_number(b, s->share);
    stance__buffer_puts(b, ",\"share_ci95\":");
    json_interval(b, s->low, s->high);
    stance__buffer_puts(b, ",\"adjusted_share\":");
    stance__buffer_number(b, s->adjusted);
    stance__buffer_puts(b, ",\"adjusted_share_ci95\":");
    json_interval(b, s->adjusted_low, s->adjusted_high);
    stance__buffer_putc(b, '}');
  }
  stance__buffer_puts(b, "},\"most_telling\":");
  json_telling(b, totals->model, &row->telling);
  stance__buffer_putc(b, '}');
}

void cli_summary_json(stance__buffer *b, const cli_summary_totals *totals, const cli_summary_row *rows, size_t n) {
  stance__buffer_printf(b, "{\"schema\":\"stance.summary/1\",\"by\":\"%s\",\"articles\":%zu,\"statements\":%zu,\"rows\":[",
                        by_names[totals->by], totals->articles, totals->statements);
  for (size_t i = 0; i < n; i++) {
    stance__buffer_puts(b, i ? ",\n" : "\n");
    json_row(b, totals, &rows[i]);
  }
  stance__buffer_puts(b, "\n]}\n");
}

/* ---- CSV ---- */

static void csv_text(stance__buffer *b, const char *text) {
  if (text) stance__buffer_csv_field(b, text, strlen(text));
}

static void csv_number(stance__buffer *b, double value) {
  stance__buffer_putc(b, ',');
  if (!isnan(value)) stance__buffer_number(b, value);
}

void cli_summary_csv(stance__buffer *b, const cli_summary_totals *totals, const cli_summary_row *rows, size_t n) {
  static const char *const columns[] = {
      "", "_share", "_share_low", "_share_high", "_adjusted_share", "_adjusted_share_low", "_adjusted_share_high"};
  enum { N_COLUMNS = sizeof columns / sizeof *columns };
  size_t labels = stance_model_label_count(totals->model);
  stance__buffer_printf(b, "%s%s,statements,articles,unclear,neither", first_name(totals->by),
                        totals->by == CLI_BY_PAIR ? ",target" : "");
  for (size_t c = 0; c < labels * N_COLUMNS; c++) {
    stance__buffer name = STANCE__BUFFER_INIT;
    stance__buffer_printf(&name, "%s%s", stance_model_label(totals->model, c / N_COLUMNS), columns[c % N_COLUMNS]);
    stance__buffer_putc(b, ',');
    if (name.data) stance__buffer_csv_field(b, name.data, name.length);
    b->failed |= name.failed;
    stance__buffer_release(&name);
  }
  stance__buffer_puts(b, ",telling_label,telling_article,telling_text\r\n");
  for (size_t i = 0; i < n; i++) {
    const cli_summary_row *row = &rows[i];
    csv_text(b, row->first);
    if (totals->by == CLI_BY_PAIR) {
      stance__buffer_putc(b, ',');
      csv_text(b, row->second);
    }
    stance__buffer_printf(b, ",%zu,%zu,%zu,%zu", row->statements, row->articles, row->unclear, row->neither);
    for (size_t l = 0; l < labels; l++) {
      const cli_share *s = &row->shares[l];
      const double values[] = {s->share, s->low, s->high, s->adjusted, s->adjusted_low, s->adjusted_high};
      stance__buffer_printf(b, ",%zu", s->n);
      for (size_t v = 0; v < sizeof values / sizeof *values; v++)
        csv_number(b, values[v]);
    }
    const cli_telling *t = &row->telling;
    stance__buffer_putc(b, ',');
    csv_text(b, t->text ? stance_model_label(totals->model, t->label) : NULL);
    stance__buffer_putc(b, ',');
    csv_text(b, t->article);
    stance__buffer_putc(b, ',');
    csv_text(b, t->text);
    stance__buffer_puts(b, "\r\n");
  }
}

/* ---- Table ---- */

/* Columns; the name gets what the terminal has left. */
enum { NARROWEST_NAME = 18, WIDEST_NAME = 40, SHARE_WIDTH = 19, REST_WIDTH = 24 };

/* At most `room` columns of the text on one line; an ellipsis stands for the rest. */
static void put_short(stance__buffer *b, const char *text, size_t room) {
  size_t length = strlen(text), at = 0, size;
  for (size_t columns = 0; at < length && columns + 1 < room; columns++, at += size)
    stance__utf8_decode(text + at, length - at, &size);
  bool whole = at == length || stance__utf8_count(text + at, length - at) <= 1;
  cli_put_safe(b, text, whole ? length : at);
  if (!whole) stance__buffer_puts(b, "…");
}

static void put_name(stance__buffer *b, const cli_summary_totals *totals, const cli_summary_row *row, size_t width) {
  stance__buffer name = STANCE__BUFFER_INIT, cut = STANCE__BUFFER_INIT;
  stance__buffer_puts(&name, row->first ? row->first : "—");
  if (totals->by == CLI_BY_PAIR) {
    stance__buffer_puts(&name, " → ");
    stance__buffer_puts(&name, row->second ? row->second : "—");
  }
  if (name.data) put_short(&cut, name.data, totals->by == CLI_BY_PAIR ? width * 2 : width);
  if (cut.data) cli_put_padded(b, cut.data, cut.length, width);
  if (cut.data && stance__utf8_count(cut.data, cut.length) > width) { /* a long pair has a line to itself */
    stance__buffer_puts(b, "\n  ");
    cli_put_padded(b, "", 0, width);
  }
  b->failed |= name.failed || cut.failed;
  stance__buffer_release(&name);
  stance__buffer_release(&cut);
}

static void put_share(stance__buffer *b, const cli_share *s) {
  char text[64], interval[32] = "";
  if (!isnan(s->low)) snprintf(interval, sizeof interval, " [%.0f-%.0f]", s->low * 100, s->high * 100);
  if (isnan(s->share))
    snprintf(text, sizeof text, "%zu", s->n);
  else
    snprintf(text, sizeof text, "%zu %3.0f %%%s", s->n, s->share * 100, interval);
  cli_put_padded(b, text, strlen(text), SHARE_WIDTH);
}

void cli_summary_table(stance__buffer *b, const cli_summary_totals *totals, const cli_summary_row *rows, size_t n, bool color,
                       size_t width) {
  const char *plain = color ? "\033[0m" : "", *bold = color ? "\033[1m" : "", *dim = color ? "\033[2m" : "";
  size_t labels = stance_model_label_count(totals->model), rest = labels * SHARE_WIDTH + REST_WIDTH, name_width = NARROWEST_NAME;
  if (width > rest + name_width) name_width = width - rest < WIDEST_NAME ? width - rest : WIDEST_NAME;
  stance__buffer_printf(b,
                        "%zu statement%s in %zu article%s, by %s\nshares of all statements, with 95 %% intervals "
                        "over articles\n\n%s  ",
                        totals->statements, totals->statements == 1 ? "" : "s", totals->articles, totals->articles == 1 ? "" : "s",
                        by_names[totals->by], bold);
  cli_put_padded(b, first_name(totals->by), strlen(first_name(totals->by)), name_width);
  stance__buffer_puts(b, "    n  ");
  for (size_t l = 0; l < labels; l++) {
    const char *label = stance_model_label(totals->model, l);
    cli_put_padded(b, label, strlen(label), SHARE_WIDTH);
  }
  stance__buffer_printf(b, "unclear neither%s\n", plain);
  for (size_t i = 0; i < n; i++) {
    const cli_summary_row *row = &rows[i];
    stance__buffer_puts(b, "  ");
    put_name(b, totals, row, name_width);
    stance__buffer_printf(b, "%5zu  ", row->statements);
    for (size_t l = 0; l < labels; l++) {
      stance__buffer_puts(b, row->shares[l].n ? cli_label_color(stance_model_label(totals->model, l), true, color) : "");
      put_share(b, &row->shares[l]);
      stance__buffer_puts(b, row->shares[l].n ? plain : "");
    }
    stance__buffer_printf(b, "%7zu %7zu\n", row->unclear, row->neither);
    if (!row->telling.text) continue;
    const char *label = stance_model_label(totals->model, row->telling.label);
    stance__buffer_printf(b, "    %s%s: ", dim, label);
    size_t used = 6 + stance__utf8_count(label, strlen(label));
    put_short(b, row->telling.text, width > used + 20 ? width - used : 20);
    stance__buffer_printf(b, "%s\n", plain);
  }
}
