/* From a training to a model file: terms renumbered by the weighting, machines side by side, the card. */
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "models/model_parts.h"
#include "train/training.h"

char *stance__training_card(const stance_training *t) {
  static const char *const tf_names[] = {"binary", "count", "log"}, *const idf_names[] = {"none", "smooth"};
  const stance_feature_options *f = &t->options.features;
  const stance_metrics *m = t->metrics;
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__buffer_puts(&b, "{\"schema\":\"stance.card/1\",\"name\":");
  if (t->name) stance__buffer_json_string(&b, t->name, strlen(t->name));
  else stance__buffer_puts(&b, "null");
  stance__buffer_puts(&b, ",\"note\":");
  if (t->note) stance__buffer_json_string(&b, t->note, strlen(t->note));
  else stance__buffer_puts(&b, "null");
  stance__buffer_printf(&b, ",\"version\":\"%s\",\"data\":{\"statements\":%zu,\"groups\":%zu,\"hash\":\"%s\",\"labels\":{",
                        stance_version(), t->n, t->n_groups, t->data_hash);
  for (size_t l = 0; l < t->n_labels; l++) {
    if (l) stance__buffer_putc(&b, ',');
    stance__buffer_json_string(&b, t->labels[l], strlen(t->labels[l]));
    stance__buffer_printf(&b, ":%zu", t->label_counts[l]);
  }
  stance__buffer_printf(&b, "},\"duplicates\":{\"exact\":%zu,\"near\":%zu,\"conflicts\":%zu}}", t->duplicates.exact, t->duplicates.near,
                        t->duplicates.conflicts);
  stance__buffer_printf(&b, ",\"features\":{\"words\":[%u,%u],\"chars\":[%u,%u],\"stem\":%s,\"tf\":\"%s\",\"idf\":\"%s\",\"l2\":%s",
                        f->word_min, f->word_max, f->char_min, f->char_max, f->stem ? "true" : "false", tf_names[f->tf],
                        idf_names[f->idf], f->l2 ? "true" : "false");
  stance__buffer_printf(&b, ",\"min_df\":%u,\"max_df\":", f->min_df);
  stance__buffer_number(&b, f->max_df);
  stance__buffer_printf(&b, ",\"max_terms\":%u,\"terms\":%zu}", f->max_terms, t->fit.n_terms);
  stance__buffer_printf(&b, ",\"machine\":{\"kernel\":\"%s\",\"solver\":\"%s\",\"c\":",
                        t->options.kernel == STANCE_KERNEL_LINEAR ? "linear" : "rbf",
                        t->solver == STANCE_SOLVER_LIBSVM ? "libsvm" : "descent");
  stance__buffer_number(&b, t->c);
  stance__buffer_puts(&b, ",\"gamma\":");
  if (t->options.kernel == STANCE_KERNEL_RBF) stance__buffer_number(&b, t->gamma);
  else stance__buffer_puts(&b, "null");
  stance__buffer_printf(&b, ",\"class_weight\":\"%s\"}", t->options.class_weight == STANCE_WEIGHT_BALANCED ? "balanced" : "none");
  stance__buffer_printf(&b, ",\"cross_validation\":{\"folds\":%zu,\"seed\":%llu", t->options.folds,
                        (unsigned long long)t->options.seed);
  const struct {
    const char *name;
    double value;
  } figures[] = {{"accuracy", m->accuracy},
                 {"accuracy_low", m->accuracy_ci95.low},
                 {"accuracy_high", m->accuracy_ci95.high},
                 {"macro_f1", m->macro_f1},
                 {"macro_f1_low", m->macro_f1_ci95.low},
                 {"macro_f1_high", m->macro_f1_ci95.high},
                 {"roc_auc", m->roc_auc},
                 {"log_loss", m->log_loss},
                 {"ece", m->ece},
                 {"coverage", m->coverage},
                 {"confident_accuracy", m->confident_accuracy},
                 {"threshold", t->threshold}};
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
    stance__buffer_printf(&b, ",\"%s\":", figures[i].name);
    stance__buffer_number(&b, figures[i].value);
  }
  stance__buffer_puts(&b, "}}");
  if (b.failed) {
    stance__buffer_release(&b);
    return NULL;
  }
  return b.data;
}

/* The vectors with a coefficient in any machine, compacted. Owned arrays; freed by the caller. */
typedef struct vectors {
  size_t n;
  uint64_t *start;
  uint32_t *column;
  float *value, *coefficient;
} vectors;

static stance_status collect_vectors(vectors *v, const stance_training *t, stance_error *error) {
  const stance_rows *rows = t->space.rows;
  size_t m = t->n_machines, nonzeros = rows->start[rows->n_rows], at = 0;
  v->start = stance__array(t->n + 1, sizeof *v->start);
  v->column = stance__array(nonzeros + 1, sizeof *v->column);
  v->value = stance__array(nonzeros + 1, sizeof *v->value);
  v->coefficient = stance__array(t->n * m, sizeof *v->coefficient);
  if (!v->start || !v->column || !v->value || !v->coefficient) return stance__fail_memory(error);
  v->start[0] = 0;
  for (size_t i = 0; i < t->n; i++) {
    bool used = false;
    for (size_t j = 0; j < m; j++) used = used || t->fit.coefficient[j * t->n + i] != 0;
    if (!used) continue;
    for (size_t j = 0; j < m; j++) v->coefficient[v->n * m + j] = (float)t->fit.coefficient[j * t->n + i];
    for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++, at++) {
      v->column[at] = rows->column[k];
      v->value[at] = rows->value[k];
    }
    v->start[++v->n] = at;
  }
  return STANCE_OK;
}

stance_status stance_training_save(const stance_training *t, const char *path, stance_error *error) {
  size_t n = t->fit.n_terms, m = t->n_machines;
  vectors v = {0, NULL, NULL, NULL, NULL};
  stance__buffer bytes = STANCE__BUFFER_INIT;
  stance_status status = STANCE_OK;
  uint64_t *offset = stance__array(n + 1, sizeof *offset);
  float *weights = t->fit.weights ? stance__array(n * m, sizeof *weights) : NULL;
  char *card = stance__training_card(t);
  if (!offset || (t->fit.weights && !weights) || !card) {
    status = stance__fail_memory(error);
    goto out;
  }
  offset[0] = 0;
  for (size_t j = 0; j < n; j++) {
    uint32_t column = t->space.weighting->kept[j];
    uint64_t first = t->counts->offset[column], end = t->counts->offset[column + 1];
    stance__buffer_add(&bytes, t->counts->bytes + first, (size_t)(end - first));
    offset[j + 1] = bytes.length;
    for (size_t i = 0; i < m && weights; i++) weights[j * m + i] = (float)t->fit.weights[i * n + j];
  }
  if (bytes.failed) {
    status = stance__fail_memory(error);
    goto out;
  }
  stance__model_parts parts = {.features = t->options.features,
                               .n_labels = t->n_labels,
                               .n_machines = m,
                               .labels = (const char *const *)t->labels,
                               .n_terms = n,
                               .offset = offset,
                               .bytes = bytes.data,
                               .idf = t->space.weighting->idf,
                               .kernel = t->options.kernel == STANCE_KERNEL_LINEAR ? STANCE__KERNEL_LINEAR : STANCE__KERNEL_RBF,
                               .weights = weights,
                               .gamma = t->gamma,
                               .bias = t->fit.bias,
                               .platt_a = t->platt_a,
                               .platt_b = t->platt_b,
                               .threshold = t->threshold,
                               .card = card};
  if (!weights) {
    status = collect_vectors(&v, t, error);
    if (status != STANCE_OK) goto out;
    parts.n_vectors = v.n;
    parts.vector_start = v.start;
    parts.vector_column = v.column;
    parts.vector_value = v.value;
    parts.coefficient = v.coefficient;
  }
  status = stance__model_write(path, &parts, error);
out:
  stance__free(offset);
  stance__free(weights);
  stance__free(card);
  stance__free(v.start);
  stance__free(v.column);
  stance__free(v.value);
  stance__free(v.coefficient);
  stance__buffer_release(&bytes);
  return status;
}
