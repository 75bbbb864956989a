#include "tests/fuzz/json_reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz_target.h"

enum { DEEPEST = 64, LONGEST_NUMBER = 63 };

typedef struct reader {
  const char *at, *end;
  int depth;
} reader;

static bool value(reader *r, const cJSON *parsed);

static void space(reader *r) {
  while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r')) r->at++;
}

static bool take(reader *r, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(r->end - r->at) < length || memcmp(r->at, word, length) != 0) return false;
  r->at += length;
  return true;
}

static bool four_digits(reader *r, uint32_t *out) {
  *out = 0;
  for (int i = 0; i < 4; i++, r->at++) {
    if (r->at == r->end) return false;
    char c = *r->at;
    uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                            : 16;
    if (digit > 15) return false;
    *out = *out << 4 | digit;
  }
  return true;
}

static char *put_point(char *out, uint32_t c) {
  if (c < 0x80) {
    *out++ = (char)c;
  } else if (c < 0x800) {
    *out++ = (char)(0xC0 | c >> 6);
  } else if (c < 0x10000) {
    *out++ = (char)(0xE0 | c >> 12);
    *out++ = (char)(0x80 | (c >> 6 & 0x3F));
  } else {
    *out++ = (char)(0xF0 | c >> 18);
    *out++ = (char)(0x80 | (c >> 12 & 0x3F));
    *out++ = (char)(0x80 | (c >> 6 & 0x3F));
  }
  if (c >= 0x80) *out++ = (char)(0x80 | (c & 0x3F));
  return out;
}

static bool escape(reader *r, char **out) {
  static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
  uint32_t c, low;
  if (r->at == r->end) return false;
  char letter = *r->at++;
  const char *known = letter ? strchr(letters, letter) : NULL;
  if (known) {
    *(*out)++ = means[known - letters];
    return true;
  }
  if (letter != 'u' || !four_digits(r, &c) || c == 0 || (c >= 0xDC00 && c <= 0xDFFF)) return false;
  if (c >= 0xD800 && c <= 0xDBFF) {
    if (!take(r, "\\u") || !four_digits(r, &low) || low < 0xDC00 || low > 0xDFFF) return false;
    c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
  }
  *out = put_point(*out, c);
  return true;
}

/* The string decoded, NUL-terminated; NULL where it is none. The caller's to free. */
static char *string(reader *r) {
  if (!take(r, "\"")) return NULL;
  char *text = malloc((size_t)(r->end - r->at) + 1), *out = text;
  FUZZ_CHECK(text != NULL);
  while (r->at < r->end && *r->at != '"') {
    char c = *r->at++;
    if (c == '\\' ? escape(r, &out) : (unsigned char)c >= 0x20) {
      if (c != '\\') *out++ = c;
      continue;
    }
    r->at = r->end;
  }
  *out = '\0';
  if (take(r, "\"")) return text;
  free(text);
  return NULL;
}

static bool digits(reader *r) {
  const char *start = r->at;
  while (r->at < r->end && *r->at >= '0' && *r->at <= '9') r->at++;
  return r->at > start;
}

static bool number(reader *r, const cJSON *parsed) {
  const char *start = r->at;
  char copy[LONGEST_NUMBER + 1];
  take(r, "-");
  bool zero = r->at < r->end && *r->at == '0';
  if (zero ? !take(r, "0") : !digits(r)) return false;
  if (take(r, ".") && !digits(r)) return false;
  if (take(r, "e") || take(r, "E")) {
    if (!take(r, "+")) take(r, "-");
    if (!digits(r)) return false;
  }
  size_t length = (size_t)(r->at - start);
  if (length > LONGEST_NUMBER) return false;
  memcpy(copy, start, length);
  copy[length] = '\0';
  double x = strtod(copy, NULL);
  if (!isfinite(x)) return false;
  if (parsed) FUZZ_CHECK(cJSON_IsNumber(parsed) && parsed->valuedouble == x && signbit(parsed->valuedouble) == signbit(x));
  return true;
}

typedef struct key {
  struct key *before;
  char *text;
} key;

static bool members(reader *r, const cJSON *child, const key *before) {
  space(r);
  key k = {(key *)(uintptr_t)before, string(r)};
  if (!k.text) return false;
  if (child) FUZZ_CHECK(child->string && strcmp(child->string, k.text) == 0);
  bool good = true;
  for (const key *other = before; other; other = other->before) good = good && strcmp(other->text, k.text) != 0;
  space(r);
  good = good && take(r, ":") && value(r, child);
  space(r);
  if (good && take(r, ","))
    good = members(r, child ? child->next : NULL, &k);
  else if (good && child)
    FUZZ_CHECK(child->next == NULL);
  free(k.text);
  return good;
}

static bool container(reader *r, const cJSON *parsed, bool object) {
  const char *end = object ? "}" : "]";
  if (++r->depth > DEEPEST) return false;
  if (parsed) FUZZ_CHECK(object ? cJSON_IsObject(parsed) : cJSON_IsArray(parsed));
  const cJSON *child = parsed ? parsed->child : NULL;
  space(r);
  if (take(r, end)) {
    FUZZ_CHECK(child == NULL);
    r->depth--;
    return true;
  }
  if (parsed) FUZZ_CHECK(child != NULL);
  if (object) {
    if (!members(r, child, NULL)) return false;
  } else {
    for (;; child = child ? child->next : NULL) {
      if (!value(r, child)) return false;
      space(r);
      if (!take(r, ",")) break;
      if (parsed) FUZZ_CHECK(child->next != NULL);
    }
    if (parsed) FUZZ_CHECK(child->next == NULL);
  }
  r->depth--;
  return take(r, end);
}

static bool value(reader *r, const cJSON *parsed) {
  space(r);
  if (r->at == r->end) return false;
  if (take(r, "{")) return container(r, parsed, true);
  if (take(r, "[")) return container(r, parsed, false);
  if (*r->at == '"') {
    char *text = string(r);
    if (text && parsed) FUZZ_CHECK(cJSON_IsString(parsed) && strcmp(parsed->valuestring, text) == 0);
    free(text);
    return text != NULL;
  }
  if (take(r, "true")) return !parsed || cJSON_IsTrue(parsed);
  if (take(r, "false")) return !parsed || cJSON_IsFalse(parsed);
  if (take(r, "null")) return !parsed || cJSON_IsNull(parsed);
  return number(r, parsed);
}

/* Where every sequence is one; a copy of what fuzz_utf8.c tests base/utf8.c with would hide what both miss, so this one counts bytes. */
static bool is_utf8(const char *text, size_t length) {
  for (size_t i = 0; i < length;) {
    const unsigned char *p = (const unsigned char *)text + i;
    size_t n = p[0] < 0x80 ? 1 : p[0] >= 0xC2 && p[0] <= 0xDF ? 2 : p[0] >> 4 == 0xE ? 3 : p[0] >= 0xF0 && p[0] <= 0xF4 ? 4 : 0;
    if (!n || n > length - i) return false;
    for (size_t k = 1; k < n; k++)
      if ((p[k] & 0xC0) != 0x80) return false;
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
      return false;
    i += n;
  }
  return true;
}

bool json_reference_accepts(const char *text, size_t length) {
  reader r = {text, text + length, 0};
  if (!is_utf8(text, length) || !value(&r, NULL)) return false;
  space(&r);
  return r.at == r.end;
}

void json_reference_compare(const char *text, size_t length, const cJSON *parsed) {
  reader r = {text, text + length, 0};
  FUZZ_CHECK(value(&r, parsed));
}
