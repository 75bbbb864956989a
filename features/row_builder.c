#include "features/row_builder.h"

#include "base/alloc.h"
#include "base/error.h"

/* Terms are looked up in batches: a vocabulary does not fit the cache, so each look-up waits for memory, and a batch waits once. */
enum { BATCH = 32 };

struct stance__row_builder {
  stance__analyzer *analyzer;
  const stance__term_index *index;
  uint32_t *place; /* [n_terms] where in the row the term stands, + 1; 0: not in it */
  uint32_t *term;  /* [n] of the row */
  float *count;    /* [n] */
  size_t n, capacity;
  uint64_t waiting[BATCH]; /* [n_waiting] hashes of terms met, not yet looked up */
  size_t n_waiting;
  bool failed;
};

stance_status stance__row_builder_new(stance__row_builder **out, const stance_feature_options *options, const stance__term_index *index,
                                      const stance__class_lexicon *lexicon, stance_error *error) {
  stance__row_builder *b = stance__calloc(1, sizeof *b);
  if (!b) return stance__fail_memory(error);
  b->index = index;
  b->place = stance__calloc(index->n_terms, sizeof *b->place);
  stance_status status = b->place ? stance__analyzer_new(&b->analyzer, options, lexicon, error) : stance__fail_memory(error);
  if (status != STANCE_OK) {
    stance__row_builder_free(b);
    return status;
  }
  *out = b;
  return STANCE_OK;
}

void stance__row_builder_free(stance__row_builder *b) {
  if (!b) return;
  stance__analyzer_free(b->analyzer);
  stance__free(b->place);
  stance__free(b->term);
  stance__free(b->count);
  stance__free(b);
}

static bool grow(stance__row_builder *b) {
  size_t capacity = b->capacity ? b->capacity * 2 : 256;
  uint32_t *term = stance__realloc(b->term, capacity, sizeof *term);
  if (term) b->term = term;
  float *count = term ? stance__realloc(b->count, capacity, sizeof *count) : NULL;
  if (!count) return false;
  b->count = count;
  b->capacity = capacity;
  return true;
}

static void count_term(stance__row_builder *b, uint32_t number) {
  if (b->place[number]) {
    b->count[b->place[number] - 1]++;
    return;
  }
  if (b->n == b->capacity && !grow(b)) {
    b->failed = true;
    return;
  }
  b->term[b->n] = number;
  b->count[b->n++] = 1;
  b->place[number] = (uint32_t)b->n;
}

static void look_up(stance__row_builder *b) {
  uint32_t number[BATCH];
  for (size_t i = 0; i < b->n_waiting; i++) {
    number[i] = stance__term_index_find(b->index, b->waiting[i]);
    if (number[i] != STANCE__NO_TERM) __builtin_prefetch(&b->place[number[i]], 1);
  }
  for (size_t i = 0; i < b->n_waiting && !b->failed; i++)
    if (number[i] != STANCE__NO_TERM) count_term(b, number[i]);
  b->n_waiting = 0;
}

static void note_term(void *context, const stance__term *term) {
  stance__row_builder *b = context;
  stance__term_index_expect(b->index, term->hash);
  b->waiting[b->n_waiting++] = term->hash;
  if (b->n_waiting == BATCH) look_up(b);
}

stance_status stance__row_build(stance__row_builder *b, const char *text, size_t length, const uint32_t **term, const float **count,
                                size_t *n, stance_error *error) {
  b->n = b->n_waiting = 0;
  b->failed = false;
  stance_status status = stance__analyze(b->analyzer, text, length, note_term, b, error);
  look_up(b);
  for (size_t i = 0; i < b->n; i++) b->place[b->term[i]] = 0;
  if (status != STANCE_OK) return status;
  if (b->failed) return stance__fail_memory(error);
  *term = b->term;
  *count = b->count;
  *n = b->n;
  return STANCE_OK;
}

/* Shell sort (Ciura's gaps, 2001): rows are short, and two arrays move together. */
void stance__row_sort(stance__row_builder *b) {
  static const size_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
  for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
    for (size_t i = gaps[g]; i < b->n; i++) {
      uint32_t term = b->term[i];
      float count = b->count[i];
      size_t j = i;
      for (; j >= gaps[g] && b->term[j - gaps[g]] > term; j -= gaps[g])
        b->term[j] = b->term[j - gaps[g]], b->count[j] = b->count[j - gaps[g]];
      b->term[j] = term;
      b->count[j] = count;
    }
}
