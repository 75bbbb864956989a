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
    if (w->type != STANCE__WORD || !(w->entry.flags & STANCE__ROLE)) continue;
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
  if (p.last - p.first == 1 && word(a, p.first)->entry.flags & (STANCE__HE_SHE | STANCE__THEY_IT)) {
    *is_person = word(a, p.first)->entry.flags & STANCE__HE_SHE;
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
