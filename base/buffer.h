/* A growing byte buffer. Errors are sticky: after a failed append `failed` is set and further appends do nothing, so that a writer
   checks once at the end. */
#ifndef STANCE_BASE_BUFFER_H
#define STANCE_BASE_BUFFER_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct stance__buffer {
  char *data; /* NUL-terminated when not NULL; the NUL is not counted */
  size_t length;
  size_t capacity;
  bool failed; /* out of memory */
} stance__buffer;
#define STANCE__BUFFER_INIT                                                                                                                \
  { NULL, 0, 0, false }
void stance__buffer_release(stance__buffer *b);
void stance__buffer_clear(stance__buffer *b); /* keeps the memory */
void stance__buffer_add(stance__buffer *b, const void *bytes, size_t length);
void stance__buffer_puts(stance__buffer *b, const char *text);
void stance__buffer_putc(stance__buffer *b, char c);
/* printf in the C locale's number format whatever the process's locale. */
void stance__buffer_printf(stance__buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void stance__buffer_vprintf(stance__buffer *b, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
/* A whole number in decimal; as printf's %zu, without its price. */
void stance__buffer_count(stance__buffer *b, size_t value);
/* Shortest decimal that reads back as the same double (at most 17 digits), locale-independent; NaN and infinities give "null". */
void stance__buffer_number(stance__buffer *b, double value);
/* The value to six decimals, halves away from zero, trailing zeros left out: for figures that mean no more. NaN and infinities give
   "null". */
void stance__buffer_rounded(stance__buffer *b, double value);
/* A JSON string with its quotes; text must be valid UTF-8 (invalid bytes become U+FFFD). */
void stance__buffer_json_string(stance__buffer *b, const char *text, size_t length);
/* An RFC 4180 field, quoted where needed. */
void stance__buffer_csv_field(stance__buffer *b, const char *text, size_t length);
#ifdef __cplusplus
}
#endif
#endif
