/* The public interface over counts, weighting and rows. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "features/counts.h"
#include "features/feature_options.h"
#include "features/row_builder.h"

struct stance_vectorizer {
  stance_feature_options options;
  size_t n_terms;
  uint32_t *df;
  float *idf;
  uint64_t *offset;
  char *bytes;
  char **names; /* [n_terms] NUL-terminated, into name_bytes */
  char *name_bytes;
  uint64_t *slot_hash;
  uint32_t *slot_term;
  stance__term_index index;
};

void stance_rows_free(stance_rows *rows) {
  if (!rows) return;
  stance__free(rows->start);
  stance__free(rows->column);
  stance__free(rows->value);
  stance__free(rows);
}

void stance_vectorizer_free(stance_vectorizer *v) {
  if (!v) return;
  stance__free(v->df);
  stance__free(v->idf);
  stance__free(v->offset);
  stance__free(v->bytes);
  stance__free(v->names);
  stance__free(v->name_bytes);
  stance__free(v->slot_hash);
  stance__free(v->slot_term);
  stance__free(v);
}

/* Copies the kept terms, with names that end in NUL beside the packed bytes that the index reads. */
static stance_status keep_terms(stance_vectorizer *v, const stance__counts *counts, const stance__weighting *w, stance_error *error) {
  size_t n = v->n_terms = w->n_terms, bytes = 0, slots = stance__term_index_slots(n);
  for (size_t t = 0; t < n; t++) bytes += (size_t)(counts->offset[w->kept[t] + 1] - counts->offset[w->kept[t]]);
  v->df = stance__array(n, sizeof *v->df);
  v->idf = stance__array(n, sizeof *v->idf);
  v->offset = stance__array(n + 1, sizeof *v->offset);
  v->bytes = stance__malloc(bytes);
  v->names = stance__array(n, sizeof *v->names);
  v->name_bytes = stance__malloc(bytes + n);
  v->slot_hash = stance__array(slots, sizeof *v->slot_hash);
  v->slot_term = stance__array(slots, sizeof *v->slot_term);
  if (!v->df || !v->idf || !v->offset || !v->bytes || !v->names || !v->name_bytes || !v->slot_hash || !v->slot_term)
    return stance__fail_memory(error);
  memcpy(v->df, w->df, n * sizeof *v->df);
  memcpy(v->idf, w->idf, n * sizeof *v->idf);
  v->offset[0] = 0;
  for (size_t t = 0; t < n; t++) {
    uint64_t from = counts->offset[w->kept[t]];
    size_t length = (size_t)(counts->offset[w->kept[t] + 1] - from), at = (size_t)v->offset[t];
    memcpy(v->bytes + at, counts->bytes + from, length);
    v->names[t] = v->name_bytes + at + t;
    memcpy(v->names[t], counts->bytes + from, length);
    v->names[t][length] = '\0';
    v->offset[t + 1] = at + length;
  }
  stance__term_index_build(v->slot_hash, v->slot_term, slots, v->offset, v->bytes, n);
  v->index = (stance__term_index){n, slots, v->slot_hash, v->slot_term, v->offset, v->bytes};
  return STANCE_OK;
}

stance_status stance_vectorizer_fit(stance_vectorizer **out, const stance_text *texts, size_t n, const stance_feature_options *options,
                                    size_t threads, stance_error *error) {
  stance__counts *counts = NULL;
  stance__weighting *weighting = NULL;
  stance_vectorizer *v = stance__calloc(1, sizeof *v);
  uint32_t *rows = stance__array(n, sizeof *rows);
  stance_status status = stance__feature_options_check(options, error);
  if (status == STANCE_OK && (!v || !rows)) status = stance__fail_memory(error);
  for (size_t i = 0; rows && i < n; i++) rows[i] = (uint32_t)i;
  if (status == STANCE_OK) status = stance__counts_build(&counts, texts, n, options, threads, error);
  if (status == STANCE_OK) status = stance__weighting_fit(&weighting, counts, rows, n, options, error);
  if (status == STANCE_OK) {
    v->options = *options;
    status = keep_terms(v, counts, weighting, error);
  }
  stance__weighting_free(weighting);
  stance__counts_free(counts);
  stance__free(rows);
  if (status != STANCE_OK) {
    stance_vectorizer_free(v);
    return status;
  }
  *out = v;
  return STANCE_OK;
}

size_t stance_vectorizer_size(const stance_vectorizer *v) { return v->n_terms; }
const char *stance_vectorizer_term(const stance_vectorizer *v, size_t j) { return v->names[j]; }
uint32_t stance_vectorizer_df(const stance_vectorizer *v, size_t j) { return v->df[j]; }
float stance_vectorizer_idf(const stance_vectorizer *v, size_t j) { return v->idf[j]; }

/* ---- Transform: fixed blocks of texts, each into its own rows, put together in order. ---- */

enum { BLOCK = 512 };

typedef struct piece {
  size_t *length; /* [rows of the block] */
  uint32_t *column;
  float *value;
  size_t n, capacity;
} piece;

typedef struct job {
  const stance_vectorizer *v;
  const stance_text *texts;
  size_t n;
  piece *pieces;
} job;

static bool append(piece *p, const uint32_t *column, const float *value, size_t n) {
  if (p->n + n > p->capacity) {
    size_t capacity = (p->n + n) * 2;
    uint32_t *columns = stance__realloc(p->column, capacity, sizeof *columns);
    if (columns) p->column = columns;
    float *values = columns ? stance__realloc(p->value, capacity, sizeof *values) : NULL;
    if (!values) return false;
    p->value = values;
    p->capacity = capacity;
  }
  if (n) {
    memcpy(p->column + p->n, column, n * sizeof *column);
    memcpy(p->value + p->n, value, n * sizeof *value);
  }
  p->n += n;
  return true;
}

static stance_status transform_block(void *context, size_t task, stance_error *error) {
  job *j = context;
  piece *p = &j->pieces[task];
  size_t first = task * BLOCK, rows = j->n - first < BLOCK ? j->n - first : BLOCK;
  stance__row_builder *builder = NULL;
  stance_status status = stance__row_builder_new(&builder, &j->v->options, &j->v->index, j->v->idf, error);
  p->length = stance__array(rows, sizeof *p->length);
  if (status == STANCE_OK && !p->length) status = stance__fail_memory(error);
  for (size_t i = 0; i < rows && status == STANCE_OK; i++) {
    const uint32_t *column;
    const float *value;
    status = stance__row_build(builder, j->texts[first + i].data, j->texts[first + i].length, &column, &value, &p->length[i], error);
    if (status == STANCE_OK && !append(p, column, value, p->length[i])) status = stance__fail_memory(error);
  }
  stance__row_builder_free(builder);
  return status;
}

stance_status stance_vectorizer_transform(stance_rows **out, const stance_vectorizer *v, const stance_text *texts, size_t n,
                                          size_t threads, stance_error *error) {
  size_t n_blocks = (n + BLOCK - 1) / BLOCK, cells = 0, at = 0;
  job j = {v, texts, n, stance__calloc(n_blocks, sizeof(piece))};
  stance_rows *rows = stance__calloc(1, sizeof *rows);
  stance_status status = j.pieces && rows ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__pool_run(threads, n_blocks, transform_block, &j, error);
  for (size_t b = 0; status == STANCE_OK && b < n_blocks; b++) cells += j.pieces[b].n;
  if (status == STANCE_OK) {
    rows->n_rows = n;
    rows->n_columns = v->n_terms;
    rows->start = stance__array(n + 1, sizeof *rows->start);
    rows->column = stance__array(cells, sizeof *rows->column);
    rows->value = stance__array(cells, sizeof *rows->value);
    if (!rows->start || !rows->column || !rows->value) status = stance__fail_memory(error);
  }
  if (status == STANCE_OK) {
    rows->start[0] = 0;
    for (size_t b = 0; b < n_blocks; b++) {
      const piece *p = &j.pieces[b];
      size_t first = b * BLOCK, count = n - first < BLOCK ? n - first : BLOCK;
      if (p->n) {
        memcpy(rows->column + at, p->column, p->n * sizeof *p->column);
        memcpy(rows->value + at, p->value, p->n * sizeof *p->value);
      }
      for (size_t i = 0; i < count; i++) rows->start[first + i + 1] = rows->start[first + i] + p->length[i];
      at += p->n;
    }
  }
  for (size_t b = 0; j.pieces && b < n_blocks; b++) {
    stance__free(j.pieces[b].length);
    stance__free(j.pieces[b].column);
    stance__free(j.pieces[b].value);
  }
  stance__free(j.pieces);
  if (status != STANCE_OK) {
    stance_rows_free(rows);
    return status;
  }
  *out = rows;
  return STANCE_OK;
}
