/* Reading what was asked, strictly: what is not described is refused, not ignored. */
#include "serve/exchange.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/json_scan.h"

void serve_put_text(stance__buffer *out, const char *text) {
  if (text)
    stance__buffer_json_string(out, text, strlen(text));
  else
    stance__buffer_puts(out, "null");
}

static void refuse(serve_exchange *x, unsigned status, const char *code, const char *message, const char *file, long line) {
  stance__buffer_clear(&x->out);
  x->status = status;
  x->type = "application/json";
  x->attachment = NULL;
  stance__buffer_printf(&x->out, "{\"schema\":\"stance.error/1\",\"error\":{\"code\":\"%s\",\"message\":", code);
  serve_put_text(&x->out, message);
  stance__buffer_puts(&x->out, ",\"file\":");
  serve_put_text(&x->out, file);
  if (line > 0)
    stance__buffer_printf(&x->out, ",\"line\":%ld}}\n", line);
  else
    stance__buffer_puts(&x->out, ",\"line\":null}}\n");
}

void serve_refuse(serve_exchange *x, unsigned status, const char *code, const char *format, ...) {
  char message[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  refuse(x, status, code, message, NULL, 0);
}

void serve_refuse_error(serve_exchange *x, const stance_error *error, const char *name) {
  bool data = error->status == STANCE_DATA || error->status == STANCE_USAGE;
  const char *file = error->file[0] ? (name ? name : error->file) : NULL;
  refuse(x, data ? 422 : 500, data ? "bad_data" : "machine", error->message, data ? file : NULL, data && file ? error->line : 0);
}

/* ---- Parameters ---- */

const char *serve_parameter_get(const serve_exchange *x, const char *name) {
  for (size_t i = x->n_parameters; i-- > 0;)
    if (strcmp(x->parameters[i].name, name) == 0) return x->parameters[i].value;
  return NULL;
}

/* Digits alone, of `low` to `high`. */
static bool whole(const char *text, size_t low, size_t high, size_t *value) {
  size_t n = 0;
  if (!*text || strlen(text) > 9) return false;
  for (; *text; text++) {
    if (*text < '0' || *text > '9') return false;
    n = n * 10 + (size_t)(*text - '0');
  }
  if (n < low || n > high) return false;
  *value = n;
  return true;
}

bool serve_parameter_count(serve_exchange *x, const char *name, size_t low, size_t high, size_t *value) {
  const char *text = serve_parameter_get(x, name);
  if (!text || whole(text, low, high, value)) return true;
  serve_refuse(x, 400, "bad_request", "'%s' is a whole number of %zu to %zu", name, low, high);
  return false;
}

bool serve_parameter_choice(serve_exchange *x, const char *name, const char *words, size_t *value) {
  const char *text = serve_parameter_get(x, name);
  *value = 0;
  if (!text || serve_word_in(words, text, strlen(text), value)) return true;
  serve_refuse(x, 400, "bad_request", "'%s' is one of %s", name, words);
  return false;
}

bool serve_parameter_text(serve_exchange *x, const char *name, bool required, size_t most, const char **value) {
  *value = serve_parameter_get(x, name);
  if (*value && !**value && !required) *value = NULL;
  if (*value && strlen(*value) <= most && (!required || **value)) return true;
  if (!*value && !required) return true;
  serve_refuse(x, 400, "bad_request", "the parameter '%s' %s", name, *value ? "is too long or empty" : "is missing");
  return false;
}

/* ---- The body as JSON ---- */

struct cJSON *serve_body_object(serve_exchange *x, const char *const *members) {
  stance_error error;
  const char *text = x->body.data ? x->body.data : "";
  stance_status status = stance__json_scan(text, x->body.length, STANCE_DATA, NULL, 1, &error);
  if (status == STANCE_DATA) {
    serve_refuse(x, 400, "bad_json", "the body is no JSON that can be read: line %ld: %s", error.line, error.message);
    return NULL;
  }
  cJSON *object = status == STANCE_OK ? cJSON_ParseWithLength(text, x->body.length) : NULL;
  if (!object) {
    serve_refuse(x, 500, "machine", "out of memory");
    return NULL;
  }
  if (!cJSON_IsObject(object)) {
    serve_refuse(x, 400, "bad_json", "the body is no JSON object");
  } else {
    const cJSON *member;
    cJSON_ArrayForEach(member, object) {
      size_t i = 0;
      while (members[i] && strcmp(members[i], member->string) != 0) i++;
      if (members[i]) continue;
      serve_refuse(x, 400, "bad_request", "no member '%.60s' is known here", member->string);
      break;
    }
    if (!member) return object;
  }
  cJSON_Delete(object);
  return NULL;
}

bool serve_member_text(serve_exchange *x, const struct cJSON *object, const char *name, bool required, size_t most, const char **value) {
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
  *value = NULL;
  if (!member && !required) return true;
  if (member && cJSON_IsString(member)) {
    size_t length = strlen(member->valuestring);
    if (length >= 1 && length <= most) {
      *value = member->valuestring;
      return true;
    }
  }
  serve_refuse(x, 400, "bad_request", "'%s' is a string of 1 to %zu bytes", name, most);
  return false;
}

bool serve_member_count(serve_exchange *x, const struct cJSON *object, const char *name, size_t low, size_t high, size_t *value) {
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
  if (!member) return true;
  double number = cJSON_IsNumber(member) ? member->valuedouble : -1;
  if (number >= (double)low && number <= (double)high && number == (double)(size_t)number) {
    *value = (size_t)number;
    return true;
  }
  serve_refuse(x, 400, "bad_request", "'%s' is a whole number of %zu to %zu", name, low, high);
  return false;
}

bool serve_member_flag(serve_exchange *x, const struct cJSON *object, const char *name, bool *value) {
  const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
  if (!member) return true;
  *value = cJSON_IsTrue(member);
  if (cJSON_IsBool(member)) return true;
  serve_refuse(x, 400, "bad_request", "'%s' is true or false", name);
  return false;
}
