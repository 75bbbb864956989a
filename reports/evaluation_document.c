/* What an evaluation says to people, and in CSV: sections of facts and grids. */
#include <math.h>

#include "reports/evaluation_page.h"
#include "reports/evaluation_parts.h"

static void heading(stance__document *d, const stance_evaluation *e, const stance_report_options *o) {
  stance__document_section(d, "evaluation", o && o->title ? o->title : "Evaluation");
  if (o && o->model) stance__document_fact(d, "model", "model", stance__cell_text(o->model), NULL);
  if (o && o->dataset) stance__document_fact(d, "dataset", "data", stance__cell_text(o->dataset), NULL);
  stance__document_fact(d, "n", "statements", stance__cell_count(e->model.metrics ? e->model.metrics->n : 0), NULL);
  stance__document_fact(d, "n_labels", "labels", stance__cell_count(e->n_labels), NULL);
}

static stance__cell measured(const stance__measure *m) {
  return m->has_interval ? stance__cell_estimate(m->value, m->interval) : stance__cell_number(m->value);
}

static void per_label(stance__document *d, const stance_evaluation *e) {
  static const stance__column columns[] = {{"label", "label", false},
                                           {"precision", "precision", false},
                                           {"recall", "recall", false},
                                           {"f1", "f1", false},
                                           {"support", "support", false}};
  stance__document_section(d, "per_label", "By label");
  stance__document_grid(d, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < e->n_labels; i++) {
    const stance_label_metrics *m = &e->model.metrics->per_label[i];
    stance__document_cell(d, stance__cell_text(e->labels[i]));
    stance__document_cell(d, stance__cell_number(m->precision));
    stance__document_cell(d, stance__cell_number(m->recall));
    stance__document_cell(d, stance__cell_number(m->f1));
    stance__document_cell(d, stance__cell_count(m->support));
  }
}

static void confusion(stance__document *d, const stance_evaluation *e, bool page) {
  size_t k = e->n_labels;
  stance__column *columns = stance__arena_alloc(&d->arena, (k + 1) * sizeof *columns);
  stance__document_section(d, "confusion", "Confusion");
  if (page) {
    stance__page_confusion(d, e);
    return;
  }
  if (!columns) {
    d->failed = true;
    return;
  }
  columns[0] = (stance__column){"truth", "truth \\ answer", false};
  for (size_t i = 0; i < k; i++) columns[i + 1] = (stance__column){e->labels[i], e->labels[i], false};
  stance__document_grid(d, columns, k + 1);
  for (size_t i = 0; i < k; i++) {
    stance__document_cell(d, stance__cell_text(e->labels[i]));
    for (size_t j = 0; j < k; j++) stance__document_cell(d, stance__cell_count(e->model.metrics->confusion[i * k + j]));
  }
}

static void shares(stance__document *d, const stance_evaluation *e) {
  static const stance__column columns[] = {
      {"label", "label", false}, {"true", "true", false}, {"predicted", "predicted", false}, {"adjusted", "adjusted", false}};
  bool unknown = true;
  stance__document_section(d, "shares", "Shares of labels");
  stance__document_grid(d, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < e->n_labels; i++) {
    const stance_share *s = &e->shares[i];
    stance__document_cell(d, stance__cell_text(e->labels[i]));
    stance__document_cell(d, stance__cell_number((double)e->model.metrics->per_label[i].support / (double)e->model.metrics->n));
    stance__document_cell(d, stance__cell_estimate(s->raw, s->raw_ci95));
    stance__document_cell(d, stance__cell_estimate(s->adjusted, s->adjusted_ci95));
    unknown = unknown && isnan(s->adjusted);
  }
  stance__document_note(d, unknown ? "— adjusted: the model's out-of-fold confusion is unknown, or too poor to invert"
                                   : "adjusted: corrected by the model's out-of-fold confusion (adjusted count)");
}

static void not_confident(stance__document *d, const char *key, const char *name, const stance_neither_count *n) {
  const char *note = stance__document_format(d, "%.1f %% of them", 100 * (double)n->not_confident / (double)n->n);
  stance__document_fact(d, key, name, stance__cell_count(n->not_confident), note);
}

static void neither(stance__document *d, const stance_evaluation *e) {
  stance__document_section(d, "neither", "Neither");
  stance__document_fact(d, "n", "rows", stance__cell_count(e->model.neither.n), "without a stance, counted here alone");
  not_confident(d, "not_confident", "not confident", &e->model.neither);
  if (!e->other.neither.n) return;
  stance__document_fact(d, "other", "compared with", stance__cell_text(e->other_name), NULL);
  not_confident(d, "other_not_confident", "not confident there", &e->other.neither);
}

static void slices(stance__document *d, const stance_slices *s, double overall, bool page) {
  const stance__column columns[] = {
      {s->field, s->field, false}, {"n", "n", false}, {"accuracy", "accuracy", false}, {"macro_f1", "macro-averaged F1", false}};
  stance__document_section(d, "slices", stance__document_format(d, "By %s", s->field));
  if (page) {
    stance__page_slices(d, s, overall);
    return;
  }
  stance__document_grid(d, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < s->n_slices; i++) {
    const stance_slice *slice = &s->slices[i];
    stance__document_cell(d, slice->name ? stance__cell_text(slice->name) : stance__cell_named("", "(none)"));
    stance__document_cell(d, stance__cell_count(slice->n));
    stance__document_cell(d, stance__cell_estimate(slice->accuracy, slice->accuracy_ci95));
    stance__document_cell(d, stance__cell_estimate(slice->macro_f1, slice->macro_f1_ci95));
  }
}

/* "file:line", the name of a quoted statement. */
static stance__cell place_of(stance__document *d, const stance_report_statement *s) {
  return stance__cell_text(stance__document_format(d, "%s:%ld", s->file, s->line));
}

static void side_by_side(stance__document *d, const stance_evaluation *e) {
  static const stance__column columns[] = {{"measure", "measure", false}, {"a", "A", false}, {"b", "B", false}};
  stance__measure a[STANCE__MEASURES], b[STANCE__MEASURES];
  stance__measures_of(a, e->model.metrics);
  stance__measures_of(b, e->other.metrics);
  stance__document_grid(d, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < STANCE__MEASURES; i++) {
    stance__document_cell(d, stance__cell_named(a[i].key, a[i].name));
    stance__document_cell(d, measured(&a[i]));
    stance__document_cell(d, measured(&b[i]));
  }
}

static void differing(stance__document *d, const stance_evaluation *e, size_t quoted) {
  static const stance__column columns[] = {
      {"statement", "statement", false}, {"truth", "truth", false}, {"a", "A", false}, {"b", "B", false}, {"text", "text", true}};
  const stance_comparison *c = e->comparison;
  const stance_predictions *a = e->model.predictions, *b = e->other.predictions;
  size_t n = c->n_differing < quoted ? c->n_differing : quoted;
  stance__document_section(d, "differing",
                           n < c->n_differing ? stance__document_format(d, "Different answers (the first %zu of %zu)", n, c->n_differing)
                                              : stance__document_format(d, "Different answers (%zu)", n));
  if (n == 0) return;
  stance__document_grid(d, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < n; i++) {
    size_t s = c->differing[i];
    stance__document_cell(d, place_of(d, &e->statements[s]));
    stance__document_cell(d, stance__cell_text(e->labels[a->truth[s]]));
    stance__document_cell(d, stance__cell_text(e->labels[a->predicted[s]]));
    stance__document_cell(d, stance__cell_text(e->labels[b->predicted[s]]));
    stance__document_cell(d, stance__cell_text(e->statements[s].text));
  }
}

static void comparison(stance__document *d, const stance_evaluation *e, size_t quoted, const stance_report_options *o) {
  const stance_comparison *c = e->comparison;
  stance__document_section(d, "comparison", "Comparison");
  stance__document_fact(d, "a", "A", stance__cell_text(o && o->model ? o->model : "the model"), NULL);
  stance__document_fact(d, "b", "B", stance__cell_text(e->other_name), NULL);
  side_by_side(d, e);
  stance__document_fact(d, "macro_f1_difference", "F1, B minus A",
                        stance__cell_difference(c->macro_f1_difference, c->macro_f1_difference_ci95), "paired");
  stance__document_fact(d, "accuracy_difference", "accuracy, B minus A",
                        stance__cell_difference(c->accuracy_difference, c->accuracy_difference_ci95), "paired");
  stance__document_fact(d, "only_a_right", "only A right", stance__cell_count(c->only_first), NULL);
  stance__document_fact(d, "only_b_right", "only B right", stance__cell_count(c->only_second), NULL);
  stance__document_fact(d, "both_right", "both right", stance__cell_count(c->both_right), NULL);
  stance__document_fact(d, "both_wrong", "both wrong", stance__cell_count(c->both_wrong), NULL);
  stance__document_fact(d, "mcnemar_p", "McNemar's exact p", stance__cell_p_value(c->mcnemar_p),
                        "two-sided; chance of a gap like this between equals");
  differing(d, e, quoted);
}

static stance__cell terms_of(stance__document *d, const stance_report_mistake *m) {
  stance__buffer b = STANCE__BUFFER_INIT;
  for (size_t i = 0; i < m->n_terms; i++) {
    if (i) stance__buffer_puts(&b, ", ");
    stance__buffer_add(&b, m->terms[i].term, m->terms[i].length);
    stance__buffer_printf(&b, " %+.3f", m->terms[i].weight);
  }
  const char *kept = b.length ? stance__arena_copy(&d->arena, b.data, b.length) : NULL;
  if (b.failed || (b.length && !kept)) d->failed = true;
  stance__buffer_release(&b);
  return stance__cell_text(kept);
}

static void mistakes(stance__document *d, const stance_evaluation *e, bool page) {
  static const stance__column columns[] = {{"statement", "statement", false},     {"truth", "truth", false}, {"answer", "answer", false},
                                           {"probability", "probability", false}, {"text", "text", true},    {"terms", "terms", true}};
  const stance_predictions *p = e->model.predictions;
  stance__document_section(d, "errors", "Most confident mistakes, with the terms that spoke for them");
  if (e->n_mistakes == 0) {
    stance__document_note(d, "none");
    return;
  }
  if (page) {
    stance__page_mistakes(d, e);
    return;
  }
  stance__document_grid(d, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < e->n_mistakes; i++) {
    size_t s = e->mistakes[i].statement;
    stance__document_cell(d, place_of(d, &e->statements[s]));
    stance__document_cell(d, stance__cell_text(e->labels[p->truth[s]]));
    stance__document_cell(d, stance__cell_text(e->labels[p->predicted[s]]));
    stance__document_cell(d, p->probabilities ? stance__cell_number(p->probabilities[s * p->n_labels + p->predicted[s]])
                                              : stance__cell_text(NULL));
    stance__document_cell(d, stance__cell_text(e->statements[s].text));
    stance__document_cell(d, terms_of(d, &e->mistakes[i]));
  }
}

void stance__evaluation_document(stance__document *d, const stance_evaluation *e, size_t quoted, bool page,
                                 const stance_report_options *options) {
  heading(d, e, options);
  if (e->model.metrics) {
    stance__measure measures[STANCE__MEASURES];
    stance__measures_of(measures, e->model.metrics);
    if (page) stance__page_headline(d, e);
    for (size_t i = 0; i < STANCE__MEASURES; i++)
      stance__document_fact(d, measures[i].key, measures[i].name, measured(&measures[i]), measures[i].meaning);
    per_label(d, e);
    confusion(d, e, page);
    if (page) stance__page_curves(d, e, options && options->model ? options->model : "the model");
    if (e->shares) shares(d, e);
  }
  if (e->model.neither.n) neither(d, e);
  if (e->slices) slices(d, e->slices, e->model.metrics ? e->model.metrics->accuracy : (double)NAN, page);
  if (e->comparison) comparison(d, e, quoted, options);
  if (e->has_mistakes) mistakes(d, e, page);
  if (page && e->model.opened) stance__page_model(d, e->model.opened);
}
