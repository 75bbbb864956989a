/* Answers of the model as JSON, appended to an exchange's buffer. */
#ifndef STANCE_SERVE_ANSWER_TEXT_H
#define STANCE_SERVE_ANSWER_TEXT_H
#include "base/buffer.h"
#include "serve/model_slot.h"

/* The members "label" to "decision", and "reasons" where asked for; out of memory is the buffer's `failed`. */
void serve_put_answer(stance__buffer *out, const stance_answer *answer, const char *text);
void serve_put_statement(stance__buffer *out, const stance_shown_statement *statement, const stance_answer *answer);
void serve_put_statement_row(stance__buffer *out, const stance_shown_statement *statement, const stance_answer *answer);
/* {"name": ..., "labels": [...], "threshold": ..., "neither_threshold": ...} */
void serve_put_model_head(stance__buffer *out, const serve_model *model);
/* ["a","b"] */
void serve_put_labels(stance__buffer *out, const stance_model *model);
#endif
