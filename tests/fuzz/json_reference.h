/* A second reader of strict JSON, as plain as can be: recursive, quadratic in the keys of an object, and without a line of base/. */
#ifndef STANCE_TESTS_FUZZ_JSON_REFERENCE_H
#define STANCE_TESTS_FUZZ_JSON_REFERENCE_H
#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

/* True where the text is one JSON value (RFC 8259) without what DESIGN refuses: keys that stand twice in an object, invalid UTF-8, U+0000,
   lone surrogates, numbers out of a double's range or over 63 characters, text behind the value, nesting over 64. */
bool json_reference_accepts(const char *text, size_t length);
/* The value of an accepted text is, member for member in order, what cJSON made of it. Stops the process where it is not. */
void json_reference_compare(const char *text, size_t length, const cJSON *parsed);
#endif
