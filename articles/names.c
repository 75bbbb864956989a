/* Whom a phrase means: a name, a surname, a role or a pronoun leads back to the person named in full before. */
#include "articles/names.h"

#include <string.h>

#include "base/error.h"

static const stance__word *word(const stance_article *a, size_t i) { return &STANCE__WORDS(a)[i]; }

static size_t person_of_name(const stance_article *a, stance__phrase name) {
  stance__phrase core = stance__name_core(a, name);
  if (core.first == core.last) return STANCE__NOT;
  const stance__word *first = word(a, core.first), *last = word(a, core.last - 1);
  bool place = core.last - core.first == 1 && core.first == name.first && first->entry.flags & (STANCE__PLACE | STANCE__ORGANISATION);
  return place ? STANCE__NOT : stance__person_by_key(a, a->text + first->start, last->end - first->start);
}

/* The head of a description as its singular role, "" where it has none. */
static size_t person_of_role(const stance_article *a, stance__phrase p, bool *is_role) {
  *is_role = false;
  for (size_t i = p.last; i-- > p.first;) {
    const stance__word *w = word(a, i);
    if (w->type != STANCE__WORD || !(w->entry.flags & STANCE__ROLE) || w->entry.plural) continue;
    *is_role = true;
    return stance__person_by_key(a, a->text + w->start, w->end - w->start);
  }
  return STANCE__NOT;
}

static stance_status copy_phrase(stance_article *a, stance__phrase p, const char **name, stance_error *error) {
  if (p.last - p.first > 1 && (stance__word_is(a, p.first, "the") || stance__word_is(a, p.first, "a") || stance__word_is(a, p.first, "an")))
    p.first++;
  size_t start = word(a, p.first)->start;
  *name = stance__arena_copy(&a->arena, a->text + start, word(a, p.last - 1)->end - start);
  return *name ? STANCE_OK : stance__fail_memory(error);
}

void stance__remember(stance__memory *memory, const char *name, stance__who who) {
  if (!who.is_person) {
    memory->organisation = name;
    return;
  }
  memory->person = name;
  if (who.gender != 'f') memory->he = name;
  if (who.gender != 'm') memory->she = name;
}

/* The last person named in full before token `end` who may be "he" ('m') or "she" ('f'); NULL where there is none. */
static const char *last_of_gender(const stance_article *a, size_t end, char gender) {
  enum { REACH = 64 };
  const stance__person *people = STANCE__PEOPLE(a);
  for (size_t i = a->people.n, n = 0; i-- > 0 && n < REACH; n++)
    if (people[i].token < end && people[i].gender == gender) return people[i].name;
  return NULL;
}

/* "Ada Penrose and Odo Brandt" in full, where two people are named before token `end`. */
static stance_status join_names(stance_article *a, stance__phrase p, size_t end, size_t person, const char **name, stance_error *error) {
  const stance__person *people = STANCE__PEOPLE(a);
  for (size_t i = p.first; i + 1 < end; i++) {
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
    return STANCE_OK;
  }
  return STANCE_OK;
}

/* A name that a preposition ties to the phrase's head is not its person: "supporters of Ada Penrose"; but "Secretary of State Ada".
 */
static bool is_tied(const stance_article *a, stance__phrase p, stance__phrase name) {
  if (name.first < p.first + 2 || !(word(a, name.first - 1)->entry.flags & STANCE__PREPOSITION)) return false;
  return !(word(a, name.first - 2)->entry.flags & STANCE__TITLE && word(a, name.first - 2)->capital);
}

stance_status stance__resolve(stance_article *a, stance__phrase p, const stance__memory *memory, const char **name, stance__who *who,
                              stance_error *error) {
  const stance__person *people = STANCE__PEOPLE(a);
  *name = NULL;
  *who = (stance__who){false, 0};
  if (p.last - p.first == 1 && word(a, p.first)->entry.flags & (STANCE__HE_SHE | STANCE__THEY_IT | STANCE__OBJECT | STANCE__POSSESSIVE)) {
    bool he = stance__word_in(a, p.first, "he him his"), she = stance__word_in(a, p.first, "she her");
    *who = (stance__who){he || she, he ? 'm' : she ? 'f' : 0};
    *name = he ? memory->he : she ? memory->she : memory->organisation ? memory->organisation : memory->speaker;
    if (!*name && who->is_person) *name = last_of_gender(a, p.first, who->gender);
    return STANCE_OK;
  }
  stance__phrase last_name = stance__name_before(a, p.last, p.first);
  bool tied = last_name.last > last_name.first && is_tied(a, p, last_name);
  size_t person = last_name.last > last_name.first && !tied ? person_of_name(a, last_name) : STANCE__NOT;
  if (person != STANCE__NOT) {
    *name = people[person].name;
    stance_status status = join_names(a, p, last_name.first, person, name, error);
    *who = (stance__who){*name == people[person].name, people[person].gender};
    return status;
  }
  bool is_role;
  person = person_of_role(a, p, &is_role);
  bool definite = stance__word_in(a, p.first, "the his her");
  if (is_role && definite && last_name.first == last_name.last) {
    *name = person != STANCE__NOT ? people[person].name : stance__word_is(a, p.first, "the") ? memory->person : NULL;
    *who = (stance__who){*name != NULL, person != STANCE__NOT ? people[person].gender : 0};
    if (*name) return STANCE_OK;
  }
  stance__phrase core = stance__name_core(a, last_name);
  bool titled = core.first > last_name.first;
  if (last_name.last > last_name.first && !tied && stance__is_person_name(a, core, titled)) {
    who->is_person = true;
    who->gender = stance__gender_of(a, last_name, core);
    p = core;
  } else if (is_role && !stance__word_in(a, p.first, "some many several both most all two three four five")) {
    /* Nobody named, but one person: "he said" after "a spokesman for the mediators said" leads back here. */
    who->is_person = true;
    for (size_t i = p.first; i < p.last && !who->gender; i++)
      who->gender = stance__word_in(a, i, "spokesman chairman businessman man father king") ? 'm'
                    : stance__word_in(a, i, "spokeswoman chairwoman woman mother queen")    ? 'f'
                                                                                            : 0;
  }
  return copy_phrase(a, p, name, error);
}
