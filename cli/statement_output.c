/* Labelled statements for programs: JSON and CSV. Schema stance.statement/1, described in docs/formats.md. */
#include "cli/statement_output.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

static void json_text(stance__buffer *b, const char *text) {
  if (text)
    stance__buffer_json_string(b, text, strlen(text));
  else
    stance__buffer_puts(b, "null");
}

size_t cli_answer_column(const cli_answer *a) { return stance_model_answer(a->model, &a->label); }

const char *cli_column_name(const stance_model *model, size_t column) {
  size_t labels = stance_model_label_count(model);
  return column < labels ? stance_model_label(model, column) : column == labels ? "unclear" : "neither";
}

void cli_answer_json(stance__buffer *b, const cli_answer *a, const char *text) {
  const stance_label *l = &a->label;
  stance__buffer_puts(b, "\"label\":");
  json_text(b, stance_model_label(a->model, l->label));
  stance__buffer_puts(b, ",\"probability\":");
  stance__buffer_rounded(b, l->probability);
  stance__buffer_puts(b, ",\"probabilities\":{");
  for (size_t i = 0; i < stance_model_label_count(a->model); i++) {
    if (i) stance__buffer_putc(b, ',');
    json_text(b, stance_model_label(a->model, i));
    stance__buffer_putc(b, ':');
    stance__buffer_rounded(b, a->probabilities[i]);
  }
  stance__buffer_puts(b, "},\"neither\":");
  stance__buffer_rounded(b, l->neither);
  stance__buffer_printf(b, ",\"confident\":%s,\"decision\":", l->confident ? "true" : "false");
  stance__buffer_rounded(b, l->decision);
  if (!a->explain) return;
  stance__buffer_puts(b, ",\"reasons\":[");
  for (size_t i = 0; i < a->n_reasons; i++) {
    const stance_reason *r = &a->reasons[i];
    size_t length;
    const char *term = stance_model_term(a->model, r->term, &length);
    stance__buffer_puts(b, i ? ",{\"term\":" : "{\"term\":");
    stance__buffer_json_string(b, term, length);
    stance__buffer_puts(b, ",\"weight\":");
    stance__buffer_rounded(b, r->weight);
    stance__buffer_printf(b, ",\"start\":%zu,\"end\":%zu}", stance__utf8_count(text, r->start), stance__utf8_count(text, r->end));
  }
  stance__buffer_putc(b, ']');
}

void cli_statement_json(stance__buffer *b, const cli_statement *shown, const cli_answer *a) {
  const stance_statement *s = stance_article_statement(shown->article, shown->index);
  const char *text = stance_article_text(shown->article, NULL);
  stance__buffer_puts(b, "{\"schema\":\"stance.statement/1\",\"article\":");
  json_text(b, shown->article_name);
  stance__buffer_printf(b, ",\"index\":%zu,\"start\":%zu,\"end\":%zu,\"spans\":[", shown->index, s->hull.start, s->hull.end);
  for (size_t k = 0; k < s->n_spans; k++) stance__buffer_printf(b, "%s[%zu,%zu]", k ? "," : "", s->spans[k].start, s->spans[k].end);
  stance__buffer_printf(b, "],\"kind\":\"%s\",\"text\":", stance_kind_name(s->kind));
  stance__buffer_json_string(b, text + s->hull.byte_start, s->hull.byte_end - s->hull.byte_start);
  stance__buffer_puts(b, ",\"speaker\":");
  if (shown->speaker) {
    stance__buffer_puts(b, "{\"name\":");
    json_text(b, shown->speaker);
    if (s->mention.end > s->mention.start) {
      stance__buffer_puts(b, ",\"mention\":");
      stance__buffer_json_string(b, text + s->mention.byte_start, s->mention.byte_end - s->mention.byte_start);
      stance__buffer_printf(b, ",\"start\":%zu,\"end\":%zu}", s->mention.start, s->mention.end);
    } else {
      stance__buffer_puts(b, ",\"mention\":null,\"start\":null,\"end\":null}");
    }
  } else {
    stance__buffer_puts(b, "null");
  }
  stance__buffer_puts(b, ",\"cue\":");
  json_text(b, s->cue);
  stance__buffer_puts(b, ",\"target\":");
  json_text(b, shown->target);
  stance__buffer_putc(b, ',');
  cli_answer_json(b, a, text);
  stance__buffer_putc(b, '}');
}

const char cli_statement_csv_header[] = "article,index,start,end,kind,speaker,cue,target,label,probability,confident,text\r\n";

void cli_statement_csv(stance__buffer *b, const cli_statement *shown, const cli_answer *a) {
  const stance_statement *s = stance_article_statement(shown->article, shown->index);
  const char *text = stance_article_text(shown->article, NULL), *label = stance_model_label(a->model, a->label.label);
  const char *fields[] = {shown->speaker, s->cue, shown->target, label};
  stance__buffer_csv_field(b, shown->article_name, strlen(shown->article_name));
  stance__buffer_printf(b, ",%zu,%zu,%zu,%s,", shown->index, s->hull.start, s->hull.end, stance_kind_name(s->kind));
  for (size_t k = 0; k < 4; k++) {
    if (fields[k]) stance__buffer_csv_field(b, fields[k], strlen(fields[k]));
    stance__buffer_putc(b, ',');
  }
  stance__buffer_rounded(b, a->label.probability);
  stance__buffer_puts(b, a->label.confident ? ",true," : ",false,");
  stance__buffer_csv_field(b, text + s->hull.byte_start, s->hull.byte_end - s->hull.byte_start);
  stance__buffer_puts(b, "\r\n");
}
