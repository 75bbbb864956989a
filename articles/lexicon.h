/* The words that the rules of this room look at, by what they are. */
#ifndef STANCE_ARTICLES_LEXICON_H
#define STANCE_ARTICLES_LEXICON_H
#include <stddef.h>
#include "stance/status.h"

enum {
  STANCE__CUE = 1 << 0,           /* finite verb of speech: said, warned */
  STANCE__CUE_GERUND = 1 << 1,    /* saying, warning */
  STANCE__TITLE = 1 << 2,         /* stands before a name: President, Gen. */
  STANCE__ROLE = 1 << 3,          /* head of a description: minister, spokeswoman */
  STANCE__HE_SHE = 1 << 4,
  STANCE__THEY_IT = 1 << 5,
  STANCE__AUXILIARY = 1 << 6,     /* may stand between subject and verb: has, also, never */
  STANCE__DETERMINER = 1 << 7,
  STANCE__PREPOSITION = 1 << 8,
  STANCE__CONJUNCTION = 1 << 9,
  STANCE__ABBREVIATION = 1 << 10, /* its point ends no sentence */
  STANCE__PLACE = 1 << 11,        /* never a person: countries, capitals */
  STANCE__ORGANISATION = 1 << 12, /* makes a run of capitals no person: Ministry, Sea */
  STANCE__CALENDAR = 1 << 13,     /* Monday, March */
  STANCE__FUNCTION = 1 << 14,     /* other words that are no name though a capital starts them */
  STANCE__PARTICLE = 1 << 15,     /* inside names: van, bin */
  STANCE__NP_CUE = 1 << 16,       /* a cue that needs no clause: rejected, praised */
  STANCE__SUBORDINATOR = 1 << 17, /* opens a content clause: that, whether */
  STANCE__TELL = 1 << 18,         /* its object is the one addressed: told, warned */
  STANCE__BASE_CUE = 1 << 19      /* a cue's base form, after did, will, would: say, warn */
};

typedef struct stance__lexicon stance__lexicon;
STANCE_MUST_CHECK stance_status stance__lexicon_new(stance__lexicon **out, stance_error *error);
void stance__lexicon_free(stance__lexicon *l);
/* Flags of a word; ASCII letters are compared without case. 0 for unknown words. */
unsigned stance__lexicon_flags(const stance__lexicon *l, const char *word, size_t length);
#endif
