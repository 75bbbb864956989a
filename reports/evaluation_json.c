/* The evaluation report for programs: schema stance.evaluation/1, described in docs/formats.md. */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "stance/report.h"

static void number(stance__buffer *b, const char *key, double value) {
  stance__buffer_printf(b, ",\"%s\":", key);
  stance__buffer_number(b, value);
}

static void interval(stance__buffer *b, const char *key, stance_interval v) {
  stance__buffer_printf(b, ",\"%s_ci95\":[", key);
  stance__buffer_number(b, v.low);
  stance__buffer_putc(b, ',');
  stance__buffer_number(b, v.high);
  stance__buffer_putc(b, ']');
}

static void string(stance__buffer *b, const char *key, const char *value) {
  stance__buffer_printf(b, ",\"%s\":", key);
  stance__buffer_json_string(b, value, strlen(value));
}

stance_status stance_metrics_json(char **out, const stance_metrics *m, const stance_report_options *options, stance_error *error) {
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__buffer_puts(&b, "{\"schema\":\"stance.evaluation/1\"");
  if (options && options->model) string(&b, "model", options->model);
  if (options && options->dataset) string(&b, "dataset", options->dataset);
  stance__buffer_printf(&b, ",\"n\":%zu,\"labels\":[", m->n);
  for (size_t i = 0; i < m->n_labels; i++) {
    if (i) stance__buffer_putc(&b, ',');
    stance__buffer_json_string(&b, m->labels[i], strlen(m->labels[i]));
  }
  stance__buffer_putc(&b, ']');
  number(&b, "accuracy", m->accuracy);
  interval(&b, "accuracy", m->accuracy_ci95);
  number(&b, "macro_f1", m->macro_f1);
  interval(&b, "macro_f1", m->macro_f1_ci95);
  number(&b, "mcc", m->mcc);
  number(&b, "kappa", m->kappa);
  number(&b, "roc_auc", m->roc_auc);
  number(&b, "average_precision", m->average_precision);
  number(&b, "log_loss", m->log_loss);
  number(&b, "brier", m->brier);
  number(&b, "ece", m->ece);
  number(&b, "majority_accuracy", m->majority_accuracy);
  stance__buffer_puts(&b, ",\"per_label\":{");
  for (size_t i = 0; i < m->n_labels; i++) {
    const stance_label_metrics *l = &m->per_label[i];
    if (i) stance__buffer_putc(&b, ',');
    stance__buffer_json_string(&b, m->labels[i], strlen(m->labels[i]));
    stance__buffer_puts(&b, ":{\"precision\":");
    stance__buffer_number(&b, l->precision);
    number(&b, "recall", l->recall);
    number(&b, "f1", l->f1);
    stance__buffer_printf(&b, ",\"support\":%zu}", l->support);
  }
  stance__buffer_puts(&b, "},\"confusion\":[");
  for (size_t i = 0; i < m->n_labels; i++) {
    stance__buffer_puts(&b, i ? ",[" : "[");
    for (size_t j = 0; j < m->n_labels; j++) stance__buffer_printf(&b, j ? ",%zu" : "%zu", m->confusion[i * m->n_labels + j]);
    stance__buffer_putc(&b, ']');
  }
  stance__buffer_putc(&b, ']');
  number(&b, "coverage", m->coverage);
  number(&b, "confident_accuracy", m->confident_accuracy);
  stance__buffer_puts(&b, "}\n");
  if (b.failed) {
    stance__buffer_release(&b);
    return stance__fail_memory(error);
  }
  *out = b.data;
  return STANCE_OK;
}
