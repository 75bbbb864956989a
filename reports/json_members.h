/* Members of JSON objects. Each writes its own comma where one is due. */
#ifndef STANCE_REPORTS_JSON_MEMBERS_H
#define STANCE_REPORTS_JSON_MEMBERS_H
#include "base/buffer.h"
#include "stance/report.h"
/* key NULL: an element of an array. open is '{' or '['. */
void stance__json_open(stance__buffer *b, const char *key, char open);
void stance__json_close(stance__buffer *b, char close);
void stance__json_count(stance__buffer *b, const char *key, size_t n);
void stance__json_number(stance__buffer *b, const char *key, double value);   /* NaN: null */
void stance__json_text(stance__buffer *b, const char *key, const char *text); /* NULL: null */
void stance__json_null(stance__buffer *b, const char *key);
void stance__json_texts(stance__buffer *b, const char *key, const char *const *texts, size_t n);
void stance__json_estimate(stance__buffer *b, const char *key, double value,
                           stance_interval interval); /* key and key_ci95, null or [low,high] */
/* [rows][columns] counts as an array of arrays. */
void stance__json_counts(stance__buffer *b, const char *key, const size_t *counts, size_t rows, size_t columns);
#endif
