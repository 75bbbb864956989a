/* Reading the header of an untrusted model file. The checksum guards against damage, not against malice: every length, offset, shape and
   option is checked here before anything is used. */
#include <math.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/json_scan.h"
#include "features/feature_options.h"
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

static bool whole_number(const cJSON *item, double low, double high, size_t *out) {
  if (!cJSON_IsNumber(item) || !(item->valuedouble >= low && item->valuedouble <= high)) return false;
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
    if (!whole_number(cJSON_GetArrayItem(sizes, d), 0, most, &shape[d]) || (shape[d] && count > h->size / shape[d]))
      return BAD(h, "the model's tensor '%s' is larger than its file; train it again", kind->name);
    count *= shape[d];
  }
  if (!whole_number(cJSON_GetArrayItem(offsets, 0), 0, most, &begin) || !whole_number(cJSON_GetArrayItem(offsets, 1), 0, most, &end) ||
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

/* The JSON that a string of the metadata holds; `what` names it where it is none. */
static stance_status parse_metadata(cJSON **out, const header *h, const char *key, const char *what) {
  const char *text = metadata(h, key);
  stance_status status = text ? stance__json_scan(text, strlen(text), STANCE_MODEL, h->path, 1, NULL) : STANCE_MODEL;
  if (status == STANCE_MODEL) return BAD(h, "the model's %s cannot be read; train it again", what);
  *out = status == STANCE_OK ? cJSON_ParseWithLength(text, strlen(text)) : NULL;
  return *out ? STANCE_OK : stance__fail_memory(h->error);
}

static stance_status read_labels(header *h, stance_model *model) {
  cJSON *array = NULL;
  stance_status status = parse_metadata(&array, h, "labels", "labels");
  if (status != STANCE_OK) return status;
  int n = cJSON_IsArray(array) ? cJSON_GetArraySize(array) : 0;
  if (n < 2 || n > STANCE__MODEL_MAX_LABELS) status = BAD(h, "the model's labels cannot be read; train it again");
  if (status == STANCE_OK) {
    model->labels = stance__calloc((size_t)n, sizeof *model->labels);
    if (!model->labels) status = stance__fail_memory(h->error);
  }
  const cJSON *item = NULL;
  if (status == STANCE_OK) cJSON_ArrayForEach(item, array) {
      if (!cJSON_IsString(item) || item->valuestring[0] == '\0' ||
          (model->parts.n_labels && strcmp(model->labels[model->parts.n_labels - 1], item->valuestring) >= 0)) {
        status = BAD(h, "the model's labels are not distinct names in order; train it again");
        break;
      }
      char *copy = stance__strndup(item->valuestring, strlen(item->valuestring));
      if (!copy) {
        status = stance__fail_memory(h->error);
        break;
      }
      model->labels[model->parts.n_labels++] = copy;
    }
  cJSON_Delete(array);
  model->parts.labels = (const char *const *)model->labels;
  model->parts.n_machines = model->parts.n_labels == 2 ? 1 : model->parts.n_labels;
  return status;
}

static stance_status read_features(header *h, stance_feature_options *f) {
  cJSON *o = NULL;
  stance_status status = parse_metadata(&o, h, "features", "feature options");
  if (status != STANCE_OK) return status;
  size_t v[STANCE__FEATURE_NUMBERS];
  bool good = true;
  for (int i = 0; i < STANCE__FEATURE_NUMBERS; i++)
    good = good && whole_number(cJSON_GetObjectItemCaseSensitive(o, stance__feature_names[i]), 0, stance__feature_most[i], &v[i]);
  cJSON_Delete(o);
  if (!good) return BAD(h, "the model's feature options cannot be read; train it again");
  stance__feature_take(f, v);
  return STANCE_OK;
}

/* ---- Contents, once the stream has passed. ---- */

static bool all_finite32(const float *x, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (!isfinite(x[i])) return false;
  return true;
}

static bool all_finite64(const double *x, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (!isfinite(x[i])) return false;
  return true;
}

/* Counts of statements: small enough that their sums are exact. */
static bool all_counts(const uint64_t *x, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (x[i] > UINT32_MAX) return false;
  return true;
}

/* Support vectors: starts ascending within the values, columns ascending within the terms. */
static bool vectors_are_sound(const stance__model_parts *p) {
  size_t nonzeros = p->n_vector_values;
  if (p->vector_start[0] != 0 || p->vector_start[p->n_vectors] != nonzeros) return false;
  for (size_t v = 0; v < p->n_vectors; v++) {
    if (p->vector_start[v] > p->vector_start[v + 1] || p->vector_start[v + 1] > nonzeros) return false;
    for (uint64_t k = p->vector_start[v]; k < p->vector_start[v + 1]; k++)
      if (p->vector_column[k] >= p->n_terms || (k > p->vector_start[v] && p->vector_column[k] <= p->vector_column[k - 1])) return false;
  }
  return true;
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
  return n > 0 && n < UINT32_MAX / 2 && t->shape[STANCE__T_BIAS][0] == all && t->shape[STANCE__T_PLATT_A][0] == all &&
         t->shape[STANCE__T_PLATT_B][0] == all && t->shape[STANCE__T_SCALARS][0] == STANCE__SCALARS &&
         t->shape[STANCE__T_CELLS][1] == all * 2 * p->n_parts && t->shape[STANCE__T_CONFUSION][0] == k &&
         t->shape[STANCE__T_CONFUSION][1] == k;
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

/* Terms that start with '{' stand side by side. */
static uint32_t first_from(const stance__term_index *index, char byte) {
  size_t low = 0, high = index->n_terms;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if ((unsigned char)index->bytes[index->offset[middle]] < (unsigned char)byte)
      low = middle + 1;
    else
      high = middle;
  }
  return (uint32_t)low;
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

static bool lexicon_is_sound(stance__class_lexicon *l, size_t n_bytes) {
  size_t cursor = 0, length;
  const char *name;
  char side;
  while (stance__class_lexicon_next(l, &cursor, &name, &length, &side)) l->n_classes++;
  return stance__class_lexicon_check(l, n_bytes);
}

stance_status stance__model_check(stance_model *model, const char *path, stance_error *error) {
  stance__model_parts *p = &model->parts;
  const double *scalars = model->scalars;
  size_t all = stance__parts_machines(p), k = p->n_labels + 1;
  p->gamma = scalars[STANCE__SCALAR_GAMMA], p->threshold = scalars[STANCE__SCALAR_THRESHOLD];
  p->neither_threshold = scalars[STANCE__SCALAR_NEITHER_THRESHOLD];
  p->features.max_df = scalars[STANCE__SCALAR_MAX_DF], p->features.smoothing = scalars[STANCE__SCALAR_SMOOTHING];
  p->features.lexicon_weight = scalars[STANCE__SCALAR_LEXICON_WEIGHT], p->features.norm = scalars[STANCE__SCALAR_NORM];
  bool good = all_finite64(p->bias, all) && all_finite64(p->platt_a, all) && all_finite64(p->platt_b, all) &&
              all_finite64(scalars, STANCE__SCALARS) && all_counts(p->confusion, k * k);
  if (good && p->kernel == STANCE__KERNEL_RBF)
    good = vectors_are_sound(p) && all_finite32(p->vector_value, p->n_vector_values) &&
           all_finite32(p->coefficient, p->n_vectors * p->n_machines);
  if (!good || stance__feature_options_check(&p->features, NULL) != STANCE_OK)
    return stance__fail(error, STANCE_MODEL, path, 0, "the model's numbers are not finite or do not fit each other; train it again");
  if (!p->features.lexicon) return STANCE_OK;
  if (!lexicon_is_sound(&model->lexicon, model->n_lexicon_bytes))
    return stance__fail(error, STANCE_MODEL, path, 0, "the model's lexicon is damaged; train it again");
  model->class_first = first_from(&model->index, '{');
  model->class_end = first_from(&model->index, '{' + 1);
  return STANCE_OK;
}

static stance_status read_root(header *h, stance_model *model) {
  const cJSON *item = NULL, *all = cJSON_GetObjectItemCaseSensitive(h->root, "__metadata__");
  cJSON_ArrayForEach(item, all) if (!cJSON_IsString(item)) return BAD(h, "the model's metadata are not all strings; train it again");
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
  stance_status status = card && card[0] == '{' ? stance__json_scan(card, strlen(card), STANCE_MODEL, h->path, 1, NULL) : STANCE_MODEL;
  if (status == STANCE_MODEL) return BAD(h, "the model's card cannot be read; train it again");
  if (status != STANCE_OK) return stance__fail_memory(h->error);
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
