#include "features/tokens.h"

#include <stdint.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"

typedef enum kind { SPACE, LETTER, DIGIT, OTHER } kind;

static kind kind_of(uint32_t c) {
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return LETTER;
    if (c >= '0' && c <= '9') return DIGIT;
    return c == ' ' || (c >= '\t' && c <= '\r') ? SPACE : OTHER;
  }
  switch (utf8proc_category((utf8proc_int32_t)c)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME: return LETTER;
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO: return DIGIT;
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP: return SPACE;
  default: return OTHER;
  }
}

static bool add(stance__tokens *t, size_t start, size_t end, bool after_boundary) {
  if (t->n == t->capacity) {
    size_t capacity = t->capacity ? t->capacity * 2 : 64;
    stance__token *items = stance__realloc(t->items, capacity, sizeof *items);
    if (!items) return false;
    t->items = items;
    t->capacity = capacity;
  }
  t->items[t->n++] = (stance__token){start, end - start, after_boundary};
  return true;
}

/* A character that stays inside a token where the same kind stands on both sides. */
static bool joins(uint32_t c, kind before, kind after) {
  if (c == '\'' || c == '-' || c == 0x2010 || c == 0x2011) return before != OTHER && after != OTHER && after != SPACE;
  return (c == '.' || c == ',') && before == DIGIT && after == DIGIT;
}

stance_status stance__tokenise(stance__tokens *out, const stance__normal *normal, stance_error *error) {
  const char *text = normal->text.data;
  size_t length = normal->text.length;
  size_t start = SIZE_MAX; /* of the token under way */
  kind before = SPACE;
  bool boundary = false;
  out->n = 0;
  for (size_t at = 0, size = 0; at < length; at += size) {
    uint32_t c = stance__utf8_decode(text + at, length - at, &size);
    kind now = kind_of(c);
    if (now == LETTER || now == DIGIT) {
      if (start == SIZE_MAX) start = at;
      before = now;
      continue;
    }
    if (start != SIZE_MAX && now == OTHER && at + size < length) {
      size_t next_size;
      kind after = kind_of(stance__utf8_decode(text + at + size, length - at - size, &next_size));
      if (joins(c, before, after)) continue;
    }
    if (start != SIZE_MAX) {
      if (!add(out, start, at, boundary)) return stance__fail_memory(error);
      start = SIZE_MAX;
      boundary = false;
    }
    if (now == OTHER) boundary = true;
  }
  if (start != SIZE_MAX && !add(out, start, length, boundary)) return stance__fail_memory(error);
  return STANCE_OK;
}
