/* A report for a terminal: aligned columns, long texts wrapped below their row; colour only dims and stresses. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "reports/report_document.h"

enum { FACT_NAME_WIDTH = 20, FACT_VALUE_WIDTH = 6, LONGEST_CELL = 40, DEFAULT_WIDTH = 80, INDENT = 4 };

typedef struct tones {
  const char *bold, *dim, *plain;
} tones;

static bool is_control(const char *text) { /* C1 controls are two bytes, C2 80 to C2 9F */
  unsigned char c = (unsigned char)text[0];
  return c < ' ' || c == 0x7F || (c == 0xC2 && (unsigned char)text[1] >= 0x80 && (unsigned char)text[1] < 0xA0);
}

/* Up to `limit` code points of the text, "…" where it is cut. Control characters become spaces: data must not drive the terminal. */
static void clean(stance__buffer *b, const char *text, size_t limit) {
  size_t points = 0, all = stance__utf8_count(text, strlen(text));
  for (const char *c = text; *c; c++) {
    bool starts = ((unsigned char)*c & 0xC0) != 0x80;
    if (starts && all > limit && points + 1 == limit) {
      stance__buffer_puts(b, "…");
      return;
    }
    points += starts;
    if (!is_control(c)) {
      stance__buffer_putc(b, *c);
      continue;
    }
    stance__buffer_putc(b, ' ');
    if ((unsigned char)*c == 0xC2) c++;
  }
}

static void print(stance__buffer *b, const stance__cell *cell) {
  if (cell->kind == STANCE__CELL_TEXT)
    clean(b, cell->text, LONGEST_CELL);
  else
    stance__cell_print(b, cell);
}

/* The cell is left in scratch. */
static size_t cell_width(stance__buffer *b, stance__buffer *scratch, const stance__cell *cell) {
  stance__buffer_clear(scratch);
  print(scratch, cell);
  b->failed = b->failed || scratch->failed;
  return scratch->length ? stance__utf8_count(scratch->data, scratch->length) : 0;
}

static void spaces(stance__buffer *b, size_t n) {
  while (n-- > 0) stance__buffer_putc(b, ' ');
}

static void aligned(stance__buffer *b, stance__buffer *scratch, const stance__cell *cell, size_t width, bool right) {
  size_t own = cell_width(b, scratch, cell), gap = own < width ? width - own : 0;
  if (right) spaces(b, gap);
  if (scratch->length) stance__buffer_add(b, scratch->data, scratch->length);
  if (!right) spaces(b, gap);
}

/* Words of the text in lines of `width` columns behind an indent. */
static void wrap(stance__buffer *b, stance__buffer *scratch, const char *text, size_t width) {
  size_t column = 0, room = width > (size_t)2 * INDENT ? width - INDENT : INDENT;
  stance__buffer_clear(scratch);
  clean(scratch, text, SIZE_MAX);
  b->failed = b->failed || scratch->failed;
  for (size_t at = 0; at < scratch->length;) {
    size_t length = strcspn(scratch->data + at, " ");
    if (length == 0) {
      at++;
      continue;
    }
    size_t points = stance__utf8_count(scratch->data + at, length);
    if (column && column + 1 + points > room) {
      stance__buffer_putc(b, '\n');
      column = 0;
    }
    spaces(b, column ? 1 : INDENT);
    stance__buffer_add(b, scratch->data + at, length);
    column += points + (column ? 1 : 0);
    at += length;
  }
  if (column) stance__buffer_putc(b, '\n');
}

/* The interval of a fact stands apart from its value, in words. */
static void facts(stance__buffer *b, stance__buffer *scratch, const stance__block *block, const tones *t) {
  size_t names = FACT_NAME_WIDTH;
  for (size_t r = 0; r < stance__block_rows(block); r++) {
    size_t own = cell_width(b, scratch, stance__block_cell(block, r, STANCE__FACT_NAME));
    if (own > names) names = own;
  }
  for (size_t r = 0; r < stance__block_rows(block); r++) {
    stance__cell value = *stance__block_cell(block, r, STANCE__FACT_VALUE);
    const stance__cell *note = stance__block_cell(block, r, STANCE__FACT_NOTE);
    bool interval = value.has_interval, is_text = value.kind == STANCE__CELL_TEXT;
    value.has_interval = false;
    spaces(b, 2);
    aligned(b, scratch, stance__block_cell(block, r, STANCE__FACT_NAME), names, false);
    spaces(b, 1);
    stance__buffer_puts(b, interval ? t->bold : "");
    if (is_text)
      clean(b, value.text, SIZE_MAX);
    else
      aligned(b, scratch, &value, FACT_VALUE_WIDTH, true);
    stance__buffer_puts(b, interval ? t->plain : "");
    if (interval && isnan(value.interval.low))
      stance__buffer_puts(b, "  95% interval —");
    else if (interval)
      stance__buffer_printf(b, value.kind == STANCE__CELL_DIFFERENCE ? "  95%% interval %+.3f to %+.3f" : "  95%% interval %.3f to %.3f",
                            value.interval.low, value.interval.high);
    if (note->kind == STANCE__CELL_TEXT) {
      stance__buffer_puts(b, interval ? ", " : "  ");
      clean(b, note->text, SIZE_MAX);
    }
    stance__buffer_putc(b, '\n');
  }
}

static void grid_row(stance__buffer *b, stance__buffer *scratch, const stance__block *block, size_t row, const size_t *widths,
                     const bool *right) {
  size_t last = 0;
  for (size_t c = 0; c < block->n_columns; c++)
    if (!block->columns[c].wide) last = c;
  for (size_t c = 0; c <= last; c++) {
    stance__cell title = stance__cell_text(block->columns[c].title);
    const stance__cell *cell = row == SIZE_MAX ? &title : stance__block_cell(block, row, c);
    if (block->columns[c].wide) continue;
    spaces(b, 2);
    aligned(b, scratch, cell, c == last && !right[c] ? 0 : widths[c], right[c]);
  }
}

static void grid(stance__buffer *b, stance__buffer *scratch, stance__arena *arena, const stance__block *block, size_t width,
                 const tones *t) {
  size_t rows = stance__block_rows(block), n = block->n_columns, *widths = stance__arena_alloc(arena, n * sizeof *widths);
  bool *right = stance__arena_alloc(arena, n * sizeof *right);
  if (!widths || !right) {
    b->failed = true;
    return;
  }
  for (size_t c = 0; c < n; c++) {
    stance__cell title = stance__cell_text(block->columns[c].title);
    widths[c] = cell_width(b, scratch, &title);
    right[c] = false;
    for (size_t r = 0; r < rows && !block->columns[c].wide; r++) {
      const stance__cell *cell = stance__block_cell(block, r, c);
      size_t own = cell_width(b, scratch, cell);
      if (own > widths[c]) widths[c] = own;
      right[c] = right[c] || cell->kind > STANCE__CELL_TEXT;
    }
  }
  stance__buffer_puts(b, t->dim);
  grid_row(b, scratch, block, SIZE_MAX, widths, right);
  stance__buffer_puts(b, t->plain);
  stance__buffer_putc(b, '\n');
  for (size_t r = 0; r < rows; r++) {
    grid_row(b, scratch, block, r, widths, right);
    stance__buffer_putc(b, '\n');
    for (size_t c = 0; c < n; c++) {
      const stance__cell *cell = stance__block_cell(block, r, c);
      if (block->columns[c].wide && cell->kind == STANCE__CELL_TEXT) wrap(b, scratch, cell->text, width);
    }
  }
}

void stance__document_table(stance__buffer *b, const stance__document *d, const stance_report_options *options) {
  bool color = options && options->color;
  tones t = color ? (tones){"\033[1m", "\033[2m", "\033[0m"} : (tones){"", "", ""};
  size_t width = options && options->width ? options->width : DEFAULT_WIDTH;
  stance__buffer scratch = STANCE__BUFFER_INIT;
  stance__arena arena = STANCE__ARENA_INIT;
  const stance__block *before = NULL;
  for (const stance__block *block = d->first; block; before = block, block = block->next) {
    if (before && (before->kind != STANCE__BLOCK_SECTION || block->kind == STANCE__BLOCK_SECTION)) stance__buffer_putc(b, '\n');
    switch (block->kind) {
    case STANCE__BLOCK_SECTION:
      stance__buffer_puts(b, t.bold);
      clean(b, block->title, SIZE_MAX);
      stance__buffer_puts(b, t.plain);
      stance__buffer_putc(b, '\n');
      break;
    case STANCE__BLOCK_NOTE:
      stance__buffer_puts(b, "  ");
      clean(b, block->title, SIZE_MAX);
      stance__buffer_putc(b, '\n');
      break;
    case STANCE__BLOCK_FACTS: facts(b, &scratch, block, &t); break;
    case STANCE__BLOCK_GRID: grid(b, &scratch, &arena, block, width, &t); break;
    case STANCE__BLOCK_MARKUP: break;
    }
  }
  stance__buffer_release(&scratch);
  stance__arena_release(&arena);
}
