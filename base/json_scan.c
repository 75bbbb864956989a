/* One pass over the bytes with an explicit stack: no recursion on input. Keys of the open objects are kept unescaped in a hash table
   each, so that duplicates are found whatever their escapes. */
#include "base/json_scan.h"

#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/table.h"
#include "base/utf8.h"

/* MAX_NUMBER: with a NUL behind it, cJSON reads no more of a number, and fails on what is left. */
enum { MAX_DEPTH = 64, MAX_NUMBER = 64, MAX_VALUES = 1 << 21 /* a parsed one takes 80 bytes, were it written in two */ };

typedef struct scanner {
  const char *text;
  size_t length, at;
  stance_status status; /* for errors */
  const char *file;
  long first_line;
  stance_error *error;
  stance__buffer string;          /* the last string, unescaped */
  stance__table *keys[MAX_DEPTH]; /* of open objects; NULL for arrays */
  size_t depth, values;
} scanner;

static stance_status refuse(scanner *s, size_t at, const char *what) {
  long line = s->first_line;
  size_t start = 0;
  for (size_t i = 0; i < at && i < s->length; i++)
    if (s->text[i] == '\n') {
      line++;
      start = i + 1;
    }
  return stance__fail(s->error, s->status, s->file, line, "invalid JSON at column %zu: %s", at - start + 1, what);
}

static void skip_space(scanner *s) {
  while (s->at < s->length && strchr(" \t\r\n", s->text[s->at]) && s->text[s->at]) s->at++;
}

static bool hex4(const scanner *s, size_t at, uint32_t *out) {
  *out = 0;
  if (s->length - at < 4 || at > s->length) return false;
  for (size_t i = at; i < at + 4; i++) {
    char c = s->text[i];
    uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                            : 16;
    if (digit == 16) return false;
    *out = *out * 16 + digit;
  }
  return true;
}

/* An escape after its backslash; s->at stands on the letter. */
static stance_status scan_escape(scanner *s) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  size_t start = s->at - 1;
  if (s->at == s->length) return refuse(s, start, "an unfinished string");
  const char *known = s->text[s->at] ? strchr(from, s->text[s->at]) : NULL;
  if (known) {
    stance__buffer_putc(&s->string, to[known - from]);
    s->at++;
    return STANCE_OK;
  }
  uint32_t code, low;
  if (s->text[s->at] != 'u' || !hex4(s, s->at + 1, &code)) return refuse(s, start, "an unknown escape");
  s->at += 5;
  if (code == 0) return refuse(s, start, "the character U+0000");
  if (code >= 0xDC00 && code <= 0xDFFF) return refuse(s, start, "a lone surrogate");
  if (code >= 0xD800 && code <= 0xDBFF) {
    if (s->length - s->at < 6 || s->text[s->at] != '\\' || s->text[s->at + 1] != 'u' || !hex4(s, s->at + 2, &low) || low < 0xDC00 ||
        low > 0xDFFF)
      return refuse(s, start, "a lone surrogate");
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    s->at += 6;
  }
  char bytes[4];
  stance__buffer_add(&s->string, bytes, stance__utf8_encode(bytes, code));
  return STANCE_OK;
}

static stance_status scan_string(scanner *s) {
  size_t start = s->at++;
  stance__buffer_clear(&s->string);
  for (;;) {
    size_t plain = s->at;
    while (s->at < s->length && s->text[s->at] != '"' && s->text[s->at] != '\\' && (unsigned char)s->text[s->at] >= 0x20) s->at++;
    stance__buffer_add(&s->string, s->text + plain, s->at - plain);
    if (s->at == s->length) return refuse(s, start, "an unfinished string");
    char c = s->text[s->at++];
    if (c == '"') return s->string.failed ? stance__fail_memory(s->error) : STANCE_OK;
    if (c != '\\') return refuse(s, s->at - 1, "a control character in a string; escape it");
    stance_status status = scan_escape(s);
    if (status != STANCE_OK) return status;
  }
}

static bool digits(scanner *s) {
  size_t start = s->at;
  while (s->at < s->length && s->text[s->at] >= '0' && s->text[s->at] <= '9') s->at++;
  return s->at > start;
}

static stance_status scan_number(scanner *s) {
  size_t start = s->at;
  if (s->text[s->at] == '-') s->at++;
  size_t first = s->at;
  bool good = digits(s) && (s->text[first] != '0' || s->at == first + 1);
  if (good && s->at < s->length && s->text[s->at] == '.') {
    s->at++;
    good = digits(s);
  }
  if (good && s->at < s->length && (s->text[s->at] == 'e' || s->text[s->at] == 'E')) {
    s->at++;
    if (s->at < s->length && (s->text[s->at] == '+' || s->text[s->at] == '-')) s->at++;
    good = digits(s);
  }
  if (!good) return refuse(s, start, "a bad number");
  if (s->at - start >= MAX_NUMBER) return refuse(s, start, "a number of over 63 characters; shorten it, or write it as a string");
  char copy[MAX_NUMBER];
  memcpy(copy, s->text + start, s->at - start);
  copy[s->at - start] = '\0';
  locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (!c) return stance__fail_memory(s->error);
  double value = strtod_l(copy, NULL, c);
  freelocale(c);
  return isfinite(value) ? STANCE_OK : refuse(s, start, "a number out of range");
}

static stance_status scan_word(scanner *s) {
  static const char *const words[] = {"true", "false", "null"};
  for (size_t i = 0; i < 3; i++) {
    size_t length = strlen(words[i]);
    if (s->length - s->at >= length && memcmp(s->text + s->at, words[i], length) == 0) {
      s->at += length;
      return STANCE_OK;
    }
  }
  return refuse(s, s->at, s->at < s->length ? "a value was expected" : "it ends too early");
}

static stance_status scan_key(scanner *s) {
  skip_space(s);
  size_t start = s->at;
  if (s->at == s->length || s->text[s->at] != '"') return refuse(s, start, "a key in quotes was expected");
  stance_status status = scan_string(s);
  if (status != STANCE_OK) return status;
  stance__table *keys = s->keys[s->depth - 1];
  uint32_t before = stance__table_size(keys);
  if (stance__table_insert(keys, s->string.data ? s->string.data : "", s->string.length) == STANCE__TABLE_NONE)
    return stance__fail_memory(s->error);
  if (stance__table_size(keys) == before) return refuse(s, start, "a key that stands twice in one object");
  skip_space(s);
  if (s->at == s->length || s->text[s->at] != ':') return refuse(s, s->at, "':' was expected");
  s->at++;
  return STANCE_OK;
}

static stance_status open_container(scanner *s, bool object) {
  if (s->depth == MAX_DEPTH) return refuse(s, s->at, "nested too deep (64 at most)");
  s->at++;
  s->keys[s->depth] = NULL;
  if (object && !(s->keys[s->depth] = stance__table_new())) return stance__fail_memory(s->error);
  s->depth++;
  return STANCE_OK;
}

static void close_container(scanner *s) { stance__table_free(s->keys[--s->depth]); }

/* After a value: closes what ends here and finds whether another value follows. */
static stance_status after_value(scanner *s, bool *more) {
  *more = false;
  while (s->depth > 0) {
    skip_space(s);
    bool object = s->keys[s->depth - 1] != NULL;
    if (s->at == s->length) return refuse(s, s->at, "it ends too early");
    char c = s->text[s->at];
    if (c == ',') {
      s->at++;
      *more = true;
      return object ? scan_key(s) : STANCE_OK;
    }
    if (c != (object ? '}' : ']')) return refuse(s, s->at, object ? "',' or '}' was expected" : "',' or ']' was expected");
    s->at++;
    close_container(s);
  }
  return STANCE_OK;
}

static stance_status scan_value(scanner *s) {
  bool more = true;
  while (more) {
    stance_status status;
    if (s->values++ == MAX_VALUES) return refuse(s, s->at, "over 2097152 values; split it");
    skip_space(s);
    char c = s->at < s->length ? s->text[s->at] : '\0';
    if (c == '{' || c == '[') {
      status = open_container(s, c == '{');
      if (status != STANCE_OK) return status;
      skip_space(s);
      bool empty = s->at < s->length && s->text[s->at] == (c == '{' ? '}' : ']');
      if (!empty) {
        status = c == '{' ? scan_key(s) : STANCE_OK;
        if (status != STANCE_OK) return status;
        continue; /* the first value inside */
      }
      s->at++;
      close_container(s);
    } else {
      status = c == '"' ? scan_string(s) : c == '-' || (c >= '0' && c <= '9') ? scan_number(s) : scan_word(s);
      if (status != STANCE_OK) return status;
    }
    status = after_value(s, &more);
    if (status != STANCE_OK) return status;
  }
  skip_space(s);
  return s->at == s->length ? STANCE_OK : refuse(s, s->at, "text after the end of the value");
}

stance_status stance__json_scan(const char *text, size_t length, stance_status status, const char *file, long first_line,
                                stance_error *error) {
  scanner s = {.text = text, .length = length, .status = status, .file = file, .first_line = first_line, .error = error};
  size_t valid = stance__utf8_valid(text, length);
  stance_status result = valid == length ? scan_value(&s) : refuse(&s, valid, "invalid UTF-8");
  while (s.depth > 0) close_container(&s);
  stance__buffer_release(&s.string);
  return result;
}

/* ---- Raw values of text that passed the scan ---- */

static size_t string_end(const char *text, size_t length, size_t at) {
  for (at++; at < length && text[at] != '"'; at++)
    if (text[at] == '\\') at++;
  return at < length ? at + 1 : length;
}

static size_t value_end(const char *text, size_t length, size_t at) {
  size_t depth = 0;
  while (at < length) {
    char c = text[at];
    if (c == '"') {
      at = string_end(text, length, at);
    } else if (c == '{' || c == '[') {
      depth++;
      at++;
      continue;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return at;
      depth--;
      at++;
    } else if (c == ',' && depth == 0) {
      return at;
    } else {
      at++;
    }
  }
  return at;
}

bool stance__json_next(const char *text, size_t length, size_t *cursor, stance__json_member *out) {
  size_t at = *cursor;
  if (at == 0) at = strcspn(text, "{") + 1;
  while (at < length && text[at] != '"' && text[at] != '}') at++;
  if (at >= length || text[at] == '}') return false;
  out->key = text + at;
  size_t end = string_end(text, length, at);
  out->key_length = end - at;
  for (at = end; at < length && text[at] != ':';) at++;
  at++;
  while (at < length && strchr(" \t\r\n", text[at])) at++;
  end = value_end(text, length, at);
  *cursor = end < length && text[end] == ',' ? end + 1 : end;
  while (end > at && strchr(" \t\r\n", text[end - 1])) end--;
  out->value = text + at;
  out->value_length = end - at;
  return true;
}

bool stance__json_key_is(const stance__json_member *member, const char *key) {
  size_t length = strlen(key);
  return member->key_length == length + 2 && memcmp(member->key + 1, key, length) == 0;
}

void stance__json_raw(const char *text, size_t length, const char *key, const char **value, size_t *value_length) {
  stance__json_member member;
  *value = NULL;
  *value_length = 0;
  for (size_t cursor = 0; stance__json_next(text, length, &cursor, &member);) {
    if (!stance__json_key_is(&member, key)) continue;
    *value = member.value;
    *value_length = member.value_length;
    return;
  }
}
