/* The contents of an untrusted model's small tensors, of its lexicon and of its support vectors. They are checked once the stream has
   found the checksum right; what is large was checked while it passed. */
#include <math.h>

#include "base/error.h"
#include "features/feature_options.h"
#include "models/model_layout.h"
#include "models/model_private.h"

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

static stance_status not_finite(stance__tensor_id id, const char *path, stance_error *error) {
  return stance__fail(error, STANCE_MODEL, path, 0, "the model's tensor '%s' holds a number that is not finite; train it again",
                      stance__tensor_kinds[id].name);
}

/* Counts of statements: small enough that their sums are exact. */
static bool all_counts(const uint64_t *x, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (x[i] > UINT32_MAX) return false;
  return true;
}

static stance_status check_machines(const stance_model *model, const char *path, stance_error *error) {
  const stance__model_parts *p = &model->parts;
  size_t all = stance__parts_machines(p), k = p->n_labels + 1;
  if (!all_finite64(p->bias, all)) return not_finite(STANCE__T_BIAS, path, error);
  if (!all_finite64(p->platt_a, all)) return not_finite(STANCE__T_PLATT_A, path, error);
  if (!all_finite64(p->platt_b, all)) return not_finite(STANCE__T_PLATT_B, path, error);
  if (!all_counts(p->confusion, k * k))
    return stance__fail(error, STANCE_MODEL, path, 0,
                        "the model's tensor 'confusion' counts more statements than there can be; train it again");
  return STANCE_OK;
}

/* Written so that a number that is none is outside. */
static bool is_threshold(double x) { return x >= 0 && x <= STANCE__HIGHEST_THRESHOLD; }

static stance_status take_scalars(stance_model *model, const char *path, stance_error *error) {
  stance__model_parts *p = &model->parts;
  const double *scalars = model->scalars;
  stance_error why;
  p->gamma = scalars[STANCE__SCALAR_GAMMA], p->threshold = scalars[STANCE__SCALAR_THRESHOLD];
  p->neither_threshold = scalars[STANCE__SCALAR_NEITHER_THRESHOLD];
  p->features.max_df = scalars[STANCE__SCALAR_MAX_DF], p->features.smoothing = scalars[STANCE__SCALAR_SMOOTHING];
  p->features.lexicon_weight = scalars[STANCE__SCALAR_LEXICON_WEIGHT], p->features.norm = scalars[STANCE__SCALAR_NORM];
  if (!all_finite64(scalars, STANCE__SCALARS)) return not_finite(STANCE__T_SCALARS, path, error);
  if (!is_threshold(p->threshold) || !is_threshold(p->neither_threshold))
    return stance__fail(error, STANCE_MODEL, path, 0, "the model's thresholds are no probabilities; train it again");
  if (p->gamma < 0) return stance__fail(error, STANCE_MODEL, path, 0, "the model's gamma is below 0; train it again");
  if (stance__feature_options_check(&p->features, &why) != STANCE_OK)
    return stance__fail(error, STANCE_MODEL, path, 0, "the model's feature options are out of range (%s); train it again", why.message);
  return STANCE_OK;
}

/* Support vectors: starts ascending within the values, columns ascending within the terms. */
static bool vectors_are_sound(const stance__model_parts *p) {
  if (p->vector_start[0] != 0 || p->vector_start[p->n_vectors] != p->n_vector_values) return false;
  for (size_t v = 0; v < p->n_vectors; v++)
    if (p->vector_start[v] > p->vector_start[v + 1]) return false; /* so all lie between the first and the last */
  for (size_t v = 0; v < p->n_vectors; v++)
    for (uint64_t k = p->vector_start[v]; k < p->vector_start[v + 1]; k++)
      if (p->vector_column[k] >= p->n_terms || (k > p->vector_start[v] && p->vector_column[k] <= p->vector_column[k - 1])) return false;
  return true;
}

static stance_status check_vectors(const stance__model_parts *p, const char *path, stance_error *error) {
  if (!vectors_are_sound(p))
    return stance__fail(error, STANCE_MODEL, path, 0, "the model's support vectors do not lie where they say; train it again");
  if (!all_finite32(p->vector_value, p->n_vector_values)) return not_finite(STANCE__T_VECTOR_VALUE, path, error);
  if (!all_finite32(p->coefficient, p->n_vectors * p->n_machines)) return not_finite(STANCE__T_COEFFICIENT, path, error);
  return STANCE_OK;
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

static stance_status check_lexicon(stance_model *model, const char *path, stance_error *error) {
  stance__class_lexicon *l = &model->lexicon;
  size_t cursor = 0, length;
  const char *name;
  char side;
  while (stance__class_lexicon_next(l, &cursor, &name, &length, &side)) l->n_classes++;
  if (!stance__class_lexicon_check(l, model->n_lexicon_bytes))
    return stance__fail(error, STANCE_MODEL, path, 0, "the model's lexicon is damaged; train it again");
  model->class_first = first_from(&model->index, '{');
  model->class_end = first_from(&model->index, '{' + 1);
  return STANCE_OK;
}

stance_status stance__model_check(stance_model *model, const char *path, stance_error *error) {
  stance_status status = check_machines(model, path, error);
  if (status == STANCE_OK) status = take_scalars(model, path, error);
  if (status == STANCE_OK && model->parts.kernel == STANCE__KERNEL_RBF) status = check_vectors(&model->parts, path, error);
  if (status == STANCE_OK && model->parts.features.lexicon) status = check_lexicon(model, path, error);
  return status;
}
