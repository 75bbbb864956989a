/* What the stages of this room hand to each other: tokens, quotations, sentences, people; then statements. */
#ifndef STANCE_ARTICLES_ARTICLE_PARTS_H
#define STANCE_ARTICLES_ARTICLE_PARTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "articles/word_table.h"
#include "base/arena.h"
#include "base/table.h"
#include "stance/article.h"

#define STANCE__NOT ((size_t)-1) /* no token, no quotation, nobody */

typedef enum stance__token_type { STANCE__WORD, STANCE__MARK, STANCE__OPEN, STANCE__CLOSE, STANCE__POSSESSIVE_MARK } stance__token_type;

/* What a token is in its sentence; words only, all else is TAG_MARK. */
typedef enum stance__tag {
  TAG_MARK,
  TAG_NOUN,
  TAG_NAME,
  TAG_PRONOUN,
  TAG_DETERMINER,
  TAG_ADJECTIVE,
  TAG_NUMBER,
  TAG_ADVERB,
  TAG_PREPOSITION,
  TAG_TO,
  TAG_CONJUNCTION,
  TAG_SUBORDINATOR,
  TAG_THAT,
  TAG_WH,
  TAG_AUXILIARY, /* finite: is, has, would */
  TAG_HELPER,    /* not finite: be, been, having */
  TAG_FINITE,    /* main verb in the present or the past */
  TAG_BASE,      /* infinitive */
  TAG_ING,
  TAG_PARTICIPLE
} stance__tag;

typedef struct stance__word {
  size_t start, end;        /* bytes of the article */
  size_t quotation;         /* the quotation it stands in (its marks too), or STANCE__NOT */
  stance__word_entry entry; /* what the word table knows of it */
  stance__token_type type;
  stance__tag tag;
  char mark;         /* MARK: the ASCII character, '-' for dashes, '.' for an ellipsis */
  char initial;      /* WORD: its first byte, in lower case; 0 for all else */
  bool capital;      /* starts with an upper-case letter */
  bool space_before; /* white space, or the start of a paragraph, stands before it */
} stance__word;

typedef struct stance__quotation {
  size_t open, close; /* tokens of the marks; close is the paragraph's last token where `unclosed` */
  bool unclosed;      /* goes on in the next paragraph */
  size_t words;
} stance__quotation;

typedef enum stance__paragraph_kind { STANCE__TEXT, STANCE__TITLE_LINE, STANCE__HEADING } stance__paragraph_kind;

typedef struct stance__sentence {
  size_t first, last; /* tokens, last exclusive */
  size_t paragraph;
  stance__paragraph_kind kind;
} stance__sentence;

typedef struct stance__person {
  const char *name; /* NUL-terminated, in the arena */
  size_t token;     /* first token of the first full mention */
  char gender;      /* 'm', 'f', or 0 */
} stance__person;

typedef struct stance__list {
  void *items;
  size_t n, capacity;
} stance__list;

struct stance_article {
  stance__arena arena;
  const char *name;
  char *text; /* NUL-terminated */
  size_t length;
  char *title;
  stance__list words, quotations, sentences, people, statements;
  /* Who a lower-case first or last name, or a role, stood for last; numbers of people by number of the string. */
  stance__table *keys;
  stance__list key_person; /* uint32_t [keys] */
};

#define STANCE__WORDS(a) ((stance__word *)(a)->words.items)
#define STANCE__QUOTATIONS(a) ((stance__quotation *)(a)->quotations.items)
#define STANCE__SENTENCES(a) ((stance__sentence *)(a)->sentences.items)
#define STANCE__PEOPLE(a) ((stance__person *)(a)->people.items)

/* True where the list has room for another item; false when out of memory. */
bool stance__list_room(stance__list *list, size_t size);
/* A new zeroed last item, or NULL when out of memory. */
void *stance__list_add(stance__list *list, size_t size);

STANCE_MUST_CHECK stance_status stance__article_tokenise(stance_article *a, stance_error *error);
/* Paragraphs, quotation marks in pairs, sentences, the title. */
STANCE_MUST_CHECK stance_status stance__article_divide(stance_article *a, stance_error *error);
/* Pairs the quotation marks of a paragraph, tokens first..last. */
STANCE_MUST_CHECK stance_status stance__pair_marks(stance_article *a, size_t first, size_t last, stance_error *error);
/* Says of each word of a sentence what it is there. */
void stance__sentence_tag(stance_article *a, const stance__sentence *s);
/* People named in full, and whom single names and roles stand for. */
STANCE_MUST_CHECK stance_status stance__article_meet_people(stance_article *a, stance_error *error);
STANCE_MUST_CHECK stance_status stance__article_find_statements(stance_article *a, stance_error *error);

/* ---- Looking at tokens ---- */

static inline const stance__word *stance__at(const stance_article *a, size_t i) { return &STANCE__WORDS(a)[i]; }
static inline bool stance__is_mark(const stance_article *a, size_t i, char mark) {
  return stance__at(a, i)->type == STANCE__MARK && stance__at(a, i)->mark == mark;
}
static inline bool stance__quoted(const stance_article *a, size_t i) { return stance__at(a, i)->quotation != STANCE__NOT; }
static inline const stance__quotation *stance__quotation_of(const stance_article *a, size_t i) {
  return &STANCE__QUOTATIONS(a)[stance__at(a, i)->quotation];
}
/* The token after i, or after the quotation that i stands in: a quotation is one step. */
static inline size_t stance__step(const stance_article *a, size_t i) {
  return stance__quoted(a, i) ? stance__quotation_of(a, i)->close + 1 : i + 1;
}
/* The rules ask for words all the time, and mostly get a no. So both questions are answered on the spot from the token's length or first
   letter where they can be; what is left goes through the letters. */
bool stance__word_equals(const stance_article *a, const stance__word *w, const char *word, size_t length);
bool stance__word_listed(const stance_article *a, const stance__word *w, const char *list);
/* True where token i is a word whose text is `word` (lower case, ASCII). */
static inline bool stance__word_is(const stance_article *a, size_t i, const char *word) {
  if (i >= a->words.n) return false;
  const stance__word *w = stance__at(a, i);
  size_t length = strlen(word);
  return w->initial == word[0] && w->end - w->start == length && stance__word_equals(a, w, word, length);
}
/* The first letters of a list's words, and their lengths, a bit each. The compiler unrolls both to constants where the list is a literal.
 */
static inline uint32_t stance__initials(const char *list, size_t length) {
  uint32_t letters = 0;
#pragma GCC unroll 512
  for (size_t i = 0; i < length; i++) letters |= (uint32_t)(i == 0 || list[i - 1] == ' ') << (list[i] & 31);
  return letters;
}
static inline uint32_t stance__lengths(const char *list, size_t length) {
  uint32_t lengths = 0;
  size_t start = 0;
#pragma GCC unroll 512
  for (size_t i = 0; i <= length; i++) {
    if (i < length && list[i] != ' ') continue;
    lengths |= UINT32_C(1) << (i - start);
    start = i + 1;
  }
  return lengths;
}
/* True where token i is one of the words in `list` ("that whether if"), a literal. No word of a list has more than 31 letters. */
static inline bool stance__word_in(const stance_article *a, size_t i, const char *list) {
  if (i >= a->words.n) return false;
  const stance__word *w = stance__at(a, i);
  size_t all = strlen(list), length = w->end - w->start;
  return stance__initials(list, all) >> (w->initial & 31) & 1 && length < 32 && stance__lengths(list, all) >> length & 1 &&
         stance__word_listed(a, w, list);
}
/* Base form in the word table; "" for words that are not listed. */
const char *stance__lemma(const stance_article *a, size_t i);

/* A noun phrase, a part of a statement: tokens first..last (last exclusive). first == last: there is none. */
typedef struct stance__phrase {
  size_t first, last;
} stance__phrase;
/* The run of capitals (a name) that ends right before token `end`, or starts at token `start`; first == last where there is none.
 */
stance__phrase stance__name_before(const stance_article *a, size_t end, size_t floor);
stance__phrase stance__name_from(const stance_article *a, size_t start, size_t ceiling);
/* Strips titles and demonyms: "Chinese President Xi Jinping" gives "Xi Jinping". */
stance__phrase stance__name_core(const stance_article *a, stance__phrase name);
bool stance__is_person_name(const stance_article *a, stance__phrase core, bool titled);
/* 'm' or 'f' by titles and common first names, 0 where neither says. */
char stance__gender_of(const stance_article *a, stance__phrase name, stance__phrase core);
/* Number of the person that a single name or a role ("minister") stands for so far in the article, or STANCE__NOT. */
size_t stance__person_by_key(const stance_article *a, const char *key, size_t length);
#endif
