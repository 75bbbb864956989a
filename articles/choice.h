/* Which candidates of a sentence become statements. */
#ifndef STANCE_ARTICLES_CHOICE_H
#define STANCE_ARTICLES_CHOICE_H
#include "articles/candidates.h"

/* Leaves in `list` (of stance__candidate) those that become statements, in reading order; none overlaps another. False when out of
   memory. */
bool stance__choose(stance__list *list);
#endif
