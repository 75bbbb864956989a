#include "reports/json_members.h"

#include <math.h>
#include <string.h>

/* A string ends in its quote, so an opening bracket at the end can only be structure. */
static void begin(stance__buffer *b, const char *key) {
  if (b->length && !strchr("{[", b->data[b->length - 1])) stance__buffer_putc(b, ',');
  if (!key) return;
  stance__buffer_json_string(b, key, strlen(key));
  stance__buffer_putc(b, ':');
}

void stance__json_open(stance__buffer *b, const char *key, char open) {
  begin(b, key);
  stance__buffer_putc(b, open);
}

void stance__json_close(stance__buffer *b, char close) { stance__buffer_putc(b, close); }

void stance__json_count(stance__buffer *b, const char *key, size_t n) {
  begin(b, key);
  stance__buffer_printf(b, "%zu", n);
}

void stance__json_number(stance__buffer *b, const char *key, double value) {
  begin(b, key);
  stance__buffer_number(b, value);
}

void stance__json_null(stance__buffer *b, const char *key) {
  begin(b, key);
  stance__buffer_puts(b, "null");
}

void stance__json_text(stance__buffer *b, const char *key, const char *text) {
  begin(b, key);
  if (text) stance__buffer_json_string(b, text, strlen(text));
  else stance__buffer_puts(b, "null");
}

void stance__json_texts(stance__buffer *b, const char *key, const char *const *texts, size_t n) {
  stance__json_open(b, key, '[');
  for (size_t i = 0; i < n; i++) stance__json_text(b, NULL, texts[i]);
  stance__json_close(b, ']');
}

void stance__json_estimate(stance__buffer *b, const char *key, double value, stance_interval interval) {
  stance__json_number(b, key, value);
  stance__buffer_printf(b, ",\"%s_ci95\":", key); /* keys of estimates need no escapes */
  if (isnan(interval.low)) {
    stance__buffer_puts(b, "null");
    return;
  }
  stance__buffer_putc(b, '[');
  stance__json_number(b, NULL, interval.low);
  stance__json_number(b, NULL, interval.high);
  stance__buffer_putc(b, ']');
}

void stance__json_counts(stance__buffer *b, const char *key, const size_t *counts, size_t rows, size_t columns) {
  stance__json_open(b, key, '[');
  for (size_t r = 0; r < rows; r++) {
    stance__json_open(b, NULL, '[');
    for (size_t c = 0; c < columns; c++) stance__json_count(b, NULL, counts[r * columns + c]);
    stance__json_close(b, ']');
  }
  stance__json_close(b, ']');
}
