#include "cli/serve_evaluate.h"

#include <string.h>

#include "base/error.h"
#include "cli/evaluate_work.h"

/* Each statement's value of the field asked for, which is the records' one extra column. */
static stance_status slice(stance_slices **out, const cli_statements *s, const cli_judged *judged, const char *field, stance__arena *arena,
                           stance_error *error) {
  const char **values = stance__arena_alloc(arena, s->n * sizeof *values);
  if (!values) return stance__fail_memory(error);
  bool any = false;
  for (size_t i = 0; i < s->n; i++) {
    values[i] = stance_dataset_record(s->dataset, s->record[i])->extra[0];
    any = any || values[i];
  }
  if (!any) return stance__fail(error, STANCE_DATA, NULL, 0, "no statement has a '%.80s' to report by", field);
  return stance_slices_compute(out, &judged->predictions, field, values, 0, 1, error);
}

/* The path that was opened says nothing to whoever sent the file. */
static void rename_file(cli_statements *s, const char *name) {
  for (size_t i = 0; i < s->n; i++) s->statements[i].file = name;
}

stance_status cli_serve_evaluate(char **text, const serve_evaluation *asked, stance_error *error) {
  const cli_evaluate options = {.n_errors = asked->n_errors, .seed = 1};
  const stance_report_options report = {.dataset = asked->name, .model = asked->model_name};
  stance_dataset_options data = asked->data;
  const char *path = asked->path;
  const cli_list files = {&path, 1};
  cli_statements s = {0};
  cli_judged judged = {.model = (stance_model *)asked->model}; /* only read */
  stance_slices *slices = NULL;
  stance_evaluation e = {0};
  stance__arena arena = STANCE__ARENA_INIT;
  if (asked->by) {
    data.extra_fields = &asked->by;
    data.n_extra_fields = 1;
  }
  stance_status status = cli_statements_read(&s, &files, &data, asked->model, error);
  if (status == STANCE_OK) {
    rename_file(&s, asked->name);
    status = cli_judge(&judged, &s, &options, error);
  }
  if (status == STANCE_OK && s.n) status = cli_adjust_shares(&e.shares, &judged, &s, options.seed, &arena, error);
  if (status == STANCE_OK && s.n && asked->by) status = slice(&slices, &s, &judged, asked->by, &arena, error);
  if (status == STANCE_OK && s.n && options.n_errors) {
    e.has_mistakes = true;
    status = cli_explain_mistakes(&e.mistakes, &e.n_mistakes, &judged, &s, options.n_errors, &arena, error);
  }
  if (status == STANCE_OK) {
    e.labels = s.labels;
    e.n_labels = s.n_labels;
    e.statements = s.statements;
    e.model = (stance_evaluated_model){&judged.predictions, judged.metrics, judged.neither};
    e.slices = slices;
    status = stance_evaluation_render(text, &e, asked->format, &report, error);
  }
  stance_slices_free(slices);
  judged.model = NULL; /* the server's */
  cli_judged_release(&judged);
  cli_statements_release(&s);
  stance__arena_release(&arena);
  return status;
}
