/* One tokenisation of a whole set. Fixed blocks of texts are counted side by side, each with its own table; the tables are merged in
   block order, terms are sorted by bytes, and rows are renumbered: nothing depends on the number of threads. */
#include "features/counts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/table.h"
#include "features/analyzer.h"

enum { BLOCK = 512 };

typedef struct block {
  stance__table *terms;
  size_t *start;    /* [rows + 1] into cells */
  uint32_t *column; /* block's own numbers, ascending in a row */
  float *count;
  size_t n, capacity;
  bool failed;
} block;

typedef struct job {
  const stance_text *texts;
  size_t n;
  const stance_feature_options *options;
  const stance__class_lexicon *lexicon;
  block *blocks;
  const uint32_t *rank;       /* after the merge: [all terms] number in byte order */
  const uint32_t *const *map; /* [blocks][block's terms] merged number */
  stance__counts *out;
} job;

static void note_term(void *context, const stance__term *term) {
  block *b = context;
  if (b->failed) return;
  if (b->n == b->capacity) {
    size_t capacity = b->capacity ? b->capacity * 2 : 4096;
    uint32_t *column = stance__realloc(b->column, capacity, sizeof *column);
    if (column)
      b->column = column;
    else
      b->failed = true;
    if (b->failed) return;
    b->capacity = capacity;
  }
  uint32_t number = stance__table_insert(b->terms, term->text, term->length);
  if (number == STANCE__TABLE_NONE)
    b->failed = true;
  else
    b->column[b->n++] = number;
}

static int by_number(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return a < b ? -1 : a > b;
}

/* Cells of one row: repeats become counts. The counts array trails the columns. */
static stance_status count_block(void *context, size_t task, stance_error *error) {
  job *j = context;
  block *b = &j->blocks[task];
  size_t first = task * BLOCK, rows = j->n - first < BLOCK ? j->n - first : BLOCK;
  stance__analyzer *analyzer = NULL;
  stance_status status = stance__analyzer_new(&analyzer, j->options, j->lexicon, error);
  b->terms = stance__table_new();
  b->start = stance__array(rows + 1, sizeof *b->start);
  if (status == STANCE_OK && (!b->terms || !b->start)) status = stance__fail_memory(error);
  if (status == STANCE_OK) b->start[0] = 0;
  for (size_t i = 0; i < rows && status == STANCE_OK; i++) {
    status = stance__analyze(analyzer, j->texts[first + i].data, j->texts[first + i].length, note_term, b, error);
    if (status == STANCE_OK && b->failed) status = stance__fail_memory(error);
    if (status != STANCE_OK) break;
    size_t from = b->start[i];
    if (b->n > from) qsort(b->column + from, b->n - from, sizeof *b->column, by_number);
    b->start[i + 1] = b->n; /* repeats stay until the merge knows the final numbers */
  }
  stance__analyzer_free(analyzer);
  return status;
}

static void release_blocks(block *blocks, size_t n) {
  for (size_t i = 0; blocks && i < n; i++) {
    stance__table_free(blocks[i].terms);
    stance__free(blocks[i].start);
    stance__free(blocks[i].column);
    stance__free(blocks[i].count);
  }
  stance__free(blocks);
}

typedef struct named {
  const char *text;
  size_t length;
  uint32_t number;
} named;

static int by_bytes(const void *x, const void *y) {
  const named *a = x, *b = y;
  int order = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
  if (order != 0) return order;
  return a->length < b->length ? -1 : a->length > b->length;
}

/* Numbers in byte order for all merged terms, and their texts in the result. */
static stance_status sort_terms(stance__counts *out, uint32_t *rank, const stance__table *terms, stance_error *error) {
  size_t n = stance__table_size(terms), bytes = 0;
  named *names = stance__array(n, sizeof *names);
  if (!names) return stance__fail_memory(error);
  for (uint32_t t = 0; t < n; t++) {
    names[t].text = stance__table_text(terms, t, &names[t].length);
    names[t].number = t;
    bytes += names[t].length;
  }
  if (n) qsort(names, n, sizeof *names, by_bytes);
  out->offset = stance__array(n + 1, sizeof *out->offset);
  out->bytes = stance__malloc(bytes);
  out->block = stance__array(n, sizeof *out->block);
  out->order = stance__array(n, sizeof *out->order);
  stance_status status = out->offset && out->bytes && out->block && out->order ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) out->offset[0] = 0;
  for (size_t t = 0; t < n && status == STANCE_OK; t++) {
    memcpy(out->bytes + out->offset[t], names[t].text, names[t].length);
    out->offset[t + 1] = out->offset[t] + names[t].length;
    rank[names[t].number] = (uint32_t)t;
    out->block[t] = (uint8_t)stance__block_of(names[t].text, names[t].length);
    out->order[t] = (uint8_t)stance__term_order(names[t].text, names[t].length);
  }
  stance__free(names);
  return status;
}

/* Renumbers a block's cells, sorts each row and folds repeats; leaves columns and counts compact. */
static stance_status renumber_block(void *context, size_t task, stance_error *error) {
  job *j = context;
  block *b = &j->blocks[task];
  size_t rows = j->n - task * BLOCK < BLOCK ? j->n - task * BLOCK : BLOCK, at = 0;
  b->count = stance__array(b->n, sizeof *b->count);
  if (!b->count) return stance__fail_memory(error);
  size_t from = 0;
  for (size_t i = 0; i < rows; i++) {
    size_t end = b->start[i + 1];
    for (size_t k = from; k < end; k++) b->column[k] = j->rank[j->map[task][b->column[k]]];
    if (end > from) qsort(b->column + from, end - from, sizeof *b->column, by_number);
    for (size_t k = from; k < end;) {
      size_t run = k;
      while (run < end && b->column[run] == b->column[k]) run++;
      uint32_t column = b->column[k];
      b->count[at] = (float)(run - k);
      b->column[at++] = column;
      k = run;
    }
    from = end;
    b->start[i + 1] = at;
  }
  b->n = at;
  return STANCE_OK;
}

static stance_status gather(stance__counts *out, const block *blocks, size_t n_blocks, size_t n, stance_error *error) {
  size_t cells = 0;
  for (size_t i = 0; i < n_blocks; i++) cells += blocks[i].n;
  out->rows.n_rows = n;
  out->rows.start = stance__array(n + 1, sizeof *out->rows.start);
  out->rows.column = stance__array(cells, sizeof *out->rows.column);
  out->rows.value = stance__array(cells, sizeof *out->rows.value);
  if (!out->rows.start || !out->rows.column || !out->rows.value) return stance__fail_memory(error);
  size_t at = 0, row = 0;
  out->rows.start[0] = 0;
  for (size_t i = 0; i < n_blocks; i++) {
    size_t rows = n - i * BLOCK < BLOCK ? n - i * BLOCK : BLOCK;
    if (blocks[i].n) {
      memcpy(out->rows.column + at, blocks[i].column, blocks[i].n * sizeof *out->rows.column);
      memcpy(out->rows.value + at, blocks[i].count, blocks[i].n * sizeof *out->rows.value);
    }
    for (size_t r = 0; r < rows; r++) out->rows.start[++row] = at + blocks[i].start[r + 1];
    at += blocks[i].n;
  }
  return STANCE_OK;
}

stance_status stance__counts_build(stance__counts **out, const stance_text *texts, size_t n, const stance_feature_options *options,
                                   const stance__class_lexicon *lexicon, size_t threads, stance_error *error) {
  size_t n_blocks = (n + BLOCK - 1) / BLOCK;
  stance__table *all = stance__table_new();
  stance__counts *counts = stance__calloc(1, sizeof *counts);
  uint32_t **map = stance__calloc(n_blocks, sizeof *map), *rank = NULL;
  job j = {texts, n, options, lexicon, stance__calloc(n_blocks, sizeof(block)), NULL, (const uint32_t *const *)map, counts};
  stance_status status = all && counts && map && j.blocks ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__pool_run(threads, n_blocks, count_block, &j, error);
  for (size_t i = 0; i < n_blocks && status == STANCE_OK; i++) {
    uint32_t terms = stance__table_size(j.blocks[i].terms);
    map[i] = stance__array(terms, sizeof **map);
    if (!map[i]) status = stance__fail_memory(error);
    for (uint32_t t = 0; t < terms && status == STANCE_OK; t++) {
      size_t length;
      const char *text = stance__table_text(j.blocks[i].terms, t, &length);
      map[i][t] = stance__table_insert(all, text, length);
      if (map[i][t] == STANCE__TABLE_NONE) status = stance__fail_memory(error);
    }
  }
  if (status == STANCE_OK) {
    rank = stance__array(stance__table_size(all), sizeof *rank);
    status = rank ? sort_terms(counts, rank, all, error) : stance__fail_memory(error);
  }
  if (status == STANCE_OK) {
    j.rank = rank;
    counts->rows.n_columns = stance__table_size(all);
    status = stance__pool_run(threads, n_blocks, renumber_block, &j, error);
  }
  if (status == STANCE_OK) status = gather(counts, j.blocks, n_blocks, n, error);
  for (size_t i = 0; map && i < n_blocks; i++) stance__free(map[i]);
  stance__free(map);
  stance__free(rank);
  release_blocks(j.blocks, n_blocks);
  stance__table_free(all);
  if (status != STANCE_OK) {
    stance__counts_free(counts);
    return status;
  }
  *out = counts;
  return STANCE_OK;
}

void stance__counts_free(stance__counts *c) {
  if (!c) return;
  stance__free(c->rows.start);
  stance__free(c->rows.column);
  stance__free(c->rows.value);
  stance__free(c->offset);
  stance__free(c->bytes);
  stance__free(c->block);
  stance__free(c->order);
  stance__free(c);
}
