/* A report as one table of one figure a row, which R and pandas read at once: RFC 4180, numbers at full precision. */
#include <math.h>
#include <string.h>

#include "reports/report_document.h"

static void number(stance__buffer *b, double value) {
  stance__buffer_putc(b, ',');
  if (!isnan(value)) stance__buffer_number(b, value);
}

static void text(stance__buffer *b, const char *value) { stance__buffer_csv_field(b, value, strlen(value)); }

static const char *name_of(const stance__cell *cell) { return cell->key ? cell->key : cell->text ? cell->text : ""; }

static void row(stance__buffer *b, const char *section, const char *item, const char *measure, const stance__cell *cell) {
  if (cell->kind == STANCE__CELL_EMPTY) return;
  text(b, section);
  stance__buffer_putc(b, ',');
  text(b, item);
  stance__buffer_putc(b, ',');
  text(b, measure);
  if (cell->kind == STANCE__CELL_TEXT) {
    stance__buffer_putc(b, ',');
    text(b, cell->text);
  } else {
    number(b, cell->value);
  }
  number(b, cell->has_interval ? cell->interval.low : (double)NAN);
  number(b, cell->has_interval ? cell->interval.high : (double)NAN);
  stance__buffer_puts(b, "\r\n");
}

void stance__document_csv(stance__buffer *b, const stance__document *d) {
  const char *section = "";
  stance__buffer_puts(b, "section,item,measure,value,ci95_low,ci95_high\r\n");
  for (const stance__block *block = d->first; block; block = block->next) {
    if (block->kind == STANCE__BLOCK_SECTION) section = block->key;
    for (size_t r = 0; r < stance__block_rows(block); r++) {
      const stance__cell *first = stance__block_cell(block, r, 0);
      if (block->kind == STANCE__BLOCK_FACTS) {
        row(b, section, "", name_of(first), stance__block_cell(block, r, STANCE__FACT_VALUE));
        continue;
      }
      for (size_t c = 1; c < block->n_columns; c++)
        row(b, section, name_of(first), block->columns[c].key, stance__block_cell(block, r, c));
    }
  }
}
