/* A strict JSON check (RFC 8259) before any parser sees the text: refuses duplicate keys (compared after unescaping), invalid UTF-8,
   U+0000 in strings, lone surrogate escapes, numbers like 0123 or 1e999, trailing text, nesting over 64. */
#ifndef STANCE_BASE_JSON_SCAN_H
#define STANCE_BASE_JSON_SCAN_H
#include "stance/status.h"
#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
/* Checks one JSON value. On failure fills the error with `status`, file and line (first_line + newlines passed), and the column. */
STANCE_MUST_CHECK stance_status stance__json_scan(const char *text, size_t length, stance_status status, const char *file, long first_line,
                                                  stance_error *error);
/* A member of an object: raw bytes of its key (with the quotes) and value, pointing into the text. */
typedef struct stance__json_member {
  const char *key, *value;
  size_t key_length, value_length;
} stance__json_member;
/* Walks the top level of an object that passed the scan: *cursor starts at 0; false at the end. */
bool stance__json_next(const char *text, size_t length, size_t *cursor, stance__json_member *out);
/* Compares with a key that needs no escapes. */
bool stance__json_key_is(const stance__json_member *member, const char *key);
/* The raw bytes of the value of `key` at the top level of an object that passed the scan: *value points into text, NULL where absent. */
void stance__json_raw(const char *text, size_t length, const char *key, const char **value, size_t *value_length);
#ifdef __cplusplus
}
#endif
#endif
