/* Attributions that follow their content or interrupt it: the subject and the verb stand behind a comma or a quotation, the verb
   first or the subject first, and what comes behind may go on with the content. */
#include "articles/candidate_parts.h"

static stance__tag tag(const stance_article *a, size_t i) { return stance__at(a, i)->tag; }

static bool ends_quoted(const stance_article *a, size_t first, size_t end) {
  if (end <= first) return false;
  size_t i = end - 1;
  if (stance__is_mark(a, i, ',') && i > first && !stance__quoted(a, i)) i--;
  return stance__quoted(a, i) && stance__quotation_of(a, i)->close == i;
}

/* Content that ends right before `end`: closed by a comma, or a quotation. */
static bool content_before(const stance_article *a, size_t first, size_t end, bool *quoted) {
  *quoted = ends_quoted(a, first, end);
  if (end <= first + 1) return false;
  bool comma = (stance__is_mark(a, end - 1, ',') || stance__is_mark(a, end - 1, '-')) && !stance__quoted(a, end - 1);
  return *quoted || (comma && stance__words_in(a, first, end) >= 1);
}

/* Behind an attribution that closes or interrupts its content: over times, places, the one told. */
static size_t behind(const stance_article *a, size_t i, size_t last) {
  for (int n = 0; n < 6 && i < last; n++) {
    size_t before = i;
    while (i < last && tag(a, i) == TAG_ADVERB && stance__at(a, i)->type == STANCE__WORD) i++;
    i = stance__skip_time(a, i, last);
    i = stance__prepositional_end(a, i, last);
    if (i == before) break;
  }
  return i;
}

/* "X, he said, Y": what follows the attribution goes on with the content. */
void stance__add_rest(const stance_article *a, stance__candidate *c, size_t i, size_t last, bool quoted) {
  c->after = i;
  if (i >= last) return;
  size_t limit = i + 24 < last ? i + 24 : last;
  if (quoted) { /* only a second quotation goes on */
    size_t k = i;
    while (k < limit && stance__at(a, k)->type != STANCE__OPEN) {
      /* "she said, adding, “...”": another statement */
      bool another = tag(a, k) == TAG_ING && stance__cue_rows[stance__at(a, k)->entry.cue[0]].percent[FRAME_QUOTE] >= 60;
      if (another) return;
      k++;
    }
    if (k >= limit || !stance__quoted(a, k) || k == i) return;
    bool goes_on = stance__is_mark(a, k - 1, ',') || stance__is_mark(a, k - 1, ':') || stance__is_mark(a, k - 1, '-') ||
                   stance__is_mark(a, k - 1, ';');
    if (!goes_on) return;
    c->content[c->n_content++] = (stance__phrase){k, stance__quotation_of(a, k)->close + 1};
    c->after = stance__quotation_of(a, k)->close + 1;
    return;
  }
  if (!stance__is_mark(a, i, ',') && !stance__is_mark(a, i, '-')) return;
  size_t start = i + 1;
  if (start >= last || tag(a, start) == TAG_ING || stance__word_is(a, start, "according") || tag(a, start) == TAG_PARTICIPLE) return;
  bool phrase = tag(a, start) == TAG_NAME || tag(a, start) == TAG_DETERMINER || tag(a, start) == TAG_NOUN;
  if (tag(a, start) == TAG_WH || (phrase && !stance__clause_at(a, start, last))) return; /* an apposition to the speaker */
  size_t end = stance__content_end(a, start, last, FRAME_CLAUSE, c->head);
  stance__phrase rest = stance__trim(a, (stance__phrase){start, end});
  if (rest.last > rest.first) {
    c->content[c->n_content++] = rest;
    c->after = end;
  }
}

/* Where the quotation before a verb group ends that only its speaker parts from it; STANCE__NOT where there is none. */
static size_t speech_before(const stance_article *a, size_t first, size_t start) {
  bool relative = false;
  for (size_t i = start, n = 0; i-- > first && n < STANCE__LONGEST_SPEAKER; n++) {
    if (stance__quoted(a, i)) {
      const stance__quotation *q = stance__quotation_of(a, i);
      if (q->close != i) return STANCE__NOT;
      bool comma = i + 1 < start && stance__is_mark(a, i + 1, ',');
      bool speech = stance__at(a, i - 1)->type == STANCE__MARK || comma;
      if (!speech && q->words <= 4) {
        i = q->open;
        continue;
      }
      return speech && i + 1 + comma < start ? i + 1 + comma : STANCE__NOT;
    }
    if (stance__at(a, i)->type == STANCE__MARK && stance__at(a, i)->mark != ',' && stance__at(a, i)->mark != '-' &&
        stance__at(a, i)->mark != '.' && stance__at(a, i)->mark != '(' && stance__at(a, i)->mark != ')')
      return STANCE__NOT;
    if (tag(a, i) == TAG_WH) relative = false;
    if (tag(a, i) == TAG_FINITE || tag(a, i) == TAG_AUXILIARY) {
      if (relative) return STANCE__NOT;
      relative = true;
      for (size_t k = i; k-- > first && i - k < 12;)
        if (tag(a, k) == TAG_WH || tag(a, k) == TAG_THAT) relative = false;
      if (relative) return STANCE__NOT;
    }
  }
  return STANCE__NOT;
}

/* True where the words have a verb that belongs to no relative or adverbial clause: they can stand alone as content. */
static bool has_main_verb(const stance_article *a, size_t first, size_t end) {
  bool relative = false;
  int inner = 0;
  for (size_t i = first; i < end; i = stance__step(a, i)) {
    stance__tag t = tag(a, i);
    if (stance__quoted(a, i)) {
      if (stance__quotation_of(a, i)->words >= 4) return true;
      continue;
    }
    if (stance__is_mark(a, i, ',') || stance__is_mark(a, i, '-') || stance__is_mark(a, i, ';')) relative = false;
    bool finite = t == TAG_FINITE || t == TAG_AUXILIARY;
    if (finite && relative && ++inner > 1 && t == TAG_AUXILIARY) return true; /* the relative clause has had its own */
    if (t == TAG_WH || t == TAG_SUBORDINATOR || (t == TAG_THAT && i > first && (tag(a, i - 1) == TAG_NOUN || tag(a, i - 1) == TAG_NAME)))
      relative = true;
    if (finite && !relative) return true;
    if (!relative) inner = 0;
  }
  return false;
}

bool stance__closing(const stance_article *a, size_t first, size_t last, stance__candidate *c, stance__opening o, size_t start) {
  bool quoted;
  if (c->kind != 'v' || c->voice.passive || c->voice.infinitive) return false;
  stance__phrase subject = {0, 0};
  size_t content_ends = speech_before(a, first, start);
  bool starts_name = content_ends != STANCE__NOT && stance__noun_phrase_end(a, content_ends, start) > content_ends;
  if (starts_name && tag(a, c->head) != TAG_PARTICIPLE) { /* "...," X, the mediator, said */
    subject = stance__subject_of(a, content_ends, last, start, c->head, c->voice, (stance__phrase){0, 0});
    bool none = o.frame == FRAME_NONE || (o.frame >= FRAME_OF && o.frame <= FRAME_AS) || o.frame == FRAME_NP || o.frame == FRAME_TO ||
                o.frame == FRAME_ING || o.frame == FRAME_QUOTE || o.frame == FRAME_WH || o.frame == FRAME_ADJECTIVE;
    if (subject.last <= subject.first) subject = (stance__phrase){content_ends, stance__noun_phrase_end(a, content_ends, start)};
    if (none && subject.last > subject.first && subject.first < start && !c->voice.participle) {
      quoted = true;
      c->after = o.target.last > o.target.first ? o.target.last : c->head + 1;
      if (o.frame == FRAME_NP && !(o.target.last > o.target.first)) c->after = stance__long_phrase_end(a, c->head + 1, last);
      goto found;
    }
  }
  if (!c->voice.participle) {
    subject = stance__subject_of(a, first, last, start, c->head, c->voice, (stance__phrase){0, 0});
    bool relative = subject.last > subject.first && (tag(a, subject.first) == TAG_WH || tag(a, subject.first) == TAG_THAT);
    if (subject.last > subject.first && !relative && content_before(a, first, subject.first, &quoted)) {
      bool none =
          o.frame == FRAME_NONE || (o.frame >= FRAME_OF && o.frame <= FRAME_AS && o.frame != FRAME_AS) ||
          (o.frame == FRAME_NP && ((o.target.last > o.target.first && o.target.first > c->head) || quoted)) ||
          (quoted && (o.frame == FRAME_QUOTE || o.frame == FRAME_TO || o.frame == FRAME_ING || o.frame == FRAME_WH || o.frame == FRAME_AS));
      if (!none) return false;
      size_t next = behind(a, c->head + 1, last); /* "The talks, he said, will go on": the verb may follow */
      bool interrupts = next + 2 < last && stance__is_mark(a, next, ',');
      if (!quoted && !interrupts && !has_main_verb(a, first, subject.first)) return false;
      content_ends = subject.first;
      c->after = o.target.last > o.target.first ? o.target.last : c->head + 1;
      if (o.frame == FRAME_NP && !(o.target.last > o.target.first)) c->after = stance__long_phrase_end(a, c->head + 1, last);
      goto found;
    }
  }
  if (content_before(a, first, start, &quoted)) {
    subject = stance__subject_after(a, c->head, last);
    if (subject.first == subject.last) return false;
    if (!quoted) { /* only verbs of plain reporting turn round without a quotation */
      bool plain = tag(a, c->head) == TAG_FINITE &&
                   stance__word_in(a, c->head,
                                   "said says say reported reports wrote writes noted notes added warned argued argue explained announced");
      if (!plain || !has_main_verb(a, first, start) ||
          (subject.last < last && stance__at(a, subject.last)->type == STANCE__WORD && tag(a, subject.last) != TAG_PREPOSITION &&
           stance__skip_time(a, subject.last, last) == subject.last))
        return false;
    }
    content_ends = start;
    c->after = subject.last;
    goto found;
  }
  return false;
found:
  c->frame = quoted ? FRAME_FINAL_QUOTE : FRAME_FINAL;
  c->source = subject;
  c->target = o.target;
  if (quoted) { /* "She was irritated: “...,” she wrote" */
    size_t close = content_ends - 1;
    if (!stance__quoted(a, close) && close > first) close--;
    size_t open = stance__quoted(a, close) ? stance__quotation_of(a, close)->open : first;
    if (open > first && stance__is_mark(a, open - 1, ':')) first = open;
  }
  c->content[0] = stance__trim(a, (stance__phrase){first, content_ends});
  c->n_content = 1;
  stance__add_rest(a, c, behind(a, c->after, last), last, quoted);
  return stance__words_in(a, c->content[0].first, c->content[0].last) >= STANCE__LEAST_CONTENT || quoted || c->n_content > 1;
}
