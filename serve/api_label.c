/* Labelling: what comes next, giving a label, skipping, taking back, and the pool that all comes from. */
#include <cjson/cJSON.h>
#include <string.h>

#include "base/error.h"
#include "serve/answer_text.h"
#include "serve/app.h"
#include "serve/label_text.h"
#include "serve/upload.h"

enum { LONGEST_NAME = 255, LONGEST_FIELD = 80, MOST_NEXT = 50 };

/* ---- Writing ---- */

static void put_item(stance__buffer *b, const serve_labelling *l, uint32_t number, const stance_model *model) {
  const serve_item *item = &l->items[number];
  const stance_answer answer = {.model = model, .label = item->answer, .probabilities = l->probabilities + number * l->n_model_labels};
  char id[SERVE_ID_SIZE];
  serve_id_print(id, item->id);
  stance__buffer_printf(b, "{\"id\":\"%s\",\"text\":", id);
  stance__buffer_json_string(b, item->text, item->length);
  stance__buffer_puts(b, ",\"article\":");
  serve_put_text(b, item->article);
  stance__buffer_puts(b, ",\"speaker\":");
  serve_put_text(b, item->speaker);
  stance__buffer_puts(b, ",\"kind\":");
  serve_put_text(b, item->kind);
  stance__buffer_puts(b, ",\"cue\":");
  serve_put_text(b, item->cue);
  stance__buffer_puts(b, ",\"context\":");
  if (item->before) {
    stance__buffer_puts(b, "{\"before\":");
    serve_put_text(b, item->before);
    stance__buffer_puts(b, ",\"after\":");
    serve_put_text(b, item->after);
    stance__buffer_putc(b, '}');
  } else {
    stance__buffer_puts(b, "null");
  }
  stance__buffer_printf(b, ",\"drawn\":\"%s\",\"model\":{", item->random ? "random" : "uncertain");
  serve_put_answer(b, &answer, item->text);
  stance__buffer_puts(b, "}}");
}

static void put_progress(stance__buffer *b, const serve_labelling *l, const char *name) {
  const serve_annotator *a = serve_annotator_find(l, name);
  size_t left = 0, random = 0;
  for (size_t i = 0; i < l->n_uncertain; i++) left += serve_given(a, l->by_doubt[i]) == SERVE_NOT_SEEN;
  for (size_t i = 0; i < l->n_random; i++) {
    uint16_t given = serve_given(a, l->by_draw[i]);
    left += given == SERVE_NOT_SEEN;
    random += given >= SERVE_FIRST_LABEL;
  }
  stance__buffer_puts(b, "{\"annotator\":");
  serve_put_text(b, name);
  stance__buffer_printf(b, ",\"labelled\":%zu,\"skipped\":%zu,\"left\":%zu,\"random_labelled\":%zu,\"random_size\":%zu}",
                        a ? a->labelled : 0, a ? a->skipped : 0, left, random, l->n_random);
}

void serve_put_pool(stance__buffer *b, const serve_labelling *l, size_t added) {
  stance__buffer_printf(b,
                        "{\"schema\":\"stance.label-pool/1\",\"size\":%zu,\"random\":%zu,\"uncertain\":%zu,\"repeated\":%zu,\"sources\":[",
                        l->n_random + l->n_uncertain, l->n_random, l->n_uncertain, l->repeated);
  for (size_t i = 0; i < l->n_sources; i++) {
    stance__buffer_puts(b, i ? ",{\"name\":" : "{\"name\":");
    serve_put_text(b, l->sources[i].name);
    stance__buffer_printf(b, ",\"statements\":%zu}", l->sources[i].statements);
  }
  stance__buffer_printf(b, "],\"added\":%zu}", added);
}

/* ---- The pool ---- */

void serve_get_pool(serve_exchange *x) {
  serve_labelling *l = &x->app->labelling;
  pthread_mutex_lock(&l->lock);
  serve_put_pool(&x->out, l, 0);
  pthread_mutex_unlock(&l->lock);
}

/* Reads and answers without the lock, so that labelling goes on; another model may have been adopted meanwhile. */
static stance_status add_upload(serve_exchange *x, const serve_upload *upload, const char *name, bool articles, const char *text_field,
                                stance_error *error) {
  serve_labelling *l = &x->app->labelling;
  serve_batch batch = {0};
  size_t added = 0;
  serve_model *m = serve_slot_hold(&x->app->slot);
  stance_status status = serve_pool_read(&batch, upload->path, name, articles, text_field, error);
  if (status == STANCE_OK) status = serve_batch_answer(&batch, m->model, error);
  if (status == STANCE_OK) {
    pthread_mutex_lock(&l->lock);
    status = serve_items_put(l, &batch, name, &added, error);
    serve_model *now = serve_slot_hold(&x->app->slot);
    if (now != m && status == STANCE_OK) status = serve_items_answer(l, now->model, error);
    serve_slot_let_go(&x->app->slot, now);
    serve_put_pool(&x->out, l, added);
    pthread_mutex_unlock(&l->lock);
  }
  serve_slot_let_go(&x->app->slot, m);
  serve_batch_release(&batch);
  return status;
}

void serve_post_pool(serve_exchange *x) {
  const char *name, *text_field;
  size_t kind;
  serve_upload upload;
  stance_error error = {.file = ""};
  if (!serve_parameter_text(x, "name", true, LONGEST_NAME, &name) || !serve_parameter_choice(x, "kind", "statements|articles", &kind) ||
      !serve_parameter_text(x, "text_field", false, LONGEST_FIELD, &text_field))
    return;
  stance_status status = serve_upload_open(&upload, &x->body, &error);
  if (status == STANCE_OK) {
    status = add_upload(x, &upload, name, kind == 1, text_field, &error);
    serve_upload_close(&upload);
  }
  if (status != STANCE_OK) serve_refuse_error(x, &error, name);
}

/* ---- Next ---- */

void serve_get_next(serve_exchange *x) {
  serve_labelling *l = &x->app->labelling;
  const char *name;
  size_t n = 1;
  uint32_t items[MOST_NEXT];
  if (!serve_parameter_text(x, "annotator", true, SERVE_LONGEST_ANNOTATOR, &name) || !serve_parameter_count(x, "n", 1, MOST_NEXT, &n))
    return;
  if (!serve_is_annotator(name)) {
    serve_refuse(x, 400, "bad_request", "'annotator' holds no control characters");
    return;
  }
  pthread_mutex_lock(&l->lock);
  serve_model *m = serve_slot_hold(&x->app->slot);
  size_t found = serve_label_next(l, serve_annotator_find(l, name), n, items);
  stance__buffer_puts(&x->out, "{\"schema\":\"stance.label-next/1\",\"items\":[");
  for (size_t i = 0; i < found; i++) {
    if (i) stance__buffer_putc(&x->out, ',');
    put_item(&x->out, l, items[i], m->model);
  }
  stance__buffer_puts(&x->out, "],\"progress\":");
  put_progress(&x->out, l, name);
  stance__buffer_puts(&x->out, "}\n");
  serve_slot_let_go(&x->app->slot, m);
  pthread_mutex_unlock(&l->lock);
}

/* ---- Giving ---- */

static void put_saved(serve_exchange *x, const serve_record *record, bool repeated, uint32_t item, const stance_model *model) {
  const serve_labelling *l = &x->app->labelling;
  stance__buffer_puts(&x->out, "{\"schema\":\"stance.label-saved/1\",\"record\":");
  serve_record_print(&x->out, record);
  stance__buffer_printf(&x->out, ",\"repeated\":%s,\"item\":", repeated ? "true" : "false");
  if (item != UINT32_MAX && l->items[item].in_pool)
    put_item(&x->out, l, item, model);
  else
    stance__buffer_puts(&x->out, "null");
  stance__buffer_puts(&x->out, ",\"progress\":");
  put_progress(&x->out, l, record->annotator);
  stance__buffer_puts(&x->out, "}\n");
}

static void answer_outcome(serve_exchange *x, serve_outcome outcome, const serve_record *record, uint32_t shown, const stance_model *model,
                           const stance_error *error) {
  serve_counters *c = &x->app->counters;
  switch (outcome) {
  case SERVE_SAVED:
    atomic_fetch_add(&c->saved, 1);
    put_saved(x, record, false, shown, model);
    break;
  case SERVE_WAS_THERE: put_saved(x, record, true, shown, model); break;
  case SERVE_CONFLICT:
    serve_refuse(x, 409, "already_labelled", "%s gave this statement another label (line %llu); undo that first", record->annotator,
                 (unsigned long long)record->seq);
    break;
  case SERVE_NOTHING: serve_refuse(x, 409, "nothing_to_undo", "there is nothing to take back"); break;
  case SERVE_TOO_MANY:
    serve_refuse(x, 409, "conflict", "a label file takes at most %d annotators; use another with --labels", SERVE_MOST_ANNOTATORS);
    break;
  case SERVE_NOT_SAVED:
    atomic_fetch_add(&c->not_saved, 1);
    serve_refuse(x, 503, "cannot_save", "not saved: %s", error->message);
    break;
  }
}

static bool is_label(const stance_model *model, const char *label) {
  for (size_t i = 0; i < stance_model_label_count(model); i++)
    if (strcmp(stance_model_label(model, i), label) == 0) return true;
  return strcmp(label, "neither") == 0;
}

/* Under the lock. */
static void give(serve_exchange *x, const char *annotator, const char *id_text, const char *label, const stance_model *model) {
  serve_labelling *l = &x->app->labelling;
  serve_record record;
  stance_error error = {.file = ""};
  uint64_t id;
  uint32_t item = serve_id_read(&id, id_text) ? serve_item_find(l, id) : UINT32_MAX;
  if (item == UINT32_MAX)
    serve_refuse(x, 404, "not_found", "no statement has the id '%.20s'", id_text);
  else if (label && !is_label(model, label))
    serve_refuse(x, 400, "bad_request", "'label' is a label of the model or 'neither', not '%.60s'", label);
  else
    answer_outcome(x, serve_label_give(l, annotator, item, label, model, &record, &error), &record, UINT32_MAX, model, &error);
}

static void give_or_take(serve_exchange *x, const char *const *members, bool wants_id, bool wants_label) {
  serve_labelling *l = &x->app->labelling;
  const char *annotator, *id = NULL, *label = NULL;
  cJSON *object = serve_body_object(x, members);
  if (!object) return;
  if (serve_member_text(x, object, "annotator", true, SERVE_LONGEST_ANNOTATOR, &annotator) &&
      (!wants_id || serve_member_text(x, object, "id", true, SERVE_ID_SIZE - 1, &id)) &&
      (!wants_label || serve_member_text(x, object, "label", true, SERVE_LONGEST_LABEL, &label))) {
    pthread_mutex_lock(&l->lock);
    serve_model *m = serve_slot_hold(&x->app->slot);
    if (!serve_is_annotator(annotator)) {
      serve_refuse(x, 400, "bad_request", "'annotator' holds no control characters");
    } else if (wants_id) {
      give(x, annotator, id, label, m->model);
    } else {
      serve_record record = {.annotator = annotator};
      stance_error error = {.file = ""};
      uint32_t item = UINT32_MAX;
      serve_outcome outcome = serve_label_undo(l, annotator, &item, &record, &error);
      answer_outcome(x, outcome, &record, item, m->model, &error);
    }
    serve_slot_let_go(&x->app->slot, m);
    pthread_mutex_unlock(&l->lock);
  }
  cJSON_Delete(object);
}

void serve_post_label(serve_exchange *x) {
  static const char *const members[] = {"annotator", "id", "label", NULL};
  give_or_take(x, members, true, true);
}

void serve_post_skip(serve_exchange *x) {
  static const char *const members[] = {"annotator", "id", NULL};
  give_or_take(x, members, true, false);
}

void serve_post_undo(serve_exchange *x) {
  static const char *const members[] = {"annotator", NULL};
  give_or_take(x, members, false, false);
}
