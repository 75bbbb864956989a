/* Places of a sentence where something may be attributed: a cue, what it opens, who says. */
#ifndef STANCE_ARTICLES_CANDIDATES_H
#define STANCE_ARTICLES_CANDIDATES_H
#include "articles/article_parts.h"
#include "articles/cue_table.h"
#include "articles/phrases.h"

typedef enum stance__source_class {
  SOURCE_NONE,
  SOURCE_PERSON, /* he, they, a name, who */
  SOURCE_HUMAN,  /* officials, the campaign */
  SOURCE_REPORT, /* a poll, a letter */
  SOURCE_THING,  /* it, this, other nouns */
  SOURCE_CLASSES
} stance__source_class;

enum { STANCE__MOST_PARTS = 3 };

typedef struct stance__candidate {
  size_t head; /* the cue's main word */
  char kind;   /* 'v' verb, 'n' noun, adjective, preposition */
  stance__frame frame;
  stance__voice voice;
  stance__phrase cue; /* its words */
  stance__phrase content[STANCE__MOST_PARTS];
  size_t n_content;
  stance__phrase source, target; /* first == last where there is none */
  stance__source_class source_class;
  bool borrowed; /* the cue has no subject of its own: ", saying", "and called" */
  size_t after;  /* first token behind cue, source and their times; content that follows starts there */
  int percent;   /* how likely the attribution is */
} stance__candidate;

/* What follows a cue. */
typedef struct stance__opening {
  stance__frame frame;
  size_t content; /* first token of the content */
  size_t cue_end; /* the cue's words end here: "pointed out", "called for" */
  stance__phrase target;
} stance__opening;
stance__opening stance__opening_after(const stance_article *a, size_t head, size_t last, bool passive);

/* Percent, from the cue table's. */
int stance__likelihood(const stance_article *a, const stance__candidate *c, int percent);

/* Where content that starts at `start` ends. */
size_t stance__content_end(const stance_article *a, size_t start, size_t last, stance__frame frame, size_t head);

/* Who says: the subject of the verb group start..head. `last_source` is that of the cue before it in the sentence. */
stance__phrase stance__subject_of(const stance_article *a, size_t first, size_t last, size_t start, size_t head, stance__voice voice,
                                  stance__phrase last_source);
stance__phrase stance__subject_after(const stance_article *a, size_t head, size_t last);
stance__phrase stance__sentence_subject(const stance_article *a, size_t first, size_t end);
stance__source_class stance__class_of(const stance_article *a, stance__phrase source);

/* Cuts marks off both sides; a quotation keeps its own. */
stance__phrase stance__trim(const stance_article *a, stance__phrase p);
/* Candidates of a sentence, in the order of their cues, into `list` (of stance__candidate): those that may be chosen, or, for
   counting, `all`. False when out of memory. */
bool stance__sentence_candidates(const stance_article *a, const stance__sentence *s, bool all, stance__list *list);
#endif
