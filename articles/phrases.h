/* Noun phrases and verb groups around a token. Every walk is bounded by its sentence, and a quotation is one step. */
#ifndef STANCE_ARTICLES_PHRASES_H
#define STANCE_ARTICLES_PHRASES_H
#include "articles/article_parts.h"

/* End of the noun phrase that starts at i (a determiner to its head noun, a pronoun, a name); i where none does. */
size_t stance__noun_phrase_end(const stance_article *a, size_t i, size_t last);
/* The same with the prepositional phrases and the names joined by "and" that belong to it. */
size_t stance__long_phrase_end(const stance_article *a, size_t i, size_t last);
/* The noun phrase that ends right before `end`, with prepositional phrases; first == last where there is none. */
stance__phrase stance__noun_phrase_before(const stance_article *a, size_t first, size_t end);
/* First token of the verb group whose main verb is at i: "has not been able to say" from "has". */
size_t stance__verb_group_start(const stance_article *a, size_t first, size_t i);

typedef struct stance__voice {
  bool finite; /* the group has a finite verb */
  bool passive;
  bool infinitive; /* to say */
  bool participle; /* saying, without an auxiliary */
  bool negated;
  bool modal;
} stance__voice;
stance__voice stance__verb_voice(const stance_article *a, size_t start, size_t i);

/* A time or a place that may stand between a verb and what it opens: "on Monday", "last week", "in an interview". End of it, or i.
 */
size_t stance__skip_time(const stance_article *a, size_t i, size_t last);
/* A prepositional phrase at i; its end, or i. */
size_t stance__prepositional_end(const stance_article *a, size_t i, size_t last);
/* True where a finite verb follows the noun phrase that starts at i: a clause. */
bool stance__clause_at(const stance_article *a, size_t i, size_t last);
/* Tokens between commas right after i (itself a comma) when they are no clause: the token after the second comma; else i. */
size_t stance__skip_parenthesis(const stance_article *a, size_t i, size_t last);
#endif
