/* Tables: which column holds what, and one row's cells as a record. */
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "datasets/record_format.h"

bool stance__weight_parse(const char *text, double *weight) {
  char *end;
  locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (!c) return false;
  double value = strtod_l(text, &end, c);
  freelocale(c);
  if (end == text || *end != '\0' || !isfinite(value) || value <= 0) return false;
  *weight = value;
  return true;
}

static int column_named(const char *name, char *const *cells, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(cells[i], name) == 0) return (int)i;
  return -1;
}

bool stance__columns_find(stance__columns *columns, const stance_dataset_options *o, char *const *cells, size_t n) {
  const struct {
    const char *name;
    int *column;
  } wanted[] = {{o->text_field ? o->text_field : "text", &columns->text},
                {o->label_field ? o->label_field : "label", &columns->label},
                {o->group_field ? o->group_field : "group", &columns->group},
                {"id", &columns->id},
                {"speaker", &columns->speaker},
                {"kind", &columns->kind},
                {"weight", &columns->weight}};
  for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++) *wanted[w].column = column_named(wanted[w].name, cells, n);
  for (size_t e = 0; e < o->n_extra_fields; e++) columns->extra[e] = column_named(o->extra_fields[e], cells, n);
  columns->count = n;
  return columns->text >= 0;
}

static const char *cell(char *const *cells, size_t n, int column) {
  return column >= 0 && (size_t)column < n && cells[column][0] ? cells[column] : NULL;
}

stance_status stance__columns_apply(const stance__columns *c, const stance__parse *p, char *const *cells, size_t n) {
  if (n != c->count)
    return stance__fail(p->error, STANCE_DATA, p->file, p->line,
                        "a row of %zu under a header of %zu columns; mend the row, or pass --skip-bad to skip such rows", n, c->count);
  stance_record *r = p->record;
  const char *weight = cell(cells, n, c->weight);
  r->text = cell(cells, n, c->text);
  r->label = cell(cells, n, c->label);
  r->id = cell(cells, n, c->id);
  r->group = cell(cells, n, c->group);
  r->speaker = cell(cells, n, c->speaker);
  r->kind = cell(cells, n, c->kind);
  for (size_t e = 0; e < p->options->n_extra_fields; e++) p->extra[e] = cell(cells, n, c->extra[e]);
  if (weight && !stance__weight_parse(weight, &r->weight))
    return stance__fail(p->error, STANCE_DATA, p->file, p->line, "the weight '%.40s' is no number above 0; mend it, or pass --skip-bad",
                        weight);
  return STANCE_OK;
}
