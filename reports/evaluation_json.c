/* The evaluation report for programs: schema stance.evaluation/1, described in docs/evaluation.md. */
#include "reports/evaluation_parts.h"
#include "reports/json_members.h"

static void measures(stance__buffer *b, const stance_metrics *m) {
  stance__measure all[STANCE__MEASURES];
  stance__measures_of(all, m);
  for (size_t i = 0; i < STANCE__MEASURES; i++) {
    if (all[i].has_interval) stance__json_estimate(b, all[i].key, all[i].value, all[i].interval);
    else stance__json_number(b, all[i].key, all[i].value);
  }
}

static void metrics(stance__buffer *b, const stance_evaluation *e, const stance_metrics *m) {
  measures(b, m);
  stance__json_open(b, "per_label", '{');
  for (size_t i = 0; i < e->n_labels; i++) {
    stance__json_open(b, e->labels[i], '{');
    stance__json_number(b, "precision", m->per_label[i].precision);
    stance__json_number(b, "recall", m->per_label[i].recall);
    stance__json_number(b, "f1", m->per_label[i].f1);
    stance__json_count(b, "support", m->per_label[i].support);
    stance__json_close(b, '}');
  }
  stance__json_close(b, '}');
  stance__json_counts(b, "confusion", m->confusion, e->n_labels, e->n_labels);
}

static void neither(stance__buffer *b, const stance_neither_count *n) {
  if (!n->n) {
    stance__json_null(b, "neither");
    return;
  }
  stance__json_open(b, "neither", '{');
  stance__json_count(b, "n", n->n);
  stance__json_count(b, "not_confident", n->not_confident);
  stance__json_close(b, '}');
}

static void shares(stance__buffer *b, const stance_evaluation *e) {
  stance__json_open(b, "shares", '{');
  for (size_t i = 0; i < e->n_labels; i++) {
    const stance_share *s = &e->shares[i];
    stance__json_open(b, e->labels[i], '{');
    stance__json_number(b, "true", (double)e->model.metrics->per_label[i].support / (double)e->model.metrics->n);
    stance__json_estimate(b, "predicted", s->raw, s->raw_ci95);
    stance__json_estimate(b, "adjusted", s->adjusted, s->adjusted_ci95);
    stance__json_close(b, '}');
  }
  stance__json_close(b, '}');
}

static void slices(stance__buffer *b, const stance_slices *s) {
  stance__json_text(b, "by", s->field);
  stance__json_open(b, "slices", '[');
  for (size_t i = 0; i < s->n_slices; i++) {
    const stance_slice *slice = &s->slices[i];
    stance__json_open(b, NULL, '{');
    stance__json_text(b, "name", slice->name);
    stance__json_count(b, "n", slice->n);
    stance__json_estimate(b, "accuracy", slice->accuracy, slice->accuracy_ci95);
    stance__json_estimate(b, "macro_f1", slice->macro_f1, slice->macro_f1_ci95);
    stance__json_close(b, '}');
  }
  stance__json_close(b, ']');
}

/* Opens an object that the caller closes. */
static void open_statement(stance__buffer *b, const stance_evaluation *e, size_t s) {
  stance__json_open(b, NULL, '{');
  stance__json_text(b, "file", e->statements[s].file);
  stance__json_count(b, "line", (size_t)e->statements[s].line);
  stance__json_text(b, "truth", e->labels[e->model.predictions->truth[s]]);
}

/* The members `key` and `key`_probability of what a model said of a statement. */
static void answer(stance__buffer *b, const stance_evaluation *e, const stance_predictions *p, size_t s, const char *key,
                   const char *probability_key) {
  stance__json_text(b, key, e->labels[p->predicted[s]]);
  if (p->probabilities) stance__json_number(b, probability_key, p->probabilities[s * p->n_labels + p->predicted[s]]);
  else stance__json_null(b, probability_key);
}

static void differences(stance__buffer *b, const stance_evaluation *e) {
  const stance_comparison *c = e->comparison;
  stance__json_estimate(b, "accuracy_difference", c->accuracy_difference, c->accuracy_difference_ci95);
  stance__json_estimate(b, "macro_f1_difference", c->macro_f1_difference, c->macro_f1_difference_ci95);
  stance__json_open(b, "mcnemar", '{');
  stance__json_count(b, "only_first_right", c->only_first);
  stance__json_count(b, "only_second_right", c->only_second);
  stance__json_count(b, "both_right", c->both_right);
  stance__json_count(b, "both_wrong", c->both_wrong);
  stance__json_number(b, "p", c->mcnemar_p);
  stance__json_close(b, '}');
  stance__json_open(b, "differing", '[');
  for (size_t i = 0; i < c->n_differing; i++) {
    size_t s = c->differing[i];
    open_statement(b, e, s);
    answer(b, e, e->model.predictions, s, "first", "first_probability");
    answer(b, e, e->other.predictions, s, "second", "second_probability");
    stance__json_text(b, "text", e->statements[s].text);
    stance__json_close(b, '}');
  }
  stance__json_close(b, ']');
}

static void comparison(stance__buffer *b, const stance_evaluation *e) {
  stance__json_open(b, "comparison", '{');
  stance__json_text(b, "model", e->other_name);
  if (e->comparison) metrics(b, e, e->other.metrics);
  neither(b, &e->other.neither);
  if (e->comparison) differences(b, e);
  stance__json_close(b, '}');
}

static void mistakes(stance__buffer *b, const stance_evaluation *e) {
  stance__json_open(b, "errors", '[');
  for (size_t i = 0; i < e->n_mistakes; i++) {
    const stance_report_mistake *m = &e->mistakes[i];
    open_statement(b, e, m->statement);
    answer(b, e, e->model.predictions, m->statement, "label", "probability");
    stance__json_text(b, "text", e->statements[m->statement].text);
    stance__json_open(b, "reasons", '[');
    for (size_t t = 0; t < m->n_terms; t++) {
      stance__json_open(b, NULL, '{');
      stance__buffer_puts(b, "\"term\":");
      stance__buffer_json_string(b, m->terms[t].term, m->terms[t].length);
      stance__json_number(b, "weight", m->terms[t].weight);
      stance__json_count(b, "start", m->terms[t].start);
      stance__json_count(b, "end", m->terms[t].end);
      stance__json_close(b, '}');
    }
    stance__json_close(b, ']');
    stance__json_close(b, '}');
  }
  stance__json_close(b, ']');
}

void stance__evaluation_json(stance__buffer *b, const stance_evaluation *e, const stance_report_options *options) {
  stance__json_open(b, NULL, '{');
  stance__json_text(b, "schema", "stance.evaluation/1");
  if (options && options->model) stance__json_text(b, "model", options->model);
  if (options && options->dataset) stance__json_text(b, "dataset", options->dataset);
  stance__json_count(b, "n", e->model.metrics ? e->model.metrics->n : 0);
  stance__json_texts(b, "labels", e->labels, e->n_labels);
  if (e->model.metrics) metrics(b, e, e->model.metrics);
  if (e->model.metrics && e->shares) shares(b, e);
  neither(b, &e->model.neither);
  if (e->slices) slices(b, e->slices);
  if (e->other_name) comparison(b, e);
  if (e->has_mistakes) mistakes(b, e);
  stance__json_close(b, '}');
  stance__buffer_putc(b, '\n');
}
