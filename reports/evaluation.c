/* An evaluation in the format asked for. */
#include "base/error.h"
#include "reports/evaluation_parts.h"

enum { QUOTED_TO_PEOPLE = 20, QUOTED_ON_PAGES = 200 };

void stance__measures_of(stance__measure out[STANCE__MEASURES], const stance_metrics *m) {
  const stance__measure measures[STANCE__MEASURES] = {
      {"macro_f1", "macro-averaged F1", NULL, m->macro_f1, true, m->macro_f1_ci95},
      {"accuracy", "accuracy", NULL, m->accuracy, true, m->accuracy_ci95},
      {"majority_accuracy", "majority baseline", "accuracy of always answering the commonest label", m->majority_accuracy, false, {0, 0}},
      {"kappa", "Cohen's kappa", "agreement beyond chance", m->kappa, false, {0, 0}},
      {"mcc", "MCC", "Matthews correlation", m->mcc, false, {0, 0}},
      {"roc_auc", "ROC-AUC", "0.5 is chance, 1 a perfect ranking", m->roc_auc, false, {0, 0}},
      {"average_precision", "average precision", "area under precision and recall", m->average_precision, false, {0, 0}},
      {"log_loss", "log loss", "lower is better", m->log_loss, false, {0, 0}},
      {"brier", "Brier score", "lower is better", m->brier, false, {0, 0}},
      {"ece", "calibration error", "gap between promised and kept probability", m->ece, false, {0, 0}},
      {"coverage", "coverage", "share of confident answers", m->coverage, false, {0, 0}},
      {"confident_accuracy", "confident accuracy", "accuracy of those", m->confident_accuracy, false, {0, 0}}};
  for (size_t i = 0; i < STANCE__MEASURES; i++) out[i] = measures[i];
}

stance_status stance_evaluation_render(char **out, const stance_evaluation *e, stance_report_format format,
                                       const stance_report_options *options, stance_error *error) {
  if (format == STANCE_REPORT_JSON) {
    stance__buffer b = STANCE__BUFFER_INIT;
    stance__evaluation_json(&b, e, options);
    return stance__report_finish(out, &b, error);
  }
  stance__document d = STANCE__DOCUMENT_INIT;
  bool page = format == STANCE_REPORT_HTML;
  size_t quoted = format == STANCE_REPORT_CSV ? SIZE_MAX : page ? QUOTED_ON_PAGES : QUOTED_TO_PEOPLE;
  stance__evaluation_document(&d, e, quoted, page, options);
  stance_status status = stance__document_render(out, &d, format, options, error);
  stance__document_release(&d);
  return status;
}
