#include "cli/serve_evaluate.h"

#include "base/error.h"
#include "cli/evaluate_work.h"

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
  cli_slice_field(&data, &asked->by);
  stance_status status = stance_dataset_read(&dataset, &asked->path, 1, &data, error);
  if (status == STANCE_OK) status = stance_evaluate(&judgement, asked->model, dataset, NULL, error);
  if (status == STANCE_OK) {
    stance_evaluation e = *stance_judgement_evaluation(judgement);
    bool any = e.model.predictions->n > 0;
    status = rename_file(&e, asked->name, &arena, error);
    if (status == STANCE_OK && any) status = cli_adjust_shares(&e.shares, &e, stance_dataset_group_count(dataset), 1, &arena, error);
    if (status == STANCE_OK && any && asked->by) status = cli_slice(&slices, judgement, dataset, asked->by, 1, &arena, error);
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
