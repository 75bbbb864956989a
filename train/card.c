/* The card that a model carries: what it was trained on, how, and how right it was on what it had not seen. */
#include <string.h>

#include "base/buffer.h"
#include "train/training.h"

static void text_or_null(stance__buffer *b, const char *text) {
  if (text)
    stance__buffer_json_string(b, text, strlen(text));
  else
    stance__buffer_puts(b, "null");
}

static void named_number(stance__buffer *b, const char *name, double value) {
  stance__buffer_printf(b, ",\"%s\":", name);
  stance__buffer_number(b, value);
}

static void write_data(stance__buffer *b, const stance_training *t) {
  stance__buffer_printf(b, ",\"data\":{\"statements\":%zu,\"groups\":%zu,\"hash\":\"%s\",\"labels\":{", t->n, t->n_groups, t->data_hash);
  for (size_t l = 0; l < t->n_labels; l++) {
    if (l) stance__buffer_putc(b, ',');
    stance__buffer_json_string(b, t->labels[l], strlen(t->labels[l]));
    stance__buffer_printf(b, ":%zu", t->label_counts[l]);
  }
  if (t->n_neither) stance__buffer_printf(b, ",\"neither\":%zu", t->n_neither);
  stance__buffer_printf(b, "},\"duplicates\":{\"exact\":%zu,\"near\":%zu,\"conflicts\":%zu}}", t->duplicates.exact, t->duplicates.near,
                        t->duplicates.conflicts);
}

static void write_features(stance__buffer *b, const stance_feature_options *f) {
  static const char *const tf_names[] = {"binary", "count", "log"}, *const weight_names[] = {"none", "idf", "lcr", "lcr+idf"};
  stance__buffer_printf(b, "{\"words\":[%u,%u],\"stems\":[%u,%u],\"chars\":[%u,%u],\"lexicon\":%s,\"tf\":\"%s\",\"weight\":\"%s\"",
                        f->word_min, f->word_max, f->stem_min, f->stem_max, f->char_min, f->char_max, f->lexicon ? "true" : "false",
                        tf_names[f->tf], weight_names[f->weight]);
  named_number(b, "smoothing", f->smoothing);
  named_number(b, "lexicon_weight", f->lexicon_weight);
  named_number(b, "norm", f->norm);
  stance__buffer_printf(b, ",\"min_df\":%u", f->min_df);
  named_number(b, "max_df", f->max_df);
  stance__buffer_printf(b, ",\"max_terms\":%u,\"select\":%u,\"hash_bits\":%u,\"hash_seed\":%u}", f->max_terms, f->select, f->hash_bits,
                        f->hash_seed);
}

static void write_machine(stance__buffer *b, const stance_training *t) {
  const stance__question *q = &t->stance;
  stance__buffer_printf(
      b, ",\"machine\":{\"kernel\":\"%s\",\"solver\":\"%s\",\"c\":", t->options.kernel == STANCE_KERNEL_LINEAR ? "linear" : "rbf",
      q->setting.solver == STANCE_SOLVER_LIBSVM ? "libsvm" : "descent");
  stance__buffer_number(b, q->c);
  stance__buffer_puts(b, ",\"gamma\":");
  if (t->options.kernel == STANCE_KERNEL_RBF)
    stance__buffer_number(b, t->gamma);
  else
    stance__buffer_puts(b, "null");
  stance__buffer_printf(b, ",\"class_weight\":\"%s\"}", t->options.class_weight == STANCE_WEIGHT_BALANCED ? "balanced" : "none");
}

/* What tuning tried: each candidate's options and its best C and macro-F1 over all folds. Those figures are what the choice was made on;
   the ones under cross_validation are nested. */
static void write_search(stance__buffer *b, const stance_training *t) {
  const stance__validation *v = &t->stance.validation;
  if (!t->options.tune) return;
  stance__buffer_printf(b, ",\"search\":{\"candidates\":%zu,\"tried\":%zu,\"budget_seconds\":", t->n_candidates, v->tried);
  stance__buffer_number(b, t->options.budget);
  stance__buffer_printf(b, ",\"chosen\":%zu,\"trials\":[", v->best_features);
  for (size_t i = 0; i < v->tried; i++) {
    double best = v->score[i * v->n_c];
    for (size_t c = 1; c < v->n_c; c++) best = v->score[i * v->n_c + c] > best ? v->score[i * v->n_c + c] : best;
    stance__buffer_puts(b, i ? ",{\"name\":" : "{\"name\":");
    text_or_null(b, t->candidate_names[i]);
    stance__buffer_puts(b, ",\"features\":");
    write_features(b, &t->candidates[i]);
    named_number(b, "macro_f1", best);
    stance__buffer_putc(b, '}');
  }
  stance__buffer_puts(b, "]}");
}

static void write_curve(stance__buffer *b, const stance_training *t) {
  if (!t->n_curve) return;
  stance__buffer_puts(b, ",\"learning_curve\":[");
  for (size_t i = 0; i < t->n_curve; i++) {
    stance__buffer_printf(b, "%s{\"statements\":%zu", i ? "," : "", t->curve[i].n);
    named_number(b, "macro_f1", t->curve[i].macro_f1);
    stance__buffer_putc(b, '}');
  }
  stance__buffer_putc(b, ']');
}

static void write_figures(stance__buffer *b, const stance_training *t) {
  const stance_metrics *m = t->metrics;
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
                 {"brier", m->brier},
                 {"ece", m->ece},
                 {"coverage", m->coverage},
                 {"confident_accuracy", m->confident_accuracy},
                 {"threshold", t->threshold},
                 {"neither_threshold", t->neither_threshold},
                 {"neither_rejected", t->neither_rejected},
                 {"neither_auc", t->neither_auc}};
  bool nested = t->stance.validation.n_features * t->stance.validation.n_c > 1;
  stance__buffer_printf(b, ",\"cross_validation\":{\"folds\":%zu,\"seed\":%llu,\"nested\":%s", t->options.folds,
                        (unsigned long long)t->options.seed, nested ? "true" : "false");
  if (t->options.folds == 1) stance__buffer_printf(b, ",\"held_out\":%zu", t->n_judged);
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) named_number(b, figures[i].name, figures[i].value);
  stance__buffer_puts(b, ",\"confusion\":[");
  for (size_t r = 0; r <= t->n_labels; r++) {
    stance__buffer_puts(b, r ? ",[" : "[");
    for (size_t c = 0; c <= t->n_labels; c++) stance__buffer_printf(b, "%s%zu", c ? "," : "", t->confusion[r * (t->n_labels + 1) + c]);
    stance__buffer_putc(b, ']');
  }
  stance__buffer_puts(b, "]}");
}

char *stance__training_card(const stance_training *t) {
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__buffer_puts(&b, "{\"schema\":\"stance.card/1\",\"name\":");
  text_or_null(&b, t->name);
  stance__buffer_puts(&b, ",\"note\":");
  text_or_null(&b, t->note);
  stance__buffer_printf(&b, ",\"version\":\"%s\"", stance_version());
  write_data(&b, t);
  stance__buffer_puts(&b, ",\"features\":");
  write_features(&b, &t->options.features);
  write_machine(&b, t);
  write_search(&b, t);
  write_figures(&b, t);
  write_curve(&b, t);
  stance__buffer_putc(&b, '}');
  if (b.failed) {
    stance__buffer_release(&b);
    return NULL;
  }
  return b.data;
}
