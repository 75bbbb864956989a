#include "cli/aliases.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/input.h"
#include "base/json_scan.h"
#include "base/table.h"
#include "base/utf8.h"

struct cli_aliases {
  stance__table *words; /* names and aliases */
  uint32_t *name_of;    /* [words]: the word's name; a name's is itself */
  size_t capacity;
};

typedef struct line_reader {
  cli_aliases *aliases;
  const char *path;
  long line;
  stance_error *error;
} line_reader;

void cli_aliases_free(cli_aliases *a) {
  if (!a) return;
  stance__table_free(a->words);
  stance__free(a->name_of);
  stance__free(a);
}

const char *cli_alias(const cli_aliases *a, const char *text) {
  uint32_t number = a && text ? stance__table_find(a->words, text, strlen(text)) : STANCE__TABLE_NONE;
  return number == STANCE__TABLE_NONE ? text : stance__table_text(a->words, a->name_of[number], NULL);
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static void trim(const char **text, size_t *length) {
  while (*length && is_space(**text)) ++*text, --*length;
  while (*length && is_space((*text)[*length - 1])) --*length;
}

/* Lets `text` stand for word number `name`, or for itself where that is STANCE__TABLE_NONE; *number is the text's. */
static stance_status stand_for(const line_reader *r, const char *text, size_t length, uint32_t name, uint32_t *number) {
  cli_aliases *a = r->aliases;
  trim(&text, &length);
  if (!length) return stance__fail(r->error, STANCE_DATA, r->path, r->line, "an empty name; write name<TAB>alias");
  uint32_t before = stance__table_size(a->words), found = stance__table_insert(a->words, text, length);
  if (found == STANCE__TABLE_NONE) return stance__fail_memory(r->error);
  if (found >= a->capacity) {
    size_t capacity = a->capacity * 2 + 64;
    uint32_t *name_of = stance__realloc(a->name_of, capacity, sizeof *name_of);
    if (!name_of) return stance__fail_memory(r->error);
    a->name_of = name_of;
    a->capacity = capacity;
  }
  if (name == STANCE__TABLE_NONE) name = found;
  if (found == before) a->name_of[found] = name;
  *number = found;
  if (a->name_of[found] == name) return STANCE_OK;
  bool was_name = a->name_of[found] == found;
  return stance__fail(r->error, STANCE_DATA, r->path, r->line, "'%.100s' %s; let it stand for one name only",
                      stance__table_text(a->words, found, NULL),
                      was_name ? "is a name of its own in a line before" : "is another name's alias in a line before");
}

static stance_status read_columns(const line_reader *r, const char *line, size_t length) {
  uint32_t name = 0, alias;
  const char *tab = memchr(line, '\t', length);
  size_t rest = tab ? length - (size_t)(tab - line) - 1 : 0;
  if (!tab || memchr(tab + 1, '\t', rest))
    return stance__fail(r->error, STANCE_DATA, r->path, r->line, "%s; write name<TAB>alias", tab ? "more than one tab" : "no tab");
  stance_status status = stand_for(r, line, (size_t)(tab - line), STANCE__TABLE_NONE, &name);
  return status == STANCE_OK ? stand_for(r, tab + 1, rest, name, &alias) : status;
}

static stance_status read_object(const line_reader *r, const char *line, size_t length) {
  uint32_t number = 0, alias;
  stance_status status = stance__json_scan(line, length, STANCE_DATA, r->path, r->line, r->error);
  if (status != STANCE_OK) return status;
  cJSON *object = cJSON_ParseWithLength(line, length);
  if (!object) return stance__fail_memory(r->error);
  const cJSON *name = cJSON_GetObjectItemCaseSensitive(object, "name"), *aliases = cJSON_GetObjectItemCaseSensitive(object, "aliases"),
              *item;
  if (!cJSON_IsString(name) || !cJSON_IsArray(aliases))
    status = stance__fail(r->error, STANCE_DATA, r->path, r->line, "write {\"name\": \"...\", \"aliases\": [\"...\"]}");
  else
    status = stand_for(r, name->valuestring, strlen(name->valuestring), STANCE__TABLE_NONE, &number);
  for (item = status == STANCE_OK ? aliases->child : NULL; item && status == STANCE_OK; item = item->next) {
    if (!cJSON_IsString(item))
      status = stance__fail(r->error, STANCE_DATA, r->path, r->line, "an alias that is no string");
    else
      status = stand_for(r, item->valuestring, strlen(item->valuestring), number, &alias);
  }
  cJSON_Delete(object);
  return status;
}

static stance_status read_line(const line_reader *r, const char *line, size_t length) {
  if (stance__utf8_valid(line, length) < length || memchr(line, '\0', length))
    return stance__fail(r->error, STANCE_DATA, r->path, r->line, "invalid UTF-8; convert the file to UTF-8");
  const char *text = line;
  size_t inner = length;
  trim(&text, &inner);
  if (!inner || (r->line == 1 && inner == 10 && memcmp(text, "name\talias", 10) == 0)) return STANCE_OK;
  return *text == '{' ? read_object(r, text, inner) : read_columns(r, line, length);
}

stance_status cli_aliases_read(cli_aliases **out, const char *path, stance_error *error) {
  stance__buffer text = STANCE__BUFFER_INIT;
  cli_aliases *a = stance__calloc(1, sizeof *a);
  if (!a) return stance__fail_memory(error);
  line_reader r = {a, strcmp(path, "-") == 0 ? "standard input" : path, 0, error};
  a->words = stance__table_new();
  stance_status status = a->words ? stance__read_all(&text, path, error) : stance__fail_memory(error);
  size_t at = text.length >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (status == STANCE_OK && at < text.length) {
    const char *line = text.data + at, *end = memchr(line, '\n', text.length - at);
    size_t length = end ? (size_t)(end - line) : text.length - at;
    r.line++;
    status = read_line(&r, line, length);
    at += length + 1;
  }
  stance__buffer_release(&text);
  if (status == STANCE_OK)
    *out = a;
  else
    cli_aliases_free(a);
  return status;
}
