/* A report before it is rendered: sections of facts and grids. What it says is put together once; each format is one renderer. */
#ifndef STANCE_REPORTS_REPORT_DOCUMENT_H
#define STANCE_REPORTS_REPORT_DOCUMENT_H
#include "base/arena.h"
#include "base/buffer.h"
#include "stance/report.h"

typedef enum stance__cell_kind {
  STANCE__CELL_EMPTY = 0,
  STANCE__CELL_TEXT,
  STANCE__CELL_COUNT,
  STANCE__CELL_NUMBER,     /* with an interval where has_interval */
  STANCE__CELL_DIFFERENCE, /* the same, always signed */
  STANCE__CELL_P_VALUE
} stance__cell_kind;

typedef struct stance__cell {
  stance__cell_kind kind;
  bool has_interval;
  const char *text, *key; /* key: the text's name for programs; NULL: the text itself */
  double value;
  stance_interval interval;
} stance__cell;
stance__cell stance__cell_text(const char *text); /* NULL gives an empty cell */
stance__cell stance__cell_named(const char *key, const char *text);
stance__cell stance__cell_count(size_t n);
stance__cell stance__cell_number(double value);
stance__cell stance__cell_estimate(double value, stance_interval interval);
stance__cell stance__cell_difference(double value, stance_interval interval);
stance__cell stance__cell_p_value(double value);

typedef struct stance__column {
  const char *key, *title; /* for programs, for people */
  bool wide;               /* long text: a terminal shows it below the row */
} stance__column;

typedef enum stance__block_kind {
  STANCE__BLOCK_SECTION, /* key, title */
  STANCE__BLOCK_FACTS,   /* rows of STANCE__FACT_CELLS cells */
  STANCE__BLOCK_GRID,    /* rows of n_columns cells; the first says what the row is about */
  STANCE__BLOCK_NOTE,    /* title: a sentence, for people only */
  STANCE__BLOCK_MARKUP   /* bytes: HTML, for pages only */
} stance__block_kind;
enum { STANCE__FACT_NAME, STANCE__FACT_VALUE, STANCE__FACT_NOTE, STANCE__FACT_CELLS };

typedef struct stance__block {
  struct stance__block *next;
  stance__block_kind kind;
  const char *key, *title;
  stance__column *columns; /* [n_columns]; NULL for facts */
  size_t n_columns;        /* cells a row */
  stance__buffer bytes;    /* of stance__cell, row by row; of STANCE__BLOCK_MARKUP, text */
} stance__block;

/* Strings are copied. Failure is sticky, like a buffer's, and comes out in the rendering. */
typedef struct stance__document {
  stance__arena arena;
  stance__block *first, *last;
  bool failed;
} stance__document;
#define STANCE__DOCUMENT_INIT                                                                                                              \
  { STANCE__ARENA_INIT, NULL, NULL, false }
void stance__document_release(stance__document *d);
void stance__document_section(stance__document *d, const char *key, const char *title);
void stance__document_note(stance__document *d, const char *text);
/* One line: the name, the value, and what it means (NULL: nothing). Facts in a row stand together. */
void stance__document_fact(stance__document *d, const char *key, const char *name, stance__cell value, const char *note);
/* Starts a grid; its cells follow, row by row. */
void stance__document_grid(stance__document *d, const stance__column *columns, size_t n_columns);
void stance__document_cell(stance__document *d, stance__cell cell);

/* HTML of our own making, everything in it escaped; the document takes the buffer over, whether or not it has failed. Other formats leave
   it out, so nothing may be said in it alone that they could say. */
void stance__document_markup(stance__document *d, stance__buffer *markup);

/* printf into the document's own memory, numbers as in the C locale; "" where there is none left. */
const char *stance__document_format(stance__document *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

size_t stance__block_rows(const stance__block *block);
const stance__cell *stance__block_cell(const stance__block *block, size_t row, size_t column);
/* A cell for people: three decimals, "—" for NaN, "0.812 [0.790, 0.834]" with an interval. Text is left to the caller. */
void stance__cell_print(stance__buffer *b, const stance__cell *cell);

/* Renderers, one a file. They append; failure is the buffer's. */
void stance__document_table(stance__buffer *b, const stance__document *d, const stance_report_options *options);
void stance__document_markdown(stance__buffer *b, const stance__document *d);
void stance__document_csv(stance__buffer *b, const stance__document *d);
void stance__document_page(stance__buffer *b, const stance__document *d);
/* The one for `format`, which is not JSON. *out is the caller's. */
STANCE_MUST_CHECK stance_status stance__document_render(char **out, const stance__document *d, stance_report_format format,
                                                        const stance_report_options *options, stance_error *error);
/* The end of every rendering: the buffer's text becomes the caller's, or the buffer is released and the failure told. */
STANCE_MUST_CHECK stance_status stance__report_finish(char **out, stance__buffer *b, stance_error *error);
#endif
