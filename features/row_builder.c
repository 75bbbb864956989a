#include "features/row_builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

struct stance__row_builder {
  stance__analyzer *analyzer;
  const stance__term_index *index;
  uint32_t *found; /* [n_found] numbers of the known terms met, with repeats; then the row's terms */
  size_t n_found, capacity;
  float *count; /* [capacity] */
  bool failed;
};

stance_status stance__row_builder_new(stance__row_builder **out, const stance_feature_options *options,
                                      const stance__term_index *index, const stance__class_lexicon *lexicon, stance_error *error) {
  stance__row_builder *b = stance__calloc(1, sizeof *b);
  if (!b) return stance__fail_memory(error);
  b->index = index;
  stance_status status = stance__analyzer_new(&b->analyzer, options, lexicon, error);
  if (status != STANCE_OK) {
    stance__free(b);
    return status;
  }
  *out = b;
  return STANCE_OK;
}

void stance__row_builder_free(stance__row_builder *b) {
  if (!b) return;
  stance__analyzer_free(b->analyzer);
  stance__free(b->found);
  stance__free(b->count);
  stance__free(b);
}

static void note_term(void *context, const stance__term *term) {
  stance__row_builder *b = context;
  uint32_t number = stance__term_index_find(b->index, term->hash, term->text, term->length);
  if (number == STANCE__NO_TERM || b->failed) return;
  if (b->n_found == b->capacity) {
    size_t capacity = b->capacity ? b->capacity * 2 : 256;
    uint32_t *found = stance__realloc(b->found, capacity, sizeof *found);
    if (found) b->found = found;
    float *count = found ? stance__realloc(b->count, capacity, sizeof *count) : NULL;
    if (!count) {
      b->failed = true;
      return;
    }
    b->count = count;
    b->capacity = capacity;
  }
  b->found[b->n_found++] = number;
}

static int by_number(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return a < b ? -1 : a > b;
}

stance_status stance__row_build(stance__row_builder *b, const char *text, size_t length, const uint32_t **term, const float **count,
                                size_t *n, stance_error *error) {
  b->n_found = 0;
  b->failed = false;
  stance_status status = stance__analyze(b->analyzer, text, length, note_term, b, error);
  if (status != STANCE_OK) return status;
  if (b->failed) return stance__fail_memory(error);
  if (b->n_found) qsort(b->found, b->n_found, sizeof *b->found, by_number);
  size_t distinct = 0;
  for (size_t i = 0; i < b->n_found;) {
    size_t run = i;
    while (run < b->n_found && b->found[run] == b->found[i]) run++;
    b->found[distinct] = b->found[i];
    b->count[distinct++] = (float)(run - i);
    i = run;
  }
  *term = b->found;
  *count = b->count;
  *n = distinct;
  return STANCE_OK;
}
