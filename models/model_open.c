/* Opening a model: checksum by streaming reads, then map, check every field, use in place. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/error.h"
#include "models/model_layout.h"
#include "models/model_private.h"

static stance_status damaged(const char *path, stance_error *error) {
  return stance__fail(error, STANCE_MODEL, path, 0,
                      "the checksum does not match: no stance model, or a damaged or truncated one; copy or train it again");
}

/* XXH3-128 of all but the last 16 bytes against those 16. Read in pieces, so that a damaged disk block gives an error, not SIGBUS. */
static stance_status verify_checksum(const char *path, stance_error *error) {
  enum { PIECE = 1 << 18 };
  stance_status status = STANCE_OK;
  unsigned char *piece = NULL, tail[STANCE__CHECKSUM_SIZE];
  XXH3_state_t *state = NULL;
  struct stat info;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return stance__fail_errno(error, path, "open the model", errno);
  if (fstat(file, &info) != 0) {
    status = stance__fail_errno(error, path, "read the model", errno);
    goto out;
  }
  if (S_ISDIR(info.st_mode)) {
    status = stance__fail(error, STANCE_MODEL, path, 0, "is a directory; name a model file written by 'stance train'");
    goto out;
  }
  if (!S_ISREG(info.st_mode) || info.st_size <= STANCE__CHECKSUM_SIZE) {
    status = damaged(path, error);
    goto out;
  }
  piece = stance__malloc(PIECE);
  state = XXH3_createState();
  if (!piece || !state) {
    status = stance__fail_memory(error);
    goto out;
  }
  XXH3_128bits_reset(state);
  size_t left = (size_t)info.st_size - STANCE__CHECKSUM_SIZE, tail_got = 0;
  while (left > 0 || tail_got < sizeof tail) {
    ssize_t got = left > 0 ? read(file, piece, left < PIECE ? left : PIECE) : read(file, tail + tail_got, sizeof tail - tail_got);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      status = stance__fail_errno(error, path, "read the model", errno);
      goto out;
    }
    if (got == 0) {
      status = damaged(path, error);
      goto out;
    }
    if (left > 0) {
      XXH3_128bits_update(state, piece, (size_t)got);
      left -= (size_t)got;
    } else {
      tail_got += (size_t)got;
    }
  }
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
  if (memcmp(canonical.digest, tail, sizeof tail) != 0) status = damaged(path, error);
out:
  XXH3_freeState(state);
  stance__free(piece);
  close(file);
  return status;
}

static stance_status measure_vectors(stance_model *model, stance_error *error) {
  const stance__model_parts *p = &model->parts;
  if (p->kernel != STANCE__KERNEL_RBF) return STANCE_OK;
  model->vector_norm = stance__array(p->n_vectors ? p->n_vectors : 1, sizeof *model->vector_norm);
  if (!model->vector_norm) return stance__fail_memory(error);
  for (size_t v = 0; v < p->n_vectors; v++) {
    double sum = 0;
    for (uint64_t k = p->vector_start[v]; k < p->vector_start[v + 1]; k++) sum += (double)p->vector_value[k] * (double)p->vector_value[k];
    model->vector_norm[v] = sum;
  }
  return STANCE_OK;
}

stance_status stance_model_open(stance_model **out, const char *path, stance_error *error) {
  stance_status status = verify_checksum(path, error);
  if (status != STANCE_OK) return status;
  stance_model *model = stance__calloc(1, sizeof *model);
  if (!model) return stance__fail_memory(error);
  status = stance__map(&model->mapping, path, error);
  if (status == STANCE_OK) status = stance__model_read_header(model, path, error);
  if (status == STANCE_OK) status = measure_vectors(model, error);
  if (status != STANCE_OK) {
    stance_model_close(model);
    return status;
  }
  *out = model;
  return STANCE_OK;
}

void stance_model_close(stance_model *model) {
  if (!model) return;
  for (size_t i = 0; i < model->parts.n_labels; i++) stance__free(model->labels[i]);
  stance__free(model->labels);
  stance__free(model->card);
  stance__free(model->vector_norm);
  stance__unmap(&model->mapping);
  stance__free(model);
}

size_t stance_model_label_count(const stance_model *model) { return model->parts.n_labels; }
const char *stance_model_label(const stance_model *model, size_t i) { return model->labels[i]; }
const char *stance_model_card(const stance_model *model) { return model->card; }
size_t stance_model_term_count(const stance_model *model) { return model->parts.n_terms; }
double stance_model_threshold(const stance_model *model) { return model->parts.threshold; }
const stance_feature_options *stance_model_features(const stance_model *model) { return &model->parts.features; }

const char *stance_model_term(const stance_model *model, size_t term, size_t *length) {
  *length = (size_t)(model->parts.offset[term + 1] - model->parts.offset[term]);
  return model->parts.bytes + model->parts.offset[term];
}

double stance_model_weight(const stance_model *model, size_t term, size_t label) {
  const stance__model_parts *p = &model->parts;
  if (p->kernel != STANCE__KERNEL_LINEAR) return (double)NAN;
  const float *cell = p->cells + (term * stance__parts_machines(p) + (p->n_machines == 1 ? 0 : label)) * 2 * p->n_parts;
  double weight = (double)cell[0] * (double)cell[1];
  if (term >= model->class_first && term < model->class_end) weight *= p->features.lexicon_weight;
  if (p->n_parts == 2) weight += (double)cell[2] * (double)cell[3];
  return p->n_machines == 1 && label == 0 ? -weight : weight;
}

double stance_model_neither_threshold(const stance_model *model) { return model->parts.neither_threshold; }
bool stance_model_has_neither(const stance_model *model) { return model->parts.has_neither; }

size_t stance_model_confusion(const stance_model *model, size_t truth, size_t predicted) {
  return (size_t)model->parts.confusion[truth * (model->parts.n_labels + 1) + predicted];
}
