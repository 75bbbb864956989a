/* Names the places where content may end. */
#include "articles/breaks.h"

static stance__tag tag(const stance_article *a, size_t i) { return stance__at(a, i)->tag; }
static bool is_word(const stance_article *a, size_t i) { return stance__at(a, i)->type == STANCE__WORD; }

/* A verb that is nearly always one of speech: said, told, argued. */
static bool speaks(const stance_article *a, size_t i) {
  uint16_t row = stance__at(a, i)->entry.cue[0];
  for (int f = FRAME_QUOTE; row && f <= FRAME_CLAUSE; f++)
    if (stance__cue_rows[row].percent[f] >= 60) return true;
  return false;
}

/* "he said", "the ministry added": a subject and a verb of speech at i. */
static bool speaker_at(const stance_article *a, size_t i, size_t last) {
  size_t end = stance__long_phrase_end(a, i, last);
  if (end == i) return false;
  while (end < last && (tag(a, end) == TAG_ADVERB || tag(a, end) == TAG_AUXILIARY) && is_word(a, end)) end++;
  return end < last && !stance__quoted(a, end) && (tag(a, end) == TAG_FINITE || tag(a, end) == TAG_PARTICIPLE) && speaks(a, end);
}

int stance__break_group(stance__frame f) {
  switch (f) {
  case FRAME_WH: return 3;
  case FRAME_TO:
  case FRAME_ING:
  case FRAME_NP_TO:
  case FRAME_PASSIVE_TO: return 1;
  case FRAME_QUOTE:
  case FRAME_THAT:
  case FRAME_CLAUSE:
  case FRAME_COLON:
  case FRAME_FINAL:
  case FRAME_FINAL_QUOTE:
  case FRAME_PASSIVE_CLAUSE: return 0;
  default: return 2;
  }
}

int stance__break_distance(size_t words) { return words < 4 ? 0 : words < 10 ? 1 : 2; }

static stance__break preposition_break(const stance_article *a, size_t i, size_t last) {
  if (stance__skip_time(a, i, last) > i) return BREAK_TIME;
  if (stance__word_is(a, i, "of")) return BREAK_NONE;
  if (stance__word_is(a, i, "in")) return BREAK_IN;
  if (stance__word_is(a, i, "on")) return BREAK_ON;
  if (stance__word_is(a, i, "at")) return BREAK_AT;
  if (stance__word_is(a, i, "for")) return BREAK_FOR;
  if (stance__word_is(a, i, "with")) return BREAK_WITH;
  if (stance__word_is(a, i, "by")) return BREAK_BY;
  if (stance__word_is(a, i, "from")) return BREAK_FROM;
  if (stance__word_is(a, i, "as")) return BREAK_AS;
  if (stance__word_in(a, i, "after before since during until following amid despite")) return BREAK_AFTER;
  return BREAK_PREPOSITION;
}

static stance__break conjunction_break(const stance_article *a, size_t i, size_t last) {
  if (i + 1 >= last) return BREAK_OTHER;
  if (speaker_at(a, i + 1, last)) return BREAK_SPEAKER;
  size_t verb = i + 1;
  while (verb < last && tag(a, verb) == TAG_ADVERB && is_word(a, verb)) verb++;
  bool finite = verb < last && !stance__quoted(a, verb) && (tag(a, verb) == TAG_FINITE || tag(a, verb) == TAG_AUXILIARY);
  if (finite && tag(a, verb) == TAG_FINITE && speaks(a, verb)) return BREAK_AND_SPEAKS;
  if (verb < last && !stance__quoted(a, verb) && tag(a, verb) == TAG_ING && speaks(a, verb)) return BREAK_AND_SPEAKING;
  if (stance__word_in(a, i, "but yet")) return finite || stance__clause_at(a, i + 1, last) ? BREAK_BUT_CLAUSE : BREAK_BUT;
  if (stance__word_in(a, i, "or nor")) return BREAK_OR;
  if (finite) return BREAK_AND_VERB;
  return stance__clause_at(a, i + 1, last) ? BREAK_AND_CLAUSE : BREAK_AND;
}

static stance__break subordinator_break(const stance_article *a, size_t i, size_t last) {
  if (stance__word_in(a, i, "after before since until") && stance__skip_time(a, i, last) > i) return BREAK_TIME;
  if (stance__word_in(a, i, "after before since until once")) return BREAK_AFTER;
  if (stance__word_in(a, i, "because")) return BREAK_BECAUSE;
  if (stance__word_in(a, i, "when whenever")) return BREAK_WHEN;
  if (stance__word_in(a, i, "while although though whereas")) return BREAK_WHILE;
  if (stance__word_in(a, i, "if unless")) return BREAK_IF;
  return stance__word_in(a, i, "as") ? BREAK_AS : BREAK_OTHER;
}

static bool is_first_verb(const stance_article *a, size_t start, size_t i) {
  for (size_t k = i, n = 0; k > start && n < 40; n++) {
    k = stance__quoted(a, k - 1) ? stance__quotation_of(a, k - 1)->open : k - 1;
    if (k < start || stance__quoted(a, k)) continue;
    stance__tag t = tag(a, k);
    if (t == TAG_WH || t == TAG_THAT || t == TAG_SUBORDINATOR || t == TAG_FINITE || t == TAG_AUXILIARY) return false;
    if (t == TAG_PRONOUN && stance__at(a, k)->entry.flags & STANCE__SUBJECT) return false;
  }
  return true;
}

static stance__break word_break(const stance_article *a, size_t start, size_t i, size_t last, int mark) {
  if (stance__word_is(a, i, "according")) return BREAK_ACCORDING;
  switch (tag(a, i)) {
  case TAG_CONJUNCTION: return conjunction_break(a, i, last);
  case TAG_SUBORDINATOR: return subordinator_break(a, i, last);
  case TAG_PREPOSITION: return preposition_break(a, i, last);
  case TAG_WH:
    return stance__word_is(a, i, "which")      ? BREAK_WHICH
           : stance__word_in(a, i, "who whom") ? BREAK_WHO
           : stance__word_in(a, i, "when")     ? BREAK_WHEN
                                               : BREAK_WH;
  case TAG_THAT: return BREAK_THAT;
  case TAG_ING: return speaks(a, i) ? BREAK_SPEAKS : BREAK_ING;
  case TAG_PARTICIPLE: return tag(a, i - 1) == TAG_AUXILIARY || tag(a, i - 1) == TAG_HELPER ? BREAK_NONE : BREAK_PARTICIPLE;
  case TAG_TO: return BREAK_TO;
  case TAG_FINITE: return mark && speaks(a, i) ? BREAK_SPEAKS : is_first_verb(a, start, i) ? BREAK_MAIN_VERB : BREAK_FINITE;
  case TAG_AUXILIARY: return is_first_verb(a, start, i) ? BREAK_MAIN_VERB : BREAK_AUXILIARY;
  default: break;
  }
  if (!mark) { /* inside a phrase; a time without a preposition may follow it */
    bool time = stance__at(a, i)->entry.flags & STANCE__TIME || stance__word_in(a, i, "last this earlier late");
    return time && stance__skip_time(a, i, last) > i &&
                   !(tag(a, i - 1) == TAG_DETERMINER || tag(a, i - 1) == TAG_PREPOSITION || tag(a, i - 1) == TAG_ADJECTIVE ||
                     tag(a, i - 1) == TAG_NUMBER)
               ? BREAK_TIME
               : BREAK_NONE;
  }
  if (speaker_at(a, i, last)) return BREAK_SPEAKER;
  if (stance__clause_at(a, i, last)) return BREAK_CLAUSE;
  switch (tag(a, i)) {
  case TAG_NAME: return BREAK_NAME;
  case TAG_ADVERB: return stance__word_is(a, i, "even") ? BREAK_WHILE : BREAK_ADVERB;
  case TAG_ADJECTIVE: return BREAK_ADJECTIVE;
  case TAG_NOUN:
  case TAG_DETERMINER:
  case TAG_NUMBER:
  case TAG_PRONOUN: return BREAK_NOUN;
  default: return BREAK_OTHER;
  }
}

stance__break stance__break_at(const stance_article *a, size_t start, size_t i, size_t last, int *mark, size_t *end) {
  *mark = 0;
  *end = i;
  if (i <= start || i >= last) return BREAK_NONE;
  const stance__word *w = stance__at(a, i), *before = stance__at(a, i - 1);
  if (before->quotation != STANCE__NOT && before->type == STANCE__CLOSE && i > start + 2) {
    const stance__word *inner = stance__at(a, i - 2);
    if (inner->type == STANCE__MARK && inner->mark != '\'') *mark = inner->mark == ',' ? 1 : 2; /* American style: the comma within */
  } else if (before->type == STANCE__MARK && before->quotation == STANCE__NOT && i > start + 1) {
    *mark = before->mark == ',' ? 1 : 2;
    if (before->mark == '$' || before->mark == '#' || before->mark == '@' || before->mark == '(' || before->mark == '/' ||
        before->mark == '[')
      return BREAK_NONE;
    if (before->mark == '-' && !before->space_before) return BREAK_NONE;
    if (before->mark == ')' || before->mark == ']' || before->mark == '%' || before->mark == '.' || before->mark == '\'' ||
        before->mark == '~')
      *mark = 0;
    else
      *end = i - 1;
  }
  if (w->quotation != STANCE__NOT) return *mark ? BREAK_QUOTATION : BREAK_NONE;
  if (w->type == STANCE__MARK) return w->mark == '(' ? BREAK_PARENTHESIS : BREAK_NONE;
  if (w->type != STANCE__WORD) return BREAK_NONE;
  return word_break(a, start, i, last, *mark);
}
