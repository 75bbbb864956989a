#include <string.h>

#include "base/error.h"
#include "datasets/record_format.h"

stance_status stance__tsv_cells(const stance__parse *p, char *line, char ***cells, size_t *n) {
  size_t count = 1;
  for (const char *c = line; (c = strchr(c, '\t')); c++) count++;
  if (count > STANCE__MOST_COLUMNS)
    return stance__fail(p->error, STANCE_DATA, p->file, p->line,
                        "a row of over %d columns; cut the table, or pass --skip-bad to skip such rows", STANCE__MOST_COLUMNS);
  char **out = stance__arena_alloc(p->arena, count * sizeof *out);
  if (!out) return stance__fail_memory(p->error);
  out[0] = line;
  for (size_t i = 1; i < count; i++) {
    char *tab = strchr(out[i - 1], '\t');
    *tab = '\0';
    out[i] = tab + 1;
  }
  *cells = out;
  *n = count;
  return STANCE_OK;
}

stance_status stance__tsv_plain(const stance__parse *p, char *line) {
  char *tab = strchr(line, '\t');
  if (!tab)
    return stance__fail(p->error, STANCE_DATA, p->file, p->line,
                        "no tab; write label<TAB>text, name the format with --input, or pass --skip-bad to skip such rows");
  *tab = '\0';
  for (char *c = tab; (c = strchr(c + 1, '\t'));) *c = ' ';
  p->record->label = line[0] ? line : NULL;
  p->record->text = tab + 1;
  return STANCE_OK;
}
