/* Articles out of files: the whole file, or one JSON object a line. */
#include "stance/document.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/day.h"
#include "base/error.h"
#include "base/json_scan.h"
#include "datasets/line_source.h"
#include "datasets/record_format.h"

enum { SNIFFED = 1024 };

struct stance_document_reader {
  stance__line_source *source;
  const char *text_field;
  char *path; /* as given */
  bool jsonl, html, done;
};

/* The public part first, so that one pointer is both. */
typedef struct owned_document {
  stance_document document;
  stance__arena arena;
} owned_document;

void stance_document_free(stance_document *document) {
  if (!document) return;
  owned_document *o = (owned_document *)document;
  stance__arena_release(&o->arena);
  stance__free(document->text);
  stance__free(o);
}

static bool ends_in(const char *name, const char *const *endings) {
  size_t length = strlen(name);
  if (length > 3 && stance__ascii_same(name + length - 3, ".gz")) length -= 3;
  for (; *endings; endings++) {
    size_t n = strlen(*endings);
    if (length > n && stance__ascii_same_n(name + length - n, *endings, n)) return true;
  }
  return false;
}

stance_status stance_document_reader_open(stance_document_reader **out, const char *path, stance_document_format format,
                                          const char *text_field, stance_error *error) {
  static const char *const jsonl[] = {".jsonl", ".ndjson", NULL}, *const html[] = {".html", ".htm", ".xhtml", NULL};
  stance_document_reader *r = stance__calloc(1, sizeof *r);
  if (!r) return stance__fail_memory(error);
  r->text_field = text_field ? text_field : "text";
  r->jsonl = format == STANCE_DOCUMENT_JSONL || ends_in(path, jsonl);
  r->html = ends_in(path, html);
  r->path = stance__strndup(path, strlen(path));
  stance_status status = r->path ? stance__line_source_open(&r->source, r->path, error) : stance__fail_memory(error);
  if (status == STANCE_OK)
    *out = r;
  else
    stance_document_reader_close(r);
  return status;
}

void stance_document_reader_close(stance_document_reader *r) {
  if (!r) return;
  stance__line_source_close(r->source);
  stance__free(r->path);
  stance__free(r);
}

size_t stance_document_reader_bytes(const stance_document_reader *r) { return stance__line_source_bytes(r->source); }

bool stance_document_is_page(const char *text, size_t length) {
  static const char doctype[] = "<!doctype html";
  size_t at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, end = length < SNIFFED ? length : SNIFFED;
  while (at < end && stance__ascii_is_space(text[at])) at++;
  if (at == end || text[at] != '<') return false;
  for (; at + 5 <= end; at++)
    if (text[at] == '<' && (stance__ascii_same_n(text + at, "<html", 5) ||
                            (length - at >= sizeof doctype - 1 && stance__ascii_same_n(text + at, doctype, sizeof doctype - 1))))
      return true;
  return false;
}

static stance_status whole_file(stance_document_reader *r, owned_document *o, stance_error *error) {
  stance__buffer text = STANCE__BUFFER_INIT;
  stance__buffer_add(&text, "", 0); /* never a NULL data */
  stance_status status = text.failed ? stance__fail_memory(error) : stance__line_source_rest(r->source, &text, error);
  if (status == STANCE_OK && !(o->document.name = stance__arena_copy(&o->arena, r->path, strlen(r->path))))
    status = stance__fail_memory(error);
  o->document.html = status == STANCE_OK && (r->html || stance_document_is_page(text.data, text.length));
  o->document.text = text.data;
  o->document.length = text.length;
  return status;
}

/* A member that is a string, or a number's own characters where numbers may stand for it; NULL in *out where absent, null or "". */
static stance_status member(owned_document *o, const cJSON *object, const char *line, size_t length, const char *key, bool numbers,
                            const char **out, stance_error *error) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
  const char *value = NULL;
  size_t n = 0;
  if (!item || cJSON_IsNull(item)) return STANCE_OK;
  if (cJSON_IsString(item))
    n = strlen(value = item->valuestring);
  else if (numbers && cJSON_IsNumber(item))
    stance__json_raw(line, length, key, &value, &n); /* ids may have 19 digits */
  if (!value)
    return stance__fail(error, STANCE_DATA, o->document.file, o->document.line, "'%.60s' is no string; mend the object, or pass --skip-bad",
                        key);
  if (n == 0) return STANCE_OK;
  *out = stance__arena_copy(&o->arena, value, n);
  return *out ? STANCE_OK : stance__fail_memory(error);
}

static stance_status take_text(owned_document *o, const cJSON *object, const char *field, stance_error *error) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, field);
  if (!item || cJSON_IsNull(item))
    return stance__fail(error, STANCE_DATA, o->document.file, o->document.line,
                        "no '%.60s'; name the field with --text-field, or pass --skip-bad", field);
  if (!cJSON_IsString(item) || stance__is_blank(item->valuestring, strlen(item->valuestring)))
    return stance__fail(error, STANCE_DATA, o->document.file, o->document.line, "'%.60s' is %s; mend the object, or pass --skip-bad", field,
                        cJSON_IsString(item) ? "empty" : "no string");
  o->document.length = strlen(item->valuestring);
  o->document.text = stance__strndup(item->valuestring, o->document.length);
  return o->document.text ? STANCE_OK : stance__fail_memory(error);
}

static stance_status name_article(owned_document *o, const char *id, const char *url, const char *path, stance_error *error) {
  stance__buffer place = STANCE__BUFFER_INIT;
  o->document.name = id ? id : url;
  if (o->document.name) return STANCE_OK;
  stance__buffer_printf(&place, "%s:%ld", path, o->document.line);
  if (!place.failed) o->document.name = stance__arena_copy(&o->arena, place.data, place.length);
  stance__buffer_release(&place);
  return o->document.name ? STANCE_OK : stance__fail_memory(error);
}

static stance_status take_object(const stance_document_reader *r, owned_document *o, const char *line, size_t length, stance_error *error) {
  stance_document *d = &o->document;
  const char *id = NULL, *url = NULL, *date = NULL;
  stance_status status = stance__json_scan(line, length, STANCE_DATA, d->file, d->line, error);
  if (status != STANCE_OK) return status;
  cJSON *object = cJSON_ParseWithLength(line, length);
  if (!object) return stance__fail_memory(error);
  if (!cJSON_IsObject(object))
    status = stance__fail(error, STANCE_DATA, d->file, d->line, "no JSON object; write one object a line, or pass --skip-bad");
  if (status == STANCE_OK) status = take_text(o, object, r->text_field, error);
  if (status == STANCE_OK) status = member(o, object, line, length, "id", true, &id, error);
  if (status == STANCE_OK) status = member(o, object, line, length, "url", false, &url, error);
  if (status == STANCE_OK) status = member(o, object, line, length, "title", false, &d->title, error);
  if (status == STANCE_OK) status = member(o, object, line, length, "source", false, &d->source, error);
  if (status == STANCE_OK) status = member(o, object, line, length, "date", true, &date, error);
  if (status == STANCE_OK) status = name_article(o, id, url, r->path, error);
  cJSON_Delete(object);
  if (date) d->odd_date = !stance__day_read(d->day, date, strlen(date));
  return status;
}

static stance_status next_object(stance_document_reader *r, owned_document *o, bool *ended, stance_error *error) {
  char *line;
  size_t length;
  for (;;) { /* blank lines separate nothing */
    stance_status status = stance__line_source_next(r->source, &line, &length, &o->document.line, error);
    *ended = status == STANCE_OK && !line;
    if (status != STANCE_OK || *ended) return status;
    if (!stance__is_blank(line, strlen(line))) return take_object(r, o, line, length, error);
  }
}

stance_status stance_document_reader_next(stance_document_reader *r, stance_document **document, stance_error *error) {
  bool ended = r->done;
  stance_status status = STANCE_OK;
  owned_document *o = ended ? NULL : stance__calloc(1, sizeof *o);
  if (!ended && !o) return stance__fail_memory(error);
  if (!ended) {
    const char *name = stance__line_source_name(r->source);
    o->document.file = stance__arena_copy(&o->arena, name, strlen(name));
    if (!o->document.file)
      status = stance__fail_memory(error);
    else
      status = r->jsonl ? next_object(r, o, &ended, error) : whole_file(r, o, error);
    r->done = !r->jsonl;
  }
  if (status != STANCE_OK || ended) {
    if (o) stance_document_free(&o->document);
    o = NULL;
  }
  if (status == STANCE_OK) *document = o ? &o->document : NULL;
  return status;
}
