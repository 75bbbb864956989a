/* The model judged on an uploaded file. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "serve/app.h"
#include "serve/upload.h"

enum { LONGEST_NAME = 255, LONGEST_FIELD = 80, MOST_MISTAKES = 1000, MOST_MAPS = 64 };

typedef struct asked {
  serve_evaluation evaluation;
  stance_label_map maps[MOST_MAPS];
  const char *drops[MOST_MAPS];
  stance__arena arena;
} asked;

/* FROM=TO, and labels to drop; both may be repeated. */
static bool read_maps(serve_exchange *x, asked *a) {
  stance_dataset_options *o = &a->evaluation.data;
  for (size_t i = 0; i < x->n_parameters; i++) {
    const char *value = x->parameters[i].value, *equals = strchr(value, '=');
    bool map = strcmp(x->parameters[i].name, "map") == 0, drop = strcmp(x->parameters[i].name, "drop") == 0;
    if (!map && !drop) continue;
    if ((map ? o->n_maps : o->n_drops) == MOST_MAPS || !*value || (map && (!equals || equals == value || !equals[1]))) {
      serve_refuse(x, 400, "bad_request", "'%s' is %s, at most %d of them", map ? "map" : "drop", map ? "FROM=TO" : "a label", MOST_MAPS);
      return false;
    }
    if (drop) {
      a->drops[o->n_drops++] = value;
      continue;
    }
    const char *from = stance__arena_copy(&a->arena, value, (size_t)(equals - value));
    if (!from) {
      serve_refuse(x, 500, "machine", "out of memory");
      return false;
    }
    a->maps[o->n_maps++] = (stance_label_map){from, equals + 1};
  }
  o->maps = a->maps;
  o->drops = a->drops;
  return true;
}

static bool read_request(serve_exchange *x, asked *a) {
  serve_evaluation *e = &a->evaluation;
  size_t format, skip_bad;
  if (!serve_parameter_text(x, "name", true, LONGEST_NAME, &e->name) ||
      !serve_parameter_choice(x, "format", "json|csv|markdown", &format) ||
      !serve_parameter_choice(x, "skip_bad", "false|true", &skip_bad) || !serve_parameter_text(x, "by", false, LONGEST_FIELD, &e->by) ||
      !serve_parameter_count(x, "errors", 0, MOST_MISTAKES, &e->n_errors) ||
      !serve_parameter_text(x, "text_field", false, LONGEST_FIELD, &e->data.text_field) ||
      !serve_parameter_text(x, "label_field", false, LONGEST_FIELD, &e->data.label_field) ||
      !serve_parameter_text(x, "group_field", false, LONGEST_FIELD, &e->data.group_field) || !read_maps(x, a))
    return false;
  static const stance_report_format formats[] = {STANCE_REPORT_JSON, STANCE_REPORT_CSV, STANCE_REPORT_MARKDOWN};
  static const char *const types[] = {"application/json", "text/csv; charset=utf-8", "text/markdown; charset=utf-8"};
  e->format = formats[format];
  x->type = types[format];
  e->data.skip_bad = skip_bad == 1;
  e->data.format = stance_data_format_of_name(e->name);
  return true;
}

void serve_post_evaluate(serve_exchange *x) {
  asked a = {.evaluation.data = STANCE_DATASET_OPTIONS_INIT};
  serve_upload upload;
  stance_error error = {.file = ""};
  char *text = NULL;
  if (read_request(x, &a)) {
    stance_status status = serve_upload_open(&upload, &x->body, &error);
    if (status == STANCE_OK) {
      serve_model *m = serve_slot_hold(&x->app->slot);
      a.evaluation.model = m->model;
      a.evaluation.model_name = m->name;
      a.evaluation.path = upload.path;
      status = x->app->options.evaluate(&text, &a.evaluation, &error);
      serve_slot_let_go(&x->app->slot, m);
      serve_upload_close(&upload);
    }
    if (status == STANCE_OK)
      stance__buffer_puts(&x->out, text);
    else
      serve_refuse_error(x, &error, a.evaluation.name);
    stance_report_free_text(text);
  }
  stance__arena_release(&a.arena);
}
