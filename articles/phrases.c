/* Noun phrases and verb groups by tags: DET ADJ* NOUN+, names with titles, pronouns; AUX* ADV* VERB. */
#include "articles/phrases.h"

#include <string.h>

enum { LONGEST_NOUN_PHRASE = 18, LONGEST_GROUP = 10, MOST_PARTS = 5, SCARE_QUOTE = 4, LONGEST_PARENTHESIS = 30, LONGEST_BRACKET = 10 };

static stance__tag tag(const stance_article *a, size_t i) { return stance__at(a, i)->tag; }
static bool has(const stance_article *a, size_t i, uint64_t flags) { return (stance__at(a, i)->entry.flags & flags) != 0; }
static bool is_possessive(const stance_article *a, size_t i) {
  return stance__at(a, i)->type == STANCE__POSSESSIVE_MARK && tag(a, i) != TAG_AUXILIARY;
}
/* ' after a plural: the workers' union */
static bool is_plural_possessive(const stance_article *a, size_t i, size_t last) {
  const stance__word *w = stance__at(a, i);
  return w->type == STANCE__CLOSE && w->mark == '\'' && w->quotation == STANCE__NOT && !w->space_before && i + 1 < last &&
         stance__at(a, i + 1)->space_before;
}
/* A few quoted words within a phrase; speech closes with a mark: "Yes," he said. */
static bool is_scare(const stance_article *a, const stance__quotation *q) {
  return q->words <= SCARE_QUOTE && !q->unclosed && stance__at(a, q->close - 1)->type != STANCE__MARK;
}
static bool is_scare_quote(const stance_article *a, size_t i) {
  return stance__at(a, i)->type == STANCE__OPEN && stance__quoted(a, i) && is_scare(a, stance__quotation_of(a, i));
}

size_t stance__noun_phrase_end(const stance_article *a, size_t i, size_t last) {
  size_t end = i, start = i;
  bool determiner = false;
  if (i >= last) return i;
  if (tag(a, i) == TAG_PRONOUN && !has(a, i, STANCE__DETERMINER)) return i + 1;
  if (stance__word_in(a, i, "more fewer less nearly about almost at up as roughly only just some over") &&
      stance__at(a, i)->type == STANCE__WORD) { /* more than 1 million */
    size_t k = i + 1;
    while (k < last && k < i + 3 && stance__word_in(a, k, "than least most to many as")) k++;
    if (k < last && (tag(a, k) == TAG_NUMBER || (stance__is_mark(a, k, '$') && k + 1 < last)) && (k > i + 1 || tag(a, i) == TAG_ADVERB))
      i = k + stance__is_mark(a, k, '$');
  }
  while (i < last && i < start + LONGEST_NOUN_PHRASE) {
    const stance__word *w = stance__at(a, i);
    if (stance__is_mark(a, i, '$') && i + 1 < last && tag(a, i + 1) == TAG_NUMBER) {
      i++;
      continue;
    }
    if (is_scare_quote(a, i) || (determiner && w->type == STANCE__OPEN && stance__quoted(a, i) && end == start &&
                                 stance__quotation_of(a, i)->words < LONGEST_NOUN_PHRASE)) {
      i = stance__step(a, i);
      end = i;
      continue;
    }
    if (is_possessive(a, i) || is_plural_possessive(a, i, last)) {
      if (end != i) break;
      i++;
      continue;
    }
    if (w->type != STANCE__WORD) break;
    stance__tag t = w->tag;
    if (t == TAG_DETERMINER || t == TAG_PRONOUN) {
      bool leading = i == start || is_possessive(a, i - 1) || (tag(a, i - 1) == TAG_DETERMINER) || stance__word_is(a, i - 1, "of");
      if (!leading) break;
      determiner = true;
      if (t == TAG_PRONOUN) end = i + 1;
    } else if (t == TAG_NOUN || t == TAG_NAME || t == TAG_NUMBER) {
      end = i + 1;
    } else if (t == TAG_ADJECTIVE || t == TAG_ADVERB) {
      if (t == TAG_ADVERB && !(i + 1 < last && (tag(a, i + 1) == TAG_ADJECTIVE || tag(a, i + 1) == TAG_NUMBER ||
                                                tag(a, i + 1) == TAG_PARTICIPLE || tag(a, i + 1) == TAG_ADVERB)))
        break;
      if (end > start && end == i && t == TAG_ADVERB) break;
    } else if ((t == TAG_ING || t == TAG_PARTICIPLE) && i + 1 < last && (determiner || i == start) && end <= start + 1 &&
               (tag(a, i + 1) == TAG_NOUN || tag(a, i + 1) == TAG_NAME)) {
      if (i == start && t == TAG_ING) break;
    } else if (t == TAG_CONJUNCTION && end == i && i + 1 < last && i > start && tag(a, i - 1) == TAG_ADJECTIVE &&
               tag(a, i + 1) == TAG_ADJECTIVE) {
      ;
    } else {
      break;
    }
    i++;
  }
  if (end == start && determiner && i > start + 1) end = i; /* "the poor" */
  return end;
}

size_t stance__prepositional_end(const stance_article *a, size_t i, size_t last) {
  if (i >= last || tag(a, i) != TAG_PREPOSITION) return i;
  size_t start = i + 1;
  while (start < last && start < i + 3 && tag(a, start) == TAG_PREPOSITION) start++;
  size_t end = stance__noun_phrase_end(a, start, last);
  return end == start ? i : end;
}

size_t stance__long_phrase_end(const stance_article *a, size_t i, size_t last) {
  size_t end = stance__noun_phrase_end(a, i, last);
  if (end == i) return i;
  for (int n = 0; n < MOST_PARTS && end < last; n++) {
    size_t next = stance__prepositional_end(a, end, last);
    if (next == end && tag(a, end) == TAG_CONJUNCTION && !stance__word_is(a, end, "but") && end + 1 < last) {
      next = stance__noun_phrase_end(a, end + 1, last);
      if (next == end + 1) next = end;
    }
    if (next == end) break;
    end = next;
  }
  return end;
}

/* The short noun phrase that ends before `end`. */
static stance__phrase short_phrase_before(const stance_article *a, size_t first, size_t end) {
  size_t start = end, floor = end > first + LONGEST_NOUN_PHRASE ? end - LONGEST_NOUN_PHRASE : first;
  if (end <= first) return (stance__phrase){end, end};
  if (tag(a, end - 1) == TAG_PRONOUN && stance__at(a, end - 1)->type == STANCE__WORD) {
    /* "some of them", "all three" keep what stands before */
    return (stance__phrase){end - 1, end};
  }
  bool head = false;
  for (size_t i = end; i-- > floor;) {
    const stance__word *w = stance__at(a, i);
    if (w->quotation != STANCE__NOT) {
      const stance__quotation *q = stance__quotation_of(a, i);
      if (!is_scare(a, q) || q->open < floor) break;
      i = q->open;
      start = i;
      head = true;
      continue;
    }
    if (is_possessive(a, i) || (is_plural_possessive(a, i, end) && head)) continue;
    if (w->type != STANCE__WORD) break;
    stance__tag t = w->tag;
    if (t == TAG_NOUN || t == TAG_NAME || t == TAG_NUMBER) {
      start = i;
      head = true;
    } else if (head && (t == TAG_ADJECTIVE || ((t == TAG_ING || t == TAG_PARTICIPLE) && i > floor &&
                                               (tag(a, i - 1) == TAG_DETERMINER || tag(a, i - 1) == TAG_ADJECTIVE)))) {
      start = i;
    } else if (t == TAG_ADJECTIVE && i + 1 == end && i > floor &&
               tag(a, i - 1) == TAG_DETERMINER) { /* "the president-elect", "the former" */
      start = i;
      head = true;
    } else if (head && t == TAG_ADVERB && i + 1 < end && tag(a, i + 1) == TAG_ADJECTIVE && w->end > w->start + 3 &&
               memcmp(a->text + w->end - 2, "ly", 2) == 0) {
      start = i;
    } else if (t == TAG_DETERMINER && (head || i + 1 == end)) {
      start = i;
      head = true;
      if (!(i > floor && (tag(a, i - 1) == TAG_DETERMINER || is_possessive(a, i - 1)))) break;
    } else if (t == TAG_PRONOUN && head && has(a, i, STANCE__DETERMINER)) {
      start = i;
      break;
    } else {
      break;
    }
  }
  return head ? (stance__phrase){start, end} : (stance__phrase){end, end};
}

/* The token after a bracket that opens at i ("(R-Vt.)"), or i. */
static size_t skip_bracket(const stance_article *a, size_t i, size_t last) {
  if (i >= last || !stance__is_mark(a, i, '(')) return i;
  for (size_t k = i + 1; k < last && k < i + LONGEST_BRACKET; k = stance__step(a, k))
    if (stance__is_mark(a, k, ')')) return k + 1;
  return i;
}

/* Where a phrase ends that a bracket follows, which closes before `end`. */
static size_t before_bracket(const stance_article *a, size_t first, size_t end) {
  if (end <= first || !stance__is_mark(a, end - 1, ')') || stance__quoted(a, end - 1)) return end;
  for (size_t k = end - 1; k > first && k + LONGEST_BRACKET > end; k--)
    if (stance__is_mark(a, k - 1, '(')) return k - 1;
  return end;
}

stance__phrase stance__noun_phrase_before(const stance_article *a, size_t first, size_t end) {
  end = before_bracket(a, first, end);
  stance__phrase p = short_phrase_before(a, first, end), whole = p;
  for (int n = 0; n < MOST_PARTS && whole.last > whole.first && whole.first > first + 1; n++) {
    size_t join = whole.first - 1;
    if (stance__quoted(a, join) || stance__at(a, join)->type != STANCE__WORD) break;
    bool of = stance__word_is(a, join, "of"), names = tag(a, join) == TAG_CONJUNCTION && !stance__word_is(a, join, "but");
    bool inner = of || (tag(a, join) == TAG_PREPOSITION && !stance__word_in(a, join, "before after during until since as like despite"));
    if (!inner && !names) break;
    stance__phrase p2 = short_phrase_before(a, first, join);
    if (p2.first == p2.last || (tag(a, p2.first) == TAG_PRONOUN && !of)) break;
    if (names && tag(a, p2.last - 1) != tag(a, whole.last - 1)) break;
    /* "met Clinton and Trump said": what stands before is an object */
    if (!of && p2.first > first &&
        (tag(a, p2.first - 1) == TAG_FINITE || tag(a, p2.first - 1) == TAG_ING || tag(a, p2.first - 1) == TAG_BASE))
      break;
    if (!of && tag(a, p2.last - 1) == TAG_NOUN && has(a, p2.last - 1, STANCE__TIME)) break;
    whole.first = p2.first;
  }
  return whole;
}

static bool in_group(const stance_article *a, size_t i) {
  stance__tag t = tag(a, i);
  if (stance__quoted(a, i)) return false;
  return t == TAG_AUXILIARY || t == TAG_HELPER || t == TAG_TO || (t == TAG_ADVERB && stance__at(a, i)->type == STANCE__WORD);
}

size_t stance__verb_group_start(const stance_article *a, size_t first, size_t i) {
  size_t start = i;
  bool to = false;
  while (start > first && i - start < LONGEST_GROUP && in_group(a, start - 1)) {
    if (to) { /* "had to say": one verb before "to" at most, and only a finite auxiliary */
      if (tag(a, start - 1) != TAG_AUXILIARY && tag(a, start - 1) != TAG_ADVERB) break;
    }
    start--;
    to = to || tag(a, start) == TAG_TO;
  }
  while (start < i && tag(a, start) == TAG_ADVERB && start > first && stance__is_mark(a, start - 1, ',')) start++; /* ", however, said" */
  return start;
}

stance__voice stance__verb_voice(const stance_article *a, size_t start, size_t i) {
  stance__voice v = {0};
  bool be = false;
  for (size_t k = start; k < i; k++) {
    v.finite |= tag(a, k) == TAG_AUXILIARY;
    v.infinitive |= tag(a, k) == TAG_TO;
    v.negated |= has(a, k, STANCE__NEGATION);
    v.modal |= has(a, k, STANCE__MODAL);
    be |= has(a, k, STANCE__BE);
    /* 's is "is" before a few participles, else "has" */
    be |= stance__at(a, k)->type == STANCE__POSSESSIVE_MARK &&
          stance__word_in(a, i, "expected known seen asked accused called said supposed meant named considered viewed");
    if (stance__word_in(a, k, "had has have 've having")) be = false;
  }
  stance__tag t = tag(a, i);
  v.passive = t == TAG_PARTICIPLE && (be || !v.finite);
  if (t == TAG_PARTICIPLE && start < i && !be && v.finite) v.passive = false;
  v.finite |= t == TAG_FINITE;
  v.participle = t == TAG_ING && !v.finite;
  return v;
}

size_t stance__skip_time(const stance_article *a, size_t i, size_t last) {
  size_t start = i;
  for (int n = 0; n < 4 && i < last; n++) {
    size_t before = i;
    if (tag(a, i) == TAG_PREPOSITION && stance__word_in(a, i, "on in at during after before earlier since over via through by")) {
      size_t end = stance__prepositional_end(a, i, last);
      static const char places[] =
          "interview interviews statement speech tweet tweets rally conference remarks email e-mail post debate meeting op-ed "
          "letter memo twitter facebook hearing call event briefing appearance report filing video book television tv blog "
          "column release message forum radio series fact part response phone return response telephone";
      bool time = end > i &&
                  (has(a, end - 1, STANCE__TIME) || stance__word_in(a, end - 1, places) || (tag(a, end - 1) == TAG_NUMBER && end - i == 2));
      for (size_t k = i + 1; k < end && !time; k++) time = has(a, k, STANCE__CALENDAR);
      if (time) {
        i = end;
        while (i < last && tag(a, i) == TAG_PREPOSITION && !stance__word_in(a, i, "as like")) { /* "in an interview with CNN" */
          size_t more = stance__prepositional_end(a, i, last);
          if (more == i) break;
          i = more;
        }
      }
    } else if (has(a, i, STANCE__TIME) && stance__at(a, i)->type == STANCE__WORD) {
      i++;
      if (i < last && tag(a, i) == TAG_NUMBER) i++;
    } else if (stance__word_in(a, i, "last this earlier late early next that") && tag(a, i) != TAG_THAT) {
      size_t k = i + 1;
      while (k < last && k < i + 3 && stance__word_in(a, k, "this last in the on week month same")) k++;
      if (k < last && has(a, k, STANCE__TIME) && stance__at(a, k)->type == STANCE__WORD)
        i = k + 1;
      else if (k > i + 1 && has(a, k - 1, STANCE__TIME))
        i = k;
    }
    if (i == before) break;
  }
  return i > start ? i : start;
}

bool stance__clause_at(const stance_article *a, size_t i, size_t last) {
  size_t end = stance__long_phrase_end(a, i, last);
  if (end == i) {
    if (i < last && (tag(a, i) == TAG_ING || tag(a, i) == TAG_TO)) { /* "avoiding war is", "to win would be" */
      for (size_t k = i + 1; k < last && k < i + 10; k = stance__step(a, k)) {
        if (stance__at(a, k)->type == STANCE__MARK) return false;
        if (tag(a, k) == TAG_AUXILIARY && k > i + 1) return true;
      }
    }
    return false;
  }
  end = skip_bracket(a, end, last);
  for (int n = 0; n < 2 && end < last; n++) {
    while (end < last && tag(a, end) == TAG_ADVERB && stance__at(a, end)->type == STANCE__WORD) end++;
    if (end >= last) return false;
    if (tag(a, end) == TAG_AUXILIARY || tag(a, end) == TAG_FINITE) return true;
    if (n) return false;
    size_t skipped = stance__skip_parenthesis(a, end, last);
    if (skipped == end && (tag(a, end) == TAG_WH || tag(a, end) == TAG_THAT || tag(a, end) == TAG_PARTICIPLE || tag(a, end) == TAG_ING)) {
      /* a relative clause before the verb: its own verb, then another one */
      bool own = tag(a, end) == TAG_PARTICIPLE || tag(a, end) == TAG_ING;
      for (size_t k = end + 1; k < last && k < end + 14; k = stance__step(a, k)) {
        if (stance__at(a, k)->type == STANCE__MARK || tag(a, k) == TAG_SUBORDINATOR || tag(a, k) == TAG_CONJUNCTION) return false;
        bool finite =
            tag(a, k) == TAG_AUXILIARY || (tag(a, k) == TAG_FINITE && tag(a, k - 1) != TAG_AUXILIARY && tag(a, k - 1) != TAG_ADVERB);
        if (finite && own) return true;
        own = own || finite;
      }
      return false;
    }
    end = skipped;
  }
  return false;
}

size_t stance__skip_parenthesis(const stance_article *a, size_t i, size_t last) {
  if (i >= last || !stance__is_mark(a, i, ',')) return i;
  for (size_t k = i + 1; k < last && k < i + LONGEST_PARENTHESIS; k = stance__step(a, k)) {
    if (stance__is_mark(a, k, ',')) return k + 1;
    if (stance__at(a, k)->type == STANCE__MARK && stance__at(a, k)->mark != '-' && stance__at(a, k)->mark != '.') return i;
  }
  return i;
}
