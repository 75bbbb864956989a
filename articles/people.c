/* Who is who. A run of capitals is a person's name where a title stands before it, or where it has two to four words of which none
   makes it a place or an organisation. "Wang", "the minister" and "he" then lead back to the full name. */
#include <string.h>

#include "articles/article_parts.h"
#include "base/alloc.h"
#include "base/error.h"

enum { LONGEST_NAME = 12, LONGEST_KEY = 64 };

static bool is_name_word(const stance_article *a, size_t i) {
  const stance__word *w = &STANCE__WORDS(a)[i];
  return w->type == STANCE__WORD && w->capital && !(w->entry.flags & STANCE__CALENDAR);
}

static bool is_particle(const stance_article *a, size_t i) {
  const stance__word *w = &STANCE__WORDS(a)[i];
  return w->type == STANCE__WORD && !w->capital && w->entry.flags & STANCE__PARTICLE;
}

/* A word that is no name though the sentence's start gave it a capital. */
static bool is_function(uint64_t flags) {
  return flags &
             (STANCE__DETERMINER | STANCE__PREPOSITION | STANCE__CONJUNCTION | STANCE__HE_SHE | STANCE__THEY_IT | STANCE__FUNCTION |
              STANCE__ADVERB | STANCE__SUBORDINATOR | STANCE__BE | STANCE__HAVE | STANCE__DO | STANCE__MODAL | STANCE__THAT | STANCE__WH) &&
         !(flags & (STANCE__TITLE | STANCE__PLACE));
}

stance__phrase stance__name_before(const stance_article *a, size_t end, size_t floor) {
  size_t first = end;
  if (end - floor > LONGEST_NAME) floor = end - LONGEST_NAME;
  for (size_t i = end; i-- > floor;) {
    if (is_name_word(a, i))
      first = i;
    else if (!is_particle(a, i) || first == end)
      break;
  }
  while (first < end && is_function(STANCE__WORDS(a)[first].entry.flags) && STANCE__WORDS(a)[first].end - STANCE__WORDS(a)[first].start > 1)
    first++;
  return (stance__phrase){first, end};
}

stance__phrase stance__name_from(const stance_article *a, size_t start, size_t ceiling) {
  size_t last = start;
  if (ceiling - start > LONGEST_NAME) ceiling = start + LONGEST_NAME;
  for (size_t i = start; i < ceiling; i++) {
    if (is_name_word(a, i))
      last = i + 1;
    else if (!is_particle(a, i) || last == start)
      break;
  }
  while (start < last && is_function(STANCE__WORDS(a)[start].entry.flags) &&
         STANCE__WORDS(a)[start].end - STANCE__WORDS(a)[start].start > 1)
    start++;
  return (stance__phrase){start, last};
}

stance__phrase stance__name_core(const stance_article *a, stance__phrase name) {
  const stance__word *w = STANCE__WORDS(a);
  size_t first = name.first;
  for (size_t i = name.first; i + 1 < name.last; i++)
    if (w[i].entry.flags & (STANCE__TITLE | STANCE__ROLE)) first = i + 1;
  while (first + 2 < name.last && w[first].entry.flags & STANCE__PLACE) first++; /* "Russian Sergei Orlov" */
  return (stance__phrase){first, name.last};
}

char stance__gender_of(const stance_article *a, stance__phrase name, stance__phrase core) {
  for (size_t i = name.first; i < core.first; i++) {
    if (stance__word_in(a, i, "mr mr. sir lord king prince congressman chairman spokesman pope")) return 'm';
    if (stance__word_in(a, i, "mrs mrs. ms ms. miss dame lady queen princess congresswoman chairwoman spokeswoman")) return 'f';
  }
  if (core.last - core.first < 2) return 0;
  uint64_t flags = STANCE__WORDS(a)[core.first].entry.flags;
  return flags & STANCE__MALE ? 'm' : flags & STANCE__FEMALE ? 'f' : 0;
}

bool stance__is_person_name(const stance_article *a, stance__phrase core, bool titled) {
  const stance__word *w = STANCE__WORDS(a);
  size_t n = core.last - core.first;
  if (n == 0 || n > 5 || (n == 1 && !titled)) return false;
  for (size_t i = core.first; i < core.last; i++) {
    if (w[i].entry.flags & (STANCE__ORGANISATION | STANCE__CALENDAR)) return false;
    if (!(w[i].entry.flags & STANCE__PARTICLE) && w[i].entry.flags & STANCE__PLACE && !titled) return false;
    if (is_function(w[i].entry.flags) && !(w[i].entry.flags & STANCE__PARTICLE) && w[i].end - w[i].start > 2) return false;
    bool acronym = w[i].end - w[i].start > 1; /* UNICEF, G20; initials (J.) are no acronyms */
    for (size_t k = w[i].start; k < w[i].end && acronym; k++) acronym = a->text[k] >= 'A' && a->text[k] <= 'Z';
    if (acronym && w[i].end - w[i].start > 2) return false;
  }
  return true;
}

/* ---- Keys: single names and roles ---- */

static size_t lower(char out[LONGEST_KEY], const char *text, size_t length) {
  if (length > LONGEST_KEY) length = 0;
  for (size_t i = 0; i < length; i++) out[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
  return length;
}

size_t stance__person_by_key(const stance_article *a, const char *key, size_t length) {
  char text[LONGEST_KEY];
  length = lower(text, key, length);
  uint32_t number = length ? stance__table_find(a->keys, text, length) : STANCE__TABLE_NONE;
  return number == STANCE__TABLE_NONE ? STANCE__NOT : ((const uint32_t *)a->key_person.items)[number];
}

/* The first person keeps a single name, so that it means the same throughout; a role passes to whoever held it last. */
static stance_status set_key(stance_article *a, const char *key, size_t length, size_t person, bool keep, stance_error *error) {
  char text[LONGEST_KEY];
  length = lower(text, key, length);
  if (length == 0) return STANCE_OK;
  uint32_t before = stance__table_size(a->keys), number = stance__table_insert(a->keys, text, length);
  if (number == STANCE__TABLE_NONE) return stance__fail_memory(error);
  if (number == before && !stance__list_add(&a->key_person, sizeof(uint32_t))) return stance__fail_memory(error);
  if (number == before || !keep) ((uint32_t *)a->key_person.items)[number] = (uint32_t)person;
  return STANCE_OK;
}

static stance_status set_word_key(stance_article *a, size_t token, size_t person, bool keep, stance_error *error) {
  const stance__word *w = &STANCE__WORDS(a)[token];
  return set_key(a, a->text + w->start, w->end - w->start, person, keep, error);
}

/* Number of the person with this full name, met now or before. */
static stance_status meet(stance_article *a, stance__phrase core, size_t *out, stance_error *error) {
  const stance__word *w = STANCE__WORDS(a);
  size_t start = w[core.first].start, length = w[core.last - 1].end - start;
  size_t known = stance__person_by_key(a, a->text + start, length);
  if (known == STANCE__NOT) {
    known = a->people.n;
    stance__person *p = stance__list_add(&a->people, sizeof *p);
    if (!p) return stance__fail_memory(error);
    p->token = core.first;
    if (!(p->name = stance__arena_copy(&a->arena, a->text + start, length))) return stance__fail_memory(error);
    stance_status status = set_key(a, a->text + start, length, known, true, error);
    if (status == STANCE_OK) status = set_word_key(a, core.last - 1, known, true, error);
    if (status != STANCE_OK) return status;
  }
  *out = known;
  return STANCE_OK;
}

/* Roles on either side: "President X", "X, the foreign minister,", "the leading diplomat, X,". */
static stance_status note_roles(stance_article *a, stance__phrase name, stance__phrase core, size_t person, stance_error *error) {
  enum { REACH = 8 };
  const stance__word *w = STANCE__WORDS(a);
  stance_status status = STANCE_OK;
  for (size_t i = name.first; i < core.first && status == STANCE_OK; i++)
    if (w[i].entry.flags & STANCE__ROLE) status = set_word_key(a, i, person, false, error);
  if (name.first >= 1 && w[name.first - 1].type == STANCE__WORD && w[name.first - 1].entry.flags & STANCE__ROLE && status == STANCE_OK)
    status = set_word_key(a, name.first - 1, person, false, error); /* "the opposition leader X" */
  if (name.first >= 2 && w[name.first - 1].type == STANCE__MARK && w[name.first - 1].mark == ',' &&
      w[name.first - 2].entry.flags & STANCE__ROLE && status == STANCE_OK)
    status = set_word_key(a, name.first - 2, person, false, error);
  if (name.last + 1 < a->words.n && w[name.last].type == STANCE__MARK && w[name.last].mark == ',') {
    for (size_t i = name.last + 1; i < a->words.n && i < name.last + REACH && w[i].type == STANCE__WORD && status == STANCE_OK; i++) {
      if (w[i].entry.forms & (STANCE__FORM_PAST | STANCE__FORM_S)) break;
      if (w[i].entry.flags & STANCE__ROLE && !(w[i + 1 < a->words.n ? i + 1 : i].entry.flags & STANCE__ROLE)) {
        status = set_word_key(a, i, person, false, error);
        break;
      }
    }
  }
  return status;
}

stance_status stance__article_meet_people(stance_article *a, stance_error *error) {
  a->keys = stance__table_new();
  if (!a->keys) return stance__fail_memory(error);
  for (size_t s = 0; s < a->sentences.n; s++) {
    stance__sentence sentence = STANCE__SENTENCES(a)[s];
    if (sentence.kind != STANCE__TEXT) continue;
    for (size_t i = sentence.first; i < sentence.last;) {
      if (!is_name_word(a, i)) {
        i++;
        continue;
      }
      stance__phrase name = stance__name_from(a, i, sentence.last), core = stance__name_core(a, name);
      i = name.last > i ? name.last : i + 1;
      if (core.last - core.first < 2 || !stance__is_person_name(a, core, core.first > name.first)) continue;
      size_t person = 0;
      stance_status status = meet(a, core, &person, error);
      if (status == STANCE_OK && !STANCE__PEOPLE(a)[person].gender) STANCE__PEOPLE(a)[person].gender = stance__gender_of(a, name, core);
      if (status == STANCE_OK) status = note_roles(a, name, core, person, error);
      if (status != STANCE_OK) return status;
    }
  }
  /* First names come after all last names, so that "Xi" is Xi Jinping unless somebody's last name is Xi. */
  for (size_t p = 0; p < a->people.n; p++) {
    stance_status status = set_word_key(a, STANCE__PEOPLE(a)[p].token, p, true, error);
    if (status != STANCE_OK) return status;
  }
  return STANCE_OK;
}
