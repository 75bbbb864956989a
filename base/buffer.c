#include "base/buffer.h"

#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

void stance__buffer_release(stance__buffer *b) {
  stance__free(b->data);
  *b = (stance__buffer)STANCE__BUFFER_INIT;
}

void stance__buffer_clear(stance__buffer *b) {
  b->length = 0;
  b->failed = false;
  if (b->data) b->data[0] = '\0';
}

/* Room for `more` bytes and the NUL. */
static bool reserve(stance__buffer *b, size_t more) {
  if (b->failed) return false;
  if (more > SIZE_MAX / 2 - b->length - 1) {
    b->failed = true;
    return false;
  }
  size_t need = b->length + more + 1;
  if (need <= b->capacity) return true;
  size_t capacity = b->capacity ? b->capacity : 64;
  while (capacity < need) capacity += capacity / 2;
  char *data = stance__realloc(b->data, capacity, 1);
  if (!data) {
    b->failed = true;
    return false;
  }
  b->data = data;
  b->capacity = capacity;
  return true;
}

void stance__buffer_add(stance__buffer *b, const void *bytes, size_t length) {
  if (!reserve(b, length)) return;
  if (length) memcpy(b->data + b->length, bytes, length);
  b->length += length;
  b->data[b->length] = '\0';
}

void stance__buffer_puts(stance__buffer *b, const char *text) { stance__buffer_add(b, text, strlen(text)); }
void stance__buffer_putc(stance__buffer *b, char c) {
  if (!reserve(b, 1)) return;
  b->data[b->length++] = c;
  b->data[b->length] = '\0';
}

/* Numbers are printed in the C locale, set for this thread alone and set back. */
static int print_c_locale(char *out, size_t size, const char *format, va_list arguments) {
  locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (!c) return -1;
  locale_t before = uselocale(c);
  int length = vsnprintf(out, size, format, arguments);
  uselocale(before);
  freelocale(c);
  return length;
}

void stance__buffer_vprintf(stance__buffer *b, const char *format, va_list arguments) {
  char small[256];
  va_list again;
  va_copy(again, arguments);
  int length = print_c_locale(small, sizeof small, format, arguments);
  if (length < 0)
    b->failed = true;
  else if ((size_t)length < sizeof small)
    stance__buffer_add(b, small, (size_t)length);
  else if (reserve(b, (size_t)length)) {
    print_c_locale(b->data + b->length, (size_t)length + 1, format, again);
    b->length += (size_t)length;
  }
  va_end(again);
}

void stance__buffer_printf(stance__buffer *b, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  stance__buffer_vprintf(b, format, arguments);
  va_end(arguments);
}

static void print_number(char *out, size_t size, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  if (print_c_locale(out, size, format, arguments) < 0) out[0] = '\0';
  va_end(arguments);
}

void stance__buffer_number(stance__buffer *b, double value) {
  if (!isfinite(value)) {
    stance__buffer_puts(b, "null");
    return;
  }
  char text[40];
  locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  for (int digits = 15; digits <= 17; digits++) {
    print_number(text, sizeof text, "%.*g", digits, value);
    if (!c || strtod_l(text, NULL, c) == value) break;
  }
  if (c)
    freelocale(c);
  else
    b->failed = true;
  stance__buffer_puts(b, text);
}

void stance__buffer_count(stance__buffer *b, size_t value) {
  char text[24];
  size_t at = sizeof text;
  do text[--at] = (char)('0' + value % 10);
  while (value /= 10);
  stance__buffer_add(b, text + at, sizeof text - at);
}

void stance__buffer_rounded(stance__buffer *b, double value) {
  enum { DECIMALS = 6, SCALE = 1000000 };
  const double most = 1e9; /* beyond, six decimals are none */
  if (!(fabs(value) < most)) {
    stance__buffer_number(b, value);
    return;
  }
  char text[32];
  size_t at = sizeof text;
  uint64_t scaled = (uint64_t)(fabs(value) * SCALE + 0.5), fraction = scaled % SCALE, whole = scaled / SCALE;
  int decimals = DECIMALS;
  while (decimals && fraction % 10 == 0) fraction /= 10, decimals--;
  for (int i = 0; i < decimals; i++, fraction /= 10) text[--at] = (char)('0' + fraction % 10);
  if (decimals) text[--at] = '.';
  do text[--at] = (char)('0' + whole % 10);
  while (whole /= 10);
  if (value < 0 && scaled) text[--at] = '-';
  stance__buffer_add(b, text + at, sizeof text - at);
}

/* Bytes at the start of the text that a JSON string holds as they are: no control, quotation mark or backslash. Eight at a time: a byte
   of `hits` has its upper bit set where it is below a space, or becomes zero under one of the masks (Hacker's Delight, 6-1; a byte
   above a hit may be marked too, so the loop below finds the first). */
static size_t plain_length(const char *text, size_t length) {
  static const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
  size_t at = 0;
  for (; length - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
    uint64_t x;
    memcpy(&x, text + at, sizeof x);
    uint64_t mark = x ^ ones * '"', slash = x ^ ones * '\\', rubout = x ^ ones * 0x7f;
    uint64_t hits = ((x - ones * 0x20) & ~x) | ((mark - ones) & ~mark) | ((slash - ones) & ~slash) | ((rubout - ones) & ~rubout);
    if (hits & tops) break;
  }
  while (at < length && (unsigned char)text[at] >= 0x20 && text[at] != '"' && text[at] != '\\' && text[at] != 0x7f) at++;
  return at;
}

static void put_escape(stance__buffer *b, unsigned char c) {
  static const char hex[] = "0123456789abcdef";
  switch (c) {
  case '"': stance__buffer_puts(b, "\\\""); break;
  case '\\': stance__buffer_puts(b, "\\\\"); break;
  case '\n': stance__buffer_puts(b, "\\n"); break;
  case '\r': stance__buffer_puts(b, "\\r"); break;
  case '\t': stance__buffer_puts(b, "\\t"); break;
  default: {
    char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    stance__buffer_add(b, escape, sizeof escape);
  }
  }
}

void stance__buffer_json_string(stance__buffer *b, const char *text, size_t length) {
  stance__buffer_putc(b, '"');
  for (size_t at = 0; at < length;) {
    size_t end = at + stance__utf8_valid(text + at, length - at);
    while (at < end) {
      size_t plain = plain_length(text + at, end - at);
      stance__buffer_add(b, text + at, plain);
      at += plain;
      if (at < end) put_escape(b, (unsigned char)text[at++]);
    }
    if (at < length) {
      stance__buffer_puts(b, "\xEF\xBF\xBD");
      at++;
    }
  }
  stance__buffer_putc(b, '"');
}

static bool needs_quotes(const char *text, size_t length) {
  if (length == 0) return false;
  return text[0] == ' ' || text[length - 1] == ' ' || memchr(text, ',', length) || memchr(text, '"', length) ||
         memchr(text, '\n', length) || memchr(text, '\r', length);
}

void stance__buffer_csv_field(stance__buffer *b, const char *text, size_t length) {
  if (!needs_quotes(text, length)) {
    stance__buffer_add(b, text, length);
    return;
  }
  stance__buffer_putc(b, '"');
  for (size_t at = 0; at < length;) { /* up to each quotation mark, which is doubled */
    const char *mark = memchr(text + at, '"', length - at);
    size_t end = mark ? (size_t)(mark - text) + 1 : length;
    stance__buffer_add(b, text + at, end - at);
    if (mark) stance__buffer_putc(b, '"');
    at = end;
  }
  stance__buffer_putc(b, '"');
}
