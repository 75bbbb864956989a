/* What each word of a sentence is: closed classes from the word table, verbs and nouns by what stands before them, other words by
   their endings. One pass from left to right with short looks ahead; no model. */
#include <string.h>

#include "articles/article_parts.h"

enum { LOOK_AHEAD = 8, TITLE_CASE = 86 /* percent of capitals from which capitals say nothing */ };

typedef struct tagger {
  stance_article *a;
  size_t first, last;
  bool title_case;
} tagger;

static stance__word *at(const tagger *t, size_t i) { return &STANCE__WORDS(t->a)[i]; }
static bool has(const tagger *t, size_t i, uint64_t flags) {
  return i < t->last && at(t, i)->type == STANCE__WORD && (at(t, i)->entry.flags & flags) != 0;
}

static bool ends(const tagger *t, size_t i, const char *ending) {
  size_t n = strlen(ending), length = at(t, i)->end - at(t, i)->start;
  return length > n + 2 && memcmp(t->a->text + at(t, i)->end - n, ending, n) == 0;
}

/* The last token before i that is no adverb, first - 1 (as STANCE__NOT) where there is none. */
static size_t before(const tagger *t, size_t i) {
  for (size_t k = i; k-- > t->first;) {
    if (at(t, k)->tag == TAG_ADVERB && at(t, k)->type == STANCE__WORD) continue;
    return k;
  }
  return STANCE__NOT;
}

static bool starts_noun_phrase(const tagger *t, size_t i) {
  if (i >= t->last) return false;
  const stance__word *w = at(t, i);
  if (w->type == STANCE__OPEN) return true;
  if (w->type != STANCE__WORD) return false;
  if (w->entry.flags &
      (STANCE__DETERMINER | STANCE__SUBJECT | STANCE__OBJECT | STANCE__PRONOUN | STANCE__NUMBER | STANCE__THAT | STANCE__WH))
    return true;
  return w->capital && !(w->entry.flags & (STANCE__PREPOSITION | STANCE__CONJUNCTION | STANCE__ADVERB));
}

/* True where a finite verb comes within a few words, before any mark. */
static bool verb_ahead(const tagger *t, size_t i) {
  for (size_t k = i, n = 0; k < t->last && n < LOOK_AHEAD; k++, n++) {
    const stance__word *w = at(t, k);
    if (w->type != STANCE__WORD && w->type != STANCE__POSSESSIVE_MARK) return false;
    if (w->entry.flags & (STANCE__FINITE | STANCE__MODAL)) return true;
    if (w->entry.forms & (STANCE__FORM_PAST | STANCE__FORM_S) && !w->capital && !(w->entry.flags & STANCE__NOUN)) return true;
    if (n && w->entry.flags & STANCE__SUBJECT) return true;
    if (w->entry.flags & (STANCE__SUBORDINATOR | STANCE__WH) && n) return false;
  }
  return false;
}

static bool is_nominal(stance__tag tag) { return tag == TAG_NOUN || tag == TAG_NAME || tag == TAG_PRONOUN || tag == TAG_NUMBER; }

/* "to" before a verb, over adverbs. */
static stance__tag tag_to(const tagger *t, size_t i) {
  if (i > t->first && stance__word_is(t->a, i - 1, "according")) return TAG_PREPOSITION;
  for (size_t k = i + 1; k < t->last && k < i + 4; k++) {
    if (at(t, k)->type != STANCE__WORD) break;
    if (at(t, k)->entry.forms & STANCE__FORM_BASE || has(t, k, STANCE__BE | STANCE__HAVE | STANCE__DO))
      return at(t, k)->capital && !t->title_case ? TAG_PREPOSITION : TAG_TO;
    if (!has(t, k, STANCE__ADVERB) && !ends(t, k, "ly")) {
      bool unknown = at(t, k)->entry.row == 0 && !at(t, k)->capital && !ends(t, k, "s") && !ends(t, k, "ion") && !ends(t, k, "ment") &&
                     !ends(t, k, "ity") && !ends(t, k, "ness") && !ends(t, k, "ing");
      return unknown && k + 1 < t->last &&
                     (has(t, k + 1, STANCE__DETERMINER | STANCE__OBJECT) ||
                      (at(t, k + 1)->type == STANCE__WORD && (at(t, k + 1)->capital || at(t, k + 1)->entry.plural)))
                 ? TAG_TO
                 : TAG_PREPOSITION;
    }
  }
  return TAG_PREPOSITION;
}

static stance__tag tag_that(const tagger *t, size_t i) {
  if (i == t->first) return has(t, i + 1, STANCE__BE | STANCE__MODAL) ? TAG_PRONOUN : TAG_DETERMINER;
  const stance__word *p = at(t, i - 1);
  if (p->type == STANCE__WORD && (p->tag == TAG_PREPOSITION || p->tag == TAG_TO) && !stance__word_is(t->a, i - 1, "out"))
    return has(t, i + 1, STANCE__BE | STANCE__MODAL) || i + 1 >= t->last || at(t, i + 1)->type == STANCE__MARK ? TAG_PRONOUN
                                                                                                               : TAG_DETERMINER;
  bool verb = p->tag == TAG_FINITE || p->tag == TAG_BASE || p->tag == TAG_ING || p->tag == TAG_PARTICIPLE;
  if (i + 1 >= t->last || (at(t, i + 1)->type == STANCE__MARK && !(verb && at(t, i + 1)->mark == ',' && i + 4 < t->last)))
    return TAG_PRONOUN;
  bool phrase =
      has(t, i + 1, STANCE__DETERMINER | STANCE__PREPOSITION | STANCE__SUBJECT | STANCE__PRONOUN | STANCE__NUMBER | STANCE__SUBORDINATOR) ||
      at(t, i + 1)->capital;
  if (p->tag == TAG_CONJUNCTION || p->type == STANCE__MARK) return phrase || verb_ahead(t, i + 1) ? TAG_THAT : TAG_DETERMINER;
  return TAG_THAT;
}

/* Words listed for two closed classes, by what follows. */
static stance__tag tag_closed(const tagger *t, size_t i, uint64_t f) {
  const stance__word *w = at(t, i);
  size_t p = before(t, i);
  stance__tag previous = p == STANCE__NOT ? TAG_MARK : at(t, p)->tag;
  if (f & STANCE__MODAL) return previous == TAG_DETERMINER ? TAG_NOUN : TAG_AUXILIARY;
  if (f & (STANCE__BE | STANCE__HAVE | STANCE__DO)) {
    if (f & STANCE__FINITE) return TAG_AUXILIARY;
    bool bare = stance__word_is(t->a, i, "have") || stance__word_is(t->a, i, "do") || stance__word_is(t->a, i, "'ve");
    bool after_helper = previous == TAG_TO || previous == TAG_AUXILIARY || previous == TAG_HELPER;
    return bare && !after_helper ? TAG_AUXILIARY : w->end - w->start == 3 && stance__word_is(t->a, i, "'ve") ? TAG_AUXILIARY : TAG_HELPER;
  }
  if (f & STANCE__CONJUNCTION) return TAG_CONJUNCTION;
  if (f & STANCE__WH) return TAG_WH;
  if (f & (STANCE__SUBJECT | STANCE__OBJECT)) return TAG_PRONOUN;
  if (f & STANCE__DETERMINER) {
    if (f & STANCE__POSSESSIVE || stance__word_is(t->a, i, "the") || stance__word_is(t->a, i, "a") || stance__word_is(t->a, i, "an"))
      return TAG_DETERMINER;
    if (i + 1 >= t->last || at(t, i + 1)->type != STANCE__WORD) return TAG_PRONOUN;
    return has(t, i + 1,
               STANCE__BE | STANCE__HAVE | STANCE__DO | STANCE__MODAL | STANCE__PREPOSITION | STANCE__WH | STANCE__CONJUNCTION |
                   STANCE__SUBORDINATOR | STANCE__THAT) ||
                   (at(t, i + 1)->entry.forms & (STANCE__FORM_PAST | STANCE__FORM_S | STANCE__FORM_BASE) &&
                    !(at(t, i + 1)->entry.flags & (STANCE__NOUN | STANCE__ADJECTIVE)) && !at(t, i + 1)->capital)
               ? TAG_PRONOUN
               : TAG_DETERMINER;
  }
  if (f & STANCE__PREPOSITION && f & STANCE__SUBORDINATOR) return verb_ahead(t, i + 1) ? TAG_SUBORDINATOR : TAG_PREPOSITION;
  if (f & STANCE__SUBORDINATOR) return stance__word_is(t->a, i, "as") && !verb_ahead(t, i + 1) ? TAG_PREPOSITION : TAG_SUBORDINATOR;
  if (f & STANCE__PREPOSITION) {
    bool verb = w->entry.forms & STANCE__FORM_BASE && (previous == TAG_TO || previous == TAG_AUXILIARY); /* to like */
    return verb ? TAG_BASE : TAG_PREPOSITION;
  }
  if (stance__word_is(t->a, i, "one") && i + 1 < t->last && at(t, i + 1)->type == STANCE__WORD &&
      !has(t, i + 1,
           STANCE__BE | STANCE__HAVE | STANCE__DO | STANCE__MODAL | STANCE__PREPOSITION | STANCE__WH | STANCE__CONJUNCTION |
               STANCE__ADVERB | STANCE__THAT | STANCE__SUBORDINATOR) &&
      !(at(t, i + 1)->entry.forms && !(at(t, i + 1)->entry.flags & (STANCE__NOUN | STANCE__ADJECTIVE)) && !at(t, i + 1)->capital))
    return TAG_NUMBER;
  if (f & STANCE__PRONOUN)
    return stance__word_is(t->a, i, "there") && !has(t, i + 1, STANCE__BE | STANCE__MODAL) ? TAG_ADVERB : TAG_PRONOUN;
  if (f & STANCE__NUMBER) return TAG_NUMBER;
  return TAG_MARK;
}

static stance__tag tag_verb(const tagger *t, size_t i, uint8_t forms) {
  const stance__word *w = at(t, i);
  uint64_t f = w->entry.flags;
  size_t p = before(t, i), next = i + 1;
  stance__tag previous = p == STANCE__NOT ? TAG_MARK : at(t, p)->tag;
  bool helper = previous == TAG_AUXILIARY || previous == TAG_HELPER;
  uint64_t helper_flags = helper ? at(t, p)->entry.flags : 0;
  bool noun_too = f & (STANCE__NOUN | STANCE__CUE_NOUN | STANCE__HUMAN | STANCE__REPORT | STANCE__ROLE) ||
                  stance__word_rows[w->entry.row].flags & STANCE__NOUN;
  bool determined = previous == TAG_DETERMINER || previous == TAG_ADJECTIVE ||
                    (p != STANCE__NOT && at(t, p)->type == STANCE__POSSESSIVE_MARK && previous != TAG_AUXILIARY);
  if (forms & STANCE__FORM_ING) {
    if (determined && p + 1 == i) return TAG_NOUN;
    return f & STANCE__NOUN && (is_nominal(previous) || previous == TAG_PREPOSITION) ? TAG_NOUN : TAG_ING;
  }
  if (forms & (STANCE__FORM_PAST | STANCE__FORM_PARTICIPLE)) {
    if (helper && helper_flags & (STANCE__BE | STANCE__HAVE) && forms & STANCE__FORM_PARTICIPLE) return TAG_PARTICIPLE;
    if (helper && previous == TAG_AUXILIARY && at(t, p)->type == STANCE__POSSESSIVE_MARK) return TAG_PARTICIPLE;
    if (forms & STANCE__FORM_BASE && (previous == TAG_TO || helper_flags & (STANCE__MODAL | STANCE__DO))) return TAG_BASE;
    bool adverbial =
        previous == TAG_ADJECTIVE && p > t->first && (is_nominal(at(t, p - 1)->tag)) && forms & STANCE__FORM_PAST; /* Malik likely raised */
    if (determined && !adverbial) return noun_too ? TAG_NOUN : TAG_ADJECTIVE;
    if (!(forms & STANCE__FORM_PAST)) return TAG_PARTICIPLE;
    if (!(forms & STANCE__FORM_PARTICIPLE)) return TAG_FINITE;
    if (previous == TAG_PREPOSITION) return TAG_ADJECTIVE;
    if (previous == TAG_FINITE && p + 1 == i && next < t->last && at(t, next)->type == STANCE__WORD &&
        !has(t, next, STANCE__PREPOSITION | STANCE__DETERMINER | STANCE__THAT))
      return TAG_ADJECTIVE; /* said retired Gen. */
    if (p != STANCE__NOT && p + 1 == i && has(t, p, STANCE__SUBJECT)) return TAG_FINITE;
    if (stance__word_is(t->a, next, "by")) return next + 1 < t->last && ends(t, next + 1, "ing") ? TAG_FINITE : TAG_PARTICIPLE;
    if (i == t->first ||
        (p != STANCE__NOT && p + 1 == i && stance__word_in(t->a, p, "when if once while as than until unless though although")))
      return TAG_PARTICIPLE; /* when asked */
    bool plain = stance__word_in(t->a, next, "out up down back off") || has(t, next + 1, STANCE__TIME);
    if (previous == TAG_NOUN && p + 1 == i && !plain && !stance__word_is(t->a, next, "to") && has(t, next, STANCE__PREPOSITION) &&
        !has(t, next, STANCE__SUBORDINATOR) && verb_ahead(t, next + 1))
      return TAG_PARTICIPLE;
    return TAG_FINITE;
  }
  if (forms & STANCE__FORM_S) {
    if (determined || previous == TAG_PREPOSITION || previous == TAG_NUMBER) return TAG_NOUN;
    if (!noun_too) return TAG_FINITE;
    if (previous == TAG_PRONOUN || previous == TAG_WH || previous == TAG_THAT) return TAG_FINITE;
    bool word_next = next < t->last && at(t, next)->type == STANCE__WORD &&
                     !has(t, next, STANCE__BE | STANCE__HAVE | STANCE__DO | STANCE__MODAL | STANCE__CONJUNCTION) &&
                     !(at(t, next)->entry.forms & STANCE__FORM_PAST && !at(t, next)->capital);
    if (previous == TAG_NAME) return at(t, p)->type == STANCE__WORD && word_next ? TAG_FINITE : TAG_NOUN; /* Clinton vows change */
    if (previous == TAG_NOUN)
      return !at(t, p)->entry.plural && (starts_noun_phrase(t, next) || stance__word_is(t->a, next, "to")) ? TAG_FINITE : TAG_NOUN;
    return starts_noun_phrase(t, next) && previous != TAG_FINITE && previous != TAG_BASE && previous != TAG_ING ? TAG_FINITE : TAG_NOUN;
  }
  /* the base form */
  if (previous == TAG_TO || (helper && helper_flags & (STANCE__MODAL | STANCE__DO))) return TAG_BASE;
  if (determined || (previous == TAG_NUMBER && noun_too)) return TAG_NOUN;
  if (previous == TAG_NUMBER) return TAG_FINITE;
  if (p != STANCE__NOT && has(t, p, STANCE__SUBJECT | STANCE__THEY_IT) && previous == TAG_PRONOUN) return TAG_FINITE;
  if (previous == TAG_WH) return TAG_FINITE;
  bool plural = p != STANCE__NOT && (at(t, p)->entry.plural || has(t, p, STANCE__HUMAN) ||
                                     (is_nominal(previous) && at(t, p)->end > at(t, p)->start && t->a->text[at(t, p)->end - 1] == 's'));
  if (is_nominal(previous) && plural && stance__word_in(t->a, i, "call") && has(t, next, STANCE__PREPOSITION)) return TAG_FINITE;
  if (is_nominal(previous) && plural)
    return !noun_too || starts_noun_phrase(t, next) || stance__word_is(t->a, next, "to") ? TAG_FINITE : TAG_NOUN;
  bool after_comma = p != STANCE__NOT && p + 1 == i && stance__is_mark(t->a, p, ',') && p > t->first + 1;
  if (after_comma && !noun_too && starts_noun_phrase(t, next)) return TAG_FINITE; /* experts, like their critics, say the */
  if (after_comma && stance__word_in(t->a, i, "say believe think argue insist agree suggest")) return TAG_FINITE;
  if (noun_too || previous == TAG_PREPOSITION) return TAG_NOUN;
  if (f & STANCE__ADJECTIVE) return TAG_ADJECTIVE;
  if (previous == TAG_CONJUNCTION || previous == TAG_FINITE) return TAG_BASE;
  return is_nominal(previous) ? TAG_FINITE : TAG_BASE;
}

static stance__tag tag_open(const tagger *t, size_t i) {
  const stance__word *w = at(t, i);
  char c = t->a->text[w->start];
  if (c >= '0' && c <= '9') return TAG_NUMBER;
  if (i > t->first && at(t, i - 1)->tag == TAG_TO && !w->capital) return TAG_BASE; /* to discontinue: no verb of the table, but a verb */
  if (w->capital && !t->title_case) return i == t->first && ends(t, i, "ly") ? TAG_ADVERB : TAG_NAME;
  if (ends(t, i, "ly")) return TAG_ADVERB;
  if (ends(t, i, "ing")) return tag_verb(t, i, STANCE__FORM_ING);
  if (ends(t, i, "ed")) return tag_verb(t, i, STANCE__FORM_PAST | STANCE__FORM_PARTICIPLE);
  static const char *const endings[] = {"ous", "ful", "ive", "ible", "able", "ical", "ial", "ional", "ic", "ary", "less", "ish"};
  for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
    if (ends(t, i, endings[k])) return TAG_ADJECTIVE;
  return w->capital ? TAG_NAME : TAG_NOUN;
}

static stance__tag tag_word(const tagger *t, size_t i) {
  const stance__word *w = at(t, i);
  uint64_t f = w->entry.flags;
  bool informative = w->capital && !t->title_case && i != t->first && at(t, i - 1)->type != STANCE__OPEN;
  if (f & STANCE__TIME && w->capital) return TAG_NOUN;
  if (informative && !(f & (STANCE__SUBJECT | STANCE__MODAL)) && !(w->end - w->start == 1))
    return f & STANCE__CONJUNCTION ? TAG_CONJUNCTION : TAG_NAME;
  if (stance__word_is(t->a, i, "to")) return tag_to(t, i);
  if (f & STANCE__THAT) return tag_that(t, i);
  stance__tag closed = tag_closed(t, i, f);
  if (closed != TAG_MARK) return closed;
  if (f & STANCE__ADVERB) return TAG_ADVERB;
  if (f & STANCE__ADJECTIVE &&
      !(w->entry.forms & STANCE__FORM_BASE && i > t->first && (at(t, i - 1)->tag == TAG_TO || at(t, i - 1)->tag == TAG_AUXILIARY))) {
    if (w->entry.forms & (STANCE__FORM_PAST) && i > t->first && (is_nominal(at(t, i - 1)->tag) || at(t, i - 1)->tag == TAG_WH) &&
        starts_noun_phrase(t, i + 1))
      return TAG_FINITE;
    return w->entry.plural ? TAG_NOUN : TAG_ADJECTIVE;
  }
  bool sentence_name = w->capital && !t->title_case && (i == t->first || at(t, i - 1)->type == STANCE__OPEN) &&
                       !(w->entry.forms & (STANCE__FORM_ING | STANCE__FORM_PAST));
  if (w->entry.forms && !sentence_name) return tag_verb(t, i, w->entry.forms);
  if (f & (STANCE__CUE_NOUN | STANCE__HUMAN | STANCE__REPORT | STANCE__ROLE | STANCE__TIME | STANCE__NOUN)) return TAG_NOUN;
  return tag_open(t, i);
}

void stance__sentence_tag(stance_article *a, const stance__sentence *s) {
  tagger t = {a, s->first, s->last, false};
  size_t words = 0, capitals = 0;
  for (size_t i = s->first; i < s->last; i++) {
    const stance__word *w = at(&t, i);
    if (w->type != STANCE__WORD || w->quotation != STANCE__NOT ||
        w->entry.flags & (STANCE__DETERMINER | STANCE__PREPOSITION | STANCE__CONJUNCTION))
      continue;
    words++;
    capitals += w->capital;
  }
  t.title_case = words >= 4 && capitals * 100 >= words * TITLE_CASE;
  for (size_t i = s->first; i < s->last; i++) {
    stance__word *w = at(&t, i);
    w->tag = TAG_MARK;
    if (w->type == STANCE__WORD) w->tag = tag_word(&t, i);
    /* he's, it's, who's: a verb; all other 's are possessives */
    if (w->type == STANCE__POSSESSIVE_MARK && i > s->first && has(&t, i - 1, STANCE__SUBJECT | STANCE__PRONOUN | STANCE__THAT | STANCE__WH))
      w->tag = TAG_AUXILIARY;
  }
}
