/* The public interface over counts, weighting and rows. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "features/counts.h"
#include "features/feature_options.h"
#include "features/row_builder.h"
#include "features/weighting.h"

struct stance_vectorizer {
  stance_feature_options options;
  stance__class_lexicon lexicon; /* where options.lexicon */
  size_t n_terms;
  uint32_t *df;
  float *scale, *second; /* [n_terms]; second NULL where there is no second part */
  uint32_t class_first, class_end;
  uint32_t *offset;
  char *bytes;
  char **names; /* [n_terms] NUL-terminated, into name_bytes */
  char *name_bytes;
  stance__term_bucket *buckets;
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
  stance__free(v->scale);
  stance__free(v->second);
  stance__class_lexicon_release(&v->lexicon);
  stance__free(v->offset);
  stance__free(v->bytes);
  stance__free(v->names);
  stance__free(v->name_bytes);
  stance__free(v->buckets);
  stance__free(v);
}

/* Copies the kept terms, with names that end in NUL beside the packed bytes that the index reads. */
static stance_status keep_terms(stance_vectorizer *v, const stance__counts *counts, stance__weighting *w, stance_error *error) {
  size_t n = v->n_terms = w->n_terms, bytes = 0, n_buckets = 0;
  for (size_t t = 0; t < n; t++) bytes += (size_t)(counts->offset[w->kept[t] + 1] - counts->offset[w->kept[t]]);
  if (bytes > UINT32_MAX)
    return stance__fail(error, STANCE_DATA, NULL, 0, "the terms' texts take over 4 GiB; raise the least document frequency");
  v->df = stance__array(n, sizeof *v->df);
  v->offset = stance__array(n + 1, sizeof *v->offset);
  v->bytes = stance__malloc(bytes);
  v->names = stance__array(n, sizeof *v->names);
  v->name_bytes = stance__malloc(bytes + n);
  if (!v->df || !v->offset || !v->bytes || !v->names || !v->name_bytes) return stance__fail_memory(error);
  memcpy(v->df, w->df, n * sizeof *v->df);
  v->scale = w->scale, w->scale = NULL;
  v->second = w->second, w->second = NULL;
  v->class_first = w->class_first;
  v->class_end = w->class_end;
  v->offset[0] = 0;
  for (size_t t = 0; t < n; t++) {
    uint64_t from = counts->offset[w->kept[t]];
    size_t length = (size_t)(counts->offset[w->kept[t] + 1] - from), at = (size_t)v->offset[t];
    memcpy(v->bytes + at, counts->bytes + from, length);
    v->names[t] = v->name_bytes + at + t;
    memcpy(v->names[t], counts->bytes + from, length);
    v->names[t][length] = '\0';
    v->offset[t + 1] = (uint32_t)(at + length);
  }
  stance_status status = stance__term_index_build(&v->buckets, &n_buckets, v->offset, v->bytes, n, error);
  v->index = (stance__term_index){n, n_buckets, v->buckets, v->offset, v->bytes};
  return status;
}

stance_status stance_vectorizer_fit(stance_vectorizer **out, const stance_text *texts, const uint8_t *positive, size_t n,
                                    const stance_feature_options *options, size_t threads, stance_error *error) {
  stance__counts *counts = NULL;
  stance__weighting *weighting = NULL;
  stance_status status = stance__feature_options_check(options, error);
  if (status != STANCE_OK) return status;
  if (!positive && stance__feature_options_use_labels(options))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "log-count ratios and selection need to know which texts are positive");
  stance_vectorizer *v = stance__calloc(1, sizeof *v);
  uint32_t *rows = stance__array(n, sizeof *rows);
  signed char *side = stance__array(n, 1);
  if (!v || !rows || !side) status = stance__fail_memory(error);
  for (size_t i = 0; status == STANCE_OK && i < n; i++) {
    rows[i] = (uint32_t)i;
    side[i] = positive && positive[i] ? 1 : -1;
  }
  if (status == STANCE_OK) v->options = *options;
  if (status == STANCE_OK && options->lexicon) status = stance__class_lexicon_builtin(&v->lexicon, error);
  if (status == STANCE_OK) status = stance__counts_build(&counts, texts, n, options, &v->lexicon, threads, error);
  if (status == STANCE_OK) status = stance__weighting_fit(&weighting, counts, rows, n, side, NULL, options, error);
  if (status == STANCE_OK) status = keep_terms(v, counts, weighting, error);
  stance__weighting_free(weighting);
  stance__counts_free(counts);
  stance__free(rows);
  stance__free(side);
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
float stance_vectorizer_weight(const stance_vectorizer *v, size_t j) { return v->scale[j]; }

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

/* Room for a row of up to 2n cells. */
static bool reserve(piece *p, size_t n) {
  if (p->n + 2 * n > p->capacity) {
    size_t capacity = (p->n + 2 * n) * 2;
    uint32_t *columns = stance__realloc(p->column, capacity, sizeof *columns);
    if (columns) p->column = columns;
    float *values = columns ? stance__realloc(p->value, capacity, sizeof *values) : NULL;
    if (!values) return false;
    p->value = values;
    p->capacity = capacity;
  }
  return true;
}

static stance_status transform_block(void *context, size_t task, stance_error *error) {
  job *j = context;
  piece *p = &j->pieces[task];
  size_t first = task * BLOCK, rows = j->n - first < BLOCK ? j->n - first : BLOCK;
  stance__row_builder *builder = NULL;
  stance__scales scales = {j->v->n_terms, j->v->scale, j->v->second, 1, j->v->class_first, j->v->class_end};
  stance_status status = stance__row_builder_new(&builder, &j->v->options, &j->v->index, &j->v->lexicon, error);
  p->length = stance__array(rows, sizeof *p->length);
  if (status == STANCE_OK && !p->length) status = stance__fail_memory(error);
  for (size_t i = 0; i < rows && status == STANCE_OK; i++) {
    const uint32_t *term;
    const float *count;
    size_t n;
    status = stance__row_build(builder, j->texts[first + i].data, j->texts[first + i].length, &term, &count, &n, error);
    if (status == STANCE_OK && !reserve(p, n)) status = stance__fail_memory(error);
    if (status != STANCE_OK) break;
    stance__row_sort(builder);
    p->length[i] = n ? stance__row_weigh(&j->v->options, &scales, term, count, n, p->column + p->n, p->value + p->n) : 0;
    p->n += p->length[i];
  }
  stance__row_builder_free(builder);
  return status;
}

stance_status stance_vectorizer_transform(stance_rows **out, const stance_vectorizer *v, const stance_text *texts, size_t n, size_t threads,
                                          stance_error *error) {
  size_t n_blocks = (n + BLOCK - 1) / BLOCK, cells = 0, at = 0;
  job j = {v, texts, n, stance__calloc(n_blocks, sizeof(piece))};
  stance_rows *rows = stance__calloc(1, sizeof *rows);
  stance_status status = j.pieces && rows ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__pool_run(threads, n_blocks, transform_block, &j, error);
  for (size_t b = 0; status == STANCE_OK && b < n_blocks; b++) cells += j.pieces[b].n;
  if (status == STANCE_OK) {
    rows->n_rows = n;
    rows->n_columns = v->second ? 2 * v->n_terms : v->n_terms;
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
