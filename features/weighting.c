/* Fitting on a training part: document-frequency limits, selection, term weights. One pass over the rows counts in how many of each side
   a term stands; everything else follows from those counts. */
#include "features/weighting.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "features/feature_options.h"

/* Over the columns of the counts. */
typedef struct tally {
  uint32_t *df;                /* [n_columns] rows it stands in; 0 once dropped */
  double *positive, *negative; /* [n_columns] weight of the rows of each side that it stands in; NULL where labels are not used */
  double n_positive, n_negative;
  size_t kept;
} tally;

static bool asked_for(const stance_feature_options *o, uint8_t block, uint8_t order) {
  if (o->hash_bits && block == STANCE__WORDS_BLOCK) return true; /* columns of feature hashing: terms of any length */
  switch (block) {
  case STANCE__WORDS_BLOCK: return order >= o->word_min && order <= o->word_max;
  case STANCE__STEMS_BLOCK: return order >= o->stem_min && order <= o->stem_max;
  case STANCE__CHARS_BLOCK: return order >= o->char_min && order <= o->char_max;
  default: return o->lexicon;
  }
}

static void count_rows(tally *t, const stance__counts *counts, const uint32_t *rows, size_t n, const signed char *side,
                       const double *weight) {
  const stance_rows *all = &counts->rows;
  for (size_t i = 0; i < n; i++) {
    double w = weight ? weight[rows[i]] : 1;
    double *sums = t->positive ? side[rows[i]] > 0 ? t->positive : t->negative : NULL;
    if (sums) *(sums == t->positive ? &t->n_positive : &t->n_negative) += w;
    for (size_t k = all->start[rows[i]]; k < all->start[rows[i] + 1]; k++) {
      t->df[all->column[k]]++;
      if (sums) sums[all->column[k]] += w;
    }
  }
}

typedef struct ranked {
  double key;
  uint32_t column;
} ranked;

static int by_falling_key(const void *x, const void *y) {
  const ranked *a = x, *b = y;
  if (a->key != b->key) return a->key < b->key ? 1 : -1;
  return a->column < b->column ? -1 : a->column > b->column;
}

/* Pearson's chi-square of presence against side, over the rows. */
static double chi_square(const tally *t, size_t c) {
  assert(t->positive && t->negative); /* whoever ranks by sides has counted them */
  double a = t->positive[c], b = t->negative[c], p = t->n_positive, q = t->n_negative, rest = p + q - a - b;
  double cross = a * (q - b) - b * (p - a), below = (a + b) * rest * p * q;
  return below > 0 ? cross * cross * (p + q) / below : 0;
}

/* Keeps the `most` columns with the largest key; of equals the first in byte order. Classes stay. */
static stance_status keep_best(tally *t, const stance__counts *counts, size_t most, bool by_chi_square, stance_error *error) {
  size_t n_columns = counts->rows.n_columns, n = 0;
  ranked *all = stance__array(t->kept, sizeof *all);
  if (!all) return stance__fail_memory(error);
  for (size_t c = 0; c < n_columns; c++)
    if (t->df[c] && counts->block[c] != STANCE__CLASSES_BLOCK)
      all[n++] = (ranked){by_chi_square ? chi_square(t, c) : (double)t->df[c], (uint32_t)c};
  qsort(all, n, sizeof *all, by_falling_key);
  for (size_t i = most; i < n; i++) t->df[all[i].column] = 0;
  if (n > most) t->kept -= n - most;
  stance__free(all);
  return STANCE_OK;
}

static stance_status choose_terms(tally *t, const stance__counts *counts, size_t n, const stance_feature_options *o, stance_error *error) {
  double most = o->max_df * (double)n;
  stance_status status = STANCE_OK;
  for (size_t c = 0; c < counts->rows.n_columns; c++) {
    bool class_term = counts->block[c] == STANCE__CLASSES_BLOCK;
    if (!asked_for(o, counts->block[c], counts->order[c]) || (!class_term && (t->df[c] < o->min_df || (double)t->df[c] > most)))
      t->df[c] = 0;
    t->kept += t->df[c] != 0;
  }
  if (o->max_terms && t->kept > o->max_terms) status = keep_best(t, counts, o->max_terms, false, error);
  if (status == STANCE_OK && o->select && t->kept > o->select) status = keep_best(t, counts, o->select, true, error);
  if (status == STANCE_OK && t->kept == 0)
    status = stance__fail(error, STANCE_DATA, NULL, 0,
                          "no term is left within the document-frequency limits; lower --min-df, raise --max-df, or add statements");
  return status;
}

/* Log-count ratios, each kind of term normalised by itself. */
static void weigh_by_ratio(stance__weighting *w, const tally *t, const stance__counts *counts, double smoothing) {
  assert(t->positive && t->negative); /* whoever weighs by sides has counted them */
  double positive[STANCE__BLOCKS] = {0}, negative[STANCE__BLOCKS] = {0};
  for (size_t j = 0; j < w->n_terms; j++) {
    positive[counts->block[w->kept[j]]] += smoothing + t->positive[w->kept[j]];
    negative[counts->block[w->kept[j]]] += smoothing + t->negative[w->kept[j]];
  }
  for (size_t j = 0; j < w->n_terms; j++) {
    uint32_t c = w->kept[j];
    if (counts->block[c] == STANCE__CLASSES_BLOCK) continue;
    w->scale[j] = (float)(log((smoothing + t->positive[c]) / positive[counts->block[c]]) -
                          log((smoothing + t->negative[c]) / negative[counts->block[c]]));
  }
}

static void weigh(stance__weighting *w, const tally *t, const stance__counts *counts, size_t n, const stance_feature_options *o) {
  for (size_t j = 0; j < w->n_terms; j++) {
    uint8_t block = counts->block[w->kept[j]];
    float idf = (float)(log((1 + (double)n) / (1 + (double)w->df[j])) + 1);
    w->scale[j] = o->weight == STANCE_TERMS_PLAIN ? 1 : idf;
    if (w->second) w->second[j] = block == STANCE__WORDS_BLOCK || block == STANCE__STEMS_BLOCK ? idf : 0;
  }
  if (o->weight == STANCE_TERMS_LCR || o->weight == STANCE_TERMS_LCR_IDF) weigh_by_ratio(w, t, counts, o->smoothing);
}

/* With a norm between 0 and 1 the rows' lengths matter: weights are brought to a scale where the parts' mean length is 1, so that C means
   the same whatever the weights. */
static stance_status level(stance__weighting *w, const stance__counts *counts, const uint32_t *rows, size_t n,
                           const stance_feature_options *o, stance_error *error) {
  if (o->norm == 0 || o->norm == 1) return STANCE_OK;
  stance_feature_options raw = *o;
  double mean[STANCE__PARTS] = {0, 0, 0};
  stance_rows *plain = NULL;
  raw.norm = 0, raw.lexicon_weight = 1;
  stance_status status = stance__weighting_apply(&plain, w, counts, rows, n, &raw, error);
  if (status != STANCE_OK) return status;
  for (size_t i = 0; i < n; i++) {
    double sum[STANCE__PARTS] = {0, 0, 0};
    for (size_t k = plain->start[i]; k < plain->start[i + 1]; k++) {
      uint32_t c = plain->column[k];
      sum[c >= w->n_terms                           ? STANCE__PART_SECOND
          : c >= w->class_first && c < w->class_end ? STANCE__PART_CLASSES
                                                    : STANCE__PART_TERMS] += (double)plain->value[k] * (double)plain->value[k];
    }
    for (int part = 0; part < STANCE__PARTS; part++) mean[part] += sqrt(sum[part]) / (double)n;
  }
  stance_rows_free(plain);
  for (size_t j = 0; j < w->n_terms; j++) {
    double length = mean[j >= w->class_first && j < w->class_end ? STANCE__PART_CLASSES : STANCE__PART_TERMS];
    if (length > 0) w->scale[j] = (float)((double)w->scale[j] / length);
    if (w->second && mean[STANCE__PART_SECOND] > 0) w->second[j] = (float)((double)w->second[j] / mean[STANCE__PART_SECOND]);
  }
  return STANCE_OK;
}

static stance_status number_terms(stance__weighting *w, const tally *t, const stance__counts *counts, bool second, stance_error *error) {
  size_t kept = w->n_terms = t->kept, j = 0;
  w->kept = stance__array(kept, sizeof *w->kept);
  w->number = stance__array(counts->rows.n_columns, sizeof *w->number);
  w->df = stance__array(kept, sizeof *w->df);
  w->scale = stance__array(kept, sizeof *w->scale);
  w->second = second ? stance__array(kept, sizeof *w->second) : NULL;
  if (!w->kept || !w->number || !w->df || !w->scale || (second && !w->second)) return stance__fail_memory(error);
  for (size_t c = 0; c < counts->rows.n_columns; c++) {
    w->number[c] = t->df[c] ? (uint32_t)j : UINT32_MAX;
    if (!t->df[c]) continue;
    if (counts->block[c] == STANCE__CLASSES_BLOCK) {
      if (w->class_end == 0) w->class_first = (uint32_t)j;
      w->class_end = (uint32_t)j + 1;
    }
    w->kept[j] = (uint32_t)c;
    w->df[j++] = t->df[c];
  }
  return STANCE_OK;
}

stance_status stance__weighting_fit(stance__weighting **out, const stance__counts *counts, const uint32_t *rows, size_t n,
                                    const signed char *side, const double *weight, const stance_feature_options *options,
                                    stance_error *error) {
  size_t n_columns = counts->rows.n_columns;
  bool labels = stance__feature_options_use_labels(options);
  stance__weighting *w = stance__calloc(1, sizeof *w);
  tally t = {.df = stance__calloc(n_columns, sizeof(uint32_t))};
  if (labels) t.positive = stance__calloc(n_columns, sizeof *t.positive), t.negative = stance__calloc(n_columns, sizeof *t.negative);
  stance_status status = w && t.df && (!labels || (t.positive && t.negative)) ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) {
    count_rows(&t, counts, rows, n, side, weight);
    status = choose_terms(&t, counts, n, options, error);
  }
  if (status == STANCE_OK) status = number_terms(w, &t, counts, options->weight == STANCE_TERMS_LCR_IDF, error);
  if (status == STANCE_OK) {
    weigh(w, &t, counts, n, options);
    status = level(w, counts, rows, n, options, error);
  }
  stance__free(t.df);
  stance__free(t.positive);
  stance__free(t.negative);
  if (status != STANCE_OK) {
    stance__weighting_free(w);
    return status;
  }
  *out = w;
  return STANCE_OK;
}

void stance__weighting_free(stance__weighting *w) {
  if (!w) return;
  stance__free(w->kept);
  stance__free(w->number);
  stance__free(w->df);
  stance__free(w->scale);
  stance__free(w->second);
  stance__free(w);
}

stance__scales stance__weighting_scales(const stance__weighting *w) {
  return (stance__scales){w->n_terms, w->scale, w->second, 1, w->class_first, w->class_end};
}

size_t stance__weighting_columns(const stance__weighting *w) { return w->second ? 2 * w->n_terms : w->n_terms; }

stance_status stance__weighting_apply(stance_rows **out, const stance__weighting *w, const stance__counts *counts, const uint32_t *rows,
                                      size_t n, const stance_feature_options *options, stance_error *error) {
  const stance_rows *all = &counts->rows;
  stance__scales scales = stance__weighting_scales(w);
  size_t cells = 0, longest = 0, at = 0;
  for (size_t i = 0; i < n; i++) {
    size_t length = all->start[rows[i] + 1] - all->start[rows[i]];
    if (length > longest) longest = length;
    for (size_t k = all->start[rows[i]]; k < all->start[rows[i] + 1]; k++) cells += w->number[all->column[k]] != UINT32_MAX;
  }
  if (w->second) cells *= 2;
  stance_rows *result = stance__calloc(1, sizeof *result);
  uint32_t *term = stance__array(longest, sizeof *term);
  float *count = stance__array(longest, sizeof *count);
  stance_status status = result && term && count ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) {
    result->n_rows = n;
    result->n_columns = stance__weighting_columns(w);
    result->start = stance__array(n + 1, sizeof *result->start);
    result->column = stance__array(cells, sizeof *result->column);
    result->value = stance__array(cells, sizeof *result->value);
    if (!result->start || !result->column || !result->value) status = stance__fail_memory(error);
  }
  if (status == STANCE_OK) result->start[0] = 0;
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    size_t known = 0;
    for (size_t k = all->start[rows[i]]; k < all->start[rows[i] + 1]; k++) {
      uint32_t number = w->number[all->column[k]];
      if (number == UINT32_MAX) continue;
      term[known] = number;
      count[known++] = all->value[k];
    }
    at += stance__row_weigh(options, &scales, term, count, known, result->column + at, result->value + at);
    result->start[i + 1] = at;
  }
  stance__free(term);
  stance__free(count);
  if (status != STANCE_OK) {
    stance_rows_free(result);
    return status;
  }
  *out = result;
  return STANCE_OK;
}
