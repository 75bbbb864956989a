/* What the files that find candidates share. */
#ifndef STANCE_ARTICLES_CANDIDATE_PARTS_H
#define STANCE_ARTICLES_CANDIDATE_PARTS_H
#include "articles/candidates.h"

enum { STANCE__LEAST_CONTENT = 2 /* words */, STANCE__LONGEST_SPEAKER = 40 /* tokens */ };

/* Words of first..last, at most 32. */
size_t stance__words_in(const stance_article *a, size_t first, size_t last);
/* Adds *c with its likelihood. One without content is kept where it may announce what the next paragraph quotes. False when out of
   memory. */
bool stance__candidate_add(const stance_article *a, stance__list *list, stance__candidate *c);

/* Fills in *c where the verb group start..c->head follows its content or interrupts it: "..., he said", "said he", "the talks, he
   said, will go on". */
bool stance__closing(const stance_article *a, size_t first, size_t last, stance__candidate *c, stance__opening o, size_t start);
/* Content that goes on at token i behind an attribution. */
void stance__add_rest(const stance_article *a, stance__candidate *c, size_t i, size_t last, bool quoted);

/* Attributions without a verb of their own; each adds at most one candidate, and is false when out of memory. */
bool stance__according_candidate(const stance_article *a, size_t first, size_t last, size_t i, stance__list *list);
bool stance__poll_candidate(const stance_article *a, size_t first, size_t last, size_t i, stance__list *list);
bool stance__label_candidate(const stance_article *a, const stance__sentence *s, stance__list *list);
bool stance__colon_candidate(const stance_article *a, size_t first, size_t open, stance__list *list);
#endif
