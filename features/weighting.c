/* What is fitted on a training part: which terms are kept, and their inverse document frequencies. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "features/counts.h"
#include "features/row_builder.h"

typedef struct frequent {
  uint32_t column, df;
} frequent;

static int by_frequency(const void *x, const void *y) {
  const frequent *a = x, *b = y;
  if (a->df != b->df) return a->df < b->df ? 1 : -1;
  return a->column < b->column ? -1 : a->column > b->column;
}

/* Keeps the `most` most frequent columns; of equals the first in byte order. */
static stance_status keep_most_frequent(uint32_t *df, size_t n_columns, size_t n_kept, size_t most, stance_error *error) {
  frequent *all = stance__array(n_kept, sizeof *all);
  size_t n = 0;
  if (!all) return stance__fail_memory(error);
  for (size_t c = 0; c < n_columns; c++)
    if (df[c]) all[n++] = (frequent){(uint32_t)c, df[c]};
  qsort(all, n, sizeof *all, by_frequency);
  for (size_t i = most; i < n; i++) df[all[i].column] = 0;
  stance__free(all);
  return STANCE_OK;
}

stance_status stance__weighting_fit(stance__weighting **out, const stance__counts *counts, const uint32_t *rows, size_t n,
                                    const stance_feature_options *options, stance_error *error) {
  const stance_rows *all = &counts->rows;
  size_t n_columns = all->n_columns, kept = 0;
  stance_status status = STANCE_OK;
  stance__weighting *w = stance__calloc(1, sizeof *w);
  uint32_t *df = stance__calloc(n_columns, sizeof *df);
  if (!w || !df) {
    status = stance__fail_memory(error);
    goto out;
  }
  for (size_t i = 0; i < n; i++)
    for (size_t k = all->start[rows[i]]; k < all->start[rows[i] + 1]; k++) df[all->column[k]]++;
  double most = options->max_df * (double)n;
  for (size_t c = 0; c < n_columns; c++) {
    if (df[c] < options->min_df || (double)df[c] > most) df[c] = 0;
    kept += df[c] != 0;
  }
  if (options->max_terms && kept > options->max_terms) {
    status = keep_most_frequent(df, n_columns, kept, options->max_terms, error);
    if (status != STANCE_OK) goto out;
    kept = options->max_terms;
  }
  if (kept == 0) {
    status = stance__fail(error, STANCE_DATA, NULL, 0,
                          "no term is left within the document-frequency limits; lower --min-df, raise --max-df, or add statements");
    goto out;
  }
  w->n_terms = kept;
  w->kept = stance__array(kept, sizeof *w->kept);
  w->number = stance__array(n_columns, sizeof *w->number);
  w->df = stance__array(kept, sizeof *w->df);
  w->idf = stance__array(kept, sizeof *w->idf);
  if (!w->kept || !w->number || !w->df || !w->idf) {
    status = stance__fail_memory(error);
    goto out;
  }
  size_t t = 0;
  for (size_t c = 0; c < n_columns; c++) {
    w->number[c] = df[c] ? (uint32_t)t : UINT32_MAX;
    if (!df[c]) continue;
    w->kept[t] = (uint32_t)c;
    w->df[t] = df[c];
    w->idf[t] = options->idf == STANCE_IDF_SMOOTH ? (float)(log((1 + (double)n) / (1 + (double)df[c])) + 1) : 1;
    t++;
  }
  *out = w;
  w = NULL;
out:
  stance__weighting_free(w);
  stance__free(df);
  return status;
}

void stance__weighting_free(stance__weighting *w) {
  if (!w) return;
  stance__free(w->kept);
  stance__free(w->number);
  stance__free(w->df);
  stance__free(w->idf);
  stance__free(w);
}

stance_status stance__weighting_apply(stance_rows **out, const stance__weighting *w, const stance__counts *counts,
                                      const uint32_t *rows, size_t n, const stance_feature_options *options, stance_error *error) {
  const stance_rows *all = &counts->rows;
  size_t cells = 0, at = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t k = all->start[rows[i]]; k < all->start[rows[i] + 1]; k++) cells += w->number[all->column[k]] != UINT32_MAX;
  stance_rows *result = stance__calloc(1, sizeof *result);
  if (!result) return stance__fail_memory(error);
  result->n_rows = n;
  result->n_columns = w->n_terms;
  result->start = stance__array(n + 1, sizeof *result->start);
  result->column = stance__array(cells, sizeof *result->column);
  result->value = stance__array(cells, sizeof *result->value);
  if (!result->start || !result->column || !result->value) {
    stance_rows_free(result);
    return stance__fail_memory(error);
  }
  result->start[0] = 0;
  for (size_t i = 0; i < n; i++) {
    size_t from = at;
    for (size_t k = all->start[rows[i]]; k < all->start[rows[i] + 1]; k++) {
      uint32_t number = w->number[all->column[k]];
      if (number == UINT32_MAX) continue;
      result->column[at] = number;
      result->value[at++] = all->value[k];
    }
    stance__row_weigh(options, w->idf, result->column + from, result->value + from, at - from);
    result->start[i + 1] = at;
  }
  *out = result;
  return STANCE_OK;
}
