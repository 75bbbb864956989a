/* stance infer on records that are one statement each: a pure filter in constant memory, one answer a record, in order. A batch of records
   is read while the one before it is labelled, chunk by chunk over threads; chunks are written in order. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_scan.h"
#include "base/pool.h"
#include "base/spares.h"
#include "cli/infer_work.h"

enum { CHUNK = 256 /* records */, CHUNKS = 64, BATCH_RECORDS = CHUNK * CHUNKS, BATCH_BYTES = 4 << 20 };

typedef struct chunk {
  stance__buffer out;
  size_t done; /* records in it */
  stance_status status;
  stance_error error;
} chunk;

typedef struct batch {
  stance_batch *records;
  bool ended; /* nothing follows, be it that an error stopped the reading */
  stance_status status;
  stance_error error;
  chunk chunks[CHUNKS];
} batch;

typedef struct run {
  cli_infer *w;
  stance_reader *reader;
  bool is_json;
  batch *reading, *working;
  size_t before; /* records written before the working batch */
  stance__spares scratches;
} run;

/* ---- One answer ---- */

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

static void record_json(stance__buffer *b, const stance_record *r, bool is_json, const cli_answer *a) {
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

static void record_csv(stance__buffer *b, const stance_record *r, const cli_answer *a) {
  const char *label = stance_model_label(a->model, a->label.label);
  if (r->id) stance__buffer_csv_field(b, r->id, strlen(r->id));
  stance__buffer_putc(b, ',');
  stance__buffer_csv_field(b, label, strlen(label));
  stance__buffer_putc(b, ',');
  stance__buffer_rounded(b, a->label.probability);
  stance__buffer_puts(b, a->label.confident ? ",true," : ",false,");
  stance__buffer_csv_field(b, r->text, r->text_length);
  stance__buffer_puts(b, "\r\n");
}

/* `first`: no record was answered before it. */
static stance_status answer_record(stance__buffer *out, const run *job, cli_scratch *x, const stance_record *r, bool first,
                                   stance_error *error) {
  const cli_infer *w = job->w;
  cli_answer a = {.model = w->model, .probabilities = x->probabilities, .reasons = x->reasons, .explain = w->explain};
  stance_status status = stance_label_text(x->labeller, r->text, r->text_length, &a.label, x->probabilities, error);
  if (status == STANCE_OK && w->n_reasons)
    status = stance_explain_text(x->labeller, r->text, r->text_length, a.label.label, x->reasons, w->n_reasons, &a.n_reasons, error);
  if (status != STANCE_OK) {
    const stance_error why = *error; /* a message cannot be written into itself */
    return stance__fail(error, status, r->file, r->line, "%s", why.message);
  }
  switch (w->format) {
  case CLI_JSON:
    if (!first) stance__buffer_puts(out, ",\n");
    record_json(out, r, job->is_json, &a);
    break;
  case CLI_JSONL:
    record_json(out, r, job->is_json, &a);
    stance__buffer_putc(out, '\n');
    break;
  case CLI_CSV: record_csv(out, r, &a); break;
  case CLI_TABLE: cli_answer_table(out, r->speaker, r->text, r->text_length, &a, w->color, w->width); break;
  case CLI_HTML: break; /* refused: it is for articles */
  }
  return out->failed ? stance__fail_memory(error) : STANCE_OK;
}

static void free_scratch(void *scratch) { cli_scratch_free(scratch); }

static void answer_chunk(run *r, size_t number) {
  batch *b = r->working;
  chunk *c = &b->chunks[number];
  size_t first = number * CHUNK, n = stance_batch_size(b->records), end = first + CHUNK < n ? first + CHUNK : n;
  cli_scratch *scratch = stance__spares_take(&r->scratches);
  stance__buffer_clear(&c->out);
  c->done = 0;
  c->status = scratch ? STANCE_OK : cli_scratch_new(&scratch, r->w->model, &c->error);
  for (size_t i = first; i < end && c->status == STANCE_OK; i++) {
    c->status = answer_record(&c->out, r, scratch, stance_batch_record(b->records, i), r->before + i == 0, &c->error);
    c->done += c->status == STANCE_OK;
  }
  stance__spares_give(&r->scratches, scratch);
}

/* ---- Batches ---- */

static void read_batch(run *r) {
  batch *b = r->reading;
  b->status = stance_reader_next_batch(r->reader, b->records, BATCH_RECORDS, BATCH_BYTES, &b->error);
  b->ended = b->status != STANCE_OK || stance_batch_size(b->records) == 0;
}

static size_t chunks_of(const batch *b) { return (stance_batch_size(b->records) + CHUNK - 1) / CHUNK; }

/* Task 0 reads on where there is more to read. */
static stance_status task(void *context, size_t number, stance_error *error) {
  run *r = context;
  (void)error; /* what fails stays with its batch or chunk */
  if (r->working->ended)
    answer_chunk(r, number);
  else if (number > 0)
    answer_chunk(r, number - 1);
  else
    read_batch(r);
  return STANCE_OK;
}

/* What was answered before an error still shows. */
static stance_status write_batch(run *r, stance_error *error) {
  batch *b = r->working;
  stance_status status = STANCE_OK;
  for (size_t c = 0; c < chunks_of(b) && status == STANCE_OK; c++) {
    const chunk *part = &b->chunks[c];
    r->w->written += part->done;
    status = cli_infer_write(r->w, &part->out, error);
    if (status == STANCE_OK && part->status != STANCE_OK) {
      status = part->status;
      if (error) *error = part->error;
    }
  }
  r->before += stance_batch_size(b->records);
  if (status == STANCE_OK && b->status != STANCE_OK) {
    status = b->status;
    if (error) *error = b->error;
  }
  return status;
}

static stance_status go(run *r, stance_error *error) {
  stance_status status = STANCE_OK;
  bool ended = false;
  read_batch(r);
  while (!ended && status == STANCE_OK) {
    batch *read = r->reading;
    r->reading = r->working;
    r->working = read;
    ended = read->ended;
    size_t chunks = chunks_of(read);
    status = stance__pool_run(chunks > 1 ? r->w->threads : 1, chunks + !ended, task, r, error); /* a thread costs more than a few records */
    if (status == STANCE_OK) status = write_batch(r, error);
  }
  return status;
}

static void batch_free(batch *b) {
  if (!b) return;
  stance_batch_free(b->records);
  for (size_t c = 0; c < CHUNKS; c++) stance__buffer_release(&b->chunks[c].out);
  stance__free(b);
}

stance_status cli_infer_records(cli_infer *w, const char *path, const stance_dataset_options *options, stance_error *error) {
  run r = {.w = w,
           .before = w->written,
           .is_json = options->format == STANCE_FORMAT_JSONL,
           .reading = stance__calloc(1, sizeof(batch)),
           .working = stance__calloc(1, sizeof(batch))};
  bool made = r.reading && r.working && stance__spares_init(&r.scratches, STANCE__MOST_THREADS, free_scratch);
  stance_status status = made ? stance_batch_new(&r.reading->records, error) : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance_batch_new(&r.working->records, error);
  if (status == STANCE_OK) status = stance_reader_open(&r.reader, path, options, error);
  if (status == STANCE_OK) status = go(&r, error);
  if (status == STANCE_OK) status = cli_infer_flush(w, error); /* the header, where there was no record */
  size_t skipped = r.reader ? stance_reader_skipped(r.reader, NULL) : 0;
  if (skipped) fprintf(stderr, "stance: %s: skipped %zu bad rows\n", path, skipped);
  stance_reader_close(r.reader);
  stance__spares_release(&r.scratches);
  batch_free(r.reading);
  batch_free(r.working);
  return status;
}
