/* The readers of labelled statements: TSV, CSV, JSONL, fastText lines, plain lines, and the gzip of each. A record is what the header
   promises; read one by one or in batches it is the same; what --skip-bad lets through starts with what comes before the first bad row. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "stance/dataset.h"
#include "tests/fuzz/fuzz_target.h"

enum { PACKED = 0x10, SKIP = 0x20, LABELS = 0x40, EXTRA = 0x80 };

/* What was read: a hash after each of the first records, and how it ended. */
typedef struct outcome {
  uint64_t hash[64];
  size_t n;
  stance_status status;
  stance_error error;
} outcome;

static void check_text(const char *text) {
  if (text) FUZZ_CHECK(stance__utf8_valid(text, strlen(text)) == strlen(text));
}

static uint64_t mix(uint64_t hash, const char *text) { return text ? stance__hash64(text, strlen(text), hash) : hash * 31 + 7; }

static void see(outcome *out, const stance_record *r, const stance_dataset_options *o) {
  FUZZ_CHECK(r->text && r->text_length > 0 && strlen(r->text) == r->text_length);
  FUZZ_CHECK(r->weight > 0 && isfinite(r->weight) && r->line >= 1 && r->raw_length > 0);
  FUZZ_CHECK(r->label || !o->need_labels);
  const char *texts[] = {r->text, r->label, r->id, r->group, r->speaker, r->kind};
  uint64_t hash = (uint64_t)r->line;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    check_text(texts[i]);
    hash = mix(hash, texts[i]);
  }
  for (size_t e = 0; e < o->n_extra_fields; e++) {
    check_text(r->extra[e]);
    hash = mix(hash, r->extra[e]);
  }
  hash = stance__hash64(r->raw, r->raw_length, hash);
  if (out->n < sizeof out->hash / sizeof *out->hash) out->hash[out->n] = hash;
  out->n++;
}

static void read_singly(outcome *out, const char *path, const stance_dataset_options *o, size_t most) {
  stance_reader *reader = NULL;
  out->status = stance_reader_open(&reader, path, o, &out->error);
  while (out->status == STANCE_OK) {
    const stance_record *record = NULL;
    out->status = stance_reader_next(reader, &record, &out->error);
    if (out->status != STANCE_OK || !record) break;
    see(out, record, o);
    FUZZ_CHECK(out->n <= most);
  }
  stance_reader_close(reader);
}

static void read_batches(outcome *out, const char *path, const stance_dataset_options *o) {
  stance_reader *reader = NULL;
  stance_batch *batch = NULL;
  out->status = stance_reader_open(&reader, path, o, &out->error);
  if (out->status == STANCE_OK) out->status = stance_batch_new(&batch, &out->error);
  while (out->status == STANCE_OK) {
    out->status = stance_reader_next_batch(reader, batch, 3, 1 << 16, &out->error);
    if (out->status != STANCE_OK || stance_batch_size(batch) == 0) break;
    for (size_t i = 0; i < stance_batch_size(batch); i++) see(out, stance_batch_record(batch, i), o);
  }
  stance_batch_free(batch);
  stance_reader_close(reader);
}

static void starts_alike(const outcome *a, const outcome *b, size_t n) {
  enum { KEPT = sizeof a->hash / sizeof *a->hash };
  FUZZ_CHECK(memcmp(a->hash, b->hash, (n < KEPT ? n : KEPT) * sizeof *a->hash) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const extra[] = {"note", "text"};
  static const stance_label_map map = {"pos", "conciliatory"};
  static const char *const drop = "other";
  fuzz_input in = {data, size};
  uint8_t choice = fuzz_byte(&in);
  stance_dataset_options o = STANCE_DATASET_OPTIONS_INIT;
  o.format = (stance_data_format)(choice % 6);
  o.skip_bad = choice & SKIP;
  o.need_labels = choice & LABELS;
  o.maps = &map, o.n_maps = 1;
  o.drops = &drop, o.n_drops = 1;
  if (choice & EXTRA) o.extra_fields = extra, o.n_extra_fields = 2;
  size_t length = in.size;
  uint8_t *packed = choice & PACKED ? fuzz_gzip(in.data, in.size, &length) : NULL;
  const char *path = fuzz_memory_file(packed ? packed : in.data, length);
  free(packed);
  outcome one = {.n = 0}, many = {.n = 0}, rest = {.n = 0};
  bool gzip = length >= 2 && !packed && in.size >= 2 && in.data[0] == 0x1F && in.data[1] == 0x8B;
  read_singly(&one, path, &o, gzip || packed ? SIZE_MAX : in.size + 1);
  read_batches(&many, path, &o);
  FUZZ_CHECK(one.status == STANCE_OK || one.status == STANCE_DATA);
  FUZZ_CHECK(one.n == many.n && one.status == many.status);
  if (one.status != STANCE_OK) FUZZ_CHECK(one.error.message[0] && strcmp(one.error.message, many.error.message) == 0);
  if (one.status != STANCE_OK) FUZZ_CHECK(one.error.line == many.error.line);
  starts_alike(&one, &many, one.n);
  o.skip_bad = !o.skip_bad;
  read_singly(&rest, path, &o, SIZE_MAX);
  starts_alike(&one, &rest, one.n < rest.n ? one.n : rest.n);
  return 0;
}
