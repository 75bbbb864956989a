/* Counting for --summary. Rows keep, for each article that has statements in them, how many of each label: that is what the
   intervals are drawn over, and what memory grows with. */
#include "cli/infer_summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/table.h"
#include "stance/report.h"

enum { DRAWS = 1000 };

/* Statements of one article in one row that got one answer. */
typedef struct cell {
  size_t article;
  uint32_t label, n; /* [label count] is not confident */
} cell;

typedef struct group {
  cli_summary_row row;
  size_t number; /* in order of first appearance */
  cell *cells;   /* article by article */
  size_t n_cells, cell_capacity;
  size_t last_article; /* + 1; 0: none yet */
} group;

struct cli_summary {
  cli_summary_totals totals;
  size_t labels;
  stance__table *keys; /* first NUL second; an unknown part is empty */
  group *groups;       /* [keys] */
  size_t capacity;
  cli_summary_row *rows;
};

stance_status cli_summary_new(cli_summary **out, cli_summary_by by, const stance_model *model, stance_error *error) {
  cli_summary *s = stance__calloc(1, sizeof *s);
  if (s) s->keys = stance__table_new();
  if (!s || !s->keys) {
    stance__free(s);
    return stance__fail_memory(error);
  }
  s->totals.by = by;
  s->totals.model = model;
  s->labels = stance_model_label_count(model);
  *out = s;
  return STANCE_OK;
}

static void forget(cli_telling *t) {
  stance__free(t->text);
  stance__free(t->article);
  stance__free(t->speaker);
  *t = (cli_telling){0};
}

void cli_summary_free(cli_summary *s) {
  if (!s) return;
  for (size_t i = 0; i < stance__table_size(s->keys) && i < s->capacity; i++) {
    forget(&s->groups[i].row.telling);
    stance__free(s->groups[i].row.shares);
    stance__free(s->groups[i].cells);
  }
  stance__table_free(s->keys);
  stance__free(s->groups);
  stance__free(s->rows);
  stance__free(s);
}

cli_summary_totals cli_summary_total(const cli_summary *s) { return s->totals; }

/* ---- Adding ---- */

static stance_status group_of(cli_summary *s, const char *first, const char *second, group **out, stance_error *error) {
  stance__buffer key = STANCE__BUFFER_INIT;
  stance__buffer_puts(&key, first ? first : "");
  stance__buffer_putc(&key, '\0');
  stance__buffer_puts(&key, second ? second : "");
  uint32_t number = key.failed ? STANCE__TABLE_NONE : stance__table_insert(s->keys, key.data, key.length);
  size_t first_length = first ? strlen(first) : 0;
  stance__buffer_release(&key);
  if (number == STANCE__TABLE_NONE) return stance__fail_memory(error);
  if (number >= s->capacity) {
    size_t capacity = s->capacity * 2 + 64;
    group *groups = stance__realloc(s->groups, capacity, sizeof *groups);
    if (!groups) return stance__fail_memory(error);
    memset(groups + s->capacity, 0, (capacity - s->capacity) * sizeof *groups);
    s->groups = groups;
    s->capacity = capacity;
  }
  group *g = &s->groups[number];
  if (!g->row.shares) {
    const char *text = stance__table_text(s->keys, number, NULL);
    g->number = number;
    g->row.first = *text ? text : NULL;
    g->row.second = text[first_length + 1] ? text + first_length + 1 : NULL;
    g->row.shares = stance__calloc(s->labels, sizeof *g->row.shares);
    if (!g->row.shares) return stance__fail_memory(error);
  }
  *out = g;
  return STANCE_OK;
}

static stance_status keep_cell(group *g, size_t article, uint32_t label, stance_error *error) {
  for (size_t i = g->n_cells; i-- > 0 && g->cells[i].article == article;)
    if (g->cells[i].label == label) {
      g->cells[i].n++;
      return STANCE_OK;
    }
  if (g->n_cells == g->cell_capacity) {
    size_t capacity = g->cell_capacity * 2 + 4;
    cell *cells = stance__realloc(g->cells, capacity, sizeof *cells);
    if (!cells) return stance__fail_memory(error);
    g->cells = cells;
    g->cell_capacity = capacity;
  }
  g->cells[g->n_cells++] = (cell){article, label, 1};
  return STANCE_OK;
}

/* The most telling statement is the confident one with the largest decision, the first of those that are equal. */
static stance_status keep_telling(cli_telling *t, const cli_statement *shown, const stance_label *label, stance_error *error) {
  if (t->text && fabs(label->decision) <= fabs(t->decision)) return STANCE_OK;
  const stance_span *hull = &stance_article_statement(shown->article, shown->index)->hull;
  forget(t);
  t->text = stance__strndup(stance_article_text(shown->article, NULL) + hull->byte_start, hull->byte_end - hull->byte_start);
  t->article = stance__strndup(shown->article_name, strlen(shown->article_name));
  if (shown->speaker) t->speaker = stance__strndup(shown->speaker, strlen(shown->speaker));
  if (!t->text || !t->article || (shown->speaker && !t->speaker)) return stance__fail_memory(error);
  t->index = shown->index;
  t->start = hull->start;
  t->end = hull->end;
  t->label = label->label;
  t->decision = label->decision;
  return STANCE_OK;
}

static stance_status add_statement(cli_summary *s, const cli_article *article, const cli_statement *shown, const stance_label *label,
                                   stance_error *error) {
  const char *const firsts[] = {NULL, shown->speaker, shown->speaker, *article->day ? article->day : NULL, article->source};
  const cli_answer answer = {.model = s->totals.model, .label = *label};
  size_t column = stance_model_answer(answer.model, &answer.label);
  group *g = NULL;
  stance_status status = group_of(s, firsts[s->totals.by], s->totals.by == CLI_BY_PAIR ? shown->target : NULL, &g, error);
  if (status != STANCE_OK) return status;
  cli_summary_row *row = &g->row;
  row->statements++;
  if (g->last_article != s->totals.articles) row->articles++;
  g->last_article = s->totals.articles;
  if (column == s->labels) row->unclear++;
  if (column > s->labels) row->neither++;
  status = keep_cell(g, s->totals.articles, (uint32_t)(column < s->labels ? column : s->labels), error);
  if (status != STANCE_OK || column >= s->labels) return status;
  row->shares[column].n++;
  return keep_telling(&row->telling, shown, label, error);
}

stance_status cli_summary_add(cli_summary *s, const cli_article *article, const stance_label *labels, const cli_aliases *aliases,
                              stance_error *error) {
  stance_status status = STANCE_OK;
  s->totals.articles++;
  s->totals.odd_dates += article->odd_date;
  for (size_t i = 0; i < stance_article_statement_count(article->article) && status == STANCE_OK; i++) {
    cli_statement shown = cli_shown_statement(aliases, article, i);
    s->totals.statements++;
    status = add_statement(s, article, &shown, &labels[i], error);
  }
  return status;
}

/* ---- Shares ---- */

/* Shares of all statements, as counted and corrected: the answers are the labels and "not confident", what can be true the labels and, for
   a model that knows it, that no stance is taken. */
static stance_status compute_shares(const cli_summary *s, group *g, stance_error *error) {
  const stance_model *model = s->totals.model;
  size_t labels = s->labels, answers = labels + 1, truths = labels + stance_model_has_neither(model), n_articles = 0;
  size_t *counts = stance__calloc(g->row.articles, answers * sizeof *counts),
         *confusion = stance__array(truths, answers * sizeof *confusion);
  stance_share *shares = stance__array(truths, sizeof *shares);
  stance_status status = counts && confusion && shares ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; i < g->n_cells && status == STANCE_OK; i++) {
    n_articles += i == 0 || g->cells[i].article != g->cells[i - 1].article;
    counts[(n_articles - 1) * answers + g->cells[i].label] += g->cells[i].n;
  }
  for (size_t t = 0; t < truths && status == STANCE_OK; t++)
    for (size_t a = 0; a < answers; a++) confusion[t * answers + a] = stance_model_confusion(model, t, a);
  stance_share_counts all = {truths, answers, n_articles, counts, confusion};
  if (status == STANCE_OK) status = stance_shares_compute(shares, &all, DRAWS, g->number + 1, error);
  for (size_t l = 0; l < labels && status == STANCE_OK; l++) {
    const stance_share *from = &shares[l];
    cli_share *to = &g->row.shares[l];
    *to = (cli_share){
        to->n, from->raw, from->raw_ci95.low, from->raw_ci95.high, from->adjusted, from->adjusted_ci95.low, from->adjusted_ci95.high};
  }
  stance__free(counts);
  stance__free(confusion);
  stance__free(shares);
  return status;
}

static stance_status run_group(void *context, size_t task, stance_error *error) {
  cli_summary *s = context;
  return compute_shares(s, &s->groups[task], error);
}

static int compare_text(const char *a, const char *b) { /* unknown ones last */
  if (!a || !b) return (a == NULL) - (b == NULL);
  return strcmp(a, b);
}

static int by_name(const cli_summary_row *x, const cli_summary_row *y) {
  int order = compare_text(x->first, y->first);
  return order ? order : compare_text(x->second, y->second);
}

static int rows_by_day(const void *a, const void *b) { return by_name(a, b); }

static int rows_by_count(const void *a, const void *b) {
  const cli_summary_row *x = a, *y = b;
  if (x->statements != y->statements) return x->statements < y->statements ? 1 : -1;
  return by_name(x, y);
}

stance_status cli_summary_finish(cli_summary *s, const cli_summary_row **rows, size_t *n, size_t threads, stance_error *error) {
  size_t groups = stance__table_size(s->keys);
  stance_status status = stance__pool_run(threads, groups, run_group, s, error);
  if (status != STANCE_OK) return status;
  s->rows = stance__array(groups, sizeof *s->rows);
  if (!s->rows) return stance__fail_memory(error);
  for (size_t i = 0; i < groups; i++) s->rows[i] = s->groups[i].row;
  qsort(s->rows, groups, sizeof *s->rows, s->totals.by == CLI_BY_DATE ? rows_by_day : rows_by_count);
  *rows = s->rows;
  *n = groups;
  return STANCE_OK;
}
