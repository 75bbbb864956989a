/* stance infer --summary: statements of all articles of a run, counted by speaker, pair, day or source. */
#ifndef STANCE_CLI_INFER_SUMMARY_H
#define STANCE_CLI_INFER_SUMMARY_H
#include "cli/aliases.h"
#include "cli/statement_output.h"

typedef enum cli_summary_by { CLI_BY_NOTHING = 0, CLI_BY_SPEAKER, CLI_BY_PAIR, CLI_BY_DATE, CLI_BY_SOURCE } cli_summary_by;

/* An article as it came in, with what is known of it. */
typedef struct cli_article {
  const char *name;   /* "article" of the output */
  const char *title;  /* NULL: none */
  const char *source; /* NULL: none */
  const char *day;    /* "2026-11-25", "" unknown */
  bool odd_date;      /* a date was given and not understood */
  const stance_article *article;
} cli_article;

/* A label's part of all of a group's statements. NaN where it cannot be said. */
typedef struct cli_share {
  size_t n; /* with confidence */
  double share, low, high;                            /* as counted; 95 % interval over articles */
  double adjusted, adjusted_low, adjusted_high;       /* corrected for the model's known errors */
} cli_share;

typedef struct cli_telling {
  char *text; /* NULL: no confident statement */
  char *article, *speaker; /* speaker may be NULL */
  size_t index, start, end;
  uint32_t label;
  double decision;
} cli_telling;

typedef struct cli_summary_row {
  const char *first, *second; /* speaker, day or source; target of a pair; NULL where unknown */
  size_t statements, articles;
  size_t unclear, neither;
  cli_share *shares; /* [label count] */
  cli_telling telling;
} cli_summary_row;

/* Statement i as it is shown: names merged. */
cli_statement cli_shown_statement(const cli_aliases *aliases, const cli_article *article, size_t i);

typedef struct cli_summary cli_summary;
STANCE_MUST_CHECK stance_status cli_summary_new(cli_summary **out, cli_summary_by by, const stance_model *model, stance_error *error);
void cli_summary_free(cli_summary *s); /* NULL does nothing */
/* Adds an article's statements with their labels [statement count]. Articles are to come in the order of the input. */
STANCE_MUST_CHECK stance_status cli_summary_add(cli_summary *s, const cli_article *article, const stance_label *labels,
                                                const cli_aliases *aliases, stance_error *error);
/* Computes the shares and puts rows in order: days by the calendar with the unknown one last, others by their statements, then by name.
   Rows belong to the summary. */
STANCE_MUST_CHECK stance_status cli_summary_finish(cli_summary *s, const cli_summary_row **rows, size_t *n, size_t threads,
                                                   stance_error *error);

typedef struct cli_summary_totals {
  cli_summary_by by;
  const stance_model *model;
  size_t articles, statements, odd_dates;
} cli_summary_totals;
cli_summary_totals cli_summary_total(const cli_summary *s);

/* Schema stance.summary/1, described in docs/articles-input.md. */
void cli_summary_json(stance__buffer *out, const cli_summary_totals *totals, const cli_summary_row *rows, size_t n);
void cli_summary_csv(stance__buffer *out, const cli_summary_totals *totals, const cli_summary_row *rows, size_t n);
void cli_summary_table(stance__buffer *out, const cli_summary_totals *totals, const cli_summary_row *rows, size_t n, bool color,
                       size_t width);
#endif
