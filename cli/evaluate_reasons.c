/* Why a model was wrong, and what its mistakes do to the shares it would report. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "cli/evaluate_work.h"

enum { TERMS_SHOWN = 5, TERMS_ASKED = 100 }; /* the strongest terms include some that spoke against the label */

static stance_status explain(stance_report_mistake *mistake, stance_labeller *labeller, const cli_judged *j,
                             const cli_statements *s, stance__arena *arena, stance_error *error) {
  const stance_text *text = &s->texts[mistake->statement];
  stance_reason reasons[TERMS_ASKED];
  size_t found = 0;
  stance_report_term *terms = stance__arena_alloc(arena, TERMS_SHOWN * sizeof *terms);
  if (!terms) return stance__fail_memory(error);
  stance_status status = stance_explain_text(labeller, text->data, text->length, j->predicted[mistake->statement], reasons,
                                             TERMS_ASKED, &found, error);
  if (status != STANCE_OK) return status;
  for (size_t i = 0; i < found && mistake->n_terms < TERMS_SHOWN; i++) {
    if (!(reasons[i].weight > 0)) continue;
    stance_report_term *t = &terms[mistake->n_terms++];
    t->term = stance_model_term(j->model, reasons[i].term, &t->length);
    t->weight = reasons[i].weight;
    t->start = stance__utf8_count(text->data, reasons[i].start);
    t->end = stance__utf8_count(text->data, reasons[i].end);
  }
  mistake->terms = terms;
  return STANCE_OK;
}

stance_status cli_explain_mistakes(const stance_report_mistake **out, size_t *found, const cli_judged *j, const cli_statements *s,
                                   size_t n, stance__arena *arena, stance_error *error) {
  if (n > s->n) n = s->n;
  size_t *numbers = stance__arena_alloc(arena, n * sizeof *numbers);
  stance_report_mistake *mistakes = stance__arena_alloc(arena, n * sizeof *mistakes);
  stance_labeller *labeller = NULL;
  if (!numbers || !mistakes) return stance__fail_memory(error);
  stance_status status = stance_mistakes_find(numbers, n, found, &j->predictions, error);
  if (status == STANCE_OK) status = stance_labeller_new(&labeller, j->model, error);
  for (size_t i = 0; status == STANCE_OK && i < *found; i++) {
    mistakes[i] = (stance_report_mistake){numbers[i], NULL, 0};
    status = explain(&mistakes[i], labeller, j, s, arena, error);
  }
  stance_labeller_free(labeller);
  if (status == STANCE_OK) *out = mistakes;
  return status;
}

/* The model's confusion is of confident answers, so those are what is adjusted: the labels, and "not confident". What is shown as the
   raw share is of every answer, since that is what a user would count. */
stance_status cli_adjust_shares(const stance_share **out, const cli_judged *j, const cli_statements *s, size_t seed,
                                stance__arena *arena, stance_error *error) {
  size_t k = s->n_labels, m = k + 1, groups = stance_dataset_group_count(s->dataset);
  size_t *predicted = stance__calloc(groups, k * sizeof *predicted), *confident = stance__calloc(groups, m * sizeof *confident);
  size_t *confusion = stance__calloc(k, m * sizeof *confusion); /* first all 0: unknown */
  stance_share *raw = stance__arena_alloc(arena, k * sizeof *raw), *shares = stance__arena_alloc(arena, k * sizeof *shares);
  stance_status status = predicted && confident && confusion && raw && shares ? STANCE_OK : stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  for (size_t i = 0; i < s->n; i++) {
    predicted[s->groups[i] * k + j->predicted[i]]++;
    confident[s->groups[i] * m + (j->confident[i] ? j->predicted[i] : k)]++;
  }
  status = stance_shares_compute(raw, &(stance_share_counts){k, k, groups, predicted, confusion}, 0, seed, error);
  for (size_t t = 0; t < k; t++)
    for (size_t p = 0; p < m; p++) confusion[t * m + p] = stance_model_confusion(j->model, t, p);
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
