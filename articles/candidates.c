/* Every verb, noun, adjective or "according to" that could attribute something, with the frame it stands in. Whether it does, the
   cue table says; statements.c chooses among candidates that overlap. */
#include "articles/candidate_parts.h"

enum { LEAST_PERCENT = 20, REQUEST_PERCENT = 70 };

static stance__tag tag(const stance_article *a, size_t i) { return stance__at(a, i)->tag; }

size_t stance__words_in(const stance_article *a, size_t first, size_t last) {
  size_t n = 0;
  for (size_t i = first; i < last && n < 32; i++) n += stance__at(a, i)->type == STANCE__WORD;
  return n;
}

stance__phrase stance__trim(const stance_article *a, stance__phrase p) {
  while (p.first < p.last && stance__at(a, p.first)->type == STANCE__MARK && !stance__quoted(a, p.first) &&
         !stance__is_mark(a, p.first, '$') && !stance__is_mark(a, p.first, '#') && !stance__is_mark(a, p.first, '@') &&
         !stance__is_mark(a, p.first, '('))
    p.first++;
  while (p.last > p.first && stance__at(a, p.last - 1)->type == STANCE__MARK && !stance__quoted(a, p.last - 1) &&
         !stance__is_mark(a, p.last - 1, '%') && !stance__is_mark(a, p.last - 1, ')') && !stance__is_mark(a, p.last - 1, '?') &&
         !stance__is_mark(a, p.last - 1, '!'))
    p.last--;
  return p;
}

/* A title or a name in quotation marks: all words but small ones start with capitals, and no mark closes it. */
static bool is_title(const stance_article *a, stance__phrase p) {
  if (!stance__quoted(a, p.first)) return false;
  const stance__quotation *q = stance__quotation_of(a, p.first);
  if (q->open != p.first || q->words > 10 || q->words < 2 || stance__at(a, q->close - 1)->type == STANCE__MARK) return false;
  for (size_t i = q->open + 1; i < q->close; i++) {
    const stance__word *w = stance__at(a, i);
    if (w->type == STANCE__WORD && !w->capital && !(w->entry.flags & (STANCE__DETERMINER | STANCE__PREPOSITION | STANCE__CONJUNCTION)))
      return false;
  }
  return true;
}

bool stance__candidate_add(const stance_article *a, stance__list *list, stance__candidate *c) {
  /* In text that is no sentence a cue may find what follows it inside what stands before it: that is said once. */
  if (c->n_content > 1 && c->content[1].first < c->content[0].last) c->n_content = 1;
  if (c->n_content == 0) {
    if (c->kind != 'v' || c->source.last <= c->source.first) return true;
    c->percent = 0; /* it may still announce what the next paragraph quotes */
  }
  if (c->n_content == 1 && c->frame != FRAME_COLON && is_title(a, c->content[0]) &&
      !(c->kind == 'v' && stance__cue_rows[stance__at(a, c->head)->entry.cue[0]].percent[FRAME_THAT] >= 60 &&
        !stance__word_is(a, c->head, "read")))
    c->percent = 0;
  if (c->n_content) c->percent = stance__likelihood(a, c, c->percent);
  stance__candidate *item = stance__list_add(list, sizeof *item);
  if (!item) return false;
  *item = *c;
  return true;
}

static void open_content(const stance_article *a, size_t first, size_t last, stance__candidate *c, stance__opening o, size_t start) {
  c->frame = o.frame;
  c->target = o.target;
  c->n_content = 0;
  if (c->voice.passive) { /* the subject is content too: "Trump is expected to win" */
    stance__voice active = c->voice;
    active.passive = false;
    stance__phrase subject =
        active.finite ? stance__subject_of(a, first, last, start, c->head, active, (stance__phrase){0, 0}) : (stance__phrase){0, 0};
    if (!active.finite && start > first && c->kind == 'v') subject = stance__noun_phrase_before(a, first, start);
    if (subject.last > subject.first) c->content[c->n_content++] = subject;
    if (c->frame == FRAME_PASSIVE_BY) {
      c->after = c->source.last > c->source.first ? c->source.last : c->head + 1;
      return;
    }
  }
  if (c->kind == 'v' && c->frame == FRAME_NONE && o.content < last && !c->voice.passive && c->source.last > c->source.first &&
      c->source.first > first &&
      (tag(a, o.content) == TAG_FINITE || tag(a, o.content) == TAG_AUXILIARY)) { /* "which the campaign says includes" */
    size_t opener = c->source.first - 1;
    bool relative = tag(a, opener) == TAG_WH || tag(a, opener) == TAG_THAT;
    if (relative) {
      c->frame = FRAME_CLAUSE;
      c->content[c->n_content++] = (stance__phrase){opener, opener + 1};
    }
  }
  size_t end = stance__content_end(a, o.content, last, c->frame, c->head);
  stance__phrase content = o.content < last ? stance__trim(a, (stance__phrase){o.content, end}) : (stance__phrase){0, 0};
  bool asked = c->frame == FRAME_PASSIVE_OTHER && stance__word_in(a, c->head, "asked questioned pressed");
  if (asked || (c->frame == FRAME_PASSIVE_CLAUSE && stance__word_in(a, c->head, "asked told questioned pressed"))) c->n_content = 0;
  if (c->frame == FRAME_PASSIVE_OTHER && !(o.content > c->head + 1 && stance__word_in(a, o.content - 1, "of about for on against with")))
    content.last = content.first;
  if (content.last > content.first && c->frame != FRAME_NONE) {
    c->content[c->n_content++] = content;
    c->after = end;
  } else if (c->frame == FRAME_NONE && tag(a, c->head) == TAG_ADJECTIVE) {
    c->n_content = 0;
  }
}

/* False where no odds could lift the cue table's percentage to what a statement needs. FRAME_NONE may turn into a clause. */
static bool may_attribute(const stance_article *a, size_t head, int kind, stance__frame frame) {
  return frame == FRAME_NONE || frame == FRAME_NP_TO ||
         stance__cue_rows[stance__at(a, head)->entry.cue[kind]].percent[frame] >= LEAST_PERCENT;
}

static bool verb_candidate(const stance_article *a, size_t first, size_t last, size_t i, bool all, stance__phrase *last_source,
                           stance__list *list) {
  size_t start = stance__verb_group_start(a, first, i);
  stance__candidate c = {.head = i, .kind = 'v', .voice = stance__verb_voice(a, start, i), .cue = {start, i + 1}, .after = i + 1};
  /* "The talks seem to go on": nobody says so, and the subject is content, as that of a passive */
  static const char raising[] = "seem seems seemed appear appears appeared";
  if (stance__word_in(a, i, raising) && !c.voice.infinitive) c.voice.passive = true;
  stance__opening o = stance__opening_after(a, i, last, c.voice.passive);
  if (!stance__closing(a, first, last, &c, o, start)) {
    c.source = stance__subject_of(a, first, last, start, i, c.voice, *last_source);
    if (all || may_attribute(a, i, 0, o.frame))
      open_content(a, first, last, &c, o, start);
    else
      c.frame = o.frame;
    bool joined = start > first && (tag(a, start - 1) == TAG_CONJUNCTION || stance__is_mark(a, start - 1, ','));
    c.borrowed = !c.voice.passive && c.source.last <= start && joined &&
                 (!c.voice.finite || tag(a, start - 1) == TAG_CONJUNCTION || c.source.first == last_source->first);
  }
  c.cue.last = o.cue_end > i + 1 && c.frame != FRAME_FINAL && c.frame != FRAME_FINAL_QUOTE ? o.cue_end : i + 1;
  c.source_class = stance__class_of(a, c.source);
  c.percent = stance__cue_rows[stance__at(a, i)->entry.cue[0]].percent[c.frame];
  /* "appealed to them to", too rare to be counted */
  bool requests = c.frame == FRAME_NP_TO && c.target.first > i + 1 &&
                  stance__word_in(a, i, "appealed appeals appeal appealing called calls call calling pleaded pleads plead pleading");
  if (requests && c.percent < REQUEST_PERCENT) c.percent = REQUEST_PERCENT;
  if (c.source.last > c.source.first && c.voice.finite && !c.voice.passive && tag(a, c.source.first) != TAG_WH &&
      tag(a, c.source.first) != TAG_THAT)
    *last_source = c.source;
  return stance__candidate_add(a, list, &c);
}

/* "his claim that", "a call by the mayor for", "expressed concern about"; "is confident that". */
static bool noun_candidate(const stance_article *a, size_t first, size_t last, size_t i, bool all, stance__phrase last_source,
                           stance__list *list) {
  stance__candidate c = {.head = i, .kind = 'n', .cue = {i, i + 1}, .after = i + 1};
  size_t start = i;
  if (tag(a, i) == TAG_ADJECTIVE) {
    size_t k = i;
    while (k > first && tag(a, k - 1) == TAG_ADVERB && stance__at(a, k - 1)->type == STANCE__WORD) k--;
    bool linked = k > first && (stance__at(a, k - 1)->entry.flags & STANCE__BE || stance__at(a, k - 1)->type == STANCE__POSSESSIVE_MARK ||
                                stance__at(a, k - 1)->entry.forms);
    if (!linked) return true;
    start = stance__verb_group_start(a, first, k - 1);
    c.cue.first = start;
    c.voice.finite = true;
    c.source = stance__subject_of(a, first, last, start, k - 1, c.voice, last_source);
  } else {
    stance__phrase p = stance__noun_phrase_before(a, first, i + 1);
    if (p.last > p.first) start = p.first;
    for (size_t k = start; k < i; k++) {
      if (stance__at(a, k)->type == STANCE__POSSESSIVE_MARK && tag(a, k) != TAG_AUXILIARY) {
        size_t owner = k;
        while (owner > start && tag(a, owner - 1) != TAG_PREPOSITION && tag(a, owner - 1) != TAG_CONJUNCTION) owner--;
        c.source = (stance__phrase){owner < k ? owner : start, k};
      }
      if (stance__at(a, k)->entry.flags & STANCE__POSSESSIVE) c.source = (stance__phrase){k, k + 1};
    }
    if (c.source.first == c.source.last) { /* "issued a warning that": the subject of the verb; "the claim by X that" */
      if (i + 1 < last && stance__word_in(a, i + 1, "by from") && stance__noun_phrase_end(a, i + 2, last) > i + 2) {
        c.source = (stance__phrase){i + 2, stance__noun_phrase_end(a, i + 2, last)};
      } else {
        size_t k = start;
        while (k > first && (tag(a, k - 1) == TAG_PREPOSITION || tag(a, k - 1) == TAG_ADVERB) && stance__at(a, k - 1)->type == STANCE__WORD)
          k--;
        bool verb = k > first && !stance__quoted(a, k - 1) &&
                    (tag(a, k - 1) == TAG_FINITE || tag(a, k - 1) == TAG_PARTICIPLE || tag(a, k - 1) == TAG_BASE ||
                     tag(a, k - 1) == TAG_ING || tag(a, k - 1) == TAG_AUXILIARY || tag(a, k - 1) == TAG_HELPER);
        if (verb) {
          size_t group = stance__verb_group_start(a, first, k - 1);
          stance__voice voice = stance__verb_voice(a, group, k - 1);
          c.source = stance__subject_of(a, first, last, group, k - 1, voice, last_source);
          c.cue.first = group;
        }
      }
    }
  }
  stance__opening o = stance__opening_after(a, i, last, false);
  if (!all && !may_attribute(a, i, 1, o.frame) && c.source.first < i) return true;
  if (c.source.last > i && c.source.first > i) o = stance__opening_after(a, c.source.last - 1, last, false);
  open_content(a, first, last, &c, o, start);
  c.cue.last = o.cue_end > i + 1 ? o.cue_end : i + 1;
  c.source_class = stance__class_of(a, c.source);
  c.percent = stance__cue_rows[stance__at(a, i)->entry.cue[1]].percent[c.frame];
  return stance__candidate_add(a, list, &c);
}

/* "The ministry reported that Blinken stressed ...": what is reported is another's statement; his is kept. */
static void prefer_inner(const stance_article *a, stance__candidate *c, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (!stance__word_in(a, c[i].head, "reported reports report") || (c[i].frame != FRAME_THAT && c[i].frame != FRAME_CLAUSE) ||
        !c[i].n_content)
      continue;
    size_t start = c[i].content[0].first + (tag(a, c[i].content[0].first) == TAG_THAT);
    for (size_t k = i + 1; k < n; k++)
      if (c[k].kind == 'v' && c[k].percent >= 50 && c[k].source.first == start && c[k].source.last > start) c[i].percent = 0;
  }
}

bool stance__sentence_candidates(const stance_article *a, const stance__sentence *s, bool all, stance__list *list) {
  stance__phrase last_source = {0, 0};
  if (!stance__label_candidate(a, s, list)) return false;
  for (size_t i = s->first; i < s->last; i = stance__step(a, i)) {
    const stance__word *w = stance__at(a, i);
    if (w->type == STANCE__OPEN && w->quotation != STANCE__NOT && i > s->first + 1 && stance__is_mark(a, i - 1, ':') &&
        !stance__colon_candidate(a, s->first, i, list))
      return false;
    if (w->type != STANCE__WORD || w->quotation != STANCE__NOT) continue;
    bool fine = true;
    if (stance__word_is(a, i, "according"))
      fine = stance__according_candidate(a, s->first, s->last, i, list);
    else if (stance__word_is(a, i, "in"))
      fine = stance__poll_candidate(a, s->first, s->last, i, list);
    else if ((w->entry.forms || w->tag == TAG_FINITE) &&
             (w->tag == TAG_FINITE || w->tag == TAG_BASE || w->tag == TAG_ING || w->tag == TAG_PARTICIPLE))
      fine = verb_candidate(a, s->first, s->last, i, all, &last_source, list);
    else if ((w->tag == TAG_NOUN && w->entry.flags & STANCE__CUE_NOUN) ||
             (w->tag == TAG_ADJECTIVE && w->entry.flags & STANCE__CUE_ADJECTIVE))
      fine = noun_candidate(a, s->first, s->last, i, all, last_source, list);
    if (!fine) return false;
  }
  prefer_inner(a, list->items, list->n);
  return true;
}
