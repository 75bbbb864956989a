/* Figures by a field of the statements: `--by`. */
#include <string.h>

#include "base/error.h"
#include "cli/evaluate_work.h"

static bool is_of_records(const char *field) {
  return strcmp(field, "speaker") == 0 || strcmp(field, "kind") == 0 || strcmp(field, "group") == 0;
}

void cli_slice_field(stance_dataset_options *data, const char *const *by) {
  if (!*by || is_of_records(*by)) return;
  data->extra_fields = by;
  data->n_extra_fields = 1;
}

stance_status cli_slice(stance_slices **out, const stance_judgement *judgement, const stance_dataset *dataset, const char *by, size_t seed,
                        stance__arena *arena, stance_error *error) {
  const stance_predictions *answers = stance_judgement_evaluation(judgement)->model.predictions;
  const size_t *records = stance_judgement_records(judgement);
  const char **values = stance__arena_alloc(arena, answers->n * sizeof *values);
  if (!values) return stance__fail_memory(error);
  bool any = answers->n == 0;
  for (size_t i = 0; i < answers->n; i++) {
    const stance_record *r = stance_dataset_record(dataset, records[i]);
    values[i] = strcmp(by, "speaker") == 0 ? r->speaker
                : strcmp(by, "kind") == 0  ? r->kind
                : strcmp(by, "group") == 0 ? r->group
                                           : r->extra[0];
    any = any || values[i];
  }
  if (!any)
    return stance__fail(error, STANCE_DATA, stance_dataset_record(dataset, 0)->file, 0,
                        "no statement has a '%.80s' to report by; name another field with --by", by);
  return stance_slices_compute(out, answers, by, values, 0, seed, error);
}
