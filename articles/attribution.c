/* Rules for subjects of verbs of speech, after the patterns of news English: "Wang firmly asserted", "Wang, the foreign minister, said",
   "the senior Chinese official appealed", "said Wang Yi". Every walk is bounded, so that hostile text costs linear time. */
#include "articles/attribution.h"

#include <string.h>

#include "base/error.h"

enum { LONGEST_PHRASE = 14, LONGEST_PARENTHESIS = 30, MOST_ADVERBS = 5 };

static const stance__phrase none = {0, 0};

static const stance__word *word(const stance_article *a, size_t i) { return &STANCE__WORDS(a)[i]; }
static bool is_mark(const stance_article *a, size_t i, char mark) { return word(a, i)->type == STANCE__MARK && word(a, i)->mark == mark; }

static bool is_adverb(const stance_article *a, size_t i) {
  const stance__word *w = word(a, i);
  size_t length = w->end - w->start;
  if (w->type != STANCE__WORD || w->capital) return false;
  return w->flags & STANCE__AUXILIARY || (length > 4 && memcmp(a->text + w->end - 2, "ly", 2) == 0);
}

bool stance__is_cue(const stance_article *a, size_t floor, size_t i) {
  const stance__word *w = word(a, i);
  if (w->type != STANCE__WORD || w->quotation != STANCE__NOT || w->capital) return false;
  if (w->flags & STANCE__CUE) {
    /* "the said", "an agreed price", "to be told": a participle or noun, no finite verb */
    if (i > floor && word(a, i - 1)->flags & (STANCE__DETERMINER | STANCE__PREPOSITION) && !stance__word_is(a, i - 1, "that")) return false;
    for (size_t k = i; k-- > floor && i - k < 4 && is_adverb(a, k);)
      if (stance__word_is(a, k, "was") || stance__word_is(a, k, "were") || stance__word_is(a, k, "been")) return false;
    return true;
  }
  if (!(w->flags & STANCE__BASE_CUE)) return false;
  for (size_t k = i; k-- > floor && i - k <= 3 && is_adverb(a, k);) {
    static const char *const helpers[] = {"did", "will", "would", "does", "do"};
    for (size_t h = 0; h < sizeof helpers / sizeof *helpers; h++)
      if (stance__word_is(a, k, helpers[h])) return true;
  }
  return false;
}

/* "Ministry of Foreign Affairs", "Secretary of State Antony Blinken": the name and the runs that "of" ties to it. */
static stance__phrase extend_name(const stance_article *a, stance__phrase name, size_t floor) {
  while (name.first > floor + 1 && name.last - name.first < LONGEST_PHRASE) {
    bool tie = stance__word_is(a, name.first - 1, "of") || (stance__word_is(a, name.first - 1, "for") && word(a, name.first - 2)->capital);
    if (!tie || word(a, name.first - 1)->quotation != STANCE__NOT) break;
    stance__phrase before = stance__name_before(a, name.first - 1, floor);
    if (before.first == before.last) break;
    name.first = before.first;
  }
  return name;
}

/* A phrase of common nouns that ends before `end`: "the senior Chinese official", "officials from both sides", "a government report". */
static stance__phrase common_phrase(const stance_article *a, size_t floor, size_t end) {
  size_t first = end;
  bool determined = false;
  if (end - floor > LONGEST_PHRASE) floor = end - LONGEST_PHRASE;
  for (size_t i = end; i-- > floor && !determined;) {
    const stance__word *w = word(a, i);
    if (w->quotation != STANCE__NOT || w->type == STANCE__MARK || w->type == STANCE__OPEN || w->type == STANCE__CLOSE) break;
    if (w->type == STANCE__POSSESSIVE) {
      first = i;
      continue;
    }
    bool inner = stance__word_is(a, i, "of") || stance__word_is(a, i, "from") || stance__word_is(a, i, "for") || stance__word_is(a, i, "in") ||
                 stance__word_is(a, i, "at") || stance__word_is(a, i, "with");
    if (w->flags & (STANCE__SUBORDINATOR | STANCE__CONJUNCTION | STANCE__HE_SHE) && !(w->flags & STANCE__DETERMINER)) break;
    if ((w->flags & STANCE__PREPOSITION && !inner) || (!w->capital && w->flags & STANCE__CUE && !(w->flags & STANCE__ROLE))) break;
    first = i;
    if (w->flags & STANCE__DETERMINER && !(i > floor && (stance__word_is(a, i - 1, "of") || stance__word_is(a, i - 1, "from")))) determined = true;
  }
  while (first < end && word(a, first)->flags & STANCE__PREPOSITION) first++;
  if (first >= end || word(a, first)->type != STANCE__WORD) return none;
  bool at_start = first == floor || word(a, first - 1)->type == STANCE__MARK || word(a, first - 1)->type == STANCE__CLOSE ||
                  word(a, first - 1)->flags & (STANCE__SUBORDINATOR | STANCE__CONJUNCTION);
  return determined || at_start ? (stance__phrase){first, end} : none;
}

static stance__phrase phrase_before(const stance_article *a, size_t floor, size_t end) {
  if (end <= floor) return none;
  const stance__word *last = word(a, end - 1);
  if (last->quotation != STANCE__NOT || last->type != STANCE__WORD) return none;
  if (last->flags & (STANCE__HE_SHE | STANCE__THEY_IT)) return (stance__phrase){end - 1, end};
  stance__phrase name = stance__name_before(a, end, floor);
  if (name.first == name.last) return common_phrase(a, floor, end);
  name = extend_name(a, name, floor);
  if (name.first > floor + 1 && stance__word_is(a, name.first - 1, "and")) { /* "Antony Blinken and President Xi" */
    stance__phrase other = extend_name(a, stance__name_before(a, name.first - 1, floor), floor);
    if (other.last > other.first) name.first = other.first;
  }
  return name;
}

stance__phrase stance__subject_before(const stance_article *a, size_t floor, size_t cue) {
  size_t end = cue;
  for (int n = 0; end > floor && n < MOST_ADVERBS && is_adverb(a, end - 1); n++) end--;
  if (end <= floor) return none;
  if (stance__word_is(a, end - 1, "who") && end > floor + 1) end -= is_mark(a, end - 2, ',') ? 2 : 1;
  if (end <= floor || !is_mark(a, end - 1, ',')) return phrase_before(a, floor, end);
  /* X, ..., said: the name before the comma, or the name between the commas after a role. */
  size_t reach = end - 1 > floor + LONGEST_PARENTHESIS ? end - 1 - LONGEST_PARENTHESIS : floor;
  for (size_t i = end - 1; i-- > reach;) {
    if (word(a, i)->quotation != STANCE__NOT || is_mark(a, i, '.')) break;
    if (!is_mark(a, i, ',')) continue;
    stance__phrase inside = stance__name_from(a, i + 1, end - 1), before = phrase_before(a, floor, i);
    bool is_name = inside.last == end - 1 && inside.first == i + 1 && stance__is_person_name(a, stance__name_core(a, inside), true);
    if (is_name && before.last > before.first && !stance__is_person_name(a, stance__name_core(a, before), false)) return inside;
    return before;
  }
  return none;
}

stance__phrase stance__subject_after(const stance_article *a, size_t cue, size_t ceiling) {
  size_t first = cue + 1;
  if (first >= ceiling || word(a, first)->type != STANCE__WORD || word(a, first)->quotation != STANCE__NOT) return none;
  if (word(a, first)->flags & STANCE__HE_SHE) return (stance__phrase){first, first + 1};
  size_t last = first;
  while (last < ceiling && last - first < LONGEST_PHRASE && word(a, last)->quotation == STANCE__NOT) {
    const stance__word *w = word(a, last);
    bool inner = w->type == STANCE__POSSESSIVE || stance__word_is(a, last, "of") || stance__word_is(a, last, "for");
    if (!inner && (w->type != STANCE__WORD || w->flags & (STANCE__SUBORDINATOR | STANCE__CUE | STANCE__CONJUNCTION | STANCE__CALENDAR))) break;
    if (!inner && !w->capital && w->flags & STANCE__PREPOSITION) break;
    last++;
  }
  if (last == first) return none;
  /* A name ends the phrase: "said committee chairman Orla Penn last night". */
  for (size_t i = first; i < last; i++) {
    stance__phrase name = stance__name_from(a, i, last), core = stance__name_core(a, name);
    if (name.last > name.first && stance__is_person_name(a, core, core.first > name.first || i == first)) return (stance__phrase){first, name.last};
    if (name.last > i) i = name.last - 1;
  }
  bool noun = word(a, first)->capital || word(a, first)->flags & (STANCE__DETERMINER | STANCE__ROLE);
  return noun && !(word(a, first)->flags & STANCE__FUNCTION) ? (stance__phrase){first, last} : none;
}

stance__phrase stance__sentence_subject(const stance_article *a, size_t first, size_t last) {
  for (size_t i = first; i < last && i < first + LONGEST_PARENTHESIS; i++) {
    if (word(a, i)->quotation != STANCE__NOT) continue;
    if (word(a, i)->flags & STANCE__HE_SHE) return (stance__phrase){i, i + 1};
    stance__phrase name = stance__name_from(a, i, last);
    if (name.first == name.last) continue;
    stance__phrase core = stance__name_core(a, name);
    size_t w = core.last - core.first;
    bool person = stance__is_person_name(a, core, core.first > name.first);
    const stance__word *only = word(a, core.first);
    if (person || (w == 1 && stance__person_by_key(a, a->text + only->start, only->end - only->start) != STANCE__NOT)) return name;
    i = name.last - 1;
  }
  return none;
}

/* ---- Whom a phrase means ---- */

static size_t person_of_name(const stance_article *a, stance__phrase name) {
  stance__phrase core = stance__name_core(a, name);
  if (core.first == core.last) return STANCE__NOT;
  const stance__word *first = word(a, core.first), *last = word(a, core.last - 1);
  bool place = core.last - core.first == 1 && core.first == name.first && first->flags & (STANCE__PLACE | STANCE__ORGANISATION);
  return place ? STANCE__NOT : stance__person_by_key(a, a->text + first->start, last->end - first->start);
}

/* The head of a description as its singular role, "" where it has none. */
static size_t person_of_role(const stance_article *a, stance__phrase p, bool *is_role) {
  *is_role = false;
  for (size_t i = p.last; i-- > p.first;) {
    const stance__word *w = word(a, i);
    if (w->type != STANCE__WORD || !(w->flags & STANCE__ROLE)) continue;
    *is_role = true;
    return stance__person_by_key(a, a->text + w->start, w->end - w->start);
  }
  return STANCE__NOT;
}

static stance_status copy_phrase(stance_article *a, stance__phrase p, const char **name, stance_error *error) {
  if (p.last - p.first > 1 && (stance__word_is(a, p.first, "the") || stance__word_is(a, p.first, "a") || stance__word_is(a, p.first, "an"))) p.first++;
  size_t start = word(a, p.first)->start;
  *name = stance__arena_copy(&a->arena, a->text + start, word(a, p.last - 1)->end - start);
  return *name ? STANCE_OK : stance__fail_memory(error);
}

stance_status stance__resolve(stance_article *a, stance__phrase p, const stance__memory *memory, const char **name, bool *is_person,
                              stance_error *error) {
  const stance__person *people = STANCE__PEOPLE(a);
  *name = NULL;
  *is_person = false;
  if (p.last - p.first == 1 && word(a, p.first)->flags & (STANCE__HE_SHE | STANCE__THEY_IT)) {
    *is_person = word(a, p.first)->flags & STANCE__HE_SHE;
    *name = *is_person ? memory->person : memory->organisation ? memory->organisation : memory->speaker;
    return STANCE_OK;
  }
  stance__phrase last_name = stance__name_before(a, p.last, p.first);
  size_t person = last_name.last > last_name.first ? person_of_name(a, last_name) : STANCE__NOT;
  if (person != STANCE__NOT) {
    *is_person = true;
    *name = people[person].name;
    for (size_t i = p.first; i + 1 < last_name.first; i++) { /* two people */
      if (!stance__word_is(a, i + 1, "and") || word(a, i)->type != STANCE__WORD) continue;
      size_t other = person_of_name(a, stance__name_before(a, i + 1, p.first));
      if (other == STANCE__NOT || other == person) continue;
      size_t first = strlen(people[other].name), second = strlen(*name);
      char *both = stance__arena_alloc(&a->arena, first + second + 6);
      if (!both) return stance__fail_memory(error);
      memcpy(both, people[other].name, first);
      memcpy(both + first, " and ", 5);
      memcpy(both + first + 5, *name, second + 1);
      *name = both;
    }
    return STANCE_OK;
  }
  bool is_role;
  person = person_of_role(a, p, &is_role);
  bool definite = stance__word_is(a, p.first, "the") || stance__word_is(a, p.first, "his") || stance__word_is(a, p.first, "her");
  if (is_role && definite && last_name.first == last_name.last) {
    *is_person = person != STANCE__NOT || (memory->person && stance__word_is(a, p.first, "the"));
    *name = person != STANCE__NOT ? people[person].name : stance__word_is(a, p.first, "the") ? memory->person : NULL;
    if (*name) return STANCE_OK;
  }
  stance__phrase core = stance__name_core(a, last_name);
  bool titled = core.first > last_name.first;
  if (last_name.last > last_name.first && stance__is_person_name(a, core, titled)) {
    *is_person = true;
    p = core;
  }
  return copy_phrase(a, p, name, error);
}
