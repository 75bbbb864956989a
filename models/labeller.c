/* Decisions and calibrated probabilities of one text, and the terms behind them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/spares.h"
#include "features/row_builder.h"
#include "models/model_private.h"

/* A machine's sums over one part of a row: of the squares of the terms' weights, and of their products with the machine's weights. Both
   halves of a pair take one instruction, and round as two numbers would. */
typedef double pair __attribute__((vector_size(2 * sizeof(double))));
enum { SQUARE = 0, DOT = 1 };

struct stance_labeller {
  const stance_model *model;
  stance__row_builder *rows;
  stance__analyzer *analyzer; /* for places; made when something is explained */
  pair *sums;                 /* [all machines][STANCE__PARTS] */
  double *decision;           /* [all machines] */
  double *probability;        /* [n_labels] */
  uint32_t *column;           /* [capacity] rbf: the weighted row */
  float *value;
  size_t capacity;
};

stance_status stance_labeller_new(stance_labeller **out, const stance_model *model, stance_error *error) {
  const stance__model_parts *p = &model->parts;
  stance_labeller *l = stance__calloc(1, sizeof *l);
  if (!l) return stance__fail_memory(error);
  l->model = model;
  l->sums = stance__array(stance__parts_machines(p) * STANCE__PARTS, sizeof *l->sums);
  l->decision = stance__array(stance__parts_machines(p), sizeof *l->decision);
  l->probability = stance__array(p->n_labels, sizeof *l->probability);
  stance_status status = l->sums && l->decision && l->probability ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__row_builder_new(&l->rows, &p->features, &model->index, p->lexicon, error);
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
  stance__free(l->sums);
  stance__free(l->decision);
  stance__free(l->probability);
  stance__free(l->column);
  stance__free(l->value);
  stance__free(l);
}

/* ---- Decisions ---- */

static bool is_class(const stance_model *model, uint32_t term) { return term >= model->class_first && term < model->class_end; }

enum { AHEAD = 12 }; /* terms whose cells are on their way from memory */

/* Adds a run of terms of one part of the row to all machines' sums. A cell is the term's weight in the row and the machine's for it, once
   or, with a second part, twice. Called with constants where it matters, so that the loops over machines and parts are gone. */
static inline __attribute__((always_inline)) void add_run(pair *out, const stance__model_parts *p, size_t all, size_t n_parts,
                                                          const uint32_t *term, const float *count, size_t n, int part) {
  const size_t width = 2 * n_parts;
  for (size_t k = 0; k < n; k++) {
    if (k + AHEAD < n) __builtin_prefetch(p->cells + (size_t)term[k + AHEAD] * all * width);
    const float *cell = p->cells + (size_t)term[k] * all * width;
    double tf = count[k] == 1 ? 1 : stance__term_frequency(p->features.tf, count[k]);
    for (size_t m = 0; m < all; m++, cell += width) {
      pair *sums = out + m * STANCE__PARTS;
      double v = tf * (double)cell[0];
      sums[part] += (pair){v, v} * (pair){v, (double)cell[1]};
      if (n_parts < 2 || cell[2] == 0) continue; /* characters have no second part */
      v = tf * (double)cell[2];
      sums[STANCE__PART_SECOND] += (pair){v, v} * (pair){v, (double)cell[3]};
    }
  }
}

/* One walk over the row for all machines. Afterwards l->sums[..][SQUARE] holds what each part is divided by. */
static void decide_linear(stance_labeller *l, const uint32_t *term, const float *count, size_t n) {
  const stance__model_parts *p = &l->model->parts;
  size_t all = stance__parts_machines(p);
  pair out[2 * STANCE__PARTS] = {{0, 0}}, *s = all <= 2 ? out : l->sums;
  if (all > 2) memset(l->sums, 0, all * STANCE__PARTS * sizeof *l->sums);
  for (size_t from = 0, to; from < n; from = to) {
    bool classes = is_class(l->model, term[from]);
    for (to = from + 1; to < n && is_class(l->model, term[to]) == classes; to++) {
    }
    int part = classes ? STANCE__PART_CLASSES : STANCE__PART_TERMS;
    if (all == 1 && p->n_parts == 1)
      add_run(s, p, 1, 1, term + from, count + from, to - from, part);
    else if (all == 1)
      add_run(s, p, 1, 2, term + from, count + from, to - from, part);
    else if (all == 2 && p->n_parts == 2)
      add_run(s, p, 2, 2, term + from, count + from, to - from, part);
    else
      add_run(s, p, all, p->n_parts, term + from, count + from, to - from, part);
  }
  if (all <= 2) memcpy(l->sums, out, all * STANCE__PARTS * sizeof *l->sums);
  for (size_t m = 0; m < all; m++) {
    s = l->sums + m * STANCE__PARTS;
    for (int part = 0; part < STANCE__PARTS; part++)
      s[part][SQUARE] = s[part][SQUARE] > 0 ? stance__norm_divisor(p->features.norm, s[part][SQUARE]) : 1;
    s[STANCE__PART_CLASSES][SQUARE] /= p->features.lexicon_weight;
    l->decision[m] = p->bias[m];
    for (int part = 0; part < STANCE__PARTS; part++) l->decision[m] += s[part][DOT] / s[part][SQUARE];
  }
}

static double sparse_dot(const uint32_t *ca, const float *va, size_t na, const uint32_t *cb, const float *vb, size_t nb) {
  double sum = 0;
  for (size_t i = 0, j = 0; i < na && j < nb;) {
    if (ca[i] < cb[j])
      i++;
    else if (ca[i] > cb[j])
      j++;
    else
      sum += (double)va[i++] * (double)vb[j++];
  }
  return sum;
}

/* The label machines of an rbf model; the weights in the row are the same for all of them. */
static stance_status decide_vectors(stance_labeller *l, const uint32_t *term, const float *count, size_t n, stance_error *error) {
  const stance__model_parts *p = &l->model->parts;
  stance__scales scales = {p->n_terms, p->cells, NULL, stance__parts_machines(p) * 2, l->model->class_first, l->model->class_end};
  if (n > l->capacity) {
    uint32_t *column = stance__realloc(l->column, 2 * n, sizeof *column);
    if (column) l->column = column;
    float *value = column ? stance__realloc(l->value, 2 * n, sizeof *value) : NULL;
    if (!value) return stance__fail_memory(error);
    l->value = value;
    l->capacity = n;
  }
  stance__row_sort(l->rows);
  n = n ? stance__row_weigh(&p->features, &scales, term, count, n, l->column, l->value) : 0;
  double norm = 0;
  for (size_t k = 0; k < n; k++) norm += (double)l->value[k] * (double)l->value[k];
  memcpy(l->decision, p->bias, p->n_machines * sizeof *l->decision);
  for (size_t v = 0; v < p->n_vectors; v++) {
    uint64_t at = p->vector_start[v];
    double dot = sparse_dot(l->column, l->value, n, p->vector_column + at, p->vector_value + at, (size_t)(p->vector_start[v + 1] - at));
    double kernel = exp(-p->gamma * fmax(0.0, norm + l->model->vector_norm[v] - 2 * dot));
    for (size_t i = 0; i < p->n_machines; i++) l->decision[i] += kernel * (double)p->coefficient[v * p->n_machines + i];
  }
  return STANCE_OK;
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
  const uint32_t *term;
  const float *count;
  size_t n, m = p->n_machines;
  stance_status status = stance__row_build(l->rows, text, length, &term, &count, &n, error);
  if (status != STANCE_OK) return status;
  decide_linear(l, term, count, n);
  if (p->kernel == STANCE__KERNEL_RBF) status = decide_vectors(l, term, count, n, error);
  if (status != STANCE_OK) return status;
  calibrate(p, l->decision, l->probability);
  uint32_t best = 0;
  if (m == 1) {
    best = l->decision[0] > 0;
  } else {
    for (uint32_t i = 1; i < p->n_labels; i++)
      if (l->decision[i] > l->decision[best]) best = i;
  }
  out->label = best;
  out->probability = l->probability[best];
  out->decision = m == 1 ? l->decision[0] : l->decision[best];
  out->neither = p->has_neither ? sigmoid(l->decision[m], p->platt_a[m], p->platt_b[m]) : (double)NAN;
  out->known_terms = n;
  out->confident = n > 0 && out->probability >= p->threshold && !(out->neither > p->neither_threshold);
  if (probabilities) memcpy(probabilities, l->probability, p->n_labels * sizeof *probabilities);
  return STANCE_OK;
}

/* ---- Reasons ---- */

typedef struct places {
  const stance__term_index *index;
  const uint32_t *term; /* [n] ascending */
  size_t n;
  size_t *start, *end; /* [n]; start SIZE_MAX until seen */
} places;

static void note_place(void *context, const stance__term *term) {
  places *p = context;
  uint32_t number = stance__term_index_find(p->index, term->hash);
  if (number == STANCE__NO_TERM) return;
  size_t low = 0, high = p->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (p->term[middle] < number)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == p->n || p->term[low] != number || p->start[low] != SIZE_MAX) return;
  p->start[low] = term->start;
  p->end[low] = term->end;
}

static int by_strength(const void *a, const void *b) {
  const stance_reason *x = a, *y = b;
  double sx = fabs(x->weight), sy = fabs(y->weight);
  if (sx != sy) return sx < sy ? 1 : -1;
  return x->term < y->term ? -1 : x->term > y->term;
}

/* What a term adds to the decision of `machine`, over all parts of the row; l->sums are those of the row. */
static double part_in_decision(const stance_labeller *l, uint32_t term, float count, size_t machine) {
  const stance__model_parts *p = &l->model->parts;
  const float *cell = p->cells + ((size_t)term * stance__parts_machines(p) + machine) * 2 * p->n_parts;
  const pair *s = l->sums + machine * STANCE__PARTS;
  double tf = stance__term_frequency(p->features.tf, count);
  double sum = tf * (double)cell[0] * (double)cell[1] / s[is_class(l->model, term) ? STANCE__PART_CLASSES : STANCE__PART_TERMS][SQUARE];
  return p->n_parts == 2 ? sum + tf * (double)cell[2] * (double)cell[3] / s[STANCE__PART_SECOND][SQUARE] : sum;
}

stance_status stance_explain_text(stance_labeller *l, const char *text, size_t length, uint32_t label, stance_reason *reasons,
                                  size_t n_reasons, size_t *found, stance_error *error) {
  const stance__model_parts *p = &l->model->parts;
  const uint32_t *term;
  const float *count;
  size_t n;
  stance_status status = stance__row_build(l->rows, text, length, &term, &count, &n, error);
  if (status != STANCE_OK) return status;
  if (p->kernel != STANCE__KERNEL_LINEAR || n == 0) {
    *found = 0;
    return STANCE_OK;
  }
  if (!l->analyzer) status = stance__analyzer_new(&l->analyzer, &p->features, p->lexicon, error);
  if (status != STANCE_OK) return status;
  stance__row_sort(l->rows);
  decide_linear(l, term, count, n);
  stance_reason *all = stance__array(n, sizeof *all);
  places at = {&l->model->index, term, n, stance__array(n, sizeof(size_t)), stance__array(n, sizeof(size_t))};
  if (!all || !at.start || !at.end) {
    status = stance__fail_memory(error);
    goto out;
  }
  for (size_t k = 0; k < n; k++) at.start[k] = SIZE_MAX;
  status = stance__analyze(l->analyzer, text, length, note_place, &at, error);
  if (status != STANCE_OK) goto out;
  for (size_t k = 0; k < n; k++) {
    double weight = part_in_decision(l, term[k], count[k], p->n_machines == 1 ? 0 : label);
    if (p->n_machines == 1 && label == 0) weight = -weight;
    all[k] = (stance_reason){term[k], weight, at.start[k] == SIZE_MAX ? 0 : at.start[k], at.start[k] == SIZE_MAX ? 0 : at.end[k]};
  }
  qsort(all, n, sizeof *all, by_strength);
  *found = n < n_reasons ? n : n_reasons;
  if (*found) memcpy(reasons, all, *found * sizeof *all);
out:
  stance__free(all);
  stance__free(at.start);
  stance__free(at.end);
  return status;
}

size_t stance_model_answer(const stance_model *model, const stance_label *label) {
  size_t labels = stance_model_label_count(model);
  if (label->confident) return label->label;
  return label->neither > stance_model_neither_threshold(model) ? labels + 1 : labels; /* NaN, where the model cannot tell, is unclear */
}

/* ---- Batches: fixed blocks of texts over the pool, each with the scratch of a thread. ---- */

enum { BLOCK = 256 };

typedef struct batch {
  const stance_model *model;
  const stance_text *texts;
  size_t n;
  stance_label *out;
  double *probabilities;
  stance__spares labellers;
} batch;

static stance_status label_block(void *context, size_t task, stance_error *error) {
  batch *b = context;
  size_t first = task * BLOCK, end = first + BLOCK < b->n ? first + BLOCK : b->n, k = b->model->parts.n_labels;
  stance_labeller *labeller = stance__spares_take(&b->labellers);
  stance_status status = labeller ? STANCE_OK : stance_labeller_new(&labeller, b->model, error);
  if (status != STANCE_OK) return status;
  for (size_t i = first; i < end && status == STANCE_OK; i++)
    status = stance_label_text(labeller, b->texts[i].data, b->texts[i].length, &b->out[i],
                               b->probabilities ? b->probabilities + i * k : NULL, error);
  stance__spares_give(&b->labellers, labeller);
  return status;
}

static void free_labeller(void *labeller) { stance_labeller_free(labeller); }

stance_status stance_label_batch(const stance_model *model, const stance_text *texts, size_t n, size_t threads, stance_label *out,
                                 double *probabilities, stance_error *error) {
  batch b = {.model = model, .texts = texts, .n = n, .out = out, .probabilities = probabilities};
  if (!stance__spares_init(&b.labellers, STANCE__MOST_THREADS, free_labeller)) return stance__fail_memory(error);
  stance_status status = stance__pool_run(threads, (n + BLOCK - 1) / BLOCK, label_block, &b, error);
  stance__spares_release(&b.labellers);
  return status;
}
