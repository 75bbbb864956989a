/* Cutting normalised text into words and numbers. ASCII text, by far the most, is cut by a table of its 128 characters; other text by
   Unicode's categories. Both cut alike: the table holds what kind_of says. */
#include "features/tokens.h"

#include <utf8proc.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"

typedef enum kind { SPACE, OTHER, LETTER, DIGIT } kind;

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

/* kind_of for lower-cased ASCII. */
#define O OTHER
#define S SPACE
#define L LETTER
#define D DIGIT
static const unsigned char ascii_kind[128] = {
    O, O, O, O, O, O, O, O, O, S, S, S, S, S, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* controls */
    S, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O, /* space to ? */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* @ to _ */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* ` to delete */
};
#undef O
#undef S
#undef L
#undef D

static bool reserve(stance__tokens *t) {
  if (t->n < t->capacity) return true;
  size_t capacity = t->capacity ? t->capacity * 2 : 64;
  stance__token *items = stance__realloc(t->items, capacity, sizeof *items);
  if (!items) return false;
  t->items = items;
  t->capacity = capacity;
  return true;
}

static bool add(stance__tokens *t, size_t start, size_t end, bool after_boundary) {
  if (!reserve(t)) return false;
  t->items[t->n++] = (stance__token){(uint32_t)start, (uint32_t)(end - start), after_boundary};
  return true;
}

/* A character that stays inside a token where the same kind stands on both sides. */
static bool joins(uint32_t c, kind before, kind after) {
  if (c == '\'' || c == '-' || c == 0x2010 || c == 0x2011) return before > OTHER && after > OTHER;
  return (c == '.' || c == ',') && before == DIGIT && after == DIGIT;
}

/* The NUL behind the text is of kind OTHER, so that no loop but the outer one asks where it ends. */
static stance_status tokenise_ascii(stance__tokens *out, const char *text, size_t length, stance_error *error) {
  const unsigned char *c = (const unsigned char *)text;
  bool boundary = false;
  for (size_t at = 0; at < length;) {
    if (ascii_kind[c[at]] <= OTHER) {
      boundary |= ascii_kind[c[at]] == OTHER;
      at++;
      continue;
    }
    size_t start = at;
    for (;;) {
      do at++;
      while (ascii_kind[c[at]] > OTHER);
      if (c[at] == ' ' || at + 1 >= length || !joins(c[at], ascii_kind[c[at - 1]], ascii_kind[c[at + 1]])) break;
    }
    if (!add(out, start, at, boundary)) return stance__fail_memory(error);
    boundary = false;
  }
  return STANCE_OK;
}

static stance_status tokenise_unicode(stance__tokens *out, const char *text, size_t length, stance_error *error) {
  size_t start = SIZE_MAX; /* of the token under way */
  kind before = SPACE;
  bool boundary = false;
  for (size_t at = 0, size = 0; at < length; at += size) {
    uint32_t c = stance__utf8_decode(text + at, length - at, &size);
    kind now = kind_of(c);
    if (now > OTHER) {
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

stance_status stance__tokenise(stance__tokens *out, const stance__normal *normal, stance_error *error) {
  out->n = 0;
  return normal->ascii ? tokenise_ascii(out, normal->text, normal->length, error)
                       : tokenise_unicode(out, normal->text, normal->length, error);
}
