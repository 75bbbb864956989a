/* A report as a page: sections under headings, facts and grids as tables whose heads say what their cells are, and the plots and marked
   texts that only a page has. */
#include <math.h>
#include <string.h>

#include "reports/markup.h"
#include "reports/report_document.h"
#include "reports/report_page.h"

static void value(stance__buffer *b, const stance__cell *cell) {
  if (cell->kind == STANCE__CELL_TEXT)
    stance__markup_name(b, cell->text);
  else {
    stance__buffer text = STANCE__BUFFER_INIT;
    stance__cell_print(&text, cell); /* "<0.0001" is to be escaped too */
    b->failed = b->failed || text.failed;
    stance__markup_puts(b, text.data);
    stance__buffer_release(&text);
  }
}

/* Facts that are only names and counts need no table. */
static bool is_plain(const stance__block *block) {
  for (size_t r = 0; r < stance__block_rows(block); r++)
    if (stance__block_cell(block, r, STANCE__FACT_VALUE)->kind > STANCE__CELL_COUNT ||
        stance__block_cell(block, r, STANCE__FACT_NOTE)->kind == STANCE__CELL_TEXT)
      return false;
  return true;
}

static void list(stance__buffer *b, const stance__block *block) {
  stance__buffer_puts(b, "<dl class=\"facts\">\n");
  for (size_t r = 0; r < stance__block_rows(block); r++) {
    stance__buffer_puts(b, "<div><dt>");
    stance__markup_puts(b, stance__block_cell(block, r, STANCE__FACT_NAME)->text);
    stance__buffer_puts(b, "</dt><dd>");
    value(b, stance__block_cell(block, r, STANCE__FACT_VALUE));
    stance__buffer_puts(b, "</dd></div>\n");
  }
  stance__buffer_puts(b, "</dl>\n");
}

static void interval(stance__buffer *b, const stance__cell *cell) {
  if (!cell->has_interval) return;
  if (isnan(cell->interval.low))
    stance__buffer_puts(b, "—");
  else
    stance__buffer_printf(b, cell->kind == STANCE__CELL_DIFFERENCE ? "%+.3f to %+.3f" : "%.3f to %.3f", cell->interval.low,
                          cell->interval.high);
}

static void facts(stance__buffer *b, const stance__block *block, const char *caption) {
  if (is_plain(block)) {
    list(b, block);
    return;
  }
  stance__page_table(b, "figures measures", caption);
  stance__buffer_puts(
      b, "<thead><tr><th scope=\"col\">measure</th><th scope=\"col\" class=\"n\">value</th><th scope=\"col\">95\xC2\xA0% interval"
         "</th><th scope=\"col\">meaning</th></tr></thead>\n<tbody>\n");
  for (size_t r = 0; r < stance__block_rows(block); r++) {
    stance__cell figure = *stance__block_cell(block, r, STANCE__FACT_VALUE);
    stance__buffer_puts(b, "<tr><th scope=\"row\">");
    stance__markup_puts(b, stance__block_cell(block, r, STANCE__FACT_NAME)->text);
    stance__buffer_puts(b, "</th><td class=\"n\">");
    bool estimated = figure.has_interval;
    figure.has_interval = false;
    value(b, &figure);
    figure.has_interval = estimated;
    stance__buffer_puts(b, "</td><td class=\"ci\">");
    interval(b, &figure);
    stance__buffer_puts(b, "</td><td class=\"meaning\">");
    stance__markup_puts(b, stance__block_cell(block, r, STANCE__FACT_NOTE)->text);
    stance__buffer_puts(b, "</td></tr>\n");
  }
  stance__buffer_puts(b, "</tbody>\n");
  stance__page_table_end(b);
}

static bool is_text(const stance__block *block, size_t column) {
  for (size_t r = 0; r < stance__block_rows(block); r++)
    if (stance__block_cell(block, r, column)->kind > STANCE__CELL_TEXT) return false;
  return true;
}

/* "file:line", which may break anywhere. */
static bool is_place(const stance__block *block, size_t column) { return strcmp(block->columns[column].key, "statement") == 0; }

static void grid(stance__buffer *b, const stance__block *block, const char *caption) {
  stance__page_table(b, "figures", caption);
  stance__buffer_puts(b, "<thead><tr>");
  for (size_t c = 0; c < block->n_columns; c++) {
    stance__buffer_puts(b, is_text(block, c) ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">");
    stance__markup_puts(b, block->columns[c].title);
    stance__buffer_puts(b, "</th>");
  }
  stance__buffer_puts(b, "</tr></thead>\n<tbody>\n");
  for (size_t r = 0; r < stance__block_rows(block); r++) {
    stance__buffer_puts(b, "<tr>");
    for (size_t c = 0; c < block->n_columns; c++) {
      const char *class_name = !is_text(block, c)       ? " class=\"n\""
                               : block->columns[c].wide ? " class=\"long\""
                               : is_place(block, c)     ? " class=\"place\""
                                                        : "";
      stance__buffer_printf(b, c ? "<td%s>" : "<th scope=\"row\"%s>", class_name);
      value(b, stance__block_cell(block, r, c));
      stance__buffer_puts(b, c ? "</td>" : "</th>");
    }
    stance__buffer_puts(b, "</tr>\n");
  }
  stance__buffer_puts(b, "</tbody>\n");
  stance__page_table_end(b);
}

void stance__document_page(stance__buffer *b, const stance__document *d) {
  const char *title = "";
  bool in_section = false;
  for (const stance__block *block = d->first; block; block = block->next) {
    switch (block->kind) {
    case STANCE__BLOCK_SECTION:
      title = block->title;
      if (in_section) stance__buffer_puts(b, "</section>\n");
      in_section = block != d->first;
      if (in_section)
        stance__page_section(b, block->key, title);
      else
        stance__page_open(b, "A report by stance", title);
      break;
    case STANCE__BLOCK_FACTS: facts(b, block, title); break;
    case STANCE__BLOCK_GRID: grid(b, block, title); break;
    case STANCE__BLOCK_NOTE:
      stance__buffer_puts(b, "<p class=\"note\">");
      stance__markup_puts(b, block->title);
      stance__buffer_puts(b, "</p>\n");
      break;
    case STANCE__BLOCK_MARKUP: stance__buffer_add(b, block->bytes.data ? block->bytes.data : "", block->bytes.length); break;
    }
  }
  if (in_section) stance__buffer_puts(b, "</section>\n");
  stance__page_close(b);
}
