/* Agreement between annotators. Every measure follows from sums over statements, so that one function serves the figures and each
   draw of their intervals: Cohen's kappa (1960) from a table a pair, Fleiss' kappa (1971) from the statements that all labelled,
   Krippendorff's nominal alpha (2011) from the coincidences within statements that at least two labelled. */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reports/resampling.h"
#include "reports/scores.h"

void stance_agreement_free(stance_agreement *a) {
  if (!a) return;
  for (size_t i = 0; a->annotators && i < a->n_annotators; i++) stance__free(a->annotators[i]);
  for (size_t l = 0; a->labels && l < a->n_labels; l++) stance__free(a->labels[l]);
  stance__free(a->annotators);
  stance__free(a->labels);
  stance__free(a->counts);
  stance__free(a->pairs);
  stance__free(a);
}

/* The sums: single cells, then label counts of pairable and of complete statements, then a table [n_labels][n_labels] a pair. */
enum { PAIRABLE, PAIRABLE_AGREEMENT, DISAGREEMENT, COMPLETE, COMPLETE_AGREEMENT, SINGLE_CELLS };
typedef struct shape {
  size_t n_annotators, n_labels, n_pairs;
} shape;
static size_t pairable_cell(const shape *s, size_t label) { return (void)s, SINGLE_CELLS + label; }
static size_t complete_cell(const shape *s, size_t label) { return SINGLE_CELLS + s->n_labels + label; }
static size_t pair_cell(const shape *s, size_t pair) { return SINGLE_CELLS + 2 * s->n_labels + pair * s->n_labels * s->n_labels; }

/* Values: observed, Fleiss' kappa, alpha, then observed and kappa of each pair. */
enum { OBSERVED, FLEISS, ALPHA, SINGLE_VALUES };

/* Agreement beyond chance as a share of what could be beyond it. */
static double beyond_chance(double observed, double expected) {
  return expected < 1 ? (observed - expected) / (1 - expected) : (double)NAN;
}

static void measure(const void *context, const double *sums, double *scratch, stance__random *random, double *values) {
  const shape *s = context;
  size_t k = s->n_labels;
  double labels = 0, expected_disagreement = 0, chance = 0, ratings = sums[COMPLETE] * (double)s->n_annotators;
  (void)scratch, (void)random;
  for (size_t l = 0; l < k; l++) labels += sums[pairable_cell(s, l)];
  for (size_t l = 0; l < k; l++) {
    double count = sums[pairable_cell(s, l)], share = sums[complete_cell(s, l)] / ratings;
    expected_disagreement += count * (labels - count);
    chance += share * share;
  }
  values[OBSERVED] = sums[PAIRABLE] > 0 ? sums[PAIRABLE_AGREEMENT] / sums[PAIRABLE] : (double)NAN;
  values[FLEISS] = ratings > 0 ? beyond_chance(sums[COMPLETE_AGREEMENT] / sums[COMPLETE], chance) : (double)NAN;
  values[ALPHA] = expected_disagreement > 0 ? 1 - sums[DISAGREEMENT] * (labels - 1) / expected_disagreement : (double)NAN;
  for (size_t pair = 0; pair < s->n_pairs; pair++) {
    const double *table = sums + pair_cell(s, pair);
    double n = 0, same = 0, products = 0;
    for (size_t i = 0; i < k; i++) {
      double row = 0, column = 0;
      for (size_t j = 0; j < k; j++) row += table[i * k + j], column += table[j * k + i];
      n += row;
      same += table[i * k + i];
      products += row * column;
    }
    values[SINGLE_VALUES + 2 * pair] = n > 0 ? same / n : (double)NAN;
    values[SINGLE_VALUES + 2 * pair + 1] = n > 0 ? beyond_chance(same / n, products / (n * n)) : (double)NAN;
  }
}

typedef struct entries {
  stance__entry *items;
  size_t n, capacity;
  uint32_t group;
  bool failed;
} entries;

static void add(entries *e, size_t cell, double value) {
  if (e->n == e->capacity) {
    size_t capacity = e->capacity ? e->capacity * 2 : 1024;
    stance__entry *items = e->failed ? NULL : stance__realloc(e->items, capacity, sizeof *items);
    e->failed = !items;
    if (!items) return;
    e->items = items;
    e->capacity = capacity;
  }
  e->items[e->n++] = (stance__entry){e->group, (uint32_t)cell, value};
}

/* What one statement adds. tally [n_labels] is zero, before and after. */
static void add_statement(entries *e, const shape *s, const uint32_t *given, size_t *tally) {
  size_t labels = 0, pair = 0;
  double unequal = 0; /* ordered pairs of different labels */
  for (size_t a = 0; a < s->n_annotators; a++)
    if (given[a] != STANCE_NO_LABEL) tally[given[a]]++, labels++;
  for (size_t a = 0; a < s->n_annotators; a++)
    if (given[a] != STANCE_NO_LABEL) unequal += (double)(labels - tally[given[a]]);
  bool complete = labels == s->n_annotators;
  if (labels >= 2) {
    double agreement = 1 - unequal / ((double)labels * (double)(labels - 1));
    add(e, PAIRABLE, 1);
    add(e, PAIRABLE_AGREEMENT, agreement);
    add(e, DISAGREEMENT, unequal / (double)(labels - 1));
    if (complete) add(e, COMPLETE, 1);
    if (complete) add(e, COMPLETE_AGREEMENT, agreement);
  }
  for (size_t a = 0; a < s->n_annotators; a++) {
    bool has = given[a] != STANCE_NO_LABEL;
    if (has && labels >= 2) add(e, pairable_cell(s, given[a]), 1);
    if (complete) add(e, complete_cell(s, given[a]), 1);
    for (size_t b = a + 1; b < s->n_annotators; b++, pair++)
      if (has && given[b] != STANCE_NO_LABEL) add(e, pair_cell(s, pair) + given[a] * s->n_labels + given[b], 1);
    if (has) tally[given[a]] = 0;
  }
}

/* A table of labels by labels for each pair of annotators, gone through in every draw: above, it would take minutes and hundreds of MiB. */
enum { MOST_CELLS = 1 << 22 };

static stance_status check(const stance_annotations *a, stance_error *error) {
  if (a->n_annotators < 2) return stance__fail(error, STANCE_USAGE, NULL, 0, "agreement needs at least two annotators");
  if (a->n_annotators > INT16_MAX || a->n_labels > UINT32_MAX || a->n > UINT32_MAX)
    return stance__fail(error, STANCE_USAGE, NULL, 0, "too many annotators, labels or statements");
  double pairs = (double)a->n_annotators * (double)(a->n_annotators - 1) / 2;
  if (pairs * (double)a->n_labels * (double)a->n_labels > MOST_CELLS)
    return stance__fail(error, STANCE_DATA, NULL, 0,
                        "%zu labels by %zu annotators make over %d cells of agreement; join labels with --map-label, or name the columns "
                        "of labels",
                        a->n_labels, a->n_annotators, MOST_CELLS);
  bool pairable = false;
  for (size_t i = 0; i < a->n; i++) {
    size_t labels = 0;
    for (size_t j = 0; j < a->n_annotators; j++) {
      uint32_t label = a->given[i * a->n_annotators + j];
      if (label != STANCE_NO_LABEL && label >= a->n_labels)
        return stance__fail(error, STANCE_USAGE, NULL, 0, "statement %zu: label number out of range", i);
      labels += label != STANCE_NO_LABEL;
    }
    pairable = pairable || labels >= 2;
  }
  return pairable ? STANCE_OK
                  : stance__fail(error, STANCE_DATA, NULL, 0, "no statement has labels of two annotators; agreement needs some that have");
}

static char **copy_names(const char *const *names, size_t n) {
  char **copies = stance__calloc(n, sizeof *copies);
  for (size_t i = 0; copies && i < n; i++)
    if (!(copies[i] = stance__strndup(names[i], strlen(names[i])))) {
      while (i-- > 0) stance__free(copies[i]);
      stance__free(copies);
      return NULL;
    }
  return copies;
}

static void fill(stance_agreement *a, const shape *s, const double *sums, const double *values, const stance_interval *intervals) {
  a->n_pairable = (size_t)sums[PAIRABLE];
  a->n_complete = (size_t)sums[COMPLETE];
  a->observed = values[OBSERVED], a->observed_ci95 = intervals[OBSERVED];
  a->fleiss_kappa = values[FLEISS], a->fleiss_kappa_ci95 = intervals[FLEISS];
  a->alpha = values[ALPHA], a->alpha_ci95 = intervals[ALPHA];
  for (size_t first = 0, pair = 0; first < s->n_annotators; first++)
    for (size_t second = first + 1; second < s->n_annotators; second++, pair++) {
      size_t at = SINGLE_VALUES + 2 * pair;
      double n = 0;
      for (size_t c = 0; c < s->n_labels * s->n_labels; c++) n += sums[pair_cell(s, pair) + c];
      a->pairs[pair] = (stance_pair_agreement){first, second, (size_t)n, values[at], values[at + 1], intervals[at], intervals[at + 1]};
    }
}

stance_status stance_agreement_compute(stance_agreement **out, const stance_annotations *in, size_t draws, uint64_t seed,
                                       stance_error *error) {
  stance_status status = check(in, error);
  if (status != STANCE_OK) return status;
  shape s = {in->n_annotators, in->n_labels, in->n_annotators * (in->n_annotators - 1) / 2};
  size_t n_cells = pair_cell(&s, s.n_pairs), n_values = SINGLE_VALUES + 2 * s.n_pairs;
  entries e = {NULL, 0, 0, 0, false};
  size_t *tally = stance__calloc(s.n_labels, sizeof *tally);
  double *sums = stance__calloc(n_cells + n_values, sizeof *sums);
  stance_interval *intervals = stance__array(n_values, sizeof *intervals);
  stance_agreement *a = stance__calloc(1, sizeof *a);
  status = tally && sums && intervals && a ? STANCE_OK : stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  a->n = in->n;
  a->n_annotators = s.n_annotators;
  a->n_labels = s.n_labels;
  a->n_pairs = s.n_pairs;
  a->annotators = copy_names(in->annotators, s.n_annotators);
  a->labels = copy_names(in->labels, s.n_labels);
  a->pairs = stance__calloc(s.n_pairs, sizeof *a->pairs);
  a->counts = stance__calloc(s.n_annotators * s.n_labels, sizeof *a->counts);
  if (!a->annotators || !a->labels || !a->pairs || !a->counts) status = stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  for (size_t i = 0; i < in->n; i++) {
    const uint32_t *given = in->given + i * s.n_annotators;
    e.group = in->groups ? in->groups[i] : (uint32_t)i;
    add_statement(&e, &s, given, tally);
    for (size_t j = 0; j < s.n_annotators; j++)
      if (given[j] != STANCE_NO_LABEL) a->counts[j * s.n_labels + given[j]]++;
  }
  if (e.failed) status = stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  for (size_t i = 0; i < e.n; i++) sums[e.items[i].cell] += e.items[i].value;
  measure(&s, sums, NULL, NULL, sums + n_cells);
  stance__resampling r = {e.items, e.n, n_cells, n_values, 0, measure, &s, draws ? draws : STANCE__DRAWS, 0, seed};
  status = stance__resample(intervals, &r, error);
  if (status == STANCE_OK) fill(a, &s, sums, sums + n_cells, intervals);
out:
  stance__free(e.items);
  stance__free(tally);
  stance__free(sums);
  stance__free(intervals);
  if (status == STANCE_OK)
    *out = a;
  else
    stance_agreement_free(a);
  return status;
}
