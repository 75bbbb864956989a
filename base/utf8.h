/* UTF-8: validation and decoding. */
#ifndef STANCE_BASE_UTF8_H
#define STANCE_BASE_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
/* Length of the longest valid prefix (== length where all is valid). Overlong forms, surrogates, > U+10FFFF are invalid. NUL is
   valid UTF-8 (callers refuse it themselves). */
size_t stance__utf8_valid(const char *text, size_t length);
/* Decodes the code point at text[0..length), length > 0, valid UTF-8; *size is its bytes (1..4). */
uint32_t stance__utf8_decode(const char *text, size_t length, size_t *size);
/* Writes c as 1..4 bytes, returns how many. */
size_t stance__utf8_encode(char out[4], uint32_t c);
/* Code points in valid UTF-8. */
size_t stance__utf8_count(const char *text, size_t length);
/* C0, DEL and C1: what could drive a terminal. Tabs and line ends are among them. */
bool stance__utf8_is_control(uint32_t c);
/* Turns the direction of the text around it, so that what is read is not what is written (embeddings, overrides, isolates and marks). */
bool stance__utf8_is_bidi_control(uint32_t c);
#ifdef __cplusplus
}
#endif
#endif
