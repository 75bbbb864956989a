/* Decisions and calibrated probabilities of one text, and the terms behind them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "features/row_builder.h"
#include "models/model_private.h"

struct stance_labeller {
  const stance_model *model;
  stance__row_builder *rows;
  stance__analyzer *analyzer; /* for places, when explaining */
  double *decision;           /* [n_machines] */
  double *probability;        /* [n_labels] */
};

stance_status stance_labeller_new(stance_labeller **out, const stance_model *model, stance_error *error) {
  const stance__model_parts *p = &model->parts;
  stance_labeller *l = stance__calloc(1, sizeof *l);
  if (!l) return stance__fail_memory(error);
  l->model = model;
  l->decision = stance__array(p->n_machines, sizeof *l->decision);
  l->probability = stance__array(p->n_labels, sizeof *l->probability);
  stance_status status = l->decision && l->probability ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__row_builder_new(&l->rows, &p->features, &model->index, p->idf, error);
  if (status == STANCE_OK) status = stance__analyzer_new(&l->analyzer, &p->features, error);
  if (status != STANCE_OK) {
    stance_labeller_free(l);
    /* Options were checked when the model was written: refusing them here means the file lies. */
    if (status == STANCE_USAGE) status = stance__fail(error, STANCE_MODEL, NULL, 0, "the model's feature options are out of range");
    return status;
  }
  *out = l;
  return STANCE_OK;
}

void stance_labeller_free(stance_labeller *l) {
  if (!l) return;
  stance__row_builder_free(l->rows);
  stance__analyzer_free(l->analyzer);
  stance__free(l->decision);
  stance__free(l->probability);
  stance__free(l);
}

static double sparse_dot(const uint32_t *ca, const float *va, size_t na, const uint32_t *cb, const float *vb, size_t nb) {
  double sum = 0;
  for (size_t i = 0, j = 0; i < na && j < nb;) {
    if (ca[i] < cb[j]) i++;
    else if (ca[i] > cb[j]) j++;
    else sum += (double)va[i++] * (double)vb[j++];
  }
  return sum;
}

void stance__model_decide(const stance_model *model, const uint32_t *column, const float *value, size_t n, double *decision) {
  const stance__model_parts *p = &model->parts;
  size_t m = p->n_machines;
  memcpy(decision, p->bias, m * sizeof *decision);
  if (p->kernel == STANCE__KERNEL_LINEAR) {
    for (size_t k = 0; k < n; k++)
      for (size_t i = 0; i < m; i++) decision[i] += (double)value[k] * (double)p->weights[column[k] * m + i];
    return;
  }
  double norm = 0;
  for (size_t k = 0; k < n; k++) norm += (double)value[k] * (double)value[k];
  for (size_t v = 0; v < p->n_vectors; v++) {
    uint64_t at = p->vector_start[v];
    double dot = sparse_dot(column, value, n, p->vector_column + at, p->vector_value + at, (size_t)(p->vector_start[v + 1] - at));
    double kernel = exp(-p->gamma * fmax(0.0, norm + model->vector_norm[v] - 2 * dot));
    for (size_t i = 0; i < m; i++) decision[i] += kernel * (double)p->coefficient[v * m + i];
  }
}

/* Platt's sigmoid in the form of Lin, Lin and Weng (2007), section 3: neither branch overflows. */
static double sigmoid(double decision, double a, double b) {
  double z = a * decision + b;
  return z >= 0 ? exp(-z) / (1 + exp(-z)) : 1 / (1 + exp(z));
}

/* With several labels each machine's probability is normalised to sum 1 (Zadrozny and Elkan, 2002). */
static void calibrate(const stance__model_parts *p, const double *decision, double *probability) {
  if (p->n_machines == 1) {
    probability[1] = sigmoid(decision[0], p->platt_a[0], p->platt_b[0]);
    probability[0] = 1 - probability[1];
    return;
  }
  double sum = 0;
  for (size_t i = 0; i < p->n_labels; i++) sum += probability[i] = sigmoid(decision[i], p->platt_a[i], p->platt_b[i]);
  for (size_t i = 0; i < p->n_labels; i++) probability[i] = sum > 0 ? probability[i] / sum : 1 / (double)p->n_labels;
}

stance_status stance_label_text(stance_labeller *l, const char *text, size_t length, stance_label *out, double *probabilities,
                                stance_error *error) {
  const stance__model_parts *p = &l->model->parts;
  const uint32_t *column;
  const float *value;
  size_t n;
  stance_status status = stance__row_build(l->rows, text, length, &column, &value, &n, error);
  if (status != STANCE_OK) return status;
  stance__model_decide(l->model, column, value, n, l->decision);
  calibrate(p, l->decision, l->probability);
  uint32_t best = 0;
  if (p->n_machines == 1) {
    best = l->decision[0] > 0;
  } else {
    for (uint32_t i = 1; i < p->n_labels; i++)
      if (l->decision[i] > l->decision[best]) best = i;
  }
  out->label = best;
  out->probability = l->probability[best];
  out->decision = p->n_machines == 1 ? l->decision[0] : l->decision[best];
  out->neither = (double)NAN;
  out->known_terms = n;
  out->confident = n > 0 && out->probability >= p->threshold;
  if (probabilities) memcpy(probabilities, l->probability, p->n_labels * sizeof *probabilities);
  return STANCE_OK;
}

/* ---- Reasons ---- */

typedef struct places {
  const stance__term_index *index;
  const uint32_t *column; /* [n] ascending */
  size_t n;
  size_t *start, *end; /* [n]; start SIZE_MAX until seen */
} places;

static void note_place(void *context, const stance__term *term) {
  places *p = context;
  uint32_t number = stance__term_index_find(p->index, term->hash, term->text, term->length);
  if (number == STANCE__NO_TERM) return;
  size_t low = 0, high = p->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (p->column[middle] < number) low = middle + 1;
    else high = middle;
  }
  if (low == p->n || p->column[low] != number || p->start[low] != SIZE_MAX) return;
  p->start[low] = term->start;
  p->end[low] = term->end;
}

static int by_strength(const void *a, const void *b) {
  const stance_reason *x = a, *y = b;
  double sx = fabs(x->weight), sy = fabs(y->weight);
  if (sx != sy) return sx < sy ? 1 : -1;
  return x->term < y->term ? -1 : x->term > y->term;
}

stance_status stance_explain_text(stance_labeller *l, const char *text, size_t length, uint32_t label, stance_reason *reasons,
                                  size_t n_reasons, size_t *found, stance_error *error) {
  const stance__model_parts *p = &l->model->parts;
  const uint32_t *column;
  const float *value;
  size_t n;
  stance_status status = stance__row_build(l->rows, text, length, &column, &value, &n, error);
  if (status != STANCE_OK) return status;
  if (p->kernel != STANCE__KERNEL_LINEAR || n == 0) {
    *found = 0;
    return STANCE_OK;
  }
  stance_reason *all = stance__array(n, sizeof *all);
  places at = {&l->model->index, column, n, stance__array(n, sizeof(size_t)), stance__array(n, sizeof(size_t))};
  if (!all || !at.start || !at.end) {
    status = stance__fail_memory(error);
    goto out;
  }
  for (size_t k = 0; k < n; k++) at.start[k] = SIZE_MAX;
  status = stance__analyze(l->analyzer, text, length, note_place, &at, error);
  if (status != STANCE_OK) goto out;
  for (size_t k = 0; k < n; k++)
    all[k] = (stance_reason){column[k], (double)value[k] * stance_model_weight(l->model, column[k], label),
                             at.start[k] == SIZE_MAX ? 0 : at.start[k], at.start[k] == SIZE_MAX ? 0 : at.end[k]};
  qsort(all, n, sizeof *all, by_strength);
  *found = n < n_reasons ? n : n_reasons;
  if (*found) memcpy(reasons, all, *found * sizeof *all);
out:
  stance__free(all);
  stance__free(at.start);
  stance__free(at.end);
  return status;
}

/* ---- Batches: fixed blocks of texts over the pool, each with its own scratch. ---- */

enum { BLOCK = 256 };

typedef struct batch {
  const stance_model *model;
  const stance_text *texts;
  size_t n;
  stance_label *out;
  double *probabilities;
} batch;

static stance_status label_block(void *context, size_t task, stance_error *error) {
  batch *b = context;
  size_t first = task * BLOCK, end = first + BLOCK < b->n ? first + BLOCK : b->n, k = b->model->parts.n_labels;
  stance_labeller *labeller = NULL;
  stance_status status = stance_labeller_new(&labeller, b->model, error);
  for (size_t i = first; i < end && status == STANCE_OK; i++)
    status = stance_label_text(labeller, b->texts[i].data, b->texts[i].length, &b->out[i],
                               b->probabilities ? b->probabilities + i * k : NULL, error);
  stance_labeller_free(labeller);
  return status;
}

stance_status stance_label_batch(const stance_model *model, const stance_text *texts, size_t n, size_t threads, stance_label *out,
                                 double *probabilities, stance_error *error) {
  batch b = {model, texts, n, out, probabilities};
  return stance__pool_run(threads, (n + BLOCK - 1) / BLOCK, label_block, &b, error);
}
