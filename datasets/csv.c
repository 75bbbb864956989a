/* RFC 4180: cells in quotes may hold commas, doubled quotes and line ends. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "datasets/record_format.h"

/* True where the record's last quoted cell is still open. */
static bool inside_quotes(const char *text, size_t length) {
  bool inside = false;
  for (size_t i = 0; i < length; i++) inside ^= text[i] == '"';
  return inside;
}

/* Unquotes one cell in place; *at stands after its separator on return. NULL where the quoting is wrong. */
static char *next_cell(char *text, size_t length, size_t *at) {
  if (text[*at] != '"') {
    char *cell = text + *at;
    while (*at < length && text[*at] != ',') {
      if (text[*at] == '"') return NULL;
      ++*at;
    }
    text[(*at)++] = '\0';
    return cell;
  }
  char *cell = text + *at + 1, *to = cell;
  size_t from = *at + 1;
  for (;;) {
    if (from >= length) return NULL;
    if (text[from] == '"') {
      if (text[from + 1] != '"') break;
      from++;
    }
    *to++ = text[from++];
  }
  from++;
  if (from < length && text[from] != ',') return NULL;
  *to = '\0';
  *at = from + 1;
  return cell;
}

stance_status stance__csv_cells(const stance__parse *p, stance__line_source *source, stance__buffer *raw, char ***cells, size_t *n) {
  bool open = inside_quotes(raw->data, raw->length);
  while (open) {
    char *line;
    size_t length;
    long number;
    stance_status status = stance__line_source_next(source, &line, &length, &number, p->error);
    if (status != STANCE_OK) return status;
    if (line && raw->length + length > STANCE__LONGEST_LINE)
      return stance__fail(p->error, STANCE_DATA, p->file, p->line,
                          "a record over 64 MiB, perhaps by a quote that is never closed; close it, or pass --skip-bad");
    if (!line) return stance__fail(p->error, STANCE_DATA, p->file, p->line, "a quote that is never closed; close it, or pass --skip-bad");
    stance__buffer_putc(raw, '\n');
    stance__buffer_add(raw, line, length);
    open ^= inside_quotes(line, length);
  }
  if (raw->failed) return stance__fail_memory(p->error);
  char *text = stance__arena_copy(p->arena, raw->data, raw->length);
  size_t count = 1, at = 0, made = 0, length = raw->length;
  for (size_t i = 0; i < length; i++) count += raw->data[i] == ',';
  if (count > STANCE__MOST_COLUMNS) count = STANCE__MOST_COLUMNS; /* most commas may stand inside quotes */
  char **out = stance__arena_alloc(p->arena, count * sizeof *out);
  if (!text || !out) return stance__fail_memory(p->error);
  do {
    char *cell = next_cell(text, length, &at);
    if (!cell)
      return stance__fail(p->error, STANCE_DATA, p->file, p->line,
                          "a quote inside an unquoted cell, or text after a closing one; double it, or pass --skip-bad");
    if (made == STANCE__MOST_COLUMNS)
      return stance__fail(p->error, STANCE_DATA, p->file, p->line,
                          "a row of over %d columns; cut the table, or pass --skip-bad to skip such rows", STANCE__MOST_COLUMNS);
    out[made++] = cell;
  } while (at <= length);
  *cells = out;
  *n = made;
  return STANCE_OK;
}
