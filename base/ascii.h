/* Letters, digits and spaces of ASCII, and comparing without case. Those of <ctype.h> and <strings.h> ask the process's locale: in a
   program that has set a Turkish one, strcasecmp("MAIN", "main") is not 0. */
#ifndef STANCE_BASE_ASCII_H
#define STANCE_BASE_ASCII_H
#include <stdbool.h>
#include <stddef.h>
static inline bool stance__ascii_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool stance__ascii_is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool stance__ascii_is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool stance__ascii_is_letter(char c) { return stance__ascii_is_upper(c) || stance__ascii_is_lower(c); }
static inline bool stance__ascii_is_word(char c) { return stance__ascii_is_letter(c) || stance__ascii_is_digit(c); }
static inline bool stance__ascii_is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline char stance__ascii_lower(char c) { return (char)(stance__ascii_is_upper(c) ? c - 'A' + 'a' : c); }
/* Whether the first n bytes are the same but for case; a NUL in both ends the comparison. */
static inline bool stance__ascii_same_n(const char *a, const char *b, size_t n) {
  for (; n; n--, a++, b++) {
    if (stance__ascii_lower(*a) != stance__ascii_lower(*b)) return false;
    if (!*a) break;
  }
  return true;
}
static inline bool stance__ascii_same(const char *a, const char *b) { return stance__ascii_same_n(a, b, (size_t)-1); }
#endif
