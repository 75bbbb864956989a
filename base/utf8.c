#include "base/utf8.h"

#include <string.h>

/* Bytes of the valid sequence at p[0..n), 0 where it is invalid: Unicode 15, table 3-7. */
static size_t sequence(const unsigned char *p, size_t n) {
  unsigned char c = p[0];
  if (c < 0x80) return 1;
  if (c < 0xC2) return 0;
  if (c < 0xE0) return n >= 2 && (p[1] & 0xC0) == 0x80 ? 2 : 0;
  if (c < 0xF0) {
    unsigned char low = c == 0xE0 ? 0xA0 : 0x80, high = c == 0xED ? 0x9F : 0xBF;
    return n >= 3 && p[1] >= low && p[1] <= high && (p[2] & 0xC0) == 0x80 ? 3 : 0;
  }
  if (c < 0xF5) {
    unsigned char low = c == 0xF0 ? 0x90 : 0x80, high = c == 0xF4 ? 0x8F : 0xBF;
    return n >= 4 && p[1] >= low && p[1] <= high && (p[2] & 0xC0) == 0x80 && (p[3] & 0xC0) == 0x80 ? 4 : 0;
  }
  return 0;
}

size_t stance__utf8_valid(const char *text, size_t length) {
  const unsigned char *p = (const unsigned char *)text;
  size_t at = 0;
  while (at < length) {
    uint64_t eight, many[4];
    while (length - at >= sizeof many) { /* most text is ASCII */
      memcpy(many, p + at, sizeof many);
      if ((many[0] | many[1] | many[2] | many[3]) & 0x8080808080808080u) break;
      at += sizeof many;
    }
    if (at == length) break;
    if (length - at >= sizeof eight) {
      memcpy(&eight, p + at, sizeof eight);
      if ((eight & 0x8080808080808080u) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    size_t size = sequence(p + at, length - at);
    if (size == 0) return at;
    at += size;
  }
  return at;
}

uint32_t stance__utf8_decode(const char *text, size_t length, size_t *size) {
  const unsigned char *p = (const unsigned char *)text;
  *size = sequence(p, length);
  switch (*size) {
  case 1: return p[0];
  case 2: return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
  case 3: return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
  case 4: return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
  default: *size = 1; return 0xFFFD; /* callers promise valid text; a replacement character keeps others moving */
  }
}

size_t stance__utf8_encode(char out[4], uint32_t c) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (char)(0xC0 | c >> 6);
    out[1] = (char)(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | c >> 18);
  out[1] = (char)(0x80 | (c >> 12 & 0x3F));
  out[2] = (char)(0x80 | (c >> 6 & 0x3F));
  out[3] = (char)(0x80 | (c & 0x3F));
  return 4;
}

size_t stance__utf8_count(const char *text, size_t length) {
  size_t count = 0, at = 0;
  for (; length - at >= sizeof(uint64_t); at += sizeof(uint64_t)) { /* eight at a time: a byte inside a sequence is 10xxxxxx */
    uint64_t eight;
    memcpy(&eight, text + at, sizeof eight);
    uint64_t inner = eight >> 7 & ~eight >> 6 & UINT64_C(0x0101010101010101);
    count += sizeof eight - (size_t)(inner * UINT64_C(0x0101010101010101) >> 56);
  }
  for (; at < length; at++) count += ((unsigned char)text[at] & 0xC0) != 0x80;
  return count;
}

bool stance__utf8_is_control(uint32_t c) { return c < ' ' || (c >= 0x7F && c < 0xA0); }

bool stance__utf8_is_bidi_control(uint32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x61C;
}
