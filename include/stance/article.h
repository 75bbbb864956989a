/* Statements and speakers in a news article. */
#ifndef STANCE_ARTICLE_H
#define STANCE_ARTICLE_H

#include <stddef.h>

#include "stance/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum stance_kind { STANCE_DIRECT = 0, STANCE_INDIRECT, STANCE_MIXED } stance_kind;
/* "direct", "indirect", "mixed". Static storage. */
const char *stance_kind_name(stance_kind kind);

/* Part of the article: Unicode code points (start, end exclusive) and bytes. */
typedef struct stance_span {
  size_t start, end;           /* code points */
  size_t byte_start, byte_end; /* bytes of the article's text */
} stance_span;

/* Strings are the article's. */
typedef struct stance_statement {
  stance_kind kind;
  stance_span hull;         /* from the first span's start to the last one's end; direct ones include their marks */
  const stance_span *spans; /* [n_spans], in order; no character is in two spans, of one statement or of two. A whole statement may stand in
                               the gap between two spans of another */
  size_t n_spans;
  const char *speaker; /* resolved name, NUL-terminated; NULL where unknown */
  stance_span mention; /* the words on the spot, or those that last named the speaker of a quotation that goes on; start == end where
                          `speaker` is NULL */
  const char *cue;     /* the verb or phrase, NUL-terminated; NULL where there is none */
  const char *target;  /* whom the cue addresses or is aimed at, resolved as far as the article allows; NULL where the words do not say */
} stance_statement;

typedef struct stance_article stance_article;
/* Copies `text` (UTF-8; a byte-order mark is left out) and finds its statements. STANCE_DATA for invalid UTF-8 or NUL, naming the line, and
   for more than 16 MiB. `name` is for errors; NULL: none. An empty text is an article without statements. The article is immutable
   afterwards and safe to share between threads. */
STANCE_MUST_CHECK stance_status stance_article_parse(stance_article **out, const char *text, size_t length, const char *name,
                                                     stance_error *error);
void stance_article_free(stance_article *article); /* NULL does nothing */
/* NUL-terminated UTF-8, valid until the article is freed; *length gets its bytes where `length` is not NULL. */
const char *stance_article_text(const stance_article *article, size_t *length);
/* Share of the article's words that stand in a table of common English ones, inflected or not: about 0.6 to 0.8 in English news, below 0.2
   in articles in other languages, somewhat more in their single sentences. NaN for texts of fewer than 30 words, which say nothing. */
double stance_article_english(const stance_article *article);
/* Below this an article does not read like English, and its labels mean little: news has 0.59 and more, German or French under 0.2. */
#define STANCE_LEAST_ENGLISH 0.35
/* The headline, where the text begins with one; NULL where it does not. Valid until the article is freed. */
const char *stance_article_title(const stance_article *article);
size_t stance_article_statement_count(const stance_article *article);
/* i < count, in reading order; valid as long as the article. */
const stance_statement *stance_article_statement(const stance_article *article, size_t i);

#ifdef __cplusplus
}
#endif
#endif
