/* stance infer on records that are one statement each: a pure filter in constant memory, one answer a record, in order. */
#include <string.h>

#include "base/error.h"
#include "base/json_scan.h"
#include "cli/infer_work.h"

static void member(stance__buffer *b, const char *key, const char *value) {
  if (!value) return;
  stance__buffer_printf(b, "\"%s\":", key);
  stance__buffer_json_string(b, value, strlen(value));
  stance__buffer_putc(b, ',');
}

/* Members of the answer; a field of the record with such a name is not echoed, except for its label, which becomes given_label. */
static bool is_answer_member(const stance__json_member *m) {
  static const char *const names[] = {"schema",    "label",    "probability", "probabilities", "neither",
                                      "confident", "decision", "reasons",     "given_label"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (stance__json_key_is(m, names[i])) return true;
  return false;
}

static void record_json(cli_infer *w, const stance_record *r, bool is_json, const cli_answer *a) {
  stance__buffer *b = &w->out;
  stance__buffer_puts(b, "{\"schema\":\"stance.statement/1\",");
  if (is_json) { /* every field as its own bytes: ids may have 19 digits */
    stance__json_member m;
    for (size_t cursor = 0; stance__json_next(r->raw, r->raw_length, &cursor, &m);) {
      if (stance__json_key_is(&m, "label"))
        stance__buffer_puts(b, "\"given_label\"");
      else if (is_answer_member(&m))
        continue;
      else
        stance__buffer_add(b, m.key, m.key_length);
      stance__buffer_putc(b, ':');
      stance__buffer_add(b, m.value, m.value_length);
      stance__buffer_putc(b, ',');
    }
  } else {
    member(b, "id", r->id);
    member(b, "group", r->group);
    member(b, "kind", r->kind);
    member(b, "speaker", r->speaker);
    member(b, "text", r->text);
    member(b, "given_label", r->label);
  }
  cli_answer_json(b, a, r->text);
  stance__buffer_putc(b, '}');
}

static void record_csv(cli_infer *w, const stance_record *r, const cli_answer *a) {
  const char *label = stance_model_label(w->model, a->label.label);
  stance__buffer *b = &w->out;
  if (r->id) stance__buffer_csv_field(b, r->id, strlen(r->id));
  stance__buffer_putc(b, ',');
  stance__buffer_csv_field(b, label, strlen(label));
  stance__buffer_putc(b, ',');
  stance__buffer_rounded(b, a->label.probability);
  stance__buffer_puts(b, a->label.confident ? ",true," : ",false,");
  stance__buffer_csv_field(b, r->text, r->text_length);
  stance__buffer_puts(b, "\r\n");
}

static stance_status answer_record(cli_infer *w, cli_scratch *x, const stance_record *r, bool is_json, stance_error *error) {
  cli_answer a = {.model = w->model, .probabilities = x->probabilities, .reasons = x->reasons, .explain = w->explain};
  stance_status status = stance_label_text(x->labeller, r->text, r->text_length, &a.label, x->probabilities, error);
  if (status == STANCE_OK && w->n_reasons)
    status = stance_explain_text(x->labeller, r->text, r->text_length, a.label.label, x->reasons, w->n_reasons, &a.n_reasons, error);
  if (status != STANCE_OK) return stance__fail(error, status, r->file, r->line, "%s", error->message);
  switch (w->format) {
  case CLI_JSON:
    if (w->written) stance__buffer_puts(&w->out, ",\n");
    record_json(w, r, is_json, &a);
    break;
  case CLI_JSONL:
    record_json(w, r, is_json, &a);
    stance__buffer_putc(&w->out, '\n');
    break;
  case CLI_CSV: record_csv(w, r, &a); break;
  case CLI_TABLE: cli_answer_table(&w->out, r->speaker, r->text, r->text_length, &a, w->color, w->width); break;
  case CLI_HTML: break; /* refused: it is for articles */
  }
  w->written++;
  return w->out.length > 1 << 16 ? cli_infer_flush(w, error) : STANCE_OK;
}

stance_status cli_infer_records(cli_infer *w, const char *path, const stance_dataset_options *options, stance_error *error) {
  stance_reader *reader = NULL;
  const stance_record *record = NULL;
  cli_scratch *scratch = NULL;
  stance_status status = cli_scratch_new(&scratch, w->model, error);
  if (status == STANCE_OK) status = stance_reader_open(&reader, path, options, error);
  if (status != STANCE_OK) {
    cli_scratch_free(scratch);
    return status;
  }
  while ((status = stance_reader_next(reader, &record, error)) == STANCE_OK && record)
    if ((status = answer_record(w, scratch, record, options->format == STANCE_FORMAT_JSONL, error)) != STANCE_OK) break;
  size_t skipped = stance_reader_skipped(reader, NULL);
  if (skipped) fprintf(stderr, "stance: %s: skipped %zu bad rows\n", path, skipped);
  stance_reader_close(reader);
  cli_scratch_free(scratch);
  if (status == STANCE_OK) status = cli_infer_flush(w, error);
  return status;
}
