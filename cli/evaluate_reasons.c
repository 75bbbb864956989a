/* Why a model was wrong, and what its mistakes do to the shares it would report. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "cli/evaluate_work.h"

enum { TERMS_SHOWN = 5, TERMS_ASKED = 100 }; /* the strongest terms include some that spoke against the label */

static stance_status explain(stance_report_mistake *mistake, stance_labeller *labeller, const stance_evaluation *e, stance__arena *arena,
                             stance_error *error) {
  const char *text = e->statements[mistake->statement].text;
  uint32_t answer = e->model.predictions->predicted[mistake->statement];
  stance_reason reasons[TERMS_ASKED];
  size_t found = 0;
  stance_report_term *terms = stance__arena_alloc(arena, TERMS_SHOWN * sizeof *terms);
  if (!terms) return stance__fail_memory(error);
  stance_status status = stance_explain_text(labeller, text, strlen(text), answer, reasons, TERMS_ASKED, &found, error);
  if (status != STANCE_OK) return status;
  for (size_t i = 0; i < found && mistake->n_terms < TERMS_SHOWN; i++) {
    if (!(reasons[i].weight > 0)) continue;
    stance_report_term *t = &terms[mistake->n_terms++];
    t->term = stance_model_term(e->model.opened, reasons[i].term, &t->length);
    t->weight = reasons[i].weight;
    t->start = stance__utf8_count(text, reasons[i].start);
    t->end = stance__utf8_count(text, reasons[i].end);
  }
  mistake->terms = terms;
  return STANCE_OK;
}

stance_status cli_explain_mistakes(const stance_report_mistake **out, size_t *found, const stance_evaluation *e, size_t n,
                                   stance__arena *arena, stance_error *error) {
  const stance_predictions *p = e->model.predictions;
  if (n > p->n) n = p->n;
  size_t *numbers = stance__arena_alloc(arena, n * sizeof *numbers);
  stance_report_mistake *mistakes = stance__arena_alloc(arena, n * sizeof *mistakes);
  stance_labeller *labeller = NULL;
  if (!numbers || !mistakes) return stance__fail_memory(error);
  stance_status status = stance_mistakes_find(numbers, n, found, p, error);
  if (status == STANCE_OK) status = stance_labeller_new(&labeller, e->model.opened, error);
  for (size_t i = 0; status == STANCE_OK && i < *found; i++) {
    mistakes[i] = (stance_report_mistake){numbers[i], NULL, 0};
    status = explain(&mistakes[i], labeller, e, arena, error);
  }
  stance_labeller_free(labeller);
  if (status == STANCE_OK) *out = mistakes;
  return status;
}

/* The model's confusion is of confident answers, so those are what is adjusted: the labels, and "not confident". What is shown as the
   raw share is of every answer, since that is what a user would count. */
stance_status cli_adjust_shares(const stance_share **out, const stance_evaluation *e, size_t groups, size_t seed, stance__arena *arena,
                                stance_error *error) {
  const stance_predictions *answers = e->model.predictions;
  size_t k = e->n_labels, m = k + 1;
  size_t *predicted = stance__calloc(groups, k * sizeof *predicted), *confident = stance__calloc(groups, m * sizeof *confident);
  size_t *confusion = stance__calloc(k, m * sizeof *confusion); /* first all 0: unknown */
  stance_share *raw = stance__arena_alloc(arena, k * sizeof *raw), *shares = stance__arena_alloc(arena, k * sizeof *shares);
  stance_status status = predicted && confident && confusion && raw && shares ? STANCE_OK : stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  for (size_t i = 0; i < answers->n; i++) {
    uint32_t group = answers->groups[i], label = answers->predicted[i];
    predicted[group * k + label]++;
    confident[group * m + (answers->confident[i] ? label : k)]++;
  }
  status = stance_shares_compute(raw, &(stance_share_counts){k, k, groups, predicted, confusion}, 0, seed, error);
  for (size_t t = 0; t < k; t++)
    for (size_t p = 0; p < m; p++) confusion[t * m + p] = stance_model_confusion(e->model.opened, t, p);
  if (status == STANCE_OK)
    status = stance_shares_compute(shares, &(stance_share_counts){k, m, groups, confident, confusion}, 0, seed, error);
  for (size_t l = 0; status == STANCE_OK && l < k; l++) {
    shares[l].raw = raw[l].raw;
    shares[l].raw_ci95 = raw[l].raw_ci95;
  }
out:
  stance__free(predicted);
  stance__free(confident);
  stance__free(confusion);
  if (status == STANCE_OK) *out = shares;
  return status;
}
