#include "reports/report_document.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

stance__cell stance__cell_text(const char *text) { return stance__cell_named(NULL, text); }
stance__cell stance__cell_named(const char *key, const char *text) {
  return (stance__cell){.kind = text ? STANCE__CELL_TEXT : STANCE__CELL_EMPTY, .text = text, .key = key};
}
stance__cell stance__cell_count(size_t n) { return (stance__cell){.kind = STANCE__CELL_COUNT, .value = (double)n}; }
stance__cell stance__cell_number(double value) { return (stance__cell){.kind = STANCE__CELL_NUMBER, .value = value}; }
stance__cell stance__cell_estimate(double value, stance_interval interval) {
  return (stance__cell){.kind = STANCE__CELL_NUMBER, .has_interval = true, .value = value, .interval = interval};
}
stance__cell stance__cell_difference(double value, stance_interval interval) {
  return (stance__cell){.kind = STANCE__CELL_DIFFERENCE, .has_interval = true, .value = value, .interval = interval};
}
stance__cell stance__cell_p_value(double value) { return (stance__cell){.kind = STANCE__CELL_P_VALUE, .value = value}; }

void stance__cell_print(stance__buffer *b, const stance__cell *cell) {
  switch (cell->kind) {
  case STANCE__CELL_EMPTY:
  case STANCE__CELL_TEXT: return;
  case STANCE__CELL_COUNT: stance__buffer_printf(b, "%.0f", cell->value); return;
  default: break;
  }
  if (isnan(cell->value))
    stance__buffer_puts(b, "—");
  else if (cell->kind == STANCE__CELL_P_VALUE && cell->value < 1e-4)
    stance__buffer_puts(b, "<0.0001");
  else
    stance__buffer_printf(b,
                          cell->kind == STANCE__CELL_DIFFERENCE ? "%+.3f"
                          : cell->kind == STANCE__CELL_P_VALUE  ? "%.4f"
                                                                : "%.3f",
                          cell->value);
  if (cell->has_interval && !isnan(cell->interval.low))
    stance__buffer_printf(b, cell->kind == STANCE__CELL_DIFFERENCE ? " [%+.3f, %+.3f]" : " [%.3f, %.3f]", cell->interval.low,
                          cell->interval.high);
}

/* ---- Building ---- */

void stance__document_release(stance__document *d) {
  for (stance__block *b = d->first; b; b = b->next) stance__buffer_release(&b->bytes);
  stance__arena_release(&d->arena);
  *d = (stance__document)STANCE__DOCUMENT_INIT;
}

static const char *keep(stance__document *d, const char *text) {
  if (!text) return NULL;
  const char *copy = stance__arena_copy(&d->arena, text, strlen(text));
  if (!copy) d->failed = true;
  return copy;
}

static stance__block *append(stance__document *d, stance__block_kind kind, const char *key, const char *title) {
  stance__block *b = stance__arena_alloc(&d->arena, sizeof *b);
  if (!b) {
    d->failed = true;
    return NULL;
  }
  *b = (stance__block){NULL, kind, keep(d, key), keep(d, title), NULL, 0, STANCE__BUFFER_INIT};
  if (d->last)
    d->last->next = b;
  else
    d->first = b;
  d->last = b;
  return b;
}

void stance__document_section(stance__document *d, const char *key, const char *title) { append(d, STANCE__BLOCK_SECTION, key, title); }

void stance__document_note(stance__document *d, const char *text) { append(d, STANCE__BLOCK_NOTE, NULL, text); }

void stance__document_markup(stance__document *d, stance__buffer *markup) {
  stance__block *b = markup->failed ? NULL : append(d, STANCE__BLOCK_MARKUP, NULL, NULL);
  if (b) {
    b->bytes = *markup;
  } else {
    d->failed = true;
    stance__buffer_release(markup);
  }
  *markup = (stance__buffer)STANCE__BUFFER_INIT;
}

void stance__document_cell(stance__document *d, stance__cell cell) {
  if (d->failed) return;
  cell.text = keep(d, cell.text);
  cell.key = keep(d, cell.key);
  stance__buffer_add(&d->last->bytes, &cell, sizeof cell);
  d->failed = d->failed || d->last->bytes.failed;
}

void stance__document_fact(stance__document *d, const char *key, const char *name, stance__cell value, const char *note) {
  if (!d->failed && (!d->last || d->last->kind != STANCE__BLOCK_FACTS)) {
    stance__block *b = append(d, STANCE__BLOCK_FACTS, NULL, NULL);
    if (b) b->n_columns = STANCE__FACT_CELLS;
  }
  stance__document_cell(d, stance__cell_named(key, name));
  stance__document_cell(d, value);
  stance__document_cell(d, stance__cell_text(note));
}

void stance__document_grid(stance__document *d, const stance__column *columns, size_t n_columns) {
  stance__block *b = append(d, STANCE__BLOCK_GRID, NULL, NULL);
  stance__column *copies = stance__arena_alloc(&d->arena, n_columns * sizeof *copies);
  if (!b || !copies) {
    d->failed = true;
    return;
  }
  for (size_t c = 0; c < n_columns; c++) copies[c] = (stance__column){keep(d, columns[c].key), keep(d, columns[c].title), columns[c].wide};
  b->columns = copies;
  b->n_columns = n_columns;
}

const char *stance__document_format(stance__document *d, const char *format, ...) {
  stance__buffer b = STANCE__BUFFER_INIT;
  va_list arguments;
  va_start(arguments, format);
  stance__buffer_vprintf(&b, format, arguments);
  va_end(arguments);
  const char *text = b.failed ? NULL : stance__arena_copy(&d->arena, b.data ? b.data : "", b.length);
  stance__buffer_release(&b);
  if (text) return text;
  d->failed = true;
  return "";
}

size_t stance__block_rows(const stance__block *b) { return b->n_columns ? b->bytes.length / sizeof(stance__cell) / b->n_columns : 0; }

const stance__cell *stance__block_cell(const stance__block *b, size_t row, size_t column) {
  const void *cells = b->bytes.data; /* allocated, so aligned */
  return (const stance__cell *)cells + row * b->n_columns + column;
}

/* ---- The end ---- */

void stance_report_free_text(char *text) { stance__free(text); }

stance_status stance__report_finish(char **out, stance__buffer *b, stance_error *error) {
  if (!b->data) stance__buffer_add(b, "", 0);
  if (b->failed || !b->data) {
    stance__buffer_release(b);
    return stance__fail_memory(error);
  }
  *out = b->data;
  return STANCE_OK;
}

stance_status stance__document_render(char **out, const stance__document *d, stance_report_format format,
                                      const stance_report_options *options, stance_error *error) {
  stance__buffer b = STANCE__BUFFER_INIT;
  if (d->failed) return stance__fail_memory(error);
  switch (format) {
  case STANCE_REPORT_TABLE: stance__document_table(&b, d, options); break;
  case STANCE_REPORT_CSV: stance__document_csv(&b, d); break;
  case STANCE_REPORT_MARKDOWN: stance__document_markdown(&b, d); break;
  case STANCE_REPORT_HTML: stance__document_page(&b, d); break;
  default: return stance__fail(error, STANCE_USAGE, NULL, 0, "no such report format");
  }
  return stance__report_finish(out, &b, error);
}
