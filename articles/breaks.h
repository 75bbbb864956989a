/* Places where content may end, and how often it does. */
#ifndef STANCE_ARTICLES_BREAKS_H
#define STANCE_ARTICLES_BREAKS_H
#include "articles/candidates.h"

/* What starts at a place where content may end. */
typedef enum stance__break {
  BREAK_NONE,
  BREAK_SPEAKER,    /* he said; and the ministry added */
  BREAK_SPEAKS,     /* saying */
  BREAK_AND_SPEAKS, /* and called */
  BREAK_AND_SPEAKING,
  BREAK_CLAUSE,   /* a noun phrase with a finite verb */
  BREAK_AND_VERB, /* and won */
  BREAK_AND_CLAUSE,
  BREAK_AND, /* and anything else */
  BREAK_BUT_CLAUSE,
  BREAK_BUT,
  BREAK_OR,
  BREAK_TIME, /* on Monday, last week, in an interview */
  BREAK_IN,
  BREAK_ON,
  BREAK_AT,
  BREAK_FOR,
  BREAK_WITH,
  BREAK_BY,
  BREAK_FROM,
  BREAK_AS,
  BREAK_AFTER,       /* after, before, since, during, until */
  BREAK_PREPOSITION, /* others but "of" */
  BREAK_BECAUSE,
  BREAK_WHEN,
  BREAK_WHILE, /* while, although, though, even */
  BREAK_IF,
  BREAK_WHICH,
  BREAK_WHO,
  BREAK_WH, /* where, what, how */
  BREAK_THAT,
  BREAK_ING,
  BREAK_PARTICIPLE,
  BREAK_TO,
  BREAK_MAIN_VERB, /* the first verb, and nothing that opens a clause before it: content was its subject */
  BREAK_FINITE,
  BREAK_AUXILIARY,
  BREAK_NOUN, /* a noun phrase without a verb: an apposition, a list */
  BREAK_NAME,
  BREAK_ADVERB,
  BREAK_ADJECTIVE,
  BREAK_QUOTATION,
  BREAK_PARENTHESIS,
  BREAK_ACCORDING,
  BREAK_OTHER,
  STANCE__BREAKS
} stance__break;

enum { STANCE__BREAK_GROUPS = 4, STANCE__BREAK_DISTANCES = 3 };

/* By frame: clauses; infinitives; noun phrases; questions. */
int stance__break_group(stance__frame frame);
/* 0..2: fewer than 4 words, fewer than 10, more. */
int stance__break_distance(size_t words);

/* What starts at token i of content that started at `start`; *mark: 0 nothing, 1 a comma, 2 a dash, semicolon or other mark stands
 *before. end is where the content would end. BREAK_NONE where it cannot. */
stance__break stance__break_at(const stance_article *a, size_t start, size_t i, size_t last, int *mark, size_t *end);

/* Percent of the content that reaches such a place and ends there: [group][distance][mark][break]. */
extern const uint8_t stance__break_percent[STANCE__BREAK_GROUPS][STANCE__BREAK_DISTANCES][3][STANCE__BREAKS];
#endif
