/* A calendar day out of the ways dates are written in data and pages. */
#ifndef STANCE_BASE_DAY_H
#define STANCE_BASE_DAY_H
#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
enum { STANCE__DAY_SIZE = 11 }; /* "2026-11-25" and NUL */
/* Reads the day at the start of `text`: ISO 8601 (2026-11-25, 20261125, with or without a time after it), 2026/11/25, RFC 2822
   (Wed, 25 Nov 2026 ...), and English words (25 November 2026; November 25, 2026). The day is the one written: no time zone is applied.
   False, and `out` untouched, for anything else and for days the calendar does not have. */
bool stance__day_read(char out[STANCE__DAY_SIZE], const char *text, size_t length);
#ifdef __cplusplus
}
#endif
#endif
