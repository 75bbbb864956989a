/* Who says: the subject of a verb of speech, and the person it means. */
#ifndef STANCE_ARTICLES_ATTRIBUTION_H
#define STANCE_ARTICLES_ATTRIBUTION_H
#include "articles/article_parts.h"

/* What the article has said so far that "he", "the official" or a quotation without a speaker lead back to. */
typedef struct stance__memory {
  const char *person;       /* the last person that spoke or was named first in a sentence; NULL: none yet */
  const char *organisation; /* the last speaker that is no person */
  const char *speaker;      /* of the last statement */
} stance__memory;

/* The subject of the verb at token `cue`, to its left and not before `floor`: a name, a pronoun, or a noun phrase; over adverbs,
   auxiliaries, and what stands between two commas. first == last where there is none. */
stance__phrase stance__subject_before(const stance_article *a, size_t floor, size_t cue);
/* The subject after an inverted verb: "said Wang Yi, the foreign minister". */
stance__phrase stance__subject_after(const stance_article *a, size_t cue, size_t ceiling);
/* The subject that a sentence starts with, for "..., saying". */
stance__phrase stance__sentence_subject(const stance_article *a, size_t first, size_t last);
/* The phrase's name as far as the article allows: a person's full name, else the phrase's own words without a leading "the".
   *is_person says which. In the article's arena; NULL where a pronoun leads nowhere, or memory ran out (*error filled). */
STANCE_MUST_CHECK stance_status stance__resolve(stance_article *a, stance__phrase phrase, const stance__memory *memory, const char **name,
                                                bool *is_person, stance_error *error);
/* True where the token, outside quotations, can be the verb of an attribution: a finite cue, or a base form after did, will, would. */
bool stance__is_cue(const stance_article *a, size_t floor, size_t token);
#endif
