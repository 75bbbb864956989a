/* From a training to a model file: one vocabulary for all machines, each term's weights side by side, the support vectors of a kernel
   that is not linear. */
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "models/model_parts.h"
#include "train/training.h"

/* The terms that any machine kept, in byte order. */
typedef struct vocabulary {
  size_t n;
  uint32_t *column; /* [n] of counts */
  uint32_t *number; /* [counts columns], UINT32_MAX where no machine kept it */
  uint32_t *offset; /* [n + 1] */
  stance__buffer bytes;
} vocabulary;

static void vocabulary_release(vocabulary *v) {
  stance__free(v->column);
  stance__free(v->number);
  stance__free(v->offset);
  stance__buffer_release(&v->bytes);
}

static void mark_kept(uint32_t *number, const stance__question *q) {
  for (size_t s = 0; s < q->space.n_spaces; s++)
    for (size_t j = 0; j < q->space.weighting[s]->n_terms; j++) number[q->space.weighting[s]->kept[j]] = 0;
}

static stance_status vocabulary_make(vocabulary *v, const stance_training *t, stance_error *error) {
  const stance__counts *counts = t->counts;
  size_t columns = counts->rows.n_columns;
  v->column = stance__array(columns, sizeof *v->column);
  v->number = stance__array(columns, sizeof *v->number);
  v->offset = stance__array(columns + 1, sizeof *v->offset);
  if (!v->column || !v->number || !v->offset) return stance__fail_memory(error);
  memset(v->number, 0xff, columns * sizeof *v->number);
  mark_kept(v->number, &t->stance);
  if (t->n_neither) mark_kept(v->number, &t->neither);
  v->offset[0] = 0;
  for (size_t c = 0; c < columns; c++) {
    if (v->number[c] == UINT32_MAX) continue;
    v->number[c] = (uint32_t)v->n;
    v->column[v->n++] = (uint32_t)c;
    stance__buffer_add(&v->bytes, counts->bytes + counts->offset[c], (size_t)(counts->offset[c + 1] - counts->offset[c]));
    v->offset[v->n] = (uint32_t)v->bytes.length;
  }
  if (v->bytes.failed) return stance__fail_memory(error);
  return v->bytes.length <= UINT32_MAX
             ? STANCE_OK
             : stance__fail(error, STANCE_DATA, NULL, 0, "the terms' texts take over 4 GiB; raise --min-df, or hash them with --hash-bits");
}

/* Cells of a question's machines, which stand from `first` on among all. */
static void fill_cells(float *cells, const vocabulary *v, const stance__question *q, size_t first, size_t all, size_t parts) {
  for (size_t m = 0; m < q->setting.n_machines; m++) {
    const stance__weighting *w = q->space.weighting[stance__fit_space_of(&q->space, m)];
    const double *weights = q->fit.weights ? q->fit.weights[m] : NULL;
    for (size_t j = 0; j < w->n_terms; j++) {
      float *cell = cells + (v->number[w->kept[j]] * all + first + m) * 2 * parts;
      cell[0] = w->scale[j];
      cell[1] = weights ? (float)weights[j] : 0;
      if (parts < 2) continue;
      cell[2] = w->second[j];
      cell[3] = weights ? (float)weights[w->n_terms + j] : 0;
    }
  }
}

/* The vectors with a coefficient in any machine, compacted. Owned arrays; freed by the caller. */
typedef struct vectors {
  size_t n;
  uint64_t *start;
  uint32_t *column;
  float *value, *coefficient;
} vectors;

static stance_status collect_vectors(vectors *out, const stance_training *t, const vocabulary *v, stance_error *error) {
  const stance__question *q = &t->stance;
  const stance_rows *rows = q->space.rows[0];
  size_t m = q->setting.n_machines, nonzeros = rows->start[rows->n_rows], at = 0;
  out->start = stance__array(q->n_rows + 1, sizeof *out->start);
  out->column = stance__array(nonzeros + 1, sizeof *out->column);
  out->value = stance__array(nonzeros + 1, sizeof *out->value);
  out->coefficient = stance__array(q->n_rows * m, sizeof *out->coefficient);
  if (!out->start || !out->column || !out->value || !out->coefficient) return stance__fail_memory(error);
  out->start[0] = 0;
  for (size_t i = 0; i < q->n_rows; i++) {
    bool used = false;
    for (size_t j = 0; j < m; j++) used = used || q->fit.coefficient[j * q->n_rows + i] != 0;
    if (!used) continue;
    for (size_t j = 0; j < m; j++) out->coefficient[out->n * m + j] = (float)q->fit.coefficient[j * q->n_rows + i];
    for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++, at++) {
      out->column[at] = v->number[q->space.weighting[0]->kept[rows->column[k]]];
      out->value[at] = rows->value[k];
    }
    out->start[++out->n] = at;
  }
  return STANCE_OK;
}

/* A number of each machine, the second question's last. */
static void side_by_side(double *out, const double *first, size_t n, const double *second) {
  memcpy(out, first, n * sizeof *out);
  if (second) out[n] = second[0];
}

stance_status stance_training_save(const stance_training *t, const char *path, stance_error *error) {
  const stance__question *q = &t->stance;
  bool linear = t->options.kernel == STANCE_KERNEL_LINEAR, neither = t->n_neither > 0;
  size_t m = q->setting.n_machines, all = m + neither, k = t->n_labels + 1;
  size_t parts = t->options.features.weight == STANCE_TERMS_LCR_IDF ? 2 : 1;
  vocabulary v = {.bytes = STANCE__BUFFER_INIT};
  vectors support = {0, NULL, NULL, NULL, NULL};
  float *cells = NULL;
  double *bias = stance__array(all, sizeof *bias), *a = stance__array(all, sizeof *a), *b = stance__array(all, sizeof *b);
  uint64_t *confusion = stance__array(k * k, sizeof *confusion);
  char *card = stance__training_card(t);
  stance_status status = bias && a && b && confusion && card ? vocabulary_make(&v, t, error) : stance__fail_memory(error);
  if (status == STANCE_OK) {
    cells = stance__calloc(v.n * all, 2 * parts * sizeof *cells);
    if (!cells) status = stance__fail_memory(error);
  }
  if (status == STANCE_OK && !linear) status = collect_vectors(&support, t, &v, error);
  if (status != STANCE_OK) goto out;
  fill_cells(cells, &v, q, 0, all, parts);
  if (neither) fill_cells(cells, &v, &t->neither, m, all, parts);
  side_by_side(bias, q->fit.bias, m, neither ? t->neither.fit.bias : NULL);
  side_by_side(a, q->platt_a, m, neither ? t->neither.platt_a : NULL);
  side_by_side(b, q->platt_b, m, neither ? t->neither.platt_b : NULL);
  for (size_t i = 0; i < k * k; i++) confusion[i] = t->confusion[i];
  stance__model_parts model = {.features = t->options.features,
                               .lexicon = &t->lexicon,
                               .n_labels = t->n_labels,
                               .n_machines = m,
                               .has_neither = neither,
                               .labels = (const char *const *)t->labels,
                               .n_terms = v.n,
                               .offset = v.offset,
                               .bytes = v.bytes.data,
                               .cells = cells,
                               .n_parts = parts,
                               .kernel = linear ? STANCE__KERNEL_LINEAR : STANCE__KERNEL_RBF,
                               .gamma = t->gamma,
                               .n_vectors = support.n,
                               .vector_start = support.start,
                               .vector_column = support.column,
                               .vector_value = support.value,
                               .coefficient = support.coefficient,
                               .bias = bias,
                               .platt_a = a,
                               .platt_b = b,
                               .threshold = t->threshold,
                               .neither_threshold = t->neither_threshold,
                               .confusion = confusion,
                               .card = card};
  status = stance__model_write(path, &model, error);
out:
  vocabulary_release(&v);
  stance__free(support.start);
  stance__free(support.column);
  stance__free(support.value);
  stance__free(support.coefficient);
  stance__free(cells);
  stance__free(bias);
  stance__free(a);
  stance__free(b);
  stance__free(confusion);
  stance__free(card);
  return status;
}
