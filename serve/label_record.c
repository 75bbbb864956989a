#include "serve/label_record.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/json_scan.h"
#include "serve/exchange.h"

static const char *const events[] = {"label", "skip", "undo"};
static const char *const drawn[] = {"uncertain", "random"};

uint64_t serve_text_id(const char *text, size_t length) { return stance__hash64(text, length, 0); }

void serve_id_print(char out[SERVE_ID_SIZE], uint64_t id) { snprintf(out, SERVE_ID_SIZE, "%016" PRIx64, id); }

bool serve_id_read(uint64_t *id, const char *text) {
  uint64_t value = 0;
  size_t i = 0;
  for (; text[i]; i++) {
    const char *digits = "0123456789abcdef", *digit = strchr(digits, text[i]);
    if (!digit || i == SERVE_ID_SIZE - 1) return false;
    value = value << 4 | (uint64_t)(digit - digits);
  }
  if (i != SERVE_ID_SIZE - 1) return false;
  *id = value;
  return true;
}

bool serve_is_annotator(const char *name) {
  size_t length = strlen(name);
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)name[i] < 0x20 || name[i] == 0x7F) return false;
  return length >= 1 && length <= SERVE_LONGEST_ANNOTATOR;
}

static void member(stance__buffer *b, const char *name, const char *value) {
  if (!value) return;
  stance__buffer_printf(b, ",\"%s\":", name);
  serve_put_text(b, value);
}

void serve_record_print(stance__buffer *b, const serve_record *r) {
  char id[SERVE_ID_SIZE];
  serve_id_print(id, r->id);
  stance__buffer_printf(b, "{\"schema\":\"stance.label/1\",\"seq\":%" PRIu64 ",\"event\":\"%s\"", r->seq, events[r->event]);
  member(b, "annotator", r->annotator);
  member(b, "id", id);
  member(b, "time", r->time);
  if (r->event == SERVE_UNDO) {
    stance__buffer_printf(b, ",\"undoes\":%" PRIu64, r->undoes);
  } else {
    member(b, "text", r->text);
    if (r->event == SERVE_LABEL) member(b, "label", r->label);
    member(b, "drawn", drawn[r->random]);
    member(b, "group", r->group);
    member(b, "speaker", r->speaker);
    member(b, "kind", r->kind);
  }
  if (r->event == SERVE_LABEL) {
    member(b, "model_label", r->model_label);
    stance__buffer_puts(b, ",\"model_probability\":");
    stance__buffer_rounded(b, r->model_probability);
  }
  stance__buffer_puts(b, "}\n");
}

/* ---- Reading ---- */

typedef struct reading {
  const cJSON *object;
  stance__arena *arena;
  const char *wrong; /* the first member at fault */
  bool no_memory;
} reading;

static const char *text_of(reading *r, const char *name, bool required, size_t most) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(r->object, name);
  if (!item) {
    if (required && !r->wrong) r->wrong = name;
    return NULL;
  }
  if (!cJSON_IsString(item) || !item->valuestring[0] || strlen(item->valuestring) > most) {
    if (!r->wrong) r->wrong = name;
    return NULL;
  }
  const char *copy = stance__arena_copy(r->arena, item->valuestring, strlen(item->valuestring));
  if (!copy) r->no_memory = true;
  return copy;
}

static uint64_t number_of(reading *r, const char *name) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(r->object, name);
  double value = cJSON_IsNumber(item) ? item->valuedouble : 0;
  if (value >= 1 && value <= 9007199254740992.0 && value == (double)(uint64_t)value) return (uint64_t)value;
  if (!r->wrong) r->wrong = name;
  return 0;
}

static size_t word_of(reading *r, const char *name, const char *const *words, size_t n) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(r->object, name);
  for (size_t i = 0; cJSON_IsString(item) && i < n; i++)
    if (strcmp(item->valuestring, words[i]) == 0) return i;
  if (!r->wrong) r->wrong = name;
  return 0;
}

static void read_members(serve_record *out, reading *r) {
  static const char *const schema[] = {"stance.label/1"};
  word_of(r, "schema", schema, 1);
  out->seq = number_of(r, "seq");
  out->event = (serve_event)word_of(r, "event", events, 3);
  out->annotator = text_of(r, "annotator", true, SERVE_LONGEST_ANNOTATOR);
  const char *id = text_of(r, "id", true, SERVE_ID_SIZE), *time = text_of(r, "time", true, SERVE_TIME_SIZE - 1);
  if (time) snprintf(out->time, sizeof out->time, "%s", time);
  if (id && !serve_id_read(&out->id, id) && !r->wrong) r->wrong = "id";
  if (out->event == SERVE_UNDO) {
    out->undoes = number_of(r, "undoes");
    return;
  }
  out->text = text_of(r, "text", true, SIZE_MAX);
  out->random = word_of(r, "drawn", drawn, 2) == 1;
  out->group = text_of(r, "group", false, SIZE_MAX);
  out->speaker = text_of(r, "speaker", false, SIZE_MAX);
  out->kind = text_of(r, "kind", false, SIZE_MAX);
  if (out->event != SERVE_LABEL) return;
  out->label = text_of(r, "label", true, SERVE_LONGEST_LABEL);
  out->model_label = text_of(r, "model_label", true, SERVE_LONGEST_LABEL);
  const cJSON *probability = cJSON_GetObjectItemCaseSensitive(r->object, "model_probability");
  if (cJSON_IsNumber(probability))
    out->model_probability = probability->valuedouble;
  else if (!r->wrong)
    r->wrong = "model_probability";
}

stance_status serve_record_read(serve_record *out, const char *line, size_t length, const char *file, long number, stance__arena *arena,
                                stance_error *error) {
  stance_status status = stance__json_scan(line, length, STANCE_DATA, file, number, error);
  if (status != STANCE_OK) return status;
  cJSON *object = cJSON_ParseWithLength(line, length);
  if (!object) return stance__fail_memory(error);
  reading r = {object, arena, NULL, false};
  memset(out, 0, sizeof *out);
  if (!cJSON_IsObject(object))
    r.wrong = "object";
  else
    read_members(out, &r);
  cJSON_Delete(object);
  if (r.no_memory) return stance__fail_memory(error);
  if (!r.wrong && !serve_is_annotator(out->annotator)) r.wrong = "annotator";
  if (!r.wrong && out->text && serve_text_id(out->text, strlen(out->text)) != out->id) r.wrong = "id";
  if (r.wrong)
    return stance__fail(error, STANCE_DATA, file, number,
                        "no line of a label file: its '%s' is missing or damaged; mend or restore the file", r.wrong);
  if (out->seq != (uint64_t)number)
    return stance__fail(error, STANCE_DATA, file, number, "its seq is %" PRIu64 ": lines before it are missing or moved; restore the file",
                        out->seq);
  return STANCE_OK;
}
