/* One JSON object a line: strictly scanned first, then parsed by cJSON. */
#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/json_scan.h"
#include "datasets/record_format.h"

/* What a member may be besides a string. */
typedef enum accepted { STRINGS, NUMBERS, NUMBERS_AND_BOOLEANS } accepted;

/* A string, or the own characters of a number (labels and groups are often numbers) or boolean. NULL in *out where absent or null. */
static stance_status take(const stance__parse *p, const cJSON *object, const char *line, size_t length, const char *key,
                          accepted also, const char **out) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
  if (!item || cJSON_IsNull(item)) return STANCE_OK;
  const char *raw = NULL;
  size_t raw_length = 0;
  if (cJSON_IsString(item)) {
    raw = item->valuestring;
    raw_length = strlen(raw);
  } else if ((also >= NUMBERS && cJSON_IsNumber(item)) || (also == NUMBERS_AND_BOOLEANS && cJSON_IsBool(item))) {
    stance__json_raw(line, length, key, &raw, &raw_length);
  }
  if (!raw)
    return stance__fail(p->error, STANCE_DATA, p->file, p->line, "'%s' is no string; mend the object, or pass --skip-bad", key);
  if (raw_length == 0) return STANCE_OK;
  *out = stance__arena_copy(p->arena, raw, raw_length);
  return *out ? STANCE_OK : stance__fail_memory(p->error);
}

stance_status stance__jsonl_record(const stance__parse *p, const char *line, size_t length) {
  const stance_dataset_options *o = p->options;
  stance_record *r = p->record;
  stance_status status = stance__json_scan(line, length, STANCE_DATA, p->file, p->line, p->error);
  if (status != STANCE_OK) return status;
  cJSON *object = cJSON_ParseWithLength(line, length);
  if (!object) return stance__fail_memory(p->error);
  if (!cJSON_IsObject(object)) {
    cJSON_Delete(object);
    return stance__fail(p->error, STANCE_DATA, p->file, p->line, "no JSON object; write one object a line, or pass --skip-bad");
  }
  const char *text_field = o->text_field ? o->text_field : "text";
  status = take(p, object, line, length, text_field, STRINGS, &r->text);
  if (status == STANCE_OK) status = take(p, object, line, length, o->label_field ? o->label_field : "label", NUMBERS, &r->label);
  if (status == STANCE_OK) status = take(p, object, line, length, o->group_field ? o->group_field : "group", NUMBERS, &r->group);
  if (status == STANCE_OK) status = take(p, object, line, length, "speaker", STRINGS, &r->speaker);
  if (status == STANCE_OK) status = take(p, object, line, length, "kind", STRINGS, &r->kind);
  for (size_t e = 0; e < o->n_extra_fields && status == STANCE_OK; e++)
    status = take(p, object, line, length, o->extra_fields[e], NUMBERS_AND_BOOLEANS, &p->extra[e]);
  if (status == STANCE_OK && !r->text)
    status = stance__fail(p->error, STANCE_DATA, p->file, p->line, "no '%s'; name the field with --text-field, or pass --skip-bad",
                          text_field);
  const cJSON *weight = cJSON_GetObjectItemCaseSensitive(object, "weight");
  if (status == STANCE_OK && weight && !cJSON_IsNull(weight)) {
    if (!cJSON_IsNumber(weight) || !isfinite(weight->valuedouble) || weight->valuedouble <= 0)
      status = stance__fail(p->error, STANCE_DATA, p->file, p->line, "'weight' is no number above 0; mend it, or pass --skip-bad");
    else r->weight = weight->valuedouble;
  }
  if (status == STANCE_OK && cJSON_GetObjectItemCaseSensitive(object, "id")) { /* the raw bytes: ids may have 19 digits */
    const char *raw;
    size_t raw_length;
    stance__json_raw(line, length, "id", &raw, &raw_length);
    if (raw && !(r->id = stance__arena_copy(p->arena, raw, raw_length))) status = stance__fail_memory(p->error);
  }
  cJSON_Delete(object);
  return status;
}
