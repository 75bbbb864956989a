#include "base/day.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

enum { MOST_PARTS = 4, LONGEST_DATE = 64 };

static bool store(char out[STANCE__DAY_SIZE], unsigned year, unsigned month, unsigned day) {
  static const unsigned char days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2 && day == 29 && !leap) return false;
  char text[40]; /* as wide as the compiler believes three numbers can be */
  snprintf(text, sizeof text, "%04u-%02u-%02u", year, month, day);
  memcpy(out, text, STANCE__DAY_SIZE);
  return true;
}

static unsigned number(const char *text, size_t digits) {
  unsigned value = 0;
  for (size_t i = 0; i < digits; i++) value = value * 10 + (unsigned)(text[i] - '0');
  return value;
}

static size_t digits_at(const char *text, size_t length, size_t at) {
  size_t n = 0;
  while (at + n < length && stance__ascii_is_digit(text[at + n])) n++;
  return n;
}

/* 2026-11-25, 2026/11/25, 20261125. */
static bool read_figures(char out[STANCE__DAY_SIZE], const char *text, size_t length) {
  size_t digits = digits_at(text, length, 0);
  if (digits == 8) return store(out, number(text, 4), number(text + 4, 2), number(text + 6, 2));
  if (digits != 4 || length < 10 || (text[4] != '-' && text[4] != '/') || text[7] != text[4]) return false;
  if (digits_at(text, length, 5) != 2 || digits_at(text, length, 8) != 2) return false;
  return store(out, number(text, 4), number(text + 5, 2), number(text + 8, 2));
}

/* 1..12 for a month's English name or three letters or more of it, else 0. */
static unsigned month_of(const char *word, size_t length) {
  static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
                                      "july",    "august",   "september", "october", "november", "december"};
  for (unsigned i = 0; length >= 3 && i < 12; i++)
    if (length <= strlen(names[i]) && stance__ascii_same_n(word, names[i], length)) return i + 1;
  return 0;
}

/* A day's number, a month's name and a year, in one of the two orders; a weekday may stand before. */
static bool read_words(char out[STANCE__DAY_SIZE], const char *text, size_t length) {
  unsigned month = 0, figures[2] = {0, 0};
  size_t n_figures = 0, words = 0;
  for (size_t at = 0, parts = 0; at < length && parts < MOST_PARTS && n_figures < 2; parts++) {
    while (at < length && !stance__ascii_is_word(text[at])) at++;
    size_t start = at, digits = digits_at(text, length, at);
    if (digits > 4) return false;
    if (digits) {
      figures[n_figures++] = number(text + start, digits);
      at += digits;
      continue;
    }
    while (at < length && stance__ascii_is_letter(text[at])) at++;
    if (at == start) break;
    unsigned found = month_of(text + start, at - start);
    if (found && !month)
      month = found;
    else if (words++ > 0 || month)
      return false; /* one weekday, before the rest */
  }
  return n_figures == 2 && month && store(out, figures[1], month, figures[0]);
}

bool stance__day_read(char out[STANCE__DAY_SIZE], const char *text, size_t length) {
  while (length && stance__ascii_is_space(*text)) text++, length--;
  if (length > LONGEST_DATE) length = LONGEST_DATE;
  return read_figures(out, text, length) || read_words(out, text, length);
}
