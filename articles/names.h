/* Whom the phrases of an article mean. */
#ifndef STANCE_ARTICLES_NAMES_H
#define STANCE_ARTICLES_NAMES_H
#include "articles/article_parts.h"

/* What the article has said so far that "he", "the official" or a quotation without a speaker lead back to. */
typedef struct stance__memory {
  const char *person;       /* the last person that spoke or was named first in a sentence; NULL: none yet */
  const char *he, *she;     /* the last of these that is no woman, no man as far as names and titles say */
  const char *organisation; /* the last speaker that is no person, or several people */
  const char *speaker;      /* of the last statement */
} stance__memory;

typedef struct stance__who {
  bool is_person; /* one person */
  char gender;    /* 'm', 'f', or 0 where nothing says */
} stance__who;
void stance__remember(stance__memory *memory, const char *name, stance__who who);

/* The phrase's name as far as the article allows: a person's full name, else the phrase's own words without a leading "the".
 *who says what it is. In the article's arena; NULL where a pronoun leads nowhere, or memory ran out (*error filled). */
STANCE_MUST_CHECK stance_status stance__resolve(stance_article *a, stance__phrase phrase, const stance__memory *memory, const char **name,
                                                stance__who *who, stance_error *error);
#endif
