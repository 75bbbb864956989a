/* Labelled statements for programs: JSON and CSV. Schema stance.statement/1, described in docs/formats.md. */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "stance/infer.h"

static void json_text(stance__buffer *b, const char *text) {
  if (text)
    stance__buffer_json_string(b, text, strlen(text));
  else
    stance__buffer_puts(b, "null");
}

size_t stance_answer_column(const stance_model *model, const stance_label *label) {
  size_t labels = stance_model_label_count(model);
  if (label->confident) return label->label;
  /* NaN, where the model cannot tell, is unclear. */
  return label->neither > stance_model_neither_threshold(model) ? labels + 1 : labels;
}

const char *stance_answer_name(const stance_model *model, size_t column) {
  size_t labels = stance_model_label_count(model);
  return column < labels ? stance_model_label(model, column) : column == labels ? "unclear" : "neither";
}

/* Places are counted from one nearby that is known: from the start of a long article, thousands of statements would cost its square. */
static size_t point_at(const char *text, size_t byte, size_t near_byte, size_t near_point) {
  if (byte < near_byte) near_byte = near_point = 0;
  return near_point + stance__utf8_count(text + near_byte, byte - near_byte);
}

/* near_point is the number of code points before text[near_byte]. */
static void answer_members(stance__buffer *b, const stance_answer *a, const char *text, size_t near_byte, size_t near_point) {
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
    stance__buffer_printf(b, ",\"start\":%zu,\"end\":%zu}", point_at(text, r->start, near_byte, near_point),
                          point_at(text, r->end, near_byte, near_point));
  }
  stance__buffer_putc(b, ']');
}

static void statement_object(stance__buffer *b, const stance_shown_statement *shown, const stance_answer *a) {
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
  answer_members(b, a, text, s->hull.byte_start, s->hull.start);
  stance__buffer_putc(b, '}');
}

const char *stance_statement_csv_header(void) {
  return "article,index,start,end,kind,speaker,cue,target,label,probability,confident,text\r\n";
}

static void statement_row(stance__buffer *b, const stance_shown_statement *shown, const stance_answer *a) {
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

/* ---- Appending to the caller's text ---- */

void stance_rendered_release(stance_rendered *r) {
  stance__free(r->data);
  *r = (stance_rendered){NULL, 0, 0};
}

static stance__buffer borrow(const stance_rendered *r) { return (stance__buffer){r->data, r->length, r->capacity, false}; }

static stance_status give_back(stance_rendered *r, stance__buffer *b, stance_error *error) {
  size_t before = r->length;
  *r = (stance_rendered){b->data, b->length, b->capacity};
  if (!b->failed) return STANCE_OK;
  r->length = before;
  if (r->data) r->data[before] = '\0';
  return stance__fail_memory(error);
}

stance_status stance_answer_json(stance_rendered *out, const stance_answer *answer, const char *text, stance_error *error) {
  stance__buffer b = borrow(out);
  answer_members(&b, answer, text, 0, 0);
  return give_back(out, &b, error);
}

stance_status stance_statement_json(stance_rendered *out, const stance_shown_statement *statement, const stance_answer *answer,
                                    stance_error *error) {
  stance__buffer b = borrow(out);
  statement_object(&b, statement, answer);
  return give_back(out, &b, error);
}

stance_status stance_statement_csv(stance_rendered *out, const stance_shown_statement *statement, const stance_answer *answer,
                                   stance_error *error) {
  stance__buffer b = borrow(out);
  statement_row(&b, statement, answer);
  return give_back(out, &b, error);
}
