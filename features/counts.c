/* One tokenisation of a whole set. Fixed blocks of texts are counted side by side; each thread numbers the terms in a dictionary of its
   own. The dictionaries are merged, terms are sorted by bytes, and rows are renumbered: nothing depends on which thread counted what. */
#include "features/counts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/spares.h"
#include "features/analyzer.h"
#include "features/number_sort.h"
#include "features/term_dictionary.h"

enum { BLOCK = 512 };

/* A thread's own. */
typedef struct counter {
  stance__analyzer *analyzer;
  stance__term_dictionary terms;
  uint32_t *final; /* after the merge: [terms.n_terms] number in byte order */
} counter;

typedef struct block {
  const counter *counter; /* whose numbers its cells have */
  size_t *end;            /* [rows] of each row's cells */
  uint32_t *cells;        /* numbers of occurrences; the upper bit is a sign */
  size_t n, capacity;
  bool failed;
} block;

typedef struct job {
  const stance_text *texts;
  size_t n;
  const stance_feature_options *options;
  const stance__class_lexicon *lexicon;
  block *blocks;
  stance__spares counters;
  stance__counts *out;
} job;

static size_t rows_of(const job *j, size_t task) { return j->n - task * BLOCK < BLOCK ? j->n - task * BLOCK : BLOCK; }

/* ---- Counting ---- */

static void counter_free(void *item) {
  counter *c = item;
  stance__analyzer_free(c->analyzer);
  stance__term_dictionary_release(&c->terms);
  stance__free(c->final);
  stance__free(c);
}

static stance_status take_counter(counter **out, job *j, stance_error *error) {
  counter *c = stance__spares_take(&j->counters);
  if (!c) {
    c = stance__calloc(1, sizeof *c);
    if (!c) return stance__fail_memory(error);
    stance_status status = stance__analyzer_new(&c->analyzer, j->options, j->lexicon, error);
    if (status != STANCE_OK) {
      counter_free(c);
      return status;
    }
    stance__analyzer_use(c->analyzer, &(stance__numbering){&c->terms, stance__term_dictionary_find, stance__term_dictionary_add});
  }
  *out = c;
  return STANCE_OK;
}

static void take_numbers(void *context, const uint32_t *numbers, size_t n) {
  block *b = context;
  if (b->n + n > b->capacity) {
    size_t capacity = (b->n + n) + (b->n + n) / 2 + 4096;
    uint32_t *cells = stance__realloc(b->cells, capacity, sizeof *cells);
    if (!cells) {
      b->failed = true;
      return;
    }
    b->cells = cells;
    b->capacity = capacity;
  }
  memcpy(b->cells + b->n, numbers, n * sizeof *numbers);
  b->n += n;
}

static stance_status count_block(void *context, size_t task, stance_error *error) {
  job *j = context;
  block *b = &j->blocks[task];
  size_t first = task * BLOCK, rows = rows_of(j, task);
  counter *c = NULL;
  stance_status status = take_counter(&c, j, error);
  if (status != STANCE_OK) return status;
  b->counter = c;
  b->end = stance__array(rows, sizeof *b->end);
  if (!b->end) status = stance__fail_memory(error);
  for (size_t i = 0; i < rows && status == STANCE_OK; i++) {
    status = stance__analyze_numbers(c->analyzer, j->texts[first + i].data, j->texts[first + i].length, take_numbers, b, error);
    if (status == STANCE_OK && b->failed) status = stance__fail_memory(error);
    b->end[i] = b->n;
  }
  stance__spares_give(&j->counters, c);
  return status;
}

/* ---- Merging ---- */

typedef struct named {
  uint64_t head; /* the first eight bytes, the first one highest: most terms are told apart by them */
  uint32_t number;
} named;

static int by_bytes(const void *x, const void *y, void *terms) {
  const named *a = x, *b = y;
  const stance__term_dictionary *d = terms;
  if (a->head != b->head) return a->head < b->head ? -1 : 1;
  size_t n = d->offset[a->number + 1] - d->offset[a->number], m = d->offset[b->number + 1] - d->offset[b->number];
  int order = memcmp(d->bytes + d->offset[a->number], d->bytes + d->offset[b->number], n < m ? n : m);
  return order != 0 ? order : n < m ? -1 : n > m;
}

static uint64_t head_of(const char *text, size_t length) {
  uint64_t head = 0;
  for (size_t i = 0; i < 8; i++) head = head << 8 | (i < length ? (unsigned char)text[i] : 0);
  return head;
}

/* Every counter's terms into the first one's dictionary; `final` holds their numbers in it. */
static stance_status merge(job *j, stance_error *error) {
  counter **all = (counter **)j->counters.items;
  for (size_t k = 0; k < j->counters.n; k++) {
    stance__term_dictionary *d = &all[k]->terms;
    all[k]->final = stance__array(d->n_terms, sizeof *all[k]->final);
    if (!all[k]->final) return stance__fail_memory(error);
    for (size_t t = 0; t < d->n_terms; t++) {
      all[k]->final[t] =
          k ? stance__term_dictionary_add(&all[0]->terms, d->hash[t], d->bytes + d->offset[t], d->offset[t + 1] - d->offset[t])
            : (uint32_t)t;
      if (all[k]->final[t] == UINT32_MAX) return stance__fail_memory(error);
    }
  }
  return STANCE_OK;
}

/* Numbers in byte order for all merged terms, and their texts in the result. */
static stance_status sort_terms(job *j, stance_error *error) {
  stance__counts *out = j->out;
  counter **all = (counter **)j->counters.items;
  stance__term_dictionary *d = &all[0]->terms;
  size_t n = d->n_terms;
  named *names = stance__array(n, sizeof *names);
  uint32_t *rank = stance__array(n, sizeof *rank);
  out->offset = stance__array(n + 1, sizeof *out->offset);
  out->bytes = stance__malloc(n ? d->offset[n] : 0);
  out->block = stance__array(n, sizeof *out->block);
  out->order = stance__array(n, sizeof *out->order);
  bool made = names && rank && out->offset && out->bytes && out->block && out->order;
  if (made) {
    for (size_t t = 0; t < n; t++) names[t] = (named){head_of(d->bytes + d->offset[t], d->offset[t + 1] - d->offset[t]), (uint32_t)t};
    if (n) qsort_r(names, n, sizeof *names, by_bytes, d);
    out->offset[0] = 0;
    out->rows.n_columns = n;
  }
  for (size_t t = 0; made && t < n; t++) {
    size_t from = d->offset[names[t].number], length = d->offset[names[t].number + 1] - from;
    memcpy(out->bytes + out->offset[t], d->bytes + from, length);
    out->offset[t + 1] = out->offset[t] + length;
    rank[names[t].number] = (uint32_t)t;
    out->block[t] = (uint8_t)stance__block_of(d->bytes + from, length);
    out->order[t] = (uint8_t)stance__term_order(d->bytes + from, length);
  }
  for (size_t k = 0; made && k < j->counters.n; k++) {
    /* The first counter's own terms are the first of the merged ones, and keep their numbers. */
    size_t own = k ? all[k]->terms.n_terms : 0;
    for (size_t t = 0; t < own; t++) all[k]->final[t] = rank[all[k]->final[t]];
  }
  if (made && j->counters.n) {
    stance__free(all[0]->final);
    all[0]->final = rank;
    rank = NULL;
  }
  stance__free(names);
  stance__free(rank);
  return made ? STANCE_OK : stance__fail_memory(error);
}

/* ---- Rows ---- */

/* One row's distinct columns with their counts from sorted cells; columns and counts may be NULL. Occurrences of opposite sign cancel. */
static size_t fold(const uint32_t *cells, size_t n, uint32_t *columns, float *counts) {
  size_t at = 0;
  for (size_t k = 0; k < n;) {
    uint32_t column = cells[k] >> 1;
    float count = 0;
    for (; k < n && cells[k] >> 1 == column; k++) count += cells[k] & 1 ? -1.0f : 1.0f;
    if (count == 0) continue;
    if (columns) columns[at] = column, counts[at] = count;
    at++;
  }
  return at;
}

/* Final numbers, in order in each row; out->rows.start receives each row's length. */
static stance_status renumber_block(void *context, size_t task, stance_error *error) {
  job *j = context;
  block *b = &j->blocks[task];
  const uint32_t *final = b->counter->final;
  uint32_t *spare = NULL;
  size_t from = 0, spare_size = 0;
  for (size_t i = 0; i < rows_of(j, task); i++) {
    size_t n = b->end[i] - from;
    if (n > spare_size) {
      stance__free(spare);
      spare_size = 2 * n;
      spare = stance__array(spare_size, sizeof *spare);
      if (!spare) return stance__fail_memory(error);
    }
    for (size_t k = from; k < b->end[i]; k++)
      b->cells[k] = final[b->cells[k] & ~STANCE__NEGATIVE] << 1 | (b->cells[k] & STANCE__NEGATIVE ? 1 : 0);
    stance__sort_numbers(b->cells + from, n, spare);
    j->out->rows.start[task * BLOCK + i + 1] = fold(b->cells + from, n, NULL, NULL);
    from = b->end[i];
  }
  stance__free(spare);
  return STANCE_OK;
}

static stance_status fill_block(void *context, size_t task, stance_error *error) {
  job *j = context;
  block *b = &j->blocks[task];
  stance_rows *rows = &j->out->rows;
  size_t from = 0;
  (void)error;
  for (size_t i = 0; i < rows_of(j, task); i++) {
    size_t start = rows->start[task * BLOCK + i];
    fold(b->cells + from, b->end[i] - from, rows->column + start, rows->value + start);
    from = b->end[i];
  }
  stance__free(b->cells); /* at once, so that the whole never stands in memory twice */
  b->cells = NULL;
  return STANCE_OK;
}

static stance_status lay_out(job *j, size_t threads, size_t n_blocks, stance_error *error) {
  stance_rows *rows = &j->out->rows;
  rows->n_rows = j->n;
  rows->start = stance__array(j->n + 1, sizeof *rows->start);
  if (!rows->start) return stance__fail_memory(error);
  rows->start[0] = 0;
  stance_status status = stance__pool_run(threads, n_blocks, renumber_block, j, error);
  if (status != STANCE_OK) return status;
  for (size_t i = 0; i < j->n; i++) rows->start[i + 1] += rows->start[i];
  rows->column = stance__array(rows->start[j->n], sizeof *rows->column);
  rows->value = stance__array(rows->start[j->n], sizeof *rows->value);
  if (!rows->column || !rows->value) return stance__fail_memory(error);
  return stance__pool_run(threads, n_blocks, fill_block, j, error);
}

stance_status stance__counts_build(stance__counts **out, const stance_text *texts, size_t n, const stance_feature_options *options,
                                   const stance__class_lexicon *lexicon, size_t threads, stance_error *error) {
  size_t n_blocks = (n + BLOCK - 1) / BLOCK;
  stance__counts *counts = stance__calloc(1, sizeof *counts);
  job j = {
      .texts = texts, .n = n, .options = options, .lexicon = lexicon, .out = counts, .blocks = stance__calloc(n_blocks, sizeof(block))};
  bool made = counts && j.blocks && stance__spares_init(&j.counters, STANCE__MOST_THREADS, counter_free);
  stance_status status = made ? stance__pool_run(threads, n_blocks, count_block, &j, error) : stance__fail_memory(error);
  if (status == STANCE_OK) status = merge(&j, error);
  if (status == STANCE_OK && j.counters.n) status = sort_terms(&j, error);
  if (status == STANCE_OK) status = lay_out(&j, threads, n_blocks, error);
  for (size_t b = 0; j.blocks && b < n_blocks; b++) {
    stance__free(j.blocks[b].end);
    stance__free(j.blocks[b].cells);
  }
  stance__free(j.blocks);
  stance__spares_release(&j.counters);
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
