/* The public entry point: every measure of a model's answers. From the confusion matrix come precision, recall and F1 of each
   label, Cohen's kappa (Cohen, 1960), R_K, the Matthews correlation for any number of labels (Gorodkin, 2004), and the majority
   baseline. */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reports/scores.h"

void stance_metrics_free(stance_metrics *m) {
  if (!m) return;
  if (m->labels)
    for (size_t i = 0; i < m->n_labels; i++) stance__free(m->labels[i]);
  stance__free(m->labels);
  stance__free(m->per_label);
  stance__free(m->confusion);
  stance__free(m);
}

static void from_confusion(stance_metrics *m) {
  size_t k = m->n_labels, hit = 0, majority = 0;
  double n = (double)m->n, chance = 0, truth_squares = 0, predicted_squares = 0;
  for (size_t i = 0; i < k; i++) {
    size_t right = m->confusion[i * k + i], truth = 0, predicted = 0;
    for (size_t j = 0; j < k; j++) {
      truth += m->confusion[i * k + j];
      predicted += m->confusion[j * k + i];
    }
    m->per_label[i] =
        (stance_label_metrics){predicted ? (double)right / (double)predicted : 0, truth ? (double)right / (double)truth : 0,
                               truth + predicted ? 2.0 * (double)right / (double)(truth + predicted) : 0, truth};
    hit += right;
    if (truth > majority) majority = truth;
    chance += (double)truth * (double)predicted;
    truth_squares += (double)truth * (double)truth;
    predicted_squares += (double)predicted * (double)predicted;
  }
  m->majority_accuracy = (double)majority / n;
  double expected = chance / (n * n);
  m->kappa = expected < 1 ? (m->accuracy - expected) / (1 - expected) : 0;
  double scale = sqrt((n * n - predicted_squares) * (n * n - truth_squares));
  m->mcc = scale > 0 ? ((double)hit * n - chance) / scale : 0;
}

stance_status stance__predictions_check(const stance_predictions *p, stance_error *error) {
  if (p->n == 0) return stance__fail(error, STANCE_DATA, NULL, 0, "nothing to evaluate: there are no statements");
  if (p->n_labels < 2) return stance__fail(error, STANCE_USAGE, NULL, 0, "metrics need at least two labels");
  if (p->n_labels > INT16_MAX || p->n > UINT32_MAX)
    return stance__fail(error, STANCE_USAGE, NULL, 0, "too many labels or statements");
  for (size_t i = 0; i < p->n; i++)
    if (p->truth[i] >= p->n_labels || p->predicted[i] >= p->n_labels)
      return stance__fail(error, STANCE_USAGE, NULL, 0, "statement %zu: label number out of range", i);
  return STANCE_OK;
}

/* ROC-AUC and average precision: of the last label where there are two, averaged over the labels that can be ranked otherwise. */
static stance_status rank_labels(stance_metrics *m, const stance_predictions *p, stance_error *error) {
  double auc_sum = 0, ap_sum = 0;
  size_t ranked = 0;
  for (size_t label = p->n_labels == 2 ? 1 : 0; label < p->n_labels; label++) {
    double auc, ap;
    stance_status status = stance__ranking_scores(p, label, &auc, &ap, error);
    if (status != STANCE_OK) return status;
    if (isnan(auc)) continue;
    auc_sum += auc;
    ap_sum += ap;
    ranked++;
  }
  m->roc_auc = ranked ? auc_sum / (double)ranked : (double)NAN;
  m->average_precision = ranked ? ap_sum / (double)ranked : (double)NAN;
  return STANCE_OK;
}

stance_status stance_metrics_compute(stance_metrics **out, const stance_predictions *p, size_t draws, uint64_t seed,
                                     stance_error *error) {
  stance_status status = stance__predictions_check(p, error);
  if (status != STANCE_OK) return status;
  size_t k = p->n_labels;
  stance_metrics *m = stance__calloc(1, sizeof *m);
  if (!m) return stance__fail_memory(error);
  stance__rightness rightness;
  stance__entry *entries = stance__array(p->n, sizeof *entries);
  m->n = p->n;
  m->n_labels = k;
  m->per_label = stance__calloc(k, sizeof *m->per_label);
  m->confusion = stance__calloc(k * k, sizeof *m->confusion);
  m->labels = stance__calloc(k, sizeof *m->labels);
  status = entries && m->per_label && m->confusion && m->labels ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; status == STANCE_OK && i < k; i++)
    if (!(m->labels[i] = stance__strndup(p->labels[i], strlen(p->labels[i])))) status = stance__fail_memory(error);
  if (status != STANCE_OK) goto out;

  size_t confident = 0, confident_hits = 0;
  for (size_t i = 0; i < p->n; i++) {
    entries[i] = stance__confusion_entry(p, i);
    m->confusion[entries[i].cell]++;
    if (p->confident && !p->confident[i]) continue;
    confident++;
    confident_hits += p->truth[i] == p->predicted[i];
  }
  m->coverage = (double)confident / (double)p->n;
  m->confident_accuracy = confident ? (double)confident_hits / (double)confident : (double)NAN;
  status = stance__rightness_compute(&rightness, entries, p->n, k, draws, seed, 0, error);
  if (status != STANCE_OK) goto out;
  m->accuracy = rightness.accuracy;
  m->macro_f1 = rightness.macro_f1;
  m->accuracy_ci95 = rightness.accuracy_ci95;
  m->macro_f1_ci95 = rightness.macro_f1_ci95;
  from_confusion(m);
  m->roc_auc = m->average_precision = m->log_loss = m->brier = m->ece = (double)NAN;
  if (p->probabilities) {
    status = rank_labels(m, p, error);
    if (status == STANCE_OK) status = stance__probability_scores(p, &m->log_loss, &m->brier, &m->ece, error);
  }
out:
  stance__free(entries);
  if (status == STANCE_OK) *out = m;
  else stance_metrics_free(m);
  return status;
}
