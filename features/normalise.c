/* NFKC and case folding by utf8proc, grapheme by grapheme, so that every byte knows the place it came from. A text that is all ASCII needs
   neither: it is lower-cased, and its bytes are where they were. Curly apostrophes become straight ones. */
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "features/tokens.h"

enum { LONGEST_GRAPHEME = 32 }; /* code points; longer runs of marks are cut, so that sorting them stays cheap */

void stance__normal_release(stance__normal *n) {
  stance__buffer_release(&n->wide);
  stance__free(n->lower);
  stance__free(n->start);
  stance__free(n->end);
  *n = (stance__normal){.wide = STANCE__BUFFER_INIT};
}

static bool append(stance__normal *n, const char *bytes, size_t length, size_t start, size_t end) {
  size_t at = n->wide.length;
  stance__buffer_add(&n->wide, bytes, length);
  if (n->wide.failed) return false;
  if (n->wide.length > n->capacity) {
    size_t capacity = n->wide.length + n->wide.length / 2 + 64;
    uint32_t *starts = stance__realloc(n->start, capacity, sizeof *starts);
    if (starts) n->start = starts;
    uint32_t *ends = starts ? stance__realloc(n->end, capacity, sizeof *ends) : NULL;
    if (!ends) return false;
    n->end = ends;
    n->capacity = capacity;
  }
  for (size_t i = at; i < n->wide.length; i++) {
    n->start[i] = (uint32_t)start;
    n->end[i] = (uint32_t)end;
  }
  return true;
}

/* Folds one grapheme of code points into out. */
static bool append_grapheme(stance__normal *n, utf8proc_int32_t *points, size_t count, size_t start, size_t end) {
  utf8proc_int32_t wide[LONGEST_GRAPHEME * 20]; /* no code point decomposes into more than 18 */
  utf8proc_ssize_t length = 0;
  const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
  int state = 0;
  for (size_t i = 0; i < count; i++) {
    utf8proc_int32_t c = points[i] == 0x2019 || points[i] == 0x02BC ? '\'' : points[i];
    utf8proc_ssize_t room = (utf8proc_ssize_t)(sizeof wide / sizeof *wide) - length;
    utf8proc_ssize_t got = utf8proc_decompose_char(c, wide + length, room, how, &state);
    if (got < 0 || got > room) return true; /* cannot happen for valid code points: the grapheme is left out */
    length += got;
  }
  for (utf8proc_ssize_t i = 1; i < length; i++) { /* canonical order: stable insertion sort by combining class */
    utf8proc_int32_t c = wide[i];
    utf8proc_propval_t order = utf8proc_get_property(c)->combining_class;
    utf8proc_ssize_t j = i;
    if (order == 0) continue;
    for (; j > 0 && utf8proc_get_property(wide[j - 1])->combining_class > order; j--) wide[j] = wide[j - 1];
    wide[j] = c;
  }
  length = utf8proc_normalize_utf32(wide, length, how);
  for (utf8proc_ssize_t i = 0; i < length; i++) {
    char bytes[4];
    if (!append(n, bytes, stance__utf8_encode(bytes, (uint32_t)wide[i]), start, end)) return false;
  }
  return true;
}

static bool is_ascii(const char *text, size_t length) {
  unsigned char any = 0;
  for (size_t i = 0; i < length; i++) any |= (unsigned char)text[i];
  return any < 0x80;
}

/* Apart, so that the compiler knows that the two do not overlap, and takes many bytes at a time. */
static void lower(char *restrict out, const char *restrict text, size_t length) {
  for (size_t i = 0; i < length; i++) out[i] = (char)(text[i] + (text[i] >= 'A' && text[i] <= 'Z') * 32);
  out[length] = '\0';
}

static stance_status fold_ascii(stance__normal *out, const char *text, size_t length, stance_error *error) {
  if (length >= out->reserved) {
    char *bytes = stance__realloc(out->lower, length + length / 2 + 64, 1);
    if (!bytes) return stance__fail_memory(error);
    out->lower = bytes;
    out->reserved = length + length / 2 + 64;
  }
  lower(out->lower, text, length);
  out->text = out->lower;
  out->length = length;
  return STANCE_OK;
}

stance_status stance__normalise(stance__normal *out, const char *text, size_t length, stance_error *error) {
  if (length > STANCE__LONGEST_TEXT) return stance__fail(error, STANCE_DATA, NULL, 0, "a text over 16 MiB; split it");
  out->ascii = is_ascii(text, length);
  if (out->ascii) return fold_ascii(out, text, length, error);
  size_t valid = stance__utf8_valid(text, length);
  if (valid < length) return stance__fail(error, STANCE_DATA, NULL, 0, "invalid UTF-8 at byte %zu; convert the text to UTF-8", valid);
  stance__buffer_clear(&out->wide);
  for (size_t at = 0; at < length;) {
    size_t next_size, size;
    uint32_t c = stance__utf8_decode(text + at, length - at, &size);
    uint32_t next = at + size < length ? stance__utf8_decode(text + at + size, length - at - size, &next_size) : ' ';
    if (c < 0x80 && next < 0x80) {
      char lower = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
      if (!append(out, &lower, 1, at, at + 1)) return stance__fail_memory(error);
      at++;
      continue;
    }
    utf8proc_int32_t points[LONGEST_GRAPHEME];
    utf8proc_int32_t state = 0;
    size_t count = 0, start = at;
    do {
      points[count++] = (utf8proc_int32_t)c;
      at += size;
      if (at == length) break;
      c = stance__utf8_decode(text + at, length - at, &size);
    } while (count < LONGEST_GRAPHEME && !utf8proc_grapheme_break_stateful(points[count - 1], (utf8proc_int32_t)c, &state));
    if (!append_grapheme(out, points, count, start, at)) return stance__fail_memory(error);
  }
  out->text = out->wide.data ? out->wide.data : "";
  out->length = out->wide.length;
  return STANCE_OK;
}
