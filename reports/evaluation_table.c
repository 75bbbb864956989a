/* The evaluation report for people. Fixed width of 72 columns; colour only dims and stresses. */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "stance/report.h"

void stance_report_free_text(char *text) { stance__free(text); }

static void pad(stance__buffer *b, const char *text, size_t width) {
  size_t length = stance__utf8_count(text, strlen(text));
  stance__buffer_puts(b, text);
  for (; length < width; length++) stance__buffer_putc(b, ' ');
}

static void measure(stance__buffer *b, const char *name, double value, const char *what) {
  stance__buffer_puts(b, "  ");
  pad(b, name, 20);
  if (isnan(value)) stance__buffer_puts(b, "     -");
  else stance__buffer_printf(b, "%6.3f", value);
  stance__buffer_printf(b, "  %s\n", what);
}

static void measure_interval(stance__buffer *b, const char *name, double value, stance_interval interval, const char *bold,
                             const char *plain) {
  stance__buffer_puts(b, "  ");
  pad(b, name, 20);
  stance__buffer_printf(b, "%s%6.3f%s  95%% interval %.3f to %.3f\n", bold, value, plain, interval.low, interval.high);
}

static void heading(stance__buffer *b, const stance_metrics *m, const stance_report_options *options, const char *bold,
                    const char *plain) {
  stance__buffer_printf(b, "%s%s%s\n", bold, options && options->title ? options->title : "Evaluation", plain);
  if (options && options->model) stance__buffer_printf(b, "  model    %s\n", options->model);
  if (options && options->dataset) stance__buffer_printf(b, "  data     %s\n", options->dataset);
  stance__buffer_printf(b, "  %zu statements, %zu labels\n\n", m->n, m->n_labels);
}

static void per_label(stance__buffer *b, const stance_metrics *m, size_t width, const char *dim, const char *plain) {
  stance__buffer_printf(b, "\n  %s", dim);
  pad(b, "label", width);
  stance__buffer_printf(b, "  precision  recall      f1  support%s\n", plain);
  for (size_t i = 0; i < m->n_labels; i++) {
    stance__buffer_puts(b, "  ");
    pad(b, m->labels[i], width);
    stance__buffer_printf(b, "  %9.3f  %6.3f  %6.3f  %7zu\n", m->per_label[i].precision, m->per_label[i].recall, m->per_label[i].f1,
                          m->per_label[i].support);
  }
}

static void confusion(stance__buffer *b, const stance_metrics *m, size_t width, const char *dim, const char *plain) {
  stance__buffer_printf(b, "\n  %s", dim);
  pad(b, "truth \\ answer", width);
  for (size_t j = 0; j < m->n_labels; j++) stance__buffer_printf(b, "  %14.14s", m->labels[j]);
  stance__buffer_printf(b, "%s\n", plain);
  for (size_t i = 0; i < m->n_labels; i++) {
    stance__buffer_puts(b, "  ");
    pad(b, m->labels[i], width);
    for (size_t j = 0; j < m->n_labels; j++) stance__buffer_printf(b, "  %14zu", m->confusion[i * m->n_labels + j]);
    stance__buffer_putc(b, '\n');
  }
}

stance_status stance_metrics_table(char **out, const stance_metrics *m, const stance_report_options *options, stance_error *error) {
  bool color = options && options->color;
  const char *bold = color ? "\033[1m" : "", *dim = color ? "\033[2m" : "", *plain = color ? "\033[0m" : "";
  stance__buffer b = STANCE__BUFFER_INIT;
  size_t width = 14;
  for (size_t i = 0; i < m->n_labels; i++) {
    size_t length = stance__utf8_count(m->labels[i], strlen(m->labels[i]));
    if (length > width) width = length;
  }
  heading(&b, m, options, bold, plain);
  measure_interval(&b, "macro-averaged F1", m->macro_f1, m->macro_f1_ci95, bold, plain);
  measure_interval(&b, "accuracy", m->accuracy, m->accuracy_ci95, bold, plain);
  measure(&b, "majority baseline", m->majority_accuracy, "accuracy of always answering the commonest label");
  measure(&b, "Cohen's kappa", m->kappa, "agreement beyond chance");
  measure(&b, "MCC", m->mcc, "Matthews correlation");
  measure(&b, "ROC-AUC", m->roc_auc, "0.5 is chance, 1 a perfect ranking");
  measure(&b, "average precision", m->average_precision, "area under precision and recall");
  measure(&b, "log loss", m->log_loss, "lower is better");
  measure(&b, "Brier score", m->brier, "lower is better");
  measure(&b, "calibration error", m->ece, "gap between promised and kept probability");
  measure(&b, "coverage", m->coverage, "share of confident answers");
  measure(&b, "confident accuracy", m->confident_accuracy, "accuracy of those");
  per_label(&b, m, width, dim, plain);
  confusion(&b, m, width, dim, plain);
  if (b.failed) {
    stance__buffer_release(&b);
    return stance__fail_memory(error);
  }
  *out = b.data;
  return STANCE_OK;
}
