/* What a cue opens: skips adverbs, times and the one addressed, then names the frame by the first token that is left. */
#include "articles/candidates.h"

enum { MOST_SKIPS = 5 };

static stance__tag tag(const stance_article *a, size_t i) { return stance__at(a, i)->tag; }
static bool is_open(const stance_article *a, size_t i, size_t last) {
  return i < last && stance__at(a, i)->type == STANCE__OPEN && stance__quoted(a, i);
}
/* A quotation at i, or behind a comma or colon there. */
static size_t quotation_at(const stance_article *a, size_t i, size_t last) {
  if (is_open(a, i, last)) return i;
  bool mark = i < last && (stance__is_mark(a, i, ',') || stance__is_mark(a, i, ':'));
  return mark && is_open(a, i + 1, last) ? i + 1 : STANCE__NOT;
}

/* A verb whose object is the one addressed. */
static bool addresses(const stance_article *a, size_t head) {
  return (stance__word_rows[stance__at(a, head)->entry.row].flags & STANCE__ADDRESSES) != 0;
}

static stance__frame preposition_frame(const stance_article *a, size_t i) {
  if (stance__word_in(a, i, "of")) return FRAME_OF;
  if (stance__word_in(a, i, "about regarding concerning")) return FRAME_ABOUT;
  if (stance__word_in(a, i, "for")) return FRAME_FOR;
  if (stance__word_in(a, i, "on upon over")) return FRAME_ON;
  if (stance__word_in(a, i, "against")) return FRAME_AGAINST;
  if (stance__word_in(a, i, "as like")) return FRAME_AS;
  return FRAME_WITH;
}

/* The frame of what starts at i, nothing skipped. */
static stance__frame plain_frame(const stance_article *a, size_t i, size_t last, bool clause) {
  if (i >= last) return FRAME_NONE;
  if (is_open(a, i, last)) return FRAME_QUOTE;
  if (stance__is_mark(a, i, ':')) return FRAME_COLON;
  switch (tag(a, i)) {
  case TAG_THAT: return FRAME_THAT;
  case TAG_WH: return FRAME_WH;
  case TAG_TO: return FRAME_TO;
  case TAG_PREPOSITION: return preposition_frame(a, i);
  case TAG_ING: return clause && stance__clause_at(a, i, last) ? FRAME_CLAUSE : FRAME_ING;
  case TAG_SUBORDINATOR: return stance__word_in(a, i, "if although though while unless") && clause ? FRAME_CLAUSE : FRAME_NONE;
  case TAG_AUXILIARY:
  case TAG_FINITE:
  case TAG_CONJUNCTION:
  case TAG_MARK: return FRAME_NONE;
  default: break;
  }
  if (stance__clause_at(a, i, last)) return FRAME_CLAUSE;
  if (tag(a, i) == TAG_ADJECTIVE || tag(a, i) == TAG_PARTICIPLE)
    return stance__noun_phrase_end(a, i, last) > i ? FRAME_NP : FRAME_ADJECTIVE;
  return stance__noun_phrase_end(a, i, last) > i ? FRAME_NP : FRAME_NONE;
}

/* End of the phrase for the one addressed, at i. */
static size_t addressee_end(const stance_article *a, size_t i, size_t last) {
  if (tag(a, i) == TAG_PRONOUN) return i + 1;
  if (stance__at(a, i)->entry.flags & STANCE__HUMAN && i + 1 < last && (tag(a, i + 1) == TAG_NAME || tag(a, i + 1) == TAG_DETERMINER))
    return i + 1;
  return stance__noun_phrase_end(a, i, last);
}

static stance__opening with_object(const stance_article *a, size_t head, size_t i, size_t last, stance__opening o) {
  bool tells = addresses(a, head);
  size_t end = tells ? addressee_end(a, i, last) : stance__long_phrase_end(a, i, last), next = end;
  if (end == i) return o;
  for (int n = 0; n < MOST_SKIPS; n++) { /* "told CNN's Jake Tapper in an interview on Sunday that" */
    size_t before = next;
    next = stance__skip_time(a, next, last);
    if (tells && next < last && tag(a, next) == TAG_PREPOSITION && !stance__word_in(a, next, "of about against for")) {
      size_t pp = stance__prepositional_end(a, next, last);
      if (pp > next && pp < last && (tag(a, pp) == TAG_THAT || quotation_at(a, pp, last) != STANCE__NOT || tag(a, pp) == TAG_PREPOSITION))
        next = pp;
    }
    if (next == before) break;
  }
  stance__phrase object = {i, end};
  size_t quote = quotation_at(a, next, last);
  if (next < last && tag(a, next) == TAG_TO) {
    bool aims = (stance__word_rows[stance__at(a, head)->entry.row].flags & STANCE__AIMS) != 0;
    o.frame = FRAME_NP_TO;
    if (tells || aims) o.target = object;
    o.content = tells ? next : i;
    return o;
  }
  if (tells) {
    stance__frame f = quote != STANCE__NOT ? FRAME_QUOTE : plain_frame(a, next, last, true);
    if (f == FRAME_QUOTE || f == FRAME_THAT || f == FRAME_WH || f == FRAME_CLAUSE || f == FRAME_COLON || f == FRAME_OF ||
        f == FRAME_ABOUT || f == FRAME_AGAINST || f == FRAME_FOR) {
      bool pp = f == FRAME_OF || f == FRAME_ABOUT || f == FRAME_AGAINST || f == FRAME_FOR;
      if (!pp || stance__word_in(a, next, "of about against")) {
        o.frame = f;
        o.target = object;
        o.content = quote != STANCE__NOT ? quote : next + (pp || f == FRAME_COLON);
        return o;
      }
    }
    if (f == FRAME_NONE || f == FRAME_COLON) {
      o.target = object;
      bool someone = tag(a, end - 1) == TAG_NAME || tag(a, end - 1) == TAG_PRONOUN || stance__at(a, end - 1)->entry.flags & STANCE__HUMAN;
      if (someone && (next + 1 >= last || !stance__word_is(a, next, "who"))) { /* "told the crowd" */
        o.frame = FRAME_NONE;
        o.content = last;
        return o;
      }
    }
  }
  if (stance__clause_at(a, i, last)) {
    o.frame = FRAME_CLAUSE;
    o.target = (stance__phrase){0, 0};
    o.content = i;
    return o;
  }
  o.frame = FRAME_NP;
  o.content = i;
  size_t name_end = stance__long_phrase_end(a, i, last); /* "called the plan “a disgrace”" */
  static const char names[] = "called calls calling call branded labeled labelled dubbed termed described deemed";
  if (is_open(a, name_end, last) && stance__word_in(a, head, names)) {
    o.content = name_end;
    o.target = (stance__phrase){i, name_end};
  }
  return o;
}

static stance__frame passive_frame(stance__frame f, const stance_article *a, size_t i, size_t last) {
  if (i < last && stance__word_is(a, i, "by")) return FRAME_PASSIVE_BY;
  switch (f) {
  case FRAME_QUOTE:
  case FRAME_THAT:
  case FRAME_WH:
  case FRAME_CLAUSE: return FRAME_PASSIVE_CLAUSE;
  case FRAME_TO: return FRAME_PASSIVE_TO;
  case FRAME_AS: return FRAME_PASSIVE_AS;
  case FRAME_NP:
  case FRAME_ADJECTIVE: return FRAME_PASSIVE_NP;
  default: return FRAME_PASSIVE_OTHER;
  }
}

/* Whom a verb is aimed at: an object that can be addressed at all. */
static stance__phrase aimed_at(const stance_article *a, size_t i, size_t last) {
  stance__phrase object = {i, stance__noun_phrase_end(a, i, last)};
  stance__source_class class = stance__class_of(a, object);
  return class == SOURCE_PERSON || class == SOURCE_HUMAN || (object.last == i + 1 && tag(a, i) == TAG_PRONOUN) ? object
                                                                                                               : (stance__phrase){0, 0};
}

stance__opening stance__opening_after(const stance_article *a, size_t head, size_t last, bool passive) {
  size_t i = head + 1;
  bool noun = tag(a, head) == TAG_NOUN || tag(a, head) == TAG_ADJECTIVE;
  if (!noun && i < last && stance__word_in(a, i, "out up down back off away") && stance__at(a, i)->type == STANCE__WORD) i++;
  stance__opening o = {FRAME_NONE, i, i, {0, 0}};
  for (int n = 0; n < MOST_SKIPS && i < last; n++) {
    size_t before = i;
    while (i < last && tag(a, i) == TAG_ADVERB && stance__at(a, i)->type == STANCE__WORD &&
           !(tag(a, i + 1 < last ? i + 1 : i) == TAG_ADJECTIVE))
      i++;
    i = stance__skip_time(a, i, last);
    size_t quote = quotation_at(a, i, last);
    if (quote != STANCE__NOT)
      i = quote;
    else if (i < last && stance__is_mark(a, i, ',')) {
      size_t behind = stance__skip_parenthesis(a, i, last);
      if (behind > i && behind <= i + 12 && behind < last && (tag(a, behind) == TAG_THAT || is_open(a, behind, last))) i = behind;
    } else if (i < last && tag(a, i) == TAG_PREPOSITION) { /* "said to reporters that", "wrote on Twitter: ..." */
      size_t end = i;
      for (int k = 0; k < 3; k++) {
        size_t more = stance__prepositional_end(a, end, last);
        if (more == end) break;
        end = more;
        if (end >= last || tag(a, end) == TAG_THAT || quotation_at(a, end, last) != STANCE__NOT || stance__is_mark(a, end, ':')) break;
      }
      if (end > i && end < last && !stance__word_is(a, i, "of") &&
          (tag(a, end) == TAG_THAT || quotation_at(a, end, last) != STANCE__NOT || stance__is_mark(a, end, ':'))) {
        if (stance__word_in(a, i, "to with")) o.target = (stance__phrase){i + 1, end};
        i = end;
      }
    }
    if (i == before) break;
  }
  if (!passive && i < last && tag(a, i) == TAG_PREPOSITION &&
      stance__word_in(a, i, "to on upon with for")) { /* "appealed to X to", "called on X to" */
    size_t end = stance__long_phrase_end(a, i + 1, last);
    if (end > i + 1 && end < last && tag(a, end) == TAG_TO) {
      o.frame = FRAME_NP_TO;
      o.target = (stance__phrase){i + 1, end};
      o.content = i + 1;
      o.cue_end = i + 1;
      return o;
    }
  }
  o.content = i;
  o.frame = plain_frame(a, i, last, true);
  if (!passive && !noun && (o.frame == FRAME_NP || o.frame == FRAME_CLAUSE)) o = with_object(a, head, i, last, o);
  if (o.frame == FRAME_NP && o.target.first == o.target.last && stance__word_rows[stance__at(a, head)->entry.row].flags & STANCE__AIMS)
    o.target = aimed_at(a, i, last);
  bool preposition = o.frame >= FRAME_OF && o.frame <= FRAME_AS && o.content == i;
  if (passive) o.frame = passive_frame(o.frame, a, i, last);
  if (preposition && i + 1 < last) {
    o.content = i + 1;
    o.cue_end = i + 1;
  }
  if (o.frame == FRAME_COLON && stance__is_mark(a, i, ':')) o.content = i + 1;
  return o;
}
