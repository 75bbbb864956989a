/* How far labelling is, how right the model is by it, how far annotators agree, and the labels as files. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "serve/app.h"
#include "serve/label_text.h"

static const char NEITHER[] = "neither";

/* ---- How right the model is ---- */

typedef struct accuracy {
  size_t n, right, n_neither, not_confident, skipped;
} accuracy;

/* Wilson's score interval (1927), which holds for few rows and for shares near 0 and 1. */
static void put_share(stance__buffer *b, size_t right, size_t n) {
  if (n == 0) {
    stance__buffer_puts(b, "\"accuracy\":null,\"accuracy_ci95\":null");
    return;
  }
  const double z = 1.959963984540054;
  double total = (double)n, share = (double)right / total, scale = 1 + z * z / total;
  double middle = (share + z * z / (2 * total)) / scale;
  double half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale;
  stance__buffer_puts(b, "\"accuracy\":");
  stance__buffer_rounded(b, share);
  stance__buffer_puts(b, ",\"accuracy_ci95\":[");
  stance__buffer_rounded(b, right == 0 ? 0 : fmax(0, middle - half));
  stance__buffer_putc(b, ',');
  stance__buffer_rounded(b, right == n ? 1 : fmin(1, middle + half));
  stance__buffer_putc(b, ']');
}

static void put_accuracy(stance__buffer *b, const char *name, const accuracy *a) {
  stance__buffer_printf(b, "\"%s\":{\"n\":%zu,\"right\":%zu,", name, a->n, a->right);
  put_share(b, a->right, a->n);
  stance__buffer_printf(b, ",\"n_neither\":%zu,\"neither_not_confident\":%zu,\"skipped\":%zu}", a->n_neither, a->not_confident, a->skipped);
}

/* The model's answer as one of the labels an annotator can give. */
static uint32_t answer_of(const serve_labelling *l, const serve_item *item, const stance_model *model) {
  return item->answer.neither > stance_model_neither_threshold(model) ? (uint32_t)l->n_model_labels : item->answer.label;
}

static void judge(accuracy *part, const serve_labelling *l, const serve_item *item, uint16_t given) {
  if (given == SERVE_SKIPPED) {
    part->skipped++;
    return;
  }
  size_t label = (size_t)given - SERVE_FIRST_LABEL;
  if (label == l->n_model_labels) { /* neither */
    part->n_neither++;
    part->not_confident += !item->answer.confident;
    return;
  }
  part->n++;
  part->right += label == item->answer.label;
}

/* Cohen's kappa of an annotator and the model. NaN where chance alone would agree always. */
static double kappa_of(const size_t *table, size_t k, size_t n, double *observed) {
  size_t agree = 0;
  double expected = 0;
  for (size_t l = 0; l < k; l++) {
    size_t row = 0, column = 0;
    agree += table[l * k + l];
    for (size_t m = 0; m < k; m++) {
      row += table[l * k + m];
      column += table[m * k + l];
    }
    expected += (double)row * (double)column / ((double)n * (double)n);
  }
  *observed = (double)agree / (double)n;
  return expected < 1 ? (*observed - expected) / (1 - expected) : (double)NAN;
}

static bool put_annotator(stance__buffer *b, const serve_labelling *l, const serve_annotator *a, const stance_model *model) {
  size_t k = stance__table_size(l->labels), n = 0;
  accuracy random = {0}, uncertain = {0};
  size_t *counts = stance__calloc(k, sizeof *counts), *table = stance__calloc(k * k, sizeof *table);
  for (uint32_t i = 0; counts && table && i < l->n_items; i++) {
    const serve_item *item = &l->items[i];
    uint16_t given = serve_given(a, i);
    if (given == SERVE_NOT_SEEN) continue;
    judge(item->random ? &random : &uncertain, l, item, given);
    if (given == SERVE_SKIPPED) continue;
    n++;
    counts[given - SERVE_FIRST_LABEL]++;
    table[(given - SERVE_FIRST_LABEL) * k + answer_of(l, item, model)]++;
  }
  bool done = counts && table;
  if (done) {
    double observed = (double)NAN, kappa = n ? kappa_of(table, k, n, &observed) : (double)NAN;
    stance__buffer_puts(b, "{\"name\":");
    serve_put_text(b, a->name);
    stance__buffer_printf(b, ",\"labelled\":%zu,\"skipped\":%zu,\"counts\":{", a->labelled, a->skipped);
    for (uint32_t i = 0; i < k; i++) {
      if (i) stance__buffer_putc(b, ',');
      serve_put_text(b, stance__table_text(l->labels, i, NULL));
      stance__buffer_printf(b, ":%zu", counts[i]);
    }
    stance__buffer_puts(b, "},");
    put_accuracy(b, "random", &random);
    stance__buffer_putc(b, ',');
    put_accuracy(b, "uncertain", &uncertain);
    stance__buffer_printf(b, ",\"model_agreement\":{\"n\":%zu,\"observed\":", n);
    stance__buffer_rounded(b, observed);
    stance__buffer_puts(b, ",\"kappa\":");
    stance__buffer_rounded(b, kappa);
    stance__buffer_puts(b, "}}");
  }
  stance__free(counts);
  stance__free(table);
  return done;
}

static int by_name(const void *a, const void *b) {
  return strcmp((*(serve_annotator *const *)a)->name, (*(serve_annotator *const *)b)->name);
}

/* Annotators by name, n of them; NULL when out of memory. */
static serve_annotator **sorted(const serve_labelling *l) {
  serve_annotator **all = stance__array(l->n_annotators, sizeof *all);
  if (!all) return NULL;
  memcpy(all, l->annotators, l->n_annotators * sizeof *all);
  qsort(all, l->n_annotators, sizeof *all, by_name);
  return all;
}

static size_t labelled_items(const serve_labelling *l) {
  size_t n = 0;
  for (uint32_t i = 0; i < l->n_items; i++) {
    bool any = false;
    for (size_t a = 0; a < l->n_annotators && !any; a++) any = serve_given(l->annotators[a], i) >= SERVE_FIRST_LABEL;
    n += any;
  }
  return n;
}

void serve_get_label_stats(serve_exchange *x) {
  serve_labelling *l = &x->app->labelling;
  stance__buffer *b = &x->out;
  pthread_mutex_lock(&l->lock);
  serve_model *m = serve_slot_hold(&x->app->slot);
  serve_annotator **all = sorted(l);
  const char *slash = strrchr(l->path, '/');
  stance__buffer_puts(b, "{\"schema\":\"stance.label-stats/1\",\"file\":");
  serve_put_text(b, slash ? slash + 1 : l->path);
  stance__buffer_puts(b, ",\"labels\":[");
  for (size_t i = 0; i < l->n_model_labels; i++) {
    serve_put_text(b, stance_model_label(m->model, i));
    stance__buffer_putc(b, ',');
  }
  serve_put_text(b, NEITHER);
  stance__buffer_printf(b, "],\"records\":%llu,\"labelled\":%zu,\"pool\":", (unsigned long long)l->records, labelled_items(l));
  serve_put_pool(b, l, 0);
  stance__buffer_puts(b, ",\"annotators\":[");
  bool done = all != NULL;
  for (size_t i = 0; done && i < l->n_annotators; i++) {
    if (i) stance__buffer_putc(b, ',');
    done = put_annotator(b, l, all[i], m->model);
  }
  stance__buffer_puts(b, "]}\n");
  if (!done) serve_refuse(x, 500, "machine", "out of memory");
  stance__free(all);
  serve_slot_let_go(&x->app->slot, m);
  pthread_mutex_unlock(&l->lock);
}

/* ---- How far annotators agree ---- */

/* What was given, [n_items][annotators], rows of items that someone labelled; under the lock. */
static stance_status collect(uint32_t **given, size_t *n, const serve_labelling *l, serve_annotator *const *all, stance_error *error) {
  size_t k = l->n_annotators, rows = 0;
  uint32_t *out = stance__array(l->n_items, k * sizeof *out);
  if (!out) return stance__fail_memory(error);
  for (uint32_t i = 0; i < l->n_items; i++) {
    bool any = false;
    for (size_t a = 0; a < k; a++) {
      uint16_t value = serve_given(all[a], i);
      out[rows * k + a] = value >= SERVE_FIRST_LABEL ? (uint32_t)(value - SERVE_FIRST_LABEL) : STANCE_NO_LABEL;
      any = any || value >= SERVE_FIRST_LABEL;
    }
    rows += any;
  }
  *given = out;
  *n = rows;
  return STANCE_OK;
}

/* Names as NUL-terminated strings that stay when the lock is let go. */
typedef struct names {
  const char **annotators, **labels;
  size_t n_annotators, n_labels;
  stance__arena arena;
} names;

static stance_status copy_names(names *out, const serve_labelling *l, serve_annotator *const *all, stance_error *error) {
  out->n_annotators = l->n_annotators;
  out->n_labels = stance__table_size(l->labels);
  out->annotators = stance__arena_alloc(&out->arena, (out->n_annotators + 1) * sizeof *out->annotators);
  out->labels = stance__arena_alloc(&out->arena, out->n_labels * sizeof *out->labels);
  bool failed = !out->annotators || !out->labels;
  for (size_t i = 0; !failed && i < out->n_annotators; i++)
    failed = !(out->annotators[i] = stance__arena_copy(&out->arena, all[i]->name, strlen(all[i]->name)));
  for (uint32_t i = 0; !failed && i < out->n_labels; i++) {
    size_t length;
    const char *label = stance__table_text(l->labels, i, &length);
    failed = !(out->labels[i] = stance__arena_copy(&out->arena, label, length));
  }
  return failed ? stance__fail_memory(error) : STANCE_OK;
}

static void put_agreement(serve_exchange *x, const names *who, const char *rendered) {
  stance__buffer_puts(&x->out, "{\"schema\":\"stance.label-agreement/1\",\"annotators\":[");
  for (size_t i = 0; i < who->n_annotators; i++) {
    if (i) stance__buffer_putc(&x->out, ',');
    serve_put_text(&x->out, who->annotators[i]);
  }
  stance__buffer_printf(&x->out, "],\"agreement\":%s}\n", rendered ? rendered : "null");
}

void serve_get_agreement(serve_exchange *x) {
  enum { DRAWS = 2000 };
  serve_labelling *l = &x->app->labelling;
  names who = {0};
  uint32_t *given = NULL;
  size_t n = 0;
  stance_agreement *agreement = NULL;
  char *text = NULL;
  stance_error error = {.file = ""};
  pthread_mutex_lock(&l->lock);
  serve_annotator **all = sorted(l);
  stance_status status = all ? copy_names(&who, l, all, &error) : stance__fail_memory(&error);
  if (status == STANCE_OK) status = collect(&given, &n, l, all, &error);
  pthread_mutex_unlock(&l->lock);
  if (status == STANCE_OK && who.n_annotators >= 2 && n) {
    const stance_annotations annotations = {n, who.n_annotators, who.n_labels, who.annotators, who.labels, given, NULL};
    const stance_report_options options = {.dataset = "labels"};
    status = stance_agreement_compute(&agreement, &annotations, DRAWS, 1, &error);
    if (status == STANCE_OK) status = stance_agreement_render(&text, agreement, STANCE_REPORT_JSON, &options, &error);
    if (status == STANCE_DATA) status = STANCE_OK; /* no statement has two labels yet */
  }
  if (status == STANCE_OK)
    put_agreement(x, &who, text);
  else
    serve_refuse_error(x, &error, NULL);
  stance_report_free_text(text);
  stance_agreement_free(agreement);
  stance__free(given);
  stance__free(all);
  stance__arena_release(&who.arena);
}
