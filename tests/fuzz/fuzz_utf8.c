/* Text and UTF-8: base/utf8.c against a reading of the standard's definition, one sequence at a time and without tables; and what writes
   text into JSON and CSV, which takes any bytes. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/day.h"
#include "base/json_scan.h"
#include "base/utf8.h"
#include "tests/fuzz/fuzz_target.h"

/* Unicode 15, D92: the shortest form of a scalar value. 0 where there is none. */
static size_t reference(const uint8_t *p, size_t n, uint32_t *c) {
  static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
  size_t size = p[0] < 0x80 ? 1 : p[0] >> 5 == 6 ? 2 : p[0] >> 4 == 14 ? 3 : p[0] >> 3 == 30 ? 4 : 0;
  if (!size || size > n) return 0;
  *c = size == 1 ? p[0] : p[0] & (0x7Fu >> size);
  for (size_t i = 1; i < size; i++) {
    if (p[i] >> 6 != 2) return 0;
    *c = *c << 6 | (p[i] & 0x3Fu);
  }
  bool scalar = *c <= 0x10FFFF && (*c < 0xD800 || *c > 0xDFFF);
  return scalar && *c >= least[size] ? size : 0;
}

static size_t check_points(const uint8_t *data, size_t size) {
  size_t at = 0, count = 0;
  uint32_t c = 0;
  for (size_t n; at < size && (n = reference(data + at, size - at, &c)) != 0; at += n, count++) {
    size_t decoded_size;
    char encoded[4];
    FUZZ_CHECK(stance__utf8_decode((const char *)data + at, size - at, &decoded_size) == c);
    FUZZ_CHECK(decoded_size == n);
    FUZZ_CHECK(stance__utf8_encode(encoded, c) == n && memcmp(encoded, data + at, n) == 0);
  }
  FUZZ_CHECK(stance__utf8_valid((const char *)data, size) == at);
  FUZZ_CHECK(stance__utf8_count((const char *)data, at) == count);
  return at;
}

/* Any bytes come out as one JSON string that passes the scan. */
static void check_json(const uint8_t *data, size_t size, stance__buffer *b) {
  stance__buffer_clear(b);
  stance__buffer_json_string(b, (const char *)data, size);
  FUZZ_CHECK(!b->failed);
  /* U+0000 is written as an escape, which the scan refuses by design. */
  if (!memchr(data, 0, size)) FUZZ_CHECK(stance__json_scan(b->data, b->length, STANCE_DATA, NULL, 1, NULL) == STANCE_OK);
}

/* A field reads back: quotes around it where there are any inside, each doubled. */
static void check_csv(const uint8_t *data, size_t size, stance__buffer *b) {
  stance__buffer_clear(b);
  stance__buffer_csv_field(b, (const char *)data, size);
  FUZZ_CHECK(!b->failed);
  bool quoted = b->length && b->data[0] == '"';
  size_t at = quoted;
  for (size_t i = 0; i < size; i++, at++) {
    FUZZ_CHECK(at < b->length && b->data[at] == (char)data[i]);
    if (data[i] == '"') FUZZ_CHECK(quoted && ++at < b->length && b->data[at] == '"');
    if (data[i] == ',' || data[i] == '\n' || data[i] == '\r') FUZZ_CHECK(quoted);
  }
  FUZZ_CHECK(at + quoted == b->length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const uint8_t nothing[1];
  static stance__buffer b; /* kept: memory is not what is tried here */
  char day[STANCE__DAY_SIZE] = "untouched";
  if (!size) data = nothing;
  size_t valid = check_points(data, size);
  check_json(data, size, &b);
  check_csv(data, valid, &b);
  if (stance__day_read(day, (const char *)data, size))
    FUZZ_CHECK(strlen(day) == STANCE__DAY_SIZE - 1 && day[4] == '-' && day[7] == '-');
  else
    FUZZ_CHECK(strcmp(day, "untouched") == 0);
  return 0;
}
