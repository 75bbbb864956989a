/* The labels as files: a training set, or a column for each annotator. */
#include <string.h>

#include "serve/app.h"
#include "serve/label_text.h"

static void put_member(stance__buffer *b, const char *name, const char *value) {
  if (!value) return;
  stance__buffer_printf(b, ",\"%s\":", name);
  serve_put_text(b, value);
}

void serve_put_training_row(stance__buffer *b, const serve_labelling *l, uint32_t number, uint32_t label) {
  const serve_item *item = &l->items[number];
  char id[SERVE_ID_SIZE];
  serve_id_print(id, item->id);
  stance__buffer_puts(b, "{\"text\":");
  stance__buffer_json_string(b, item->text, item->length);
  put_member(b, "label", stance__table_text(l->labels, label, NULL));
  put_member(b, "id", id);
  put_member(b, "group", item->article);
  put_member(b, "speaker", item->speaker);
  put_member(b, "kind", item->kind);
  put_member(b, "drawn", item->random ? "random" : "uncertain");
  stance__buffer_puts(b, "}\n");
}

static void cell(stance__buffer *b, const char *text) {
  if (text) stance__buffer_csv_field(b, text, strlen(text));
}

static void put_columns(stance__buffer *b, const serve_labelling *l) {
  stance__buffer_puts(b, "text,group,drawn");
  for (size_t a = 0; a < l->n_annotators; a++) {
    stance__buffer_putc(b, ',');
    cell(b, l->annotators[a]->name);
  }
  stance__buffer_puts(b, "\r\n");
  for (uint32_t i = 0; i < l->n_items; i++) {
    const serve_item *item = &l->items[i];
    bool any = false;
    for (size_t a = 0; a < l->n_annotators; a++) any = any || serve_given(l->annotators[a], i) >= SERVE_FIRST_LABEL;
    if (!any) continue;
    cell(b, item->text);
    stance__buffer_putc(b, ',');
    cell(b, item->article);
    stance__buffer_puts(b, item->random ? ",random" : ",uncertain");
    for (size_t a = 0; a < l->n_annotators; a++) {
      uint16_t given = serve_given(l->annotators[a], i);
      stance__buffer_putc(b, ',');
      if (given >= SERVE_FIRST_LABEL) cell(b, stance__table_text(l->labels, (uint32_t)(given - SERVE_FIRST_LABEL), NULL));
    }
    stance__buffer_puts(b, "\r\n");
  }
}

void serve_get_export(serve_exchange *x) {
  serve_labelling *l = &x->app->labelling;
  size_t form;
  if (!serve_parameter_choice(x, "form", "training|annotators", &form)) return;
  x->type = form == 0 ? "application/x-ndjson" : "text/csv; charset=utf-8";
  x->attachment = form == 0 ? "training.jsonl" : "annotators.csv";
  pthread_mutex_lock(&l->lock);
  if (form == 0) {
    for (uint32_t i = 0; i < l->n_items; i++) {
      uint32_t label = serve_label_majority(l, i);
      if (label != UINT32_MAX) serve_put_training_row(&x->out, l, i, label);
    }
  } else {
    put_columns(&x->out, l);
  }
  pthread_mutex_unlock(&l->lock);
}
