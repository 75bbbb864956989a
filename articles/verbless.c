/* Attributions without a verb of their own: "according to X", "in a poll", a speaker's label, a colon before a quotation. */
#include "articles/candidate_parts.h"

static stance__tag tag(const stance_article *a, size_t i) { return stance__at(a, i)->tag; }

/* "according to X": before its content or behind it. */
bool stance__according_candidate(const stance_article *a, size_t first, size_t last, size_t i, stance__list *list) {
  if (!stance__word_is(a, i + 1, "to") || i + 2 >= last) return true;
  stance__candidate c = {.head = i, .kind = 'n', .frame = FRAME_FINAL, .cue = {i, i + 2}};
  size_t end = stance__long_phrase_end(a, i + 2, last);
  if (end == i + 2) return true;
  c.source = (stance__phrase){i + 2, end};
  c.after = end;
  if (i <= first + 1) {
    size_t comma = end;
    while (comma < last && !stance__is_mark(a, comma, ',')) comma = stance__step(a, comma);
    size_t start = comma < last ? comma + 1 : end;
    c.content[c.n_content++] = stance__trim(a, (stance__phrase){start, stance__content_end(a, start, last, FRAME_CLAUSE, i)});
  } else {
    c.content[c.n_content++] = stance__trim(a, (stance__phrase){first, i});
    if (c.content[0].last <= c.content[0].first) return true;
    stance__add_rest(a, &c, end, last, false);
  }
  if (stance__words_in(a, c.content[0].first, c.content[0].last) < STANCE__LEAST_CONTENT) return true;
  c.source_class = stance__class_of(a, c.source);
  c.percent = 80;
  return stance__candidate_add(a, list, &c);
}

/* "In a Fox poll, Trump leads"; "he leads in the latest survey". */
bool stance__poll_candidate(const stance_article *a, size_t first, size_t last, size_t i, stance__list *list) {
  size_t end = stance__noun_phrase_end(a, i + 1, last);
  if (end == i + 1 || !stance__word_in(a, end - 1, "poll polls survey surveys study report analysis")) return true;
  stance__candidate c = {
      .head = i, .kind = 'n', .frame = FRAME_FINAL, .cue = {i, i + 1}, .source = {i + 1, end}, .after = end, .n_content = 1};
  while (end < last && !stance__is_mark(a, end, ',') && i == first) end = stance__step(a, end);
  if (i == first) {
    if (end + 1 >= last) return true;
    c.frame = FRAME_CLAUSE;
    c.content[0] = stance__trim(a, (stance__phrase){end + 1, stance__content_end(a, end + 1, last, FRAME_CLAUSE, i)});
  } else {
    c.content[0] = stance__trim(a, (stance__phrase){first, i});
  }
  if (stance__words_in(a, c.content[0].first, c.content[0].last) < STANCE__LEAST_CONTENT) return true;
  c.source_class = SOURCE_REPORT;
  c.percent = stance__cue_rows[stance__at(a, i)->entry.cue[1]].percent[c.frame];
  return stance__candidate_add(a, list, &c);
}

/* TAPPER */
static bool is_acronym(const stance_article *a, size_t i) {
  const stance__word *w = stance__at(a, i);
  for (size_t k = w->start; k < w->end; k++)
    if (a->text[k] >= 'a' && a->text[k] <= 'z') return false;
  return w->end > w->start + 2;
}

/* "Trump: Wall Will Be Built"; "Q: Will you talk?" */
bool stance__label_candidate(const stance_article *a, const stance__sentence *s, stance__list *list) {
  bool letter = stance__word_in(a, s->first, "q a") && s->first + 1 < s->last && stance__is_mark(a, s->first + 1, ':');
  size_t end = letter ? s->first + 1 : stance__noun_phrase_end(a, s->first, s->last);
  if (stance__at(a, end < s->last ? end : s->first)->type == STANCE__POSSESSIVE_MARK) return true;
  if (end == s->first || end + 2 >= s->last || end > s->first + 7 || !stance__is_mark(a, end, ':') || stance__quoted(a, s->first))
    return true;
  if (stance__at(a, end + 1)->type == STANCE__OPEN && stance__quoted(a, end + 1)) return true;
  stance__candidate c = {
      .head = end, .kind = 'n', .frame = FRAME_COLON, .cue = {end, end + 1}, .source = {s->first, end}, .after = s->last, .n_content = 1};
  c.content[0] = stance__trim(a, (stance__phrase){end + 1, s->last});
  if (stance__words_in(a, c.content[0].first, c.content[0].last) < STANCE__LEAST_CONTENT) return true;
  c.source_class = stance__class_of(a, c.source);
  c.percent = letter || is_acronym(a, s->first) ? 80 : c.source_class == SOURCE_PERSON || c.source_class == SOURCE_REPORT ? 55 : 30;
  if (stance__word_in(a, s->first,
                      "update correction email note photo video related watch remember wow look breaking exclusive psa abstract editor"))
    return true;
  return stance__candidate_add(a, list, &c);
}

/* "...: “...”", where the verb before the colon does not open the quotation by itself: "gave him a compliment: “...”". */
bool stance__colon_candidate(const stance_article *a, size_t first, size_t open, stance__list *list) {
  stance__candidate c = {.head = open - 1, .kind = 'n', .frame = FRAME_COLON, .cue = {open - 1, open}, .n_content = 1};
  c.content[0] = (stance__phrase){open, stance__quotation_of(a, open)->close + 1};
  c.after = c.content[0].last;
  for (size_t i = open - 1, n = 0; i-- > first && n < STANCE__LONGEST_SPEAKER; n++) {
    if (stance__quoted(a, i) || (tag(a, i) != TAG_FINITE && tag(a, i) != TAG_AUXILIARY)) continue;
    size_t start = stance__verb_group_start(a, first, i);
    c.voice = stance__verb_voice(a, start, i);
    c.source = stance__subject_of(a, first, open, start, i, c.voice, (stance__phrase){0, 0});
    c.head = i;
    c.cue = (stance__phrase){start, i + 1};
    break;
  }
  if (c.source.last <= c.source.first) {
    c.source = (stance__phrase){first, stance__noun_phrase_end(a, first, open - 1)};
    if (c.source.first < c.source.last && stance__at(a, c.source.last)->type == STANCE__POSSESSIVE_MARK) c.source.last++;
  }
  if (c.source.last <= c.source.first) c.source = (stance__phrase){0, 0};
  c.source_class = stance__class_of(a, c.source);
  c.percent = stance__quotation_of(a, open)->words >= 4 ? 75 : 45;
  return stance__candidate_add(a, list, &c);
}
