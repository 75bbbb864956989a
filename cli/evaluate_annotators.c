/* stance evaluate --annotators: how far people agree who labelled the same statements, one column each. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "cli/evaluate_work.h"

int cli_annotator_names(cli_list *out, const char *text, const cli_usage *usage, stance__arena *arena) {
  size_t n = 1;
  for (const char *c = text; *c; c++) n += *c == ',';
  out->items = stance__arena_alloc(arena, n * sizeof *out->items);
  if (!out->items) return cli_out_of_memory();
  for (out->n = 0; out->n < n; out->n++) {
    size_t length = strcspn(text, ",");
    const char *name = length ? stance__arena_copy(arena, text, length) : NULL;
    if (!name) return cli_usage_error(usage, "option '--annotators' has an empty name; expected A,B,...");
    for (size_t i = 0; i < out->n; i++)
      if (strcmp(out->items[i], name) == 0) return cli_usage_error(usage, "option '--annotators' names '%.80s' twice", name);
    out->items[out->n] = name;
    text += length + 1;
  }
  if (n < 2)
    return cli_usage_error(usage, "option '--annotators' cannot be '%.80s'; expected at least two columns, A,B,...", out->items[0]);
  return CLI_CONTINUE;
}

/* What a cell says after --map-label and --drop-label; NULL for no label. */
static const char *label_of(const char *cell, const stance_dataset_options *o) {
  if (!cell || !cell[strspn(cell, " \t\r\n")]) return NULL;
  for (size_t i = 0; i < o->n_drops; i++)
    if (strcmp(cell, o->drops[i]) == 0) return NULL;
  for (size_t i = 0; i < o->n_maps; i++)
    if (strcmp(cell, o->maps[i].from) == 0) {
      cell = o->maps[i].to;
      break;
    }
  for (size_t i = 0; i < o->n_drops; i++)
    if (strcmp(cell, o->drops[i]) == 0) return NULL;
  return cell;
}

static int by_bytes(const void *x, const void *y) { return strcmp(*(const char *const *)x, *(const char *const *)y); }

/* The labels that occur, sorted by bytes; *labels is the caller's, its strings the table's. */
static stance_status collect_labels(const char ***labels, size_t *n_labels, stance__table *names, const stance_dataset *d,
                                    size_t n_annotators, const stance_dataset_options *o, stance_error *error) {
  for (size_t i = 0; i < stance_dataset_size(d); i++)
    for (size_t a = 0; a < n_annotators; a++) {
      const char *label = label_of(stance_dataset_record(d, i)->extra[a], o);
      if (label && stance__table_insert(names, label, strlen(label)) == STANCE__TABLE_NONE) return stance__fail_memory(error);
    }
  *n_labels = stance__table_size(names);
  *labels = stance__array(*n_labels, sizeof **labels);
  if (!*labels) return stance__fail_memory(error);
  for (size_t l = 0; l < *n_labels; l++) {
    size_t length;
    (*labels)[l] = stance__table_text(names, (uint32_t)l, &length);
  }
  if (*n_labels) qsort(*labels, *n_labels, sizeof **labels, by_bytes);
  return STANCE_OK;
}

stance_status cli_evaluate_annotators(char **text, size_t *skipped, const cli_list *files, const stance_dataset_options *data,
                                      const cli_list *annotators, const cli_evaluate *options, const stance_report_options *report,
                                      stance_error *error) {
  stance_dataset_options read = *data; /* the annotators' columns are mapped and dropped here; the label column is nobody's */
  read.need_labels = false;
  read.n_maps = read.n_drops = 0;
  read.extra_fields = annotators->items;
  read.n_extra_fields = annotators->n;
  stance_dataset *d = NULL;
  stance__table *names = stance__table_new();
  const char **labels = NULL;
  size_t n_labels = 0;
  uint32_t *given = NULL, *groups = NULL;
  stance_agreement *agreement = NULL;
  stance_status status = names ? stance_dataset_read(&d, files->items, files->n, &read, error) : stance__fail_memory(error);
  if (status == STANCE_OK) status = collect_labels(&labels, &n_labels, names, d, annotators->n, data, error);
  if (status != STANCE_OK) goto out;
  size_t n = stance_dataset_size(d);
  given = stance__array(n, annotators->n * sizeof *given);
  groups = stance__array(n, sizeof *groups);
  status = given && groups ? STANCE_OK : stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  for (size_t i = 0; i < n; i++) {
    groups[i] = stance_dataset_group_of(d, i);
    for (size_t a = 0; a < annotators->n; a++) {
      const char *label = label_of(stance_dataset_record(d, i)->extra[a], data);
      const char **found = label ? bsearch(&label, labels, n_labels, sizeof *labels, by_bytes) : NULL;
      given[i * annotators->n + a] = found ? (uint32_t)(found - labels) : STANCE_NO_LABEL;
    }
  }
  stance_annotations annotations = {n, annotators->n, n_labels, annotators->items, labels, given, groups};
  status = stance_agreement_compute(&agreement, &annotations, 0, options->seed, error);
  if (status == STANCE_OK) status = stance_agreement_render(text, agreement, options->format, report, error);
  *skipped = stance_dataset_skipped(d);
out:
  stance_agreement_free(agreement);
  stance__free(given);
  stance__free(groups);
  stance__free(labels);
  stance__table_free(names);
  stance_dataset_free(d);
  return status;
}
