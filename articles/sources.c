/* Who says: the subject of a verb, to its left over what stands between commas, to its right where the verb comes first, or that of
   the sentence where the verb has none of its own ("..., saying", "and called"). */
#include "articles/candidates.h"

enum { LONGEST_PARENTHESIS = 30, MOST_SUBJECTS = 3 };

static const stance__phrase none = {0, 0};
static stance__tag tag(const stance_article *a, size_t i) { return stance__at(a, i)->tag; }
static bool has(const stance_article *a, size_t i, uint64_t flags) { return (stance__at(a, i)->entry.flags & flags) != 0; }
static bool is_finite(const stance_article *a, size_t i) {
  return !stance__quoted(a, i) && (tag(a, i) == TAG_FINITE || tag(a, i) == TAG_AUXILIARY);
}

static bool is_person_phrase(const stance_article *a, stance__phrase p) {
  stance__phrase name = stance__name_from(a, p.first, p.last);
  return name.first == p.first && name.last == p.last && stance__is_person_name(a, stance__name_core(a, name), true);
}

/* "X, ..., said": X, or the name between the commas where X is no name ("the panel's chair, Ada Penrose, said"). `comma` stands
   right before the verb group. */
static stance__phrase over_parenthesis(const stance_article *a, size_t first, size_t comma) {
  size_t i = comma, steps = 0;
  while (i > first && steps++ < LONGEST_PARENTHESIS) {
    i--;
    if (stance__quoted(a, i)) {
      i = stance__quotation_of(a, i)->open;
      continue;
    }
    if (stance__is_mark(a, i, '.') || stance__is_mark(a, i, ';')) break;
    if (!stance__is_mark(a, i, ',')) continue;
    stance__phrase before = stance__noun_phrase_before(a, first, i), inside = {i + 1, comma};
    if (before.first == before.last) { /* a list or a second parenthesis: further left */
      if (i > first + 1 && comma > i + 1) continue;
      return none;
    }
    if (is_person_phrase(a, inside) && !is_person_phrase(a, before) && tag(a, before.last - 1) != TAG_NAME) return inside;
    /* "Ada Penrose, a mechanic, 31, said": the parenthesis may itself follow one */
    if (before.first > first + 1 && stance__is_mark(a, before.first - 1, ',')) {
      stance__phrase outer = stance__noun_phrase_before(a, first, before.first - 1);
      bool name = outer.last > outer.first && tag(a, outer.last - 1) == TAG_NAME && is_person_phrase(a, outer);
      bool place = before.last - before.first <= 2 && tag(a, before.last - 1) == TAG_NAME; /* "Marco Rubio, R-Fla., speaking" */
      if (name &&
          (place || tag(a, before.last - 1) == TAG_NOUN || tag(a, before.last - 1) == TAG_NUMBER || tag(a, before.first) == TAG_DETERMINER))
        return outer;
    }
    return before;
  }
  return none;
}

/* Where the subject ends that times and short adverbs part from its verb: "the president on Thursday", "members all". */
static size_t skip_back(const stance_article *a, size_t first, size_t end) {
  for (int n = 0; n < 3 && end > first + 1; n++) {
    size_t before = end, low = end > first + 8 ? end - 8 : first;
    if (stance__word_is(a, end - 1, "ago")) {
      size_t k = end - 1;
      while (k > low + 1 &&
             (has(a, k - 1, STANCE__TIME | STANCE__NUMBER) || stance__word_in(a, k - 1, "less more than about a few several nearly just")))
        k--;
      if (k > first && k < end - 1) end = k;
    }
    if (stance__word_in(a, end - 1, "all both themselves himself herself itself alike") && end > first + 1 && tag(a, end - 2) != TAG_MARK)
      end--;
    for (size_t k = end; k-- > low;) {
      if (stance__quoted(a, k) || stance__at(a, k)->type != STANCE__WORD) break;
      bool starts = tag(a, k) == TAG_PREPOSITION || has(a, k, STANCE__CALENDAR) || stance__word_in(a, k, "last this earlier late early");
      if (starts && k > first && stance__skip_time(a, k, end) == end &&
          !(has(a, k, STANCE__CALENDAR) && k > first && tag(a, k - 1) == TAG_PREPOSITION)) {
        end = k;
        break;
      }
    }
    if (end == before) break;
  }
  return end;
}

static stance__phrase before_group(const stance_article *a, size_t first, size_t start) {
  if (start <= first) return none;
  while (start > first + 1 && tag(a, start - 1) == TAG_ADVERB && stance__at(a, start - 1)->type == STANCE__WORD) start--;
  start = skip_back(a, first, start);
  if (start <= first || stance__quoted(a, start - 1)) return none;
  if (tag(a, start - 1) == TAG_WH || (tag(a, start - 1) == TAG_THAT && start > first + 1)) return (stance__phrase){start - 1, start};
  if (stance__is_mark(a, start - 1, ',') || stance__is_mark(a, start - 1, '-')) return over_parenthesis(a, first, start - 1);
  stance__phrase p = stance__noun_phrase_before(a, first, start);
  /* "a source speaking to the paper said": the phrase before a participle with its object */
  if (p.last > p.first && p.first > first + 2) {
    size_t verb = p.first - 1;
    if (tag(a, verb) == TAG_PREPOSITION) verb--;
    bool reduced = (tag(a, verb) == TAG_ING || tag(a, verb) == TAG_PARTICIPLE) && !stance__quoted(a, verb);
    stance__phrase outer = reduced ? stance__noun_phrase_before(a, first, verb) : p;
    if (reduced && outer.last > outer.first && tag(a, outer.last - 1) != TAG_PRONOUN) return outer;
  }
  return p;
}

stance__phrase stance__sentence_subject(const stance_article *a, size_t first, size_t end) {
  int tries = 0;
  for (size_t i = first; i < end && tries < MOST_SUBJECTS; i = stance__step(a, i)) {
    if (!is_finite(a, i)) continue;
    tries++;
    size_t start = stance__verb_group_start(a, first, i);
    if (start > first && tag(a, start - 1) == TAG_CONJUNCTION) continue;
    stance__phrase p = before_group(a, first, start);
    if (p.last > p.first && tag(a, p.first) != TAG_WH && tag(a, p.first) != TAG_THAT) return p;
  }
  return none;
}

/* The subject that follows an opening clause: "Asked about it, Trump said", "Speaking in Ohio, he". */
static stance__phrase subject_behind(const stance_article *a, size_t from, size_t last) {
  for (size_t i = from; i < last && i < from + LONGEST_PARENTHESIS; i = stance__step(a, i)) {
    if (!stance__is_mark(a, i, ',')) continue;
    size_t end = stance__long_phrase_end(a, i + 1, last);
    if (end > i + 1) return (stance__phrase){i + 1, end};
  }
  return none;
}

stance__phrase stance__subject_of(const stance_article *a, size_t first, size_t last, size_t start, size_t head, stance__voice voice,
                                  stance__phrase last_source) {
  if (voice.passive) {
    size_t by = head + 1;
    while (by < last && tag(a, by) == TAG_ADVERB) by++;
    if (by + 1 < last && stance__word_is(a, by, "by")) {
      size_t end = stance__noun_phrase_end(a, by + 1, last);
      if (end > by + 1) return (stance__phrase){by + 1, end};
    }
    return none;
  }
  if (voice.participle || !voice.finite) {
    bool opens = start == first || (start == first + 1 && tag(a, first) == TAG_PREPOSITION) ||
                 (start == first + 2 && tag(a, first + 1) == TAG_PREPOSITION);
    if (opens && (!voice.infinitive || start == first)) return subject_behind(a, head, last);
    if (voice.participle && start > first && !stance__is_mark(a, start - 1, ',')) {
      stance__phrase p = stance__noun_phrase_before(a, first, start);
      bool object = p.first > first + 1 && (tag(a, p.first - 1) == TAG_FINITE || tag(a, p.first - 1) == TAG_BASE ||
                                            tag(a, p.first - 1) == TAG_PARTICIPLE || stance__word_in(a, p.first - 1, "out"));
      if (p.last > p.first && !object && !stance__quoted(a, start - 1))
        return p; /* "a petition calling on him"; not "issued a report saying" */
    }
    stance__phrase own = stance__sentence_subject(a, first, start);
    if (own.last > own.first) return own;
    if (last_source.last > last_source.first) return last_source;
    if (voice.participle && start > first + 1 && stance__is_mark(a, start - 1, ','))
      return stance__noun_phrase_before(a, first, start - 1);                                  /* "X, citing Y, said" */
    if (voice.infinitive && start > first) return stance__noun_phrase_before(a, first, start); /* headlines: "Biden to campaign for" */
    return none;
  }
  if (start > first && tag(a, start - 1) == TAG_CONJUNCTION) {
    stance__phrase own = stance__sentence_subject(a, first, start);
    return own.last > own.first ? own : last_source;
  }
  stance__phrase p = before_group(a, first, start);
  if (p.first == p.last && start > first + 1 && stance__is_mark(a, start - 1, ',') && last_source.last > last_source.first)
    return last_source;
  return p;
}

stance__phrase stance__subject_after(const stance_article *a, size_t head, size_t last) {
  size_t i = head + 1;
  if (i >= last || stance__quoted(a, i) || stance__at(a, i)->type != STANCE__WORD) return none;
  if (has(a, i, STANCE__HE_SHE)) return (stance__phrase){i, i + 1};
  if (tag(a, i) == TAG_PRONOUN && !has(a, i, STANCE__DETERMINER)) return none;
  size_t end = stance__noun_phrase_end(a, i, last);
  if (end == i || has(a, end - 1, STANCE__TIME)) return none;
  /* A person's name ends the phrase: "said committee chairman Orla Penn last night". */
  for (size_t k = i; k < end; k++) {
    stance__phrase name = stance__name_from(a, k, end), core = stance__name_core(a, name);
    if (name.last > name.first && stance__is_person_name(a, core, core.first > name.first || k == i)) return (stance__phrase){i, name.last};
    if (name.last > k) k = name.last - 1;
  }
  while (end < last && stance__word_in(a, end, "of for at in with")) {
    size_t more = stance__prepositional_end(a, end, last);
    if (more == end || has(a, more - 1, STANCE__TIME)) break;
    end = more;
  }
  return (stance__phrase){i, end};
}

stance__source_class stance__class_of(const stance_article *a, stance__phrase p) {
  if (p.first == p.last) return SOURCE_NONE;
  if (p.last - p.first == 1 && tag(a, p.first) == TAG_PRONOUN)
    return has(a, p.first, STANCE__SUBJECT) || stance__word_in(a, p.first, "you") || has(a, p.first, STANCE__OBJECT)     ? SOURCE_PERSON
           : has(a, p.first, STANCE__HUMAN) || stance__word_in(a, p.first, "everyone nobody someone everybody somebody") ? SOURCE_HUMAN
                                                                                                                         : SOURCE_THING;
  if (tag(a, p.first) == TAG_WH) return stance__word_is(a, p.first, "who") ? SOURCE_PERSON : SOURCE_THING;
  /* the head noun: the last of the first short phrase */
  size_t end = stance__noun_phrase_end(a, p.first, p.last);
  if (end == p.first) end = p.last;
  size_t head = end - 1;
  if (tag(a, head) == TAG_NAME) return has(a, head, STANCE__REPORT) ? SOURCE_REPORT : SOURCE_PERSON;
  if (has(a, head, STANCE__HUMAN | STANCE__ROLE)) return SOURCE_HUMAN;
  if (has(a, head, STANCE__REPORT)) return SOURCE_REPORT;
  return SOURCE_THING;
}
