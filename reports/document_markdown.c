/* A report in Markdown with GitHub's tables. Texts are escaped, so that a statement cannot become markup. */
#include <string.h>

#include "reports/report_document.h"

static void escaped(stance__buffer *b, const char *text) {
  for (; *text; text++) {
    if ((unsigned char)*text < ' ' || *text == 0x7F) {
      stance__buffer_putc(b, ' ');
      continue;
    }
    if (strchr("\\|`*_[]<>#~&", *text)) stance__buffer_putc(b, '\\');
    stance__buffer_putc(b, *text);
  }
}

static void cell(stance__buffer *b, const stance__cell *c) {
  stance__buffer_puts(b, " ");
  if (c->kind == STANCE__CELL_TEXT)
    escaped(b, c->text);
  else
    stance__cell_print(b, c);
  stance__buffer_puts(b, " |");
}

static bool is_text(const stance__block *block, size_t column) {
  for (size_t r = 0; r < stance__block_rows(block); r++)
    if (stance__block_cell(block, r, column)->kind > STANCE__CELL_TEXT) return false;
  return true;
}

static void grid(stance__buffer *b, const stance__block *block, const char *const *titles) {
  stance__buffer_puts(b, "|");
  for (size_t c = 0; c < block->n_columns; c++) {
    stance__cell title = stance__cell_text(titles && c < STANCE__FACT_CELLS ? titles[c] : block->columns[c].title);
    cell(b, &title);
  }
  stance__buffer_puts(b, "\n|");
  for (size_t c = 0; c < block->n_columns; c++) stance__buffer_puts(b, is_text(block, c) ? " --- |" : " ---: |");
  stance__buffer_puts(b, "\n");
  for (size_t r = 0; r < stance__block_rows(block); r++) {
    stance__buffer_puts(b, "|");
    for (size_t c = 0; c < block->n_columns; c++) cell(b, stance__block_cell(block, r, c));
    stance__buffer_puts(b, "\n");
  }
}

void stance__document_markdown(stance__buffer *b, const stance__document *d) {
  static const char *const fact_titles[STANCE__FACT_CELLS] = {"measure", "value", "meaning"};
  for (const stance__block *block = d->first; block; block = block->next) {
    if (block != d->first) stance__buffer_putc(b, '\n');
    switch (block->kind) {
    case STANCE__BLOCK_SECTION:
      stance__buffer_puts(b, block == d->first ? "# " : "## ");
      escaped(b, block->title);
      stance__buffer_putc(b, '\n');
      break;
    case STANCE__BLOCK_NOTE:
      escaped(b, block->title);
      stance__buffer_putc(b, '\n');
      break;
    case STANCE__BLOCK_FACTS: grid(b, block, fact_titles); break;
    case STANCE__BLOCK_GRID: grid(b, block, NULL); break;
    case STANCE__BLOCK_MARKUP: break;
    }
  }
}
