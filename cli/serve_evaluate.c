#include "cli/serve_evaluate.h"

#include <string.h>

#include "base/error.h"
#include "cli/evaluate_work.h"

/* Each statement's value of the field asked for, which is the records' one extra column. */
static stance_status slice(stance_slices **out, const stance_dataset *dataset, const stance_judgement *judgement, const char *field,
                           stance__arena *arena, stance_error *error) {
  const stance_predictions *answers = stance_judgement_evaluation(judgement)->model.predictions;
  const char **values = stance__arena_alloc(arena, answers->n * sizeof *values);
  if (!values) return stance__fail_memory(error);
  bool any = false;
  for (size_t i = 0; i < answers->n; i++) {
    values[i] = stance_dataset_record(dataset, stance_judgement_records(judgement)[i])->extra[0];
    any = any || values[i];
  }
  if (!any) return stance__fail(error, STANCE_DATA, NULL, 0, "no statement has a '%.80s' to report by", field);
  return stance_slices_compute(out, answers, field, values, 0, 1, error);
}

/* The path that was opened says nothing to whoever sent the file. */
static stance_status rename_file(stance_evaluation *e, const char *name, stance__arena *arena, stance_error *error) {
  size_t n = e->model.predictions->n;
  stance_report_statement *statements = stance__arena_alloc(arena, n * sizeof *statements);
  if (!statements) return stance__fail_memory(error);
  for (size_t i = 0; i < n; i++) statements[i] = (stance_report_statement){e->statements[i].text, name, e->statements[i].line};
  e->statements = statements;
  return STANCE_OK;
}

stance_status cli_serve_evaluate(char **text, const serve_evaluation *asked, stance_error *error) {
  const stance_report_options report = {.dataset = asked->name, .model = asked->model_name};
  stance_dataset_options data = asked->data;
  stance_dataset *dataset = NULL;
  stance_judgement *judgement = NULL;
  stance_slices *slices = NULL;
  stance__arena arena = STANCE__ARENA_INIT;
  if (asked->by) {
    data.extra_fields = &asked->by;
    data.n_extra_fields = 1;
  }
  stance_status status = stance_dataset_read(&dataset, &asked->path, 1, &data, error);
  if (status == STANCE_OK) status = stance_evaluate(&judgement, asked->model, dataset, NULL, error);
  if (status == STANCE_OK) {
    stance_evaluation e = *stance_judgement_evaluation(judgement);
    bool any = e.model.predictions->n > 0;
    status = rename_file(&e, asked->name, &arena, error);
    if (status == STANCE_OK && any) status = cli_adjust_shares(&e.shares, &e, stance_dataset_group_count(dataset), 1, &arena, error);
    if (status == STANCE_OK && any && asked->by) status = slice(&slices, dataset, judgement, asked->by, &arena, error);
    if (status == STANCE_OK && any && asked->n_errors) {
      e.has_mistakes = true;
      status = cli_explain_mistakes(&e.mistakes, &e.n_mistakes, &e, asked->n_errors, &arena, error);
    }
    e.slices = slices;
    if (status == STANCE_OK) status = stance_evaluation_render(text, &e, asked->format, &report, error);
  }
  stance_slices_free(slices);
  stance_judgement_free(judgement);
  stance_dataset_free(dataset);
  stance__arena_release(&arena);
  return status;
}
