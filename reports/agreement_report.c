/* Agreement between annotators, rendered: as a document for people and CSV, and as stance.agreement/1 (docs/evaluation.md). */
#include "base/error.h"
#include "reports/report_document.h"
#include "reports/json_members.h"

static void heading(stance__document *d, const stance_agreement *a, const stance_report_options *o) {
  stance__document_section(d, "agreement", o && o->title ? o->title : "Agreement between annotators");
  if (o && o->dataset) stance__document_fact(d, "dataset", "data", stance__cell_text(o->dataset), NULL);
  stance__document_fact(d, "n", "statements", stance__cell_count(a->n), NULL);
  stance__document_fact(d, "n_pairable", "two labels or more", stance__cell_count(a->n_pairable),
                        "what agreement and alpha are about");
  stance__document_fact(d, "n_complete", "labelled by all", stance__cell_count(a->n_complete), "what Fleiss' kappa is about");
  stance__document_fact(d, "alpha", "Krippendorff's alpha", stance__cell_estimate(a->alpha, a->alpha_ci95), NULL);
  stance__document_fact(d, "fleiss_kappa", "Fleiss' kappa", stance__cell_estimate(a->fleiss_kappa, a->fleiss_kappa_ci95), NULL);
  stance__document_fact(d, "observed", "observed agreement", stance__cell_estimate(a->observed, a->observed_ci95), NULL);
}

static void pairs(stance__document *d, const stance_agreement *a) {
  static const stance__column columns[] = {
      {"pair", "pair", false}, {"n", "n", false}, {"observed", "observed", false}, {"kappa", "Cohen's kappa", false}};
  stance__document_section(d, "pairs", "By pair");
  stance__document_grid(d, columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < a->n_pairs; i++) {
    const stance_pair_agreement *p = &a->pairs[i];
    stance__document_cell(
        d, stance__cell_text(stance__document_format(d, "%s, %s", a->annotators[p->first], a->annotators[p->second])));
    stance__document_cell(d, stance__cell_count(p->n));
    stance__document_cell(d, stance__cell_estimate(p->observed, p->observed_ci95));
    stance__document_cell(d, stance__cell_estimate(p->kappa, p->kappa_ci95));
  }
}

static void labels(stance__document *d, const stance_agreement *a) {
  stance__column *columns = stance__arena_alloc(&d->arena, (a->n_labels + 2) * sizeof *columns);
  stance__document_section(d, "labels", "Labels given");
  if (!columns) {
    d->failed = true;
    return;
  }
  columns[0] = (stance__column){"annotator", "annotator", false};
  for (size_t l = 0; l < a->n_labels; l++) columns[l + 1] = (stance__column){a->labels[l], a->labels[l], false};
  columns[a->n_labels + 1] = (stance__column){"", "(none)", false};
  stance__document_grid(d, columns, a->n_labels + 2);
  for (size_t i = 0; i < a->n_annotators; i++) {
    size_t given = 0;
    stance__document_cell(d, stance__cell_text(a->annotators[i]));
    for (size_t l = 0; l < a->n_labels; l++) {
      given += a->counts[i * a->n_labels + l];
      stance__document_cell(d, stance__cell_count(a->counts[i * a->n_labels + l]));
    }
    stance__document_cell(d, stance__cell_count(a->n - given));
  }
}

static void agreement_json(stance__buffer *b, const stance_agreement *a, const stance_report_options *o) {
  stance__json_open(b, NULL, '{');
  stance__json_text(b, "schema", "stance.agreement/1");
  if (o && o->dataset) stance__json_text(b, "dataset", o->dataset);
  stance__json_count(b, "n", a->n);
  stance__json_count(b, "n_pairable", a->n_pairable);
  stance__json_count(b, "n_complete", a->n_complete);
  stance__json_texts(b, "annotators", (const char *const *)a->annotators, a->n_annotators);
  stance__json_texts(b, "labels", (const char *const *)a->labels, a->n_labels);
  stance__json_counts(b, "counts", a->counts, a->n_annotators, a->n_labels);
  stance__json_estimate(b, "observed", a->observed, a->observed_ci95);
  stance__json_estimate(b, "fleiss_kappa", a->fleiss_kappa, a->fleiss_kappa_ci95);
  stance__json_estimate(b, "alpha", a->alpha, a->alpha_ci95);
  stance__json_open(b, "pairs", '[');
  for (size_t i = 0; i < a->n_pairs; i++) {
    const stance_pair_agreement *p = &a->pairs[i];
    stance__json_open(b, NULL, '{');
    stance__json_text(b, "first", a->annotators[p->first]);
    stance__json_text(b, "second", a->annotators[p->second]);
    stance__json_count(b, "n", p->n);
    stance__json_estimate(b, "observed", p->observed, p->observed_ci95);
    stance__json_estimate(b, "kappa", p->kappa, p->kappa_ci95);
    stance__json_close(b, '}');
  }
  stance__json_close(b, ']');
  stance__json_close(b, '}');
  stance__buffer_putc(b, '\n');
}

stance_status stance_agreement_render(char **out, const stance_agreement *a, stance_report_format format,
                                      const stance_report_options *options, stance_error *error) {
  if (format == STANCE_REPORT_JSON) {
    stance__buffer b = STANCE__BUFFER_INIT;
    agreement_json(&b, a, options);
    return stance__report_finish(out, &b, error);
  }
  stance__document d = STANCE__DOCUMENT_INIT;
  heading(&d, a, options);
  pairs(&d, a);
  labels(&d, a);
  stance_status status = stance__document_render(out, &d, format, options, error);
  stance__document_release(&d);
  return status;
}
