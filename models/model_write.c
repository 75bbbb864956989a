/* Writing a model: the header is laid out first, then every tensor goes out once while the checksum runs over the same bytes. */
#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/output.h"
#include "models/feature_fields.h"
#include "models/model_layout.h"
#include "models/model_parts.h"

typedef struct tensor {
  const void *data;
  size_t rows, columns; /* columns 0: one dimension */
} tensor;

static size_t tensor_bytes(const tensor *t, size_t width) { return t->rows * (t->columns ? t->columns : 1) * width; }

static bool parts_make_sense(const stance__model_parts *p) {
  if (p->n_labels < 2 || p->n_labels > STANCE__MODEL_MAX_LABELS || p->n_terms == 0 || p->n_terms >= UINT32_MAX / 2) return false;
  if (p->n_machines != (p->n_labels == 2 ? 1 : p->n_labels) || p->n_parts < 1 || p->n_parts > 2) return false;
  for (size_t t = 0; t < p->n_terms; t++)
    if (p->offset[t] >= p->offset[t + 1]) return false;
  for (size_t m = 0; m < stance__parts_machines(p); m++)
    if (!isfinite(p->bias[m]) || !isfinite(p->platt_a[m]) || !isfinite(p->platt_b[m])) return false;
  return isfinite(p->threshold) && isfinite(p->neither_threshold) && isfinite(p->gamma) && (!p->features.lexicon || p->lexicon);
}

static void add_metadata(stance__buffer *header, const stance__model_parts *p) {
  const stance_feature_options *f = &p->features;
  stance__buffer text = STANCE__BUFFER_INIT;
  stance__buffer_puts(header, "{\"__metadata__\":{\"format\":\"" STANCE__MODEL_FORMAT "\",\"kernel\":");
  stance__buffer_puts(header, p->kernel == STANCE__KERNEL_LINEAR ? "\"linear\"" : "\"rbf\"");
  stance__buffer_puts(header, p->has_neither ? ",\"neither\":\"yes\"" : ",\"neither\":\"no\"");
  stance__buffer_puts(&text, "[");
  for (size_t i = 0; i < p->n_labels; i++) {
    if (i) stance__buffer_putc(&text, ',');
    stance__buffer_json_string(&text, p->labels[i], strlen(p->labels[i]));
  }
  stance__buffer_puts(&text, "]");
  stance__buffer_puts(header, ",\"labels\":");
  if (text.data) stance__buffer_json_string(header, text.data, text.length);
  header->failed |= text.failed;
  stance__buffer_clear(&text);
  uint32_t numbers[STANCE__FEATURE_NUMBERS];
  stance__feature_numbers(numbers, f);
  for (int i = 0; i < STANCE__FEATURE_NUMBERS; i++)
    stance__buffer_printf(&text, "%s\"%s\":%" PRIu32, i ? "," : "{", stance__feature_names[i], numbers[i]);
  stance__buffer_puts(&text, "}");
  stance__buffer_puts(header, ",\"features\":");
  if (text.data) stance__buffer_json_string(header, text.data, text.length);
  header->failed |= text.failed;
  stance__buffer_release(&text);
  stance__buffer_puts(header, ",\"card\":");
  stance__buffer_json_string(header, p->card, strlen(p->card));
  stance__buffer_putc(header, '}');
}

static bool in_file(const stance__model_parts *p, int id) {
  return stance__tensor_used((stance__tensor_id)id, p->features.lexicon, p->kernel == STANCE__KERNEL_RBF);
}

/* The header, padded with spaces so that the buckets, which come first, stand in cache lines of their own. */
static void build_header(stance__buffer *header, const stance__model_parts *p, const tensor tensors[]) {
  size_t at = 0;
  add_metadata(header, p);
  for (int i = 0; i < STANCE__TENSORS; i++) {
    const stance__tensor_kind *kind = &stance__tensor_kinds[i];
    if (!in_file(p, i)) continue;
    size_t end = at + tensor_bytes(&tensors[i], kind->width);
    stance__buffer_printf(header, ",\"%s\":{\"dtype\":\"%s\",\"shape\":[%zu", kind->name, kind->dtype, tensors[i].rows);
    if (kind->dimensions == 2) stance__buffer_printf(header, ",%zu", tensors[i].columns);
    stance__buffer_printf(header, "],\"data_offsets\":[%zu,%zu]}", at, end);
    at = end;
  }
  stance__buffer_putc(header, '}');
  while ((header->length + 8) % sizeof(stance__term_bucket) && !header->failed) stance__buffer_putc(header, ' ');
}

typedef struct sink {
  stance__output *output;
  XXH3_state_t *state;
  stance_error *error;
} sink;

static stance_status sink_write(sink *s, const void *bytes, size_t length) {
  if (length == 0) return STANCE_OK;
  XXH3_128bits_update(s->state, bytes, length);
  return stance__output_write(s->output, bytes, length, s->error);
}

stance_status stance__model_write(const char *path, const stance__model_parts *p, stance_error *error) {
  if (!parts_make_sense(p)) return stance__fail(error, STANCE_USAGE, path, 0, "the trained model is not finite or not complete");
  stance_status status = STANCE_OK;
  stance__buffer header = STANCE__BUFFER_INIT;
  stance__term_bucket *buckets = NULL;
  size_t n_buckets = 0;
  sink s = {NULL, XXH3_createState(), error};
  if (!s.state) {
    status = stance__fail_memory(error);
    goto out;
  }
  status = stance__term_index_build(&buckets, &n_buckets, p->offset, p->bytes, p->n_terms, error);
  if (status != STANCE_OK) goto out;

  const stance_feature_options *f = &p->features;
  const double scalars[STANCE__SCALARS] = {p->gamma,          p->threshold, p->neither_threshold, f->max_df, f->smoothing,
                                           f->lexicon_weight, f->norm};
  const stance__class_lexicon none = {.owned = NULL}, *lexicon = f->lexicon ? p->lexicon : &none;
  size_t all = stance__parts_machines(p), n_entries = lexicon->index.n_terms;
  unsigned char checksum[STANCE__CHECKSUM_SIZE] = {0};
  size_t nonzeros = p->kernel == STANCE__KERNEL_RBF ? p->vector_start[p->n_vectors] : 0;
  const tensor tensors[STANCE__TENSORS] = {
      [STANCE__T_BUCKETS] = {buckets, n_buckets, STANCE__BUCKET_WORDS},
      [STANCE__T_LEXICON_BUCKETS] = {lexicon->index.buckets, lexicon->index.n_buckets, STANCE__BUCKET_WORDS},
      [STANCE__T_BIAS] = {p->bias, all, 0},
      [STANCE__T_PLATT_A] = {p->platt_a, all, 0},
      [STANCE__T_PLATT_B] = {p->platt_b, all, 0},
      [STANCE__T_SCALARS] = {scalars, STANCE__SCALARS, 0},
      [STANCE__T_CONFUSION] = {p->confusion, p->n_labels + 1, p->n_labels + 1},
      [STANCE__T_TERM_OFFSET] = {p->offset, p->n_terms + 1, 0},
      [STANCE__T_VECTOR_START] = {p->vector_start, p->n_vectors + 1, 0},
      [STANCE__T_LEXICON_OFFSET] = {lexicon->index.offset, n_entries + 1, 0},
      [STANCE__T_LEXICON_BYTES] = {lexicon->index.bytes, n_entries ? lexicon->index.offset[n_entries] : 0, 0},
      [STANCE__T_LEXICON_CLASS] = {lexicon->class_of, n_entries, 0},
      [STANCE__T_LEXICON_NAMES] = {lexicon->names, lexicon->names_length, 0},
      [STANCE__T_CELLS] = {p->cells, p->n_terms, all * 2 * p->n_parts},
      [STANCE__T_VECTOR_VALUE] = {p->vector_value, nonzeros, 0},
      [STANCE__T_COEFFICIENT] = {p->coefficient, p->n_vectors, p->n_machines},
      [STANCE__T_VECTOR_COLUMN] = {p->vector_column, nonzeros, 0},
      [STANCE__T_TERM_BYTES] = {p->bytes, p->offset[p->n_terms], 0},
      [STANCE__T_CHECKSUM] = {checksum, STANCE__CHECKSUM_SIZE, 0},
  };
  build_header(&header, p, tensors);
  if (header.failed) {
    status = stance__fail_memory(error);
    goto out;
  }
  if (header.length > STANCE__LARGEST_HEADER) {
    status = stance__fail(error, STANCE_DATA, path, 0, "its header would be larger than %d MiB; shorten the names of labels or the note",
                          STANCE__LARGEST_HEADER >> 20);
    goto out;
  }

  status = stance__output_open(&s.output, path, error);
  if (status != STANCE_OK) goto out;
  XXH3_128bits_reset(s.state);
  unsigned char length[8];
  for (int i = 0; i < 8; i++) length[i] = (unsigned char)((uint64_t)header.length >> (8 * i));
  status = sink_write(&s, length, sizeof length);
  if (status == STANCE_OK) status = sink_write(&s, header.data, header.length);
  for (int i = 0; i < STANCE__T_CHECKSUM && status == STANCE_OK; i++) {
    const stance__tensor_kind *kind = &stance__tensor_kinds[i];
    if (in_file(p, i)) status = sink_write(&s, tensors[i].data, tensor_bytes(&tensors[i], kind->width));
  }
  if (status != STANCE_OK) goto out;
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(s.state));
  memcpy(checksum, canonical.digest, sizeof checksum);
  status = stance__output_write(s.output, checksum, sizeof checksum, error);
  if (status != STANCE_OK) goto out;
  status = stance__output_commit(s.output, error);
  s.output = NULL;
out:
  stance__output_abort(s.output);
  XXH3_freeState(s.state);
  stance__buffer_release(&header);
  stance__free(buckets);
  return status;
}
