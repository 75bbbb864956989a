#include "serve/answer_text.h"

#include "serve/exchange.h"

typedef stance_status (*append_fn)(stance_rendered *out, const stance_shown_statement *statement, const stance_answer *answer,
                                   stance_error *error);

static stance_rendered borrow(const stance__buffer *b) { return (stance_rendered){b->data, b->length, b->capacity}; }

static void give_back(stance__buffer *b, const stance_rendered *r, stance_status status) {
  *b = (stance__buffer){r->data, r->length, r->capacity, b->failed || status != STANCE_OK};
}

static void append(stance__buffer *b, append_fn render, const stance_shown_statement *statement, const stance_answer *answer) {
  if (b->failed) return;
  stance_rendered r = borrow(b);
  stance_status status = render(&r, statement, answer, NULL);
  give_back(b, &r, status);
}

void serve_put_answer(stance__buffer *b, const stance_answer *answer, const char *text) {
  if (b->failed) return;
  stance_rendered r = borrow(b);
  stance_status status = stance_answer_json(&r, answer, text, NULL);
  give_back(b, &r, status);
}

void serve_put_statement(stance__buffer *b, const stance_shown_statement *statement, const stance_answer *answer) {
  append(b, stance_statement_json, statement, answer);
}

void serve_put_statement_row(stance__buffer *b, const stance_shown_statement *statement, const stance_answer *answer) {
  append(b, stance_statement_csv, statement, answer);
}

void serve_put_labels(stance__buffer *b, const stance_model *model) {
  for (size_t i = 0; i < stance_model_label_count(model); i++) {
    stance__buffer_putc(b, i ? ',' : '[');
    serve_put_text(b, stance_model_label(model, i));
  }
  stance__buffer_putc(b, ']');
}

void serve_put_model_head(stance__buffer *b, const serve_model *m) {
  stance__buffer_puts(b, "{\"name\":");
  serve_put_text(b, m->name);
  stance__buffer_puts(b, ",\"labels\":");
  serve_put_labels(b, m->model);
  stance__buffer_puts(b, ",\"threshold\":");
  stance__buffer_rounded(b, stance_model_threshold(m->model));
  stance__buffer_puts(b, ",\"neither_threshold\":");
  stance__buffer_rounded(b, stance_model_neither_threshold(m->model));
  stance__buffer_putc(b, '}');
}
