/* The words that the rules of this room look at, and what each can be. Read-only tables; looked up without case. */
#ifndef STANCE_ARTICLES_WORD_TABLE_H
#define STANCE_ARTICLES_WORD_TABLE_H
#include <stddef.h>
#include <stdint.h>

/* What a word can be; which of these it is in its sentence, tags.c decides. */
static const uint64_t STANCE__DETERMINER = UINT64_C(1) << 0;     /* the, his, some */
static const uint64_t STANCE__POSSESSIVE = UINT64_C(1) << 1;     /* his, their (with DETERMINER) */
static const uint64_t STANCE__NUMBER = UINT64_C(1) << 2;
static const uint64_t STANCE__PREPOSITION = UINT64_C(1) << 3;
static const uint64_t STANCE__SUBORDINATOR = UINT64_C(1) << 4;   /* opens a clause that is no content: because, when */
static const uint64_t STANCE__CONJUNCTION = UINT64_C(1) << 5;    /* and, but, or */
static const uint64_t STANCE__SUBJECT = UINT64_C(1) << 6;        /* only ever a subject: he, they */
static const uint64_t STANCE__PRONOUN = UINT64_C(1) << 7;        /* stands for a noun phrase */
static const uint64_t STANCE__OBJECT = UINT64_C(1) << 8;         /* only ever an object: him, them */
static const uint64_t STANCE__HE_SHE = UINT64_C(1) << 9;
static const uint64_t STANCE__THEY_IT = UINT64_C(1) << 10;
static const uint64_t STANCE__THAT = UINT64_C(1) << 11;
static const uint64_t STANCE__WH = UINT64_C(1) << 12;            /* who, whether, how */
static const uint64_t STANCE__BE = UINT64_C(1) << 13;
static const uint64_t STANCE__HAVE = UINT64_C(1) << 14;
static const uint64_t STANCE__DO = UINT64_C(1) << 15;
static const uint64_t STANCE__MODAL = UINT64_C(1) << 16;         /* will, could */
static const uint64_t STANCE__FINITE = UINT64_C(1) << 17;        /* an auxiliary that is always finite: is, has */
static const uint64_t STANCE__NEGATION = UINT64_C(1) << 18;
static const uint64_t STANCE__ADVERB = UINT64_C(1) << 19;
static const uint64_t STANCE__TIME = UINT64_C(1) << 20;          /* Monday, week */
static const uint64_t STANCE__CALENDAR = UINT64_C(1) << 21;      /* Monday, March: never part of a name */
static const uint64_t STANCE__ADJECTIVE = UINT64_C(1) << 22;
static const uint64_t STANCE__CUE_ADJECTIVE = UINT64_C(1) << 23; /* confident, aware */
static const uint64_t STANCE__CUE_NOUN = UINT64_C(1) << 24;      /* claim, warning */
static const uint64_t STANCE__REPORT = UINT64_C(1) << 25;        /* things that tell: poll, report */
static const uint64_t STANCE__HUMAN = UINT64_C(1) << 26;         /* those who speak: officials, voters, the campaign */
static const uint64_t STANCE__TITLE = UINT64_C(1) << 27;         /* stands before a name: President, Gen. */
static const uint64_t STANCE__ROLE = UINT64_C(1) << 28;          /* head of a description: minister, spokeswoman */
static const uint64_t STANCE__ABBREVIATION = UINT64_C(1) << 29;  /* its point ends no sentence */
static const uint64_t STANCE__PLACE = UINT64_C(1) << 30;         /* never a person: countries, capitals */
static const uint64_t STANCE__ORGANISATION = UINT64_C(1) << 31;  /* makes a run of capitals no person: Ministry, Sea */
static const uint64_t STANCE__PARTICLE = UINT64_C(1) << 32;      /* inside names: van, bin */
static const uint64_t STANCE__FUNCTION = UINT64_C(1) << 33;      /* other words that are no name though a capital starts them */
static const uint64_t STANCE__VERB = UINT64_C(1) << 34;          /* base form */
static const uint64_t STANCE__NOUN = UINT64_C(1) << 35;          /* a base form that is as often a noun */
static const uint64_t STANCE__PAST = UINT64_C(1) << 36;          /* irregular past */
static const uint64_t STANCE__PARTICIPLE = UINT64_C(1) << 37;    /* irregular past participle */
static const uint64_t STANCE__ADDRESSES = UINT64_C(1) << 38;    /* its object is the one addressed: tell, warn */
static const uint64_t STANCE__MALE = UINT64_C(1) << 39;         /* first names */
static const uint64_t STANCE__FEMALE = UINT64_C(1) << 40;
static const uint64_t STANCE__AIMS = UINT64_C(1) << 41;         /* its object is whom it is aimed at: accuse, blame */

/* The form in which a verb stands. */
typedef enum stance__form {
  STANCE__FORM_NONE = 0,
  STANCE__FORM_BASE = 1,       /* say; also the plural present */
  STANCE__FORM_S = 2,          /* says */
  STANCE__FORM_PAST = 4,       /* said */
  STANCE__FORM_PARTICIPLE = 8, /* said, spoken */
  STANCE__FORM_ING = 16        /* saying */
} stance__form;

enum { STANCE__LONGEST_WORD = 20, STANCE__WORD_SLOTS = 8192 };

typedef struct stance__word_row {
  char text[STANCE__LONGEST_WORD];
  uint16_t lemma; /* row of the base form; 0: itself */
  uint16_t cue[2]; /* rows of cue_table.h as a verb, and as a noun, adjective or preposition; 0: none */
  uint64_t flags;
} stance__word_row;
extern const stance__word_row stance__word_rows[];
/* Row numbers by slot_of in word_find.c; 0: empty. */
extern const uint16_t stance__word_slots[STANCE__WORD_SLOTS];

/* What is known of a word. */
typedef struct stance__word_entry {
  uint64_t flags;  /* of the word itself; for a derived form, those of classes that its base passes on */
  uint16_t row;    /* of its base form in stance__word_rows; 0: unknown */
  uint16_t cue[2]; /* as in the base form's row */
  uint8_t forms;   /* of a verb: stance__form, or'ed */
  uint8_t plural;  /* may be a plural noun (-s) */
} stance__word_entry;
/* Derives regular forms; ASCII letters are compared without case, a final point and the apostrophe's shape do not count. */
stance__word_entry stance__word_find(const char *word, size_t length);
#endif
