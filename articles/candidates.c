/* Every verb, noun, adjective or "according to" that could attribute something, with the frame it stands in. Whether it does, the cue
   table says; statements.c chooses among candidates that overlap. */
#include "articles/candidates.h"

#include <string.h>

enum { LEAST_CONTENT = 2, LONGEST_SPEAKER = 40, LEAST_PERCENT = 20, REQUEST_PERCENT = 70 };

static stance__tag tag(const stance_article *a, size_t i) { return stance__at(a, i)->tag; }

static size_t words_in(const stance_article *a, size_t first, size_t last) {
  size_t n = 0;
  for (size_t i = first; i < last && n < 32; i++) n += stance__at(a, i)->type == STANCE__WORD;
  return n;
}

stance__phrase stance__trim(const stance_article *a, stance__phrase p) {
  while (p.first < p.last && stance__at(a, p.first)->type == STANCE__MARK && !stance__quoted(a, p.first) && !stance__is_mark(a, p.first, '$') &&
         !stance__is_mark(a, p.first, '#') && !stance__is_mark(a, p.first, '@') && !stance__is_mark(a, p.first, '('))
    p.first++;
  while (p.last > p.first && stance__at(a, p.last - 1)->type == STANCE__MARK && !stance__quoted(a, p.last - 1) && !stance__is_mark(a, p.last - 1, '%') &&
         !stance__is_mark(a, p.last - 1, ')') && !stance__is_mark(a, p.last - 1, '?') && !stance__is_mark(a, p.last - 1, '!'))
    p.last--;
  return p;
}

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
  return *quoted || (comma && words_in(a, first, end) >= 1);
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
static void add_rest(const stance_article *a, stance__candidate *c, size_t i, size_t last, bool quoted) {
  c->after = i;
  if (i >= last) return;
  size_t limit = i + 24 < last ? i + 24 : last;
  if (quoted) { /* only a second quotation goes on */
    size_t k = i;
    while (k < limit && stance__at(a, k)->type != STANCE__OPEN) k++;
    if (k >= limit || !stance__quoted(a, k) || k == i) return;
    bool goes_on = stance__is_mark(a, k - 1, ',') || stance__is_mark(a, k - 1, ':') || stance__is_mark(a, k - 1, '-') || stance__is_mark(a, k - 1, ';');
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
  for (size_t i = start, n = 0; i-- > first && n < LONGEST_SPEAKER; n++) {
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
    if (stance__at(a, i)->type == STANCE__MARK && stance__at(a, i)->mark != ',' && stance__at(a, i)->mark != '-' && stance__at(a, i)->mark != '.' && stance__at(a, i)->mark != '(' && stance__at(a, i)->mark != ')') return STANCE__NOT;
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
    if (t == TAG_WH || t == TAG_SUBORDINATOR || (t == TAG_THAT && i > first && (tag(a, i - 1) == TAG_NOUN || tag(a, i - 1) == TAG_NAME))) relative = true;
    if (finite && !relative) return true;
    if (!relative) inner = 0;
  }
  return false;
}

static bool closing(const stance_article *a, size_t first, size_t last, stance__candidate *c, stance__opening o, size_t start) {
  bool quoted;
  if (c->kind != 'v' || c->voice.passive || c->voice.infinitive) return false;
  stance__phrase subject = {0, 0};
  size_t content_ends = speech_before(a, first, start);
  bool starts_name = content_ends != STANCE__NOT && stance__noun_phrase_end(a, content_ends, start) > content_ends;
  if (starts_name && tag(a, c->head) != TAG_PARTICIPLE) { /* "...," X, the mediator, said */
    subject = stance__subject_of(a, content_ends, last, start, c->head, c->voice, (stance__phrase){0, 0});
    bool none = o.frame == FRAME_NONE || (o.frame >= FRAME_OF && o.frame <= FRAME_AS) || o.frame == FRAME_NP || o.frame == FRAME_TO || o.frame == FRAME_ING || o.frame == FRAME_QUOTE ||
                o.frame == FRAME_WH || o.frame == FRAME_ADJECTIVE;
    if (subject.last <= subject.first) subject = (stance__phrase){content_ends, stance__noun_phrase_end(a, content_ends, start)};
    if (none && subject.last > subject.first && subject.first < start && !c->voice.participle) {
      quoted = true;
      c->after = o.target.last > o.target.first ? o.target.last : c->head + 1;
      if (o.frame == FRAME_NP && !(o.target.last > o.target.first)) c->after = stance__long_phrase_end(a, c->head + 1, last);
      goto found;
    }
    subject = (stance__phrase){0, 0};
  }
  if (!c->voice.participle) {
    subject = stance__subject_of(a, first, last, start, c->head, c->voice, (stance__phrase){0, 0});
    bool relative = subject.last > subject.first && (tag(a, subject.first) == TAG_WH || tag(a, subject.first) == TAG_THAT);
    if (subject.last > subject.first && !relative && content_before(a, first, subject.first, &quoted)) {
      bool none = o.frame == FRAME_NONE || (o.frame >= FRAME_OF && o.frame <= FRAME_AS && o.frame != FRAME_AS) ||
                  (o.frame == FRAME_NP && ((o.target.last > o.target.first && o.target.first > c->head) || quoted)) || (quoted && (o.frame == FRAME_QUOTE || o.frame == FRAME_TO || o.frame == FRAME_ING || o.frame == FRAME_WH || o.frame == FRAME_AS));
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
      bool plain = tag(a, c->head) == TAG_FINITE && stance__word_in(a, c->head, "said says say reported reports wrote writes noted notes added warned argued argue explained announced");
      if (!plain || !has_main_verb(a, first, start) || (subject.last < last && stance__at(a, subject.last)->type == STANCE__WORD && tag(a, subject.last) != TAG_PREPOSITION && stance__skip_time(a, subject.last, last) == subject.last)) return false;
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
  c->content[0] = stance__trim(a, (stance__phrase){first, content_ends});
  c->n_content = 1;
  add_rest(a, c, behind(a, c->after, last), last, quoted);
  return words_in(a, c->content[0].first, c->content[0].last) >= LEAST_CONTENT || quoted || c->n_content > 1;
}

static void open_content(const stance_article *a, size_t first, size_t last, stance__candidate *c, stance__opening o, size_t start) {
  c->frame = o.frame;
  c->target = o.target;
  c->n_content = 0;
  if (c->voice.passive) { /* the subject is content too: "Trump is expected to win" */
    stance__voice active = c->voice;
    active.passive = false;
    stance__phrase subject = active.finite ? stance__subject_of(a, first, last, start, c->head, active, (stance__phrase){0, 0}) : (stance__phrase){0, 0};
    if (!active.finite && start > first && c->kind == 'v') subject = stance__noun_phrase_before(a, first, start);
    if (subject.last > subject.first) c->content[c->n_content++] = subject;
    if (c->frame == FRAME_PASSIVE_BY) {
      c->after = c->source.last > c->source.first ? c->source.last : c->head + 1;
      return;
    }
  }
  if (c->kind == 'v' && c->frame == FRAME_NONE && o.content < last && !c->voice.passive && c->source.last > c->source.first && c->source.first > first &&
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
  if (c->frame == FRAME_PASSIVE_OTHER && !(o.content > c->head + 1 && stance__word_in(a, o.content - 1, "of about for on against with"))) content.last = content.first;
  if (content.last > content.first && c->frame != FRAME_NONE) {
    c->content[c->n_content++] = content;
    c->after = end;
  } else if (c->frame == FRAME_NONE && tag(a, c->head) == TAG_ADJECTIVE) {
    c->n_content = 0;
  }
}

/* A title or a name in quotation marks: all words but small ones start with capitals, and no mark closes it. */
static bool is_title(const stance_article *a, stance__phrase p) {
  if (!stance__quoted(a, p.first)) return false;
  const stance__quotation *q = stance__quotation_of(a, p.first);
  if (q->open != p.first || q->words > 10 || q->words < 2 || stance__at(a, q->close - 1)->type == STANCE__MARK) return false;
  for (size_t i = q->open + 1; i < q->close; i++) {
    const stance__word *w = stance__at(a, i);
    if (w->type == STANCE__WORD && !w->capital && !(w->entry.flags & (STANCE__DETERMINER | STANCE__PREPOSITION | STANCE__CONJUNCTION))) return false;
  }
  return true;
}

static bool add(const stance_article *a, stance__list *list, stance__candidate *c) {
  if (c->n_content == 0) {
    if (c->kind != 'v' || c->source.last <= c->source.first) return true;
    c->percent = 0; /* it may still announce what the next paragraph quotes */
  }
  if (c->n_content == 1 && c->frame != FRAME_COLON && is_title(a, c->content[0]) && !(c->kind == 'v' && stance__cue_rows[stance__at(a, c->head)->entry.cue[0]].percent[FRAME_THAT] >= 60 && !stance__word_is(a, c->head, "read"))) c->percent = 0;
  if (c->n_content) c->percent = stance__likelihood(a, c, c->percent);
  stance__candidate *item = stance__list_add(list, sizeof *item);
  if (!item) return false;
  *item = *c;
  return true;
}

/* False where no odds could lift the cue table's percentage to what a statement needs. FRAME_NONE may turn into a clause. */
static bool may_attribute(const stance_article *a, size_t head, int kind, stance__frame frame) {
  return frame == FRAME_NONE || frame == FRAME_NP_TO || stance__cue_rows[stance__at(a, head)->entry.cue[kind]].percent[frame] >= LEAST_PERCENT;
}

static bool verb_candidate(const stance_article *a, size_t first, size_t last, size_t i, bool all, stance__phrase *last_source, stance__list *list) {
  size_t start = stance__verb_group_start(a, first, i);
  stance__candidate c = {.head = i, .kind = 'v', .voice = stance__verb_voice(a, start, i), .cue = {start, i + 1}, .after = i + 1};
  /* "The talks seem to go on": nobody says so, and the subject is content, as that of a passive */
  static const char raising[] = "seem seems seemed appear appears appeared";
  if (stance__word_in(a, i, raising) && !c.voice.infinitive) c.voice.passive = true;
  stance__opening o = stance__opening_after(a, i, last, c.voice.passive);
  if (!closing(a, first, last, &c, o, start)) {
    c.source = stance__subject_of(a, first, last, start, i, c.voice, *last_source);
    if (all || may_attribute(a, i, 0, o.frame)) open_content(a, first, last, &c, o, start);
    else c.frame = o.frame;
    bool joined = start > first && (tag(a, start - 1) == TAG_CONJUNCTION || stance__is_mark(a, start - 1, ','));
    c.borrowed = !c.voice.passive && c.source.last <= start && joined &&
                 (!c.voice.finite || tag(a, start - 1) == TAG_CONJUNCTION || c.source.first == last_source->first);
  }
  c.cue.last = o.cue_end > i + 1 && c.frame != FRAME_FINAL && c.frame != FRAME_FINAL_QUOTE ? o.cue_end : i + 1;
  c.source_class = stance__class_of(a, c.source);
  c.percent = stance__cue_rows[stance__at(a, i)->entry.cue[0]].percent[c.frame];
  /* "appealed to them to", too rare to be counted */
  bool requests = c.frame == FRAME_NP_TO && c.target.first > i + 1 && stance__word_in(a, i, "appealed appeals appeal appealing called calls call calling pleaded pleads plead pleading");
  if (requests && c.percent < REQUEST_PERCENT) c.percent = REQUEST_PERCENT;
  if (c.source.last > c.source.first && c.voice.finite && !c.voice.passive && tag(a, c.source.first) != TAG_WH && tag(a, c.source.first) != TAG_THAT) *last_source = c.source;
  return add(a, list, &c);
}

/* "his claim that", "a call by the mayor for", "expressed concern about"; "is confident that". */
static bool noun_candidate(const stance_article *a, size_t first, size_t last, size_t i, bool all, stance__phrase last_source, stance__list *list) {
  stance__candidate c = {.head = i, .kind = 'n', .cue = {i, i + 1}, .after = i + 1};
  size_t start = i;
  if (tag(a, i) == TAG_ADJECTIVE) {
    size_t k = i;
    while (k > first && tag(a, k - 1) == TAG_ADVERB && stance__at(a, k - 1)->type == STANCE__WORD) k--;
    bool linked = k > first && (stance__at(a, k - 1)->entry.flags & STANCE__BE || stance__at(a, k - 1)->type == STANCE__POSSESSIVE_MARK || stance__at(a, k - 1)->entry.forms);
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
        while (k > first && (tag(a, k - 1) == TAG_PREPOSITION || tag(a, k - 1) == TAG_ADVERB) && stance__at(a, k - 1)->type == STANCE__WORD) k--;
        bool verb = k > first && !stance__quoted(a, k - 1) && (tag(a, k - 1) == TAG_FINITE || tag(a, k - 1) == TAG_BASE || tag(a, k - 1) == TAG_ING || tag(a, k - 1) == TAG_AUXILIARY || tag(a, k - 1) == TAG_HELPER);
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
  return add(a, list, &c);
}

/* "according to X": before its content or behind it. */
static bool according_candidate(const stance_article *a, size_t first, size_t last, size_t i, stance__list *list) {
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
    add_rest(a, &c, end, last, false);
  }
  if (words_in(a, c.content[0].first, c.content[0].last) < LEAST_CONTENT) return true;
  c.source_class = stance__class_of(a, c.source);
  c.percent = 80;
  return add(a, list, &c);
}

/* "In a Fox poll, Trump leads"; "he leads in the latest survey". */
static bool poll_candidate(const stance_article *a, size_t first, size_t last, size_t i, stance__list *list) {
  size_t end = stance__noun_phrase_end(a, i + 1, last);
  if (end == i + 1 || !stance__word_in(a, end - 1, "poll polls survey surveys study report analysis")) return true;
  stance__candidate c = {.head = i, .kind = 'n', .frame = FRAME_FINAL, .cue = {i, i + 1}, .source = {i + 1, end}, .after = end, .n_content = 1};
  while (end < last && !stance__is_mark(a, end, ',') && i == first) end = stance__step(a, end);
  if (i == first) {
    if (end + 1 >= last) return true;
    c.frame = FRAME_CLAUSE;
    c.content[0] = stance__trim(a, (stance__phrase){end + 1, stance__content_end(a, end + 1, last, FRAME_CLAUSE, i)});
  } else {
    c.content[0] = stance__trim(a, (stance__phrase){first, i});
  }
  if (words_in(a, c.content[0].first, c.content[0].last) < LEAST_CONTENT) return true;
  c.source_class = SOURCE_REPORT;
  c.percent = stance__cue_rows[stance__at(a, i)->entry.cue[1]].percent[c.frame];
  return add(a, list, &c);
}

/* TAPPER */
static bool is_acronym(const stance_article *a, size_t i) {
  const stance__word *w = stance__at(a, i);
  for (size_t k = w->start; k < w->end; k++)
    if (a->text[k] >= 'a' && a->text[k] <= 'z') return false;
  return w->end > w->start + 2;
}

/* "Trump: Wall Will Be Built"; "Q: Will you talk?" */
static bool label_candidate(const stance_article *a, const stance__sentence *s, stance__list *list) {
  bool letter = stance__word_in(a, s->first, "q a") && s->first + 1 < s->last && stance__is_mark(a, s->first + 1, ':');
  size_t end = letter ? s->first + 1 : stance__noun_phrase_end(a, s->first, s->last);
  if (stance__at(a, end < s->last ? end : s->first)->type == STANCE__POSSESSIVE_MARK) return true;
  if (end == s->first || end + 2 >= s->last || end > s->first + 7 || !stance__is_mark(a, end, ':') || stance__quoted(a, s->first)) return true;
  if (stance__at(a, end + 1)->type == STANCE__OPEN && stance__quoted(a, end + 1)) return true;
  stance__candidate c = {.head = end, .kind = 'n', .frame = FRAME_COLON, .cue = {end, end + 1}, .source = {s->first, end}, .after = s->last, .n_content = 1};
  c.content[0] = stance__trim(a, (stance__phrase){end + 1, s->last});
  if (words_in(a, c.content[0].first, c.content[0].last) < LEAST_CONTENT) return true;
  c.source_class = stance__class_of(a, c.source);
  c.percent = letter || is_acronym(a, s->first) ? 80 : c.source_class == SOURCE_PERSON || c.source_class == SOURCE_REPORT ? 55 : 30;
  if (stance__word_in(a, s->first, "update correction email note photo video related watch remember wow look breaking exclusive psa abstract editor")) return true;
  return add(a, list, &c);
}

/* "...: “...”", where the verb before the colon does not open the quotation by itself: "gave him a compliment: “...”". */
static bool colon_candidate(const stance_article *a, size_t first, size_t open, stance__list *list) {
  stance__candidate c = {.head = open - 1, .kind = 'n', .frame = FRAME_COLON, .cue = {open - 1, open}, .n_content = 1};
  c.content[0] = (stance__phrase){open, stance__quotation_of(a, open)->close + 1};
  c.after = c.content[0].last;
  for (size_t i = open - 1, n = 0; i-- > first && n < LONGEST_SPEAKER; n++) {
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
  return add(a, list, &c);
}

/* "The ministry reported that Blinken stressed ...": what is reported is another's statement; his is kept. */
static void prefer_inner(const stance_article *a, stance__candidate *c, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (!stance__word_in(a, c[i].head, "reported reports report") || (c[i].frame != FRAME_THAT && c[i].frame != FRAME_CLAUSE) || !c[i].n_content) continue;
    size_t start = c[i].content[0].first + (tag(a, c[i].content[0].first) == TAG_THAT);
    for (size_t k = i + 1; k < n; k++)
      if (c[k].kind == 'v' && c[k].percent >= 50 && c[k].source.first == start && c[k].source.last > start) c[i].percent = 0;
  }
}

bool stance__sentence_candidates(const stance_article *a, const stance__sentence *s, bool all, stance__list *list) {
  stance__phrase last_source = {0, 0};
  if (!label_candidate(a, s, list)) return false;
  for (size_t i = s->first; i < s->last; i = stance__step(a, i)) {
    const stance__word *w = stance__at(a, i);
    if (w->type == STANCE__OPEN && w->quotation != STANCE__NOT && i > s->first + 1 && stance__is_mark(a, i - 1, ':') && !colon_candidate(a, s->first, i, list)) return false;
    if (w->type != STANCE__WORD || w->quotation != STANCE__NOT) continue;
    bool fine = true;
    if (stance__word_is(a, i, "according")) fine = according_candidate(a, s->first, s->last, i, list);
    else if (stance__word_is(a, i, "in")) fine = poll_candidate(a, s->first, s->last, i, list);
    else if ((w->entry.forms || w->tag == TAG_FINITE) && (w->tag == TAG_FINITE || w->tag == TAG_BASE || w->tag == TAG_ING || w->tag == TAG_PARTICIPLE))
      fine = verb_candidate(a, s->first, s->last, i, all, &last_source, list);
    else if ((w->tag == TAG_NOUN && w->entry.flags & STANCE__CUE_NOUN) || (w->tag == TAG_ADJECTIVE && w->entry.flags & STANCE__CUE_ADJECTIVE))
      fine = noun_candidate(a, s->first, s->last, i, all, last_source, list);
    if (!fine) return false;
  }
  prefer_inner(a, list->items, list->n);
  return true;
}
