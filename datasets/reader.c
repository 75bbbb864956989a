/* The streaming reader: tells the format, takes a record apart, maps and drops labels, skips bad rows where asked. A record lies where
   its line does, which is cut up in place. */
#include <string.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/error.h"
#include "datasets/batch.h"
#include "datasets/reader.h"
#include "datasets/record_format.h"

struct stance_reader {
  stance_dataset_options options;
  stance__line_source *source;
  stance_data_format format;
  bool decided, has_header, no_raw;
  stance__columns columns;
  const char **extra;  /* [n_extra_fields] of the record */
  stance__arena arena; /* of the record at hand */
  stance__buffer raw;  /* a CSV record, which may have several lines */
  stance_record record;
  size_t skipped, dropped;
  stance_error first_skipped;
  stance_error held; /* met after the last batch's records; status STANCE_OK: none */
};

void stance_dataset_options_init(stance_dataset_options *options) { *options = (stance_dataset_options)STANCE_DATASET_OPTIONS_INIT; }

stance_status stance_reader_open(stance_reader **out, const char *path, const stance_dataset_options *options, stance_error *error) {
  stance_reader *r = stance__calloc(1, sizeof *r);
  if (!r) return stance__fail_memory(error);
  r->options = *options;
  r->format = options->format;
  r->extra = stance__calloc(options->n_extra_fields, sizeof *r->extra);
  r->columns.extra = stance__calloc(options->n_extra_fields, sizeof *r->columns.extra);
  if (!r->extra || !r->columns.extra) {
    stance_reader_close(r);
    return stance__fail_memory(error);
  }
  stance_status status = stance__line_source_open(&r->source, path, error);
  if (status != STANCE_OK) {
    stance_reader_close(r);
    return status;
  }
  *out = r;
  return STANCE_OK;
}

void stance_reader_close(stance_reader *r) {
  if (!r) return;
  stance__line_source_close(r->source);
  stance__arena_release(&r->arena);
  stance__buffer_release(&r->raw);
  stance__free(r->extra);
  stance__free(r->columns.extra);
  stance__free(r);
}

size_t stance_reader_skipped(const stance_reader *r, stance_error *first) {
  if (first) *first = r->first_skipped;
  return r->skipped;
}
size_t stance__reader_dropped(const stance_reader *r) { return r->dropped; }
void stance__reader_leave_raw(stance_reader *r) { r->no_raw = true; }

static bool ends_in(const char *name, size_t length, const char *ending) {
  size_t n = strlen(ending);
  return length >= n && stance__ascii_same_n(name + length - n, ending, n);
}

stance_data_format stance_data_format_of_name(const char *name) {
  size_t length = strlen(name);
  if (ends_in(name, length, ".gz")) length -= 3;
  if (ends_in(name, length, ".tsv")) return STANCE_FORMAT_TSV;
  if (ends_in(name, length, ".csv")) return STANCE_FORMAT_CSV;
  if (ends_in(name, length, ".jsonl") || ends_in(name, length, ".ndjson")) return STANCE_FORMAT_JSONL;
  return STANCE_FORMAT_AUTO;
}

static stance_data_format format_of(const char *name, const char *line, bool need_labels) {
  stance_data_format named = stance_data_format_of_name(name);
  if (named != STANCE_FORMAT_AUTO) return named;
  if (strncmp(line, "__label__", 9) == 0) return STANCE_FORMAT_FASTTEXT;
  if (line[0] == '{') return STANCE_FORMAT_JSONL;
  if (strchr(line, '\t') || need_labels) return STANCE_FORMAT_TSV;
  return STANCE_FORMAT_LINES;
}

static stance_status complain_header(const stance__parse *p, const char *wanted, const char *advice, char *const *cells, size_t n) {
  char names[200];
  size_t at = 0;
  for (size_t i = 0; i < n && at + 2 < sizeof names; i++) {
    size_t length = strlen(cells[i]), room = sizeof names - at - 1;
    if (i) names[at++] = ' ', room--;
    if (length > room) length = room;
    memcpy(names + at, cells[i], length);
    at += length;
  }
  names[at] = '\0';
  return stance__fail(p->error, STANCE_DATA, p->file, p->line, "no column '%.80s' in the header (%s); %s", wanted, names, advice);
}

static stance_status complain_text(const stance__parse *p, char *const *cells, size_t n) {
  const char *wanted = p->options->text_field ? p->options->text_field : "text";
  return complain_header(p, wanted, "name the column with --text-field", cells, n);
}

/* The columns besides the text that a header must name. */
static stance_status check_columns(const stance_reader *r, const stance__parse *p, char *const *cells, size_t n) {
  for (size_t e = 0; e < r->options.n_extra_fields; e++)
    if (r->columns.extra[e] < 0) return complain_header(p, r->options.extra_fields[e], "name one of these", cells, n);
  if (r->columns.label >= 0 || !r->options.need_labels) return STANCE_OK;
  return stance__fail(p->error, STANCE_DATA, p->file, p->line, "no column '%s' in the header; name the column with --label-field",
                      r->options.label_field ? r->options.label_field : "label");
}

/* The first line tells the format and may be a header. *consumed: it was one. */
static stance_status decide(stance_reader *r, const stance__parse *p, const char *line, size_t length, bool *consumed) {
  char **cells;
  size_t n;
  stance_status status = STANCE_OK;
  r->decided = true;
  *consumed = false;
  if (r->format == STANCE_FORMAT_AUTO) r->format = format_of(p->file, line, r->options.need_labels);
  if (r->format == STANCE_FORMAT_CSV) {
    *consumed = true;
    stance__buffer_add(&r->raw, line, length);
    status = stance__csv_cells(p, r->source, &r->raw, &cells, &n);
    if (status != STANCE_OK) return status;
    if (!stance__columns_find(&r->columns, &r->options, cells, n)) return complain_text(p, cells, n);
    return check_columns(r, p, cells, n);
  }
  if (r->format == STANCE_FORMAT_TSV) {
    char *copy = stance__arena_copy(p->arena, line, length);
    if (!copy) return stance__fail_memory(p->error);
    status = stance__tsv_cells(p, copy, &cells, &n);
    if (status != STANCE_OK) return status;
    r->has_header = *consumed = stance__columns_find(&r->columns, &r->options, cells, n);
    if (r->has_header) return check_columns(r, p, cells, n);
    return r->options.text_field || r->options.n_extra_fields ? complain_text(p, cells, n) : STANCE_OK;
  }
  if (r->format != STANCE_FORMAT_JSONL && r->options.n_extra_fields)
    return stance__fail(p->error, STANCE_DATA, p->file, 0,
                        "no columns with names in this format, so no '%.80s'; use JSONL, or TSV or CSV with a header",
                        r->options.extra_fields[0]);
  return STANCE_OK;
}

/* line: NUL-terminated, and cut up here. Fills the record, its `raw` included. */
static stance_status parse(stance_reader *r, const stance__parse *p, char *line, size_t length) {
  stance_record *record = p->record;
  char **cells;
  size_t n;
  stance_status status;
  record->raw = line;
  record->raw_length = length;
  switch (r->format) {
  case STANCE_FORMAT_LINES: record->text = line; return STANCE_OK;
  case STANCE_FORMAT_JSONL: return stance__jsonl_record(p, line, length);
  case STANCE_FORMAT_CSV:
    stance__buffer_add(&r->raw, line, length);
    status = stance__csv_cells(p, r->source, &r->raw, &cells, &n);
    if (status != STANCE_OK) return status;
    record->raw = r->raw.data;
    record->raw_length = r->raw.length;
    return stance__columns_apply(&r->columns, p, cells, n);
  default: break;
  }
  if (!r->no_raw && !(record->raw = stance__arena_copy(p->arena, line, length))) return stance__fail_memory(p->error);
  if (r->format == STANCE_FORMAT_FASTTEXT) return stance__fasttext_record(p, line);
  if (!r->has_header) return stance__tsv_plain(p, line);
  status = stance__tsv_cells(p, line, &cells, &n);
  return status == STANCE_OK ? stance__columns_apply(&r->columns, p, cells, n) : status;
}

static bool blank(const char *text) { return stance__is_blank(text, strlen(text)); }

/* *keep is false for a dropped label. */
static stance_status finish(const stance_reader *r, const stance__parse *p, bool *keep) {
  stance_record *record = p->record;
  record->text_length = record->text ? strlen(record->text) : 0;
  if (r->no_raw) record->raw = NULL, record->raw_length = 0;
  return stance__record_settle(record, &r->options, keep, p->error);
}

/* The next record into r->record; *found is false at the end. */
static stance_status read_record(stance_reader *r, bool *found, stance_error *error) {
  stance_record *record = &r->record;
  *found = false;
  for (;;) {
    char *line = NULL;
    size_t length;
    long number = 0;
    bool keep = false, header = false;
    stance__arena_clear(&r->arena);
    stance__buffer_clear(&r->raw);
    stance_status status = stance__line_source_next(r->source, &line, &length, &number, error);
    if (status == STANCE_OK && !line) return STANCE_OK;
    if (status == STANCE_OK) {
      /* A blank line separates nothing: it is skipped in every format but one text a line, where it would shift the output. */
      if (r->format != STANCE_FORMAT_LINES && blank(line)) continue;
      *record = (stance_record){.weight = 1, .file = stance__line_source_name(r->source), .line = number, .extra = r->extra};
      for (size_t e = 0; e < r->options.n_extra_fields; e++) r->extra[e] = NULL;
      stance__parse p = {&r->options, record->file, number, &r->arena, record, r->extra, error};
      if (!r->decided) {
        status = decide(r, &p, line, length, &header);
        if (status != STANCE_OK) return status; /* without its header nothing of the file can be read */
        if (header) continue;
      }
      status = parse(r, &p, line, length);
      if (status == STANCE_OK) status = finish(r, &p, &keep);
    }
    if (status == STANCE_OK && keep) {
      *found = true;
      return STANCE_OK;
    }
    if (status == STANCE_OK) {
      r->dropped++;
      continue;
    }
    if (status != STANCE_DATA || !r->options.skip_bad) return status;
    if (r->skipped++ == 0) r->first_skipped = *error;
  }
}

/* What a batch could not report, once. */
static stance_status release_held(stance_reader *r, stance_error *error) {
  stance_status status = r->held.status;
  if (status != STANCE_OK) *error = r->held;
  r->held.status = STANCE_OK;
  return status;
}

stance_status stance_reader_next(stance_reader *r, const stance_record **record, stance_error *error) {
  stance_error own;
  bool found = false;
  if (!error) error = &own;
  stance_status status = release_held(r, error);
  if (status == STANCE_OK) status = read_record(r, &found, error);
  if (status == STANCE_OK) *record = found ? &r->record : NULL;
  return status;
}

stance_status stance_reader_next_batch(stance_reader *r, stance_batch *b, size_t most, size_t most_bytes, stance_error *error) {
  stance_error own;
  bool found = true;
  if (!error) error = &own;
  stance__batch_clear(b);
  stance_status status = release_held(r, error);
  for (size_t bytes = 0; b->n < most && (b->n == 0 || bytes < most_bytes); bytes += r->record.raw_length) {
    if (status == STANCE_OK) status = read_record(r, &found, error);
    if (status != STANCE_OK || !found) break;
    if (!stance__batch_add(b, &r->record, r->options.n_extra_fields)) return stance__fail_memory(error);
  }
  if (status == STANCE_OK || b->n == 0) return status;
  r->held = *error; /* the records before it come first */
  r->held.status = status;
  return STANCE_OK;
}
