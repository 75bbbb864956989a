/* Opening a model: the header is read and checked, then all bytes once by streaming reads for the checksum and for what depends on the
   contents of large tensors, then the mapped file is used in place; nearly none of it is in memory by then. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/durable.h"
#include "base/error.h"
#include "models/model_layout.h"
#include "models/model_private.h"
#include "models/model_stream.h"

static stance_status measure_vectors(stance_model *model, stance_error *error) {
  const stance__model_parts *p = &model->parts;
  if (p->kernel != STANCE__KERNEL_RBF) return STANCE_OK;
  model->vector_norm = stance__array(p->n_vectors, sizeof *model->vector_norm);
  if (!model->vector_norm) return stance__fail_memory(error);
  for (size_t v = 0; v < p->n_vectors; v++) {
    double sum = 0;
    for (uint64_t k = p->vector_start[v]; k < p->vector_start[v + 1]; k++) sum += (double)p->vector_value[k] * (double)p->vector_value[k];
    model->vector_norm[v] = sum;
  }
  return STANCE_OK;
}

static stance_status open_file(int *out, size_t *size, const char *path, stance_error *error) {
  struct stat info;
  int file = stance__open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC); /* O_NONBLOCK: a FIFO is refused, not waited for */
  if (file < 0) return stance__fail_errno(error, path, "open the model", errno);
  stance_status status = STANCE_OK;
  if (fstat(file, &info) != 0)
    status = stance__fail_errno(error, path, "read the model", errno);
  else if (S_ISDIR(info.st_mode))
    status = stance__fail(error, STANCE_MODEL, path, 0, "is a directory; name a model file written by 'stance train'");
  else if (!S_ISREG(info.st_mode))
    status = stance__fail(error, STANCE_MODEL, path, 0, "is no regular file; name a model file written by 'stance train'");
  if (status != STANCE_OK) {
    close(file);
    return status;
  }
  *out = file;
  *size = (size_t)info.st_size;
  return STANCE_OK;
}

/* One open file from the first byte read to the last one mapped, so that a model replaced in between is not half the one, half the other.
 */
static stance_status read_model(stance_model *model, int file, size_t size, const char *path, stance_error *error) {
  void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (data == MAP_FAILED) return stance__fail_errno(error, path, "map the model", errno);
  model->mapping = (stance__mapping){data, size};
  stance__model_header header = {.text = NULL};
  stance_error bad_header;
  stance_status status = stance__model_load_header(&header, file, size, path, error);
  if (status != STANCE_OK) return status;
  /* A damaged file is called damaged, whatever else its header seems to say. */
  stance_status read = stance__model_read_header(model, &header, path, &bad_header);
  status = stance__model_stream(file, size, &header, read == STANCE_OK ? model : NULL, path, error);
  if (status == STANCE_OK && read != STANCE_OK) {
    status = read;
    if (error) *error = bad_header;
  }
  if (status == STANCE_OK) status = stance__model_check(model, path, error);
  stance__free(header.text);
  return status;
}

stance_status stance__model_use(stance_model **out, int file, size_t size, const char *path, stance_error *error) {
  if (size <= 8 + STANCE__CHECKSUM_SIZE) return stance__model_damaged(path, error);
  stance_model *model = stance__calloc(1, sizeof *model);
  stance_status status = model ? read_model(model, file, size, path, error) : stance__fail_memory(error);
  if (status == STANCE_OK) status = measure_vectors(model, error);
  if (status != STANCE_OK) {
    stance_model_close(model);
    return status;
  }
  *out = model;
  return STANCE_OK;
}

stance_status stance_model_open(stance_model **out, const char *path, stance_error *error) {
  int file = -1;
  size_t size = 0;
  stance_status status = open_file(&file, &size, path, error);
  if (status != STANCE_OK) return status;
  status = stance__model_use(out, file, size, path, error);
  close(file);
  return status;
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

stance_status stance_model_verify(const stance_model *model, stance_error *error) {
  if (stance__term_index_check(&model->index, model->n_term_bytes)) return STANCE_OK;
  return stance__fail(error, STANCE_MODEL, NULL, 0, "the model's vocabulary does not find its own terms; train it again");
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
