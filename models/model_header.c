/* Reading the header of an untrusted model file. The checksum guards against damage, not against malice: every length, offset and shape
   is checked here before anything is used. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_scan.h"
#include "base/utf8.h"
#include "models/feature_fields.h"
#include "models/model_layout.h"
#include "models/model_private.h"

typedef struct header {
  const cJSON *root;
  const unsigned char *data; /* of the tensors */
  size_t size;               /* bytes from data to the file's end */
  size_t at;                 /* where the next tensor must start */
  const char *path;
  stance_error *error;
} header;

#define BAD(h, ...) stance__fail((h)->error, STANCE_MODEL, (h)->path, 0, __VA_ARGS__)

static bool whole_number(const cJSON *item, double most, size_t *out) {
  if (!cJSON_IsNumber(item) || item->valuedouble < 0 || item->valuedouble > most) return false; /* the scan lets no NaN through */
  if (item->valuedouble != floor(item->valuedouble)) return false;
  *out = (size_t)item->valuedouble;
  return true;
}

/* The tensor's place, where its entry is exactly what the layout says: dtype, dimensions, no gap before it, inside the file. */
static stance_status find_tensor(header *h, stance__tensor_id id, const void **data, size_t shape[2]) {
  const stance__tensor_kind *kind = &stance__tensor_kinds[id];
  const cJSON *entry = cJSON_GetObjectItemCaseSensitive(h->root, kind->name);
  const cJSON *dtype = cJSON_GetObjectItemCaseSensitive(entry, "dtype");
  const cJSON *sizes = cJSON_GetObjectItemCaseSensitive(entry, "shape");
  const cJSON *offsets = cJSON_GetObjectItemCaseSensitive(entry, "data_offsets");
  const double most = 9007199254740992.0; /* 2^53: doubles are exact up to here */
  size_t begin, end, count = 1;
  if (!cJSON_IsString(dtype) || strcmp(dtype->valuestring, kind->dtype) != 0)
    return BAD(h, "the model has no usable tensor '%s' of type %s; train it again", kind->name, kind->dtype);
  if (!cJSON_IsArray(sizes) || cJSON_GetArraySize(sizes) != kind->dimensions || !cJSON_IsArray(offsets) || cJSON_GetArraySize(offsets) != 2)
    return BAD(h, "the model's tensor '%s' has a bad shape or offsets; train it again", kind->name);
  for (int d = 0; d < kind->dimensions; d++) {
    if (!whole_number(cJSON_GetArrayItem(sizes, d), most, &shape[d]) || (shape[d] && count > h->size / shape[d]))
      return BAD(h, "the model's tensor '%s' is larger than its file; train it again", kind->name);
    count *= shape[d];
  }
  if (!whole_number(cJSON_GetArrayItem(offsets, 0), most, &begin) || !whole_number(cJSON_GetArrayItem(offsets, 1), most, &end) ||
      begin != h->at || end < begin || end > h->size || (end - begin) / kind->width != count || (end - begin) % kind->width != 0)
    return BAD(h, "the model's tensor '%s' is not where it must be; train it again", kind->name);
  h->at = end;
  *data = h->data + begin;
  return STANCE_OK;
}

static const char *metadata(const header *h, const char *key) {
  const cJSON *all = cJSON_GetObjectItemCaseSensitive(h->root, "__metadata__");
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(all, key);
  return cJSON_IsString(item) ? item->valuestring : NULL;
}

/* STANCE_MODEL, and nothing said yet, for a text that is no strict JSON. */
static stance_status scan(const header *h, const char *text) {
  stance_status status = stance__json_scan(text, strlen(text), STANCE_MODEL, h->path, 1, NULL);
  return status == STANCE_MACHINE ? stance__fail_memory(h->error) : status;
}

/* Metadata that are JSON themselves; *out is NULL where they are none. */
static stance_status parse_metadata(cJSON **out, const header *h, const char *key) {
  const char *text = metadata(h, key);
  *out = NULL;
  stance_status status = text ? scan(h, text) : STANCE_MODEL;
  if (status != STANCE_OK) return status == STANCE_MODEL ? STANCE_OK : status;
  *out = cJSON_ParseWithLength(text, strlen(text));
  return *out ? STANCE_OK : stance__fail_memory(h->error); /* what passed the scan parses */
}

/* A name that can stand in a table: not empty, nothing in it that drives a terminal. */
static bool is_name(const cJSON *item) {
  const char *text = cJSON_IsString(item) ? item->valuestring : "";
  size_t length = strlen(text), size;
  for (size_t at = 0; at < length; at += size)
    if (stance__utf8_is_control(stance__utf8_decode(text + at, length - at, &size))) return false;
  return length > 0;
}

static stance_status take_label(header *h, stance_model *model, const cJSON *item) {
  size_t n = model->parts.n_labels;
  if (!is_name(item)) return BAD(h, "a label of the model is empty, no text, or holds a control character; train it again");
  if (n && strcmp(model->labels[n - 1], item->valuestring) >= 0)
    return BAD(h, "the model's labels are not distinct names in order; train it again");
  model->labels[n] = stance__strndup(item->valuestring, strlen(item->valuestring));
  if (!model->labels[n]) return stance__fail_memory(h->error);
  model->parts.n_labels++;
  return STANCE_OK;
}

static stance_status take_labels(header *h, stance_model *model, const cJSON *array) {
  int n = cJSON_IsArray(array) ? cJSON_GetArraySize(array) : 0;
  if (n < 2 || n > STANCE__MODEL_MAX_LABELS)
    return BAD(h, "the model's labels cannot be read, or are fewer than 2 or more than %d; train it again", STANCE__MODEL_MAX_LABELS);
  model->labels = stance__calloc((size_t)n, sizeof *model->labels);
  if (!model->labels) return stance__fail_memory(h->error);
  stance_status status = STANCE_OK;
  assert(array); /* or n were 0 */
  for (const cJSON *item = array->child; item && status == STANCE_OK; item = item->next) status = take_label(h, model, item);
  return status;
}

static stance_status read_labels(header *h, stance_model *model) {
  cJSON *array;
  stance_status status = parse_metadata(&array, h, "labels");
  if (status == STANCE_OK) status = take_labels(h, model, array);
  cJSON_Delete(array);
  model->parts.labels = (const char *const *)model->labels;
  model->parts.n_machines = model->parts.n_labels == 2 ? 1 : model->parts.n_labels;
  return status;
}

static stance_status read_features(header *h, stance_feature_options *f) {
  cJSON *o;
  size_t v[STANCE__FEATURE_NUMBERS];
  stance_status status = parse_metadata(&o, h, "features");
  for (int i = 0; i < STANCE__FEATURE_NUMBERS && status == STANCE_OK; i++)
    if (!whole_number(cJSON_GetObjectItemCaseSensitive(o, stance__feature_names[i]), stance__feature_most[i], &v[i]))
      status = BAD(h, "the model's feature option '%s' cannot be read; train it again", stance__feature_names[i]);
  cJSON_Delete(o);
  if (status == STANCE_OK) stance__feature_take(f, v);
  return status;
}

/* Where every tensor stands, checked against the layout. */
typedef struct tensors {
  const void *data[STANCE__TENSORS];
  size_t shape[STANCE__TENSORS][2];
} tensors;

static stance_status find_tensors(header *h, const stance__model_parts *p, tensors *t) {
  int entries = 1; /* __metadata__ */
  for (int i = 0; i < STANCE__TENSORS; i++) {
    if (!stance__tensor_used((stance__tensor_id)i, p->features.lexicon, p->kernel == STANCE__KERNEL_RBF)) continue;
    stance_status status = find_tensor(h, (stance__tensor_id)i, &t->data[i], t->shape[i]);
    if (status != STANCE_OK) return status;
    entries++;
  }
  if (h->at != h->size || cJSON_GetArraySize(h->root) != entries || t->shape[STANCE__T_CHECKSUM][0] != STANCE__CHECKSUM_SIZE)
    return BAD(h, "the model holds more or less than it says; train it again");
  return STANCE_OK;
}

static bool read_machines(stance__model_parts *p, const tensors *t) {
  size_t all = stance__parts_machines(p), n = t->shape[STANCE__T_CELLS][0], k = p->n_labels + 1;
  p->n_terms = n;
  p->bias = t->data[STANCE__T_BIAS], p->platt_a = t->data[STANCE__T_PLATT_A], p->platt_b = t->data[STANCE__T_PLATT_B];
  p->cells = t->data[STANCE__T_CELLS], p->confusion = t->data[STANCE__T_CONFUSION];
  return n - 1 < UINT32_MAX / 2 - 1 /* at least 1: 0 wraps round */ && t->shape[STANCE__T_BIAS][0] == all &&
         t->shape[STANCE__T_PLATT_A][0] == all && t->shape[STANCE__T_PLATT_B][0] == all &&
         t->shape[STANCE__T_SCALARS][0] == STANCE__SCALARS && t->shape[STANCE__T_CELLS][1] == all * 2 * p->n_parts &&
         t->shape[STANCE__T_CONFUSION][0] == k && t->shape[STANCE__T_CONFUSION][1] == k;
}

static bool read_vectors(stance__model_parts *p, const tensors *t) {
  size_t nonzeros = t->shape[STANCE__T_VECTOR_VALUE][0];
  p->vector_start = t->data[STANCE__T_VECTOR_START], p->vector_column = t->data[STANCE__T_VECTOR_COLUMN];
  p->vector_value = t->data[STANCE__T_VECTOR_VALUE], p->coefficient = t->data[STANCE__T_COEFFICIENT];
  p->n_vectors = t->shape[STANCE__T_COEFFICIENT][0];
  p->n_vector_values = nonzeros;
  return p->n_parts == 1 && t->shape[STANCE__T_COEFFICIENT][1] == p->n_machines &&
         t->shape[STANCE__T_VECTOR_START][0] == p->n_vectors + 1 && t->shape[STANCE__T_VECTOR_COLUMN][0] == nonzeros;
}

static bool read_lexicon(stance_model *model, const tensors *t) {
  stance__class_lexicon *l = &model->lexicon;
  size_t n = t->shape[STANCE__T_LEXICON_CLASS][0], buckets = t->shape[STANCE__T_LEXICON_BUCKETS][0];
  if (t->shape[STANCE__T_LEXICON_OFFSET][0] != n + 1 || t->shape[STANCE__T_LEXICON_BUCKETS][1] != STANCE__BUCKET_WORDS) return false;
  l->index = (stance__term_index){n, buckets, t->data[STANCE__T_LEXICON_BUCKETS], t->data[STANCE__T_LEXICON_OFFSET],
                                  t->data[STANCE__T_LEXICON_BYTES]};
  l->class_of = t->data[STANCE__T_LEXICON_CLASS];
  l->names = t->data[STANCE__T_LEXICON_NAMES];
  l->names_length = t->shape[STANCE__T_LEXICON_NAMES][0];
  model->n_lexicon_bytes = t->shape[STANCE__T_LEXICON_BYTES][0];
  model->parts.lexicon = l;
  return true;
}

static stance_status read_tensors(header *h, stance_model *model) {
  stance__model_parts *p = &model->parts;
  tensors t = {{0}, {{0}}};
  p->n_parts = p->features.weight == STANCE_TERMS_LCR_IDF ? 2 : 1;
  stance_status status = find_tensors(h, p, &t);
  if (status != STANCE_OK) return status;
  if (!read_machines(p, &t) || (p->kernel == STANCE__KERNEL_RBF && !read_vectors(p, &t)) ||
      t.shape[STANCE__T_TERM_OFFSET][0] != p->n_terms + 1 || t.shape[STANCE__T_BUCKETS][1] != STANCE__BUCKET_WORDS ||
      t.shape[STANCE__T_BUCKETS][0] == 0 || (p->features.lexicon && !read_lexicon(model, &t)))
    return BAD(h, "the model's tensors do not fit each other; train it again");
  p->offset = t.data[STANCE__T_TERM_OFFSET], p->bytes = t.data[STANCE__T_TERM_BYTES];
  model->index = (stance__term_index){p->n_terms, t.shape[STANCE__T_BUCKETS][0], t.data[STANCE__T_BUCKETS], p->offset, p->bytes};
  model->n_term_bytes = t.shape[STANCE__T_TERM_BYTES][0];
  model->scalars = t.data[STANCE__T_SCALARS];
  return STANCE_OK;
}

static stance_status read_root(header *h, stance_model *model) {
  const cJSON *item = NULL, *all = cJSON_GetObjectItemCaseSensitive(h->root, "__metadata__");
  for (item = all ? all->child : NULL; item; item = item->next)
    if (!cJSON_IsString(item)) return BAD(h, "the model's metadata are not all strings; train it again");
  const char *format = metadata(h, "format"), *kernel = metadata(h, "kernel"), *card = metadata(h, "card");
  if (!format) return BAD(h, "not a stance model; name a file written by 'stance train'");
  if (strcmp(format, STANCE__MODEL_FORMAT) != 0)
    return BAD(h, "the model's format is '%.40s', this program reads '" STANCE__MODEL_FORMAT "'; train it again", format);
  if (!kernel || (strcmp(kernel, "linear") != 0 && strcmp(kernel, "rbf") != 0))
    return BAD(h, "the model's kernel is unknown; train it again");
  model->parts.kernel = strcmp(kernel, "rbf") == 0 ? STANCE__KERNEL_RBF : STANCE__KERNEL_LINEAR;
  const char *neither = metadata(h, "neither");
  if (!neither || (strcmp(neither, "yes") != 0 && strcmp(neither, "no") != 0))
    return BAD(h, "the model's machines are unknown; train it again");
  model->parts.has_neither = strcmp(neither, "yes") == 0;
  stance_status status = card && card[0] == '{' ? scan(h, card) : STANCE_MODEL;
  if (status == STANCE_MODEL) return BAD(h, "the model's card cannot be read; train it again");
  if (status != STANCE_OK) return status;
  model->card = stance__strndup(card, strlen(card));
  if (!model->card) return stance__fail_memory(h->error);
  model->parts.card = model->card;
  status = read_labels(h, model);
  if (status == STANCE_OK) status = read_features(h, &model->parts.features);
  if (status == STANCE_OK) status = read_tensors(h, model);
  return status;
}

stance_status stance__model_read_header(stance_model *model, const stance__model_header *read, const char *path, stance_error *error) {
  header h = {.path = path, .error = error};
  if (read->length < 2 || read->length % 8 != 0 || read->text[0] != '{')
    return BAD(&h, "not a stance model, or cut short; name a whole file written by 'stance train'");
  stance_status status = stance__json_scan(read->text, read->length, STANCE_MODEL, path, 1, error);
  if (status != STANCE_OK) return status;
  cJSON *root = cJSON_ParseWithLength(read->text, read->length);
  if (!root) return stance__fail_memory(error);
  h.root = root;
  h.data = (const unsigned char *)model->mapping.data + 8 + read->length;
  h.size = model->mapping.size - 8 - read->length;
  status = read_root(&h, model);
  cJSON_Delete(root);
  return status;
}
