/* Labelled statements for programs, into the buffers of `stance infer`. */
#include "cli/statement_output.h"

static stance_rendered borrow(const stance__buffer *b) { return (stance_rendered){b->data, b->length, b->capacity}; }

static void give_back(stance__buffer *b, const stance_rendered *r, stance_status status) {
  b->data = r->data;
  b->length = r->length;
  b->capacity = r->capacity;
  if (status != STANCE_OK) b->failed = true;
}

void cli_answer_json(stance__buffer *b, const cli_answer *a, const char *text) {
  stance_rendered r = borrow(b);
  give_back(b, &r, b->failed ? STANCE_MACHINE : stance_answer_json(&r, a, text, NULL));
}

void cli_statement_json(stance__buffer *b, const cli_statement *shown, const cli_answer *a) {
  stance_rendered r = borrow(b);
  give_back(b, &r, b->failed ? STANCE_MACHINE : stance_statement_json(&r, shown, a, NULL));
}

void cli_statement_csv(stance__buffer *b, const cli_statement *shown, const cli_answer *a) {
  stance_rendered r = borrow(b);
  give_back(b, &r, b->failed ? STANCE_MACHINE : stance_statement_csv(&r, shown, a, NULL));
}
