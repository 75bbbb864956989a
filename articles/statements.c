/* Statements of an article, sentence by sentence. A sentence is an attribution in one of these shapes:

     SUBJECT cue (that) CONTENT           Wang claimed that relations have arrived at a crucial point.
     CONTENT, SUBJECT cue ...             "...," he said.   Talks will go on, the ministry said on Monday.
     CONTENT, cue SUBJECT ...             "...," said Orla Penn, the mediator.
     SUBJECT ..., saying CONTENT          He issued a challenge, stating they must decide.
     according to SUBJECT, CONTENT        also at the end

   or a quotation alone, which belongs to the statement before it in its paragraph, or else to the last speaker. Content that is one
   quotation is direct, content with a quotation of three words or more mixed, other content indirect. Shorter quotations are scare
   quotes or titles. */
#include <string.h>

#include "articles/attribution.h"
#include "base/error.h"

enum { SCARE_QUOTE = 3, ALONE = 4, LONGEST_GAP = 14, LEAST_CONTENT = 2, MOST_CUES = 24 };

typedef struct found {
  stance__phrase content;
  stance__phrase subject;
  stance__phrase target;
  size_t cue;   /* first token of the verb, STANCE__NOT where there is none */
  size_t after; /* first token after the attribution that follows its content; STANCE__NOT where content comes last */
} found;

static const stance__word *word(const stance_article *a, size_t i) { return &STANCE__WORDS(a)[i]; }
static bool is_mark(const stance_article *a, size_t i, char mark) { return word(a, i)->type == STANCE__MARK && word(a, i)->mark == mark; }

static size_t words_in(const stance_article *a, size_t first, size_t last) {
  size_t n = 0;
  for (size_t i = first; i < last; i++) n += word(a, i)->type == STANCE__WORD;
  return n;
}

/* Cuts commas, colons and end marks off both sides; a quotation's own stay inside its marks. */
static stance__phrase trim(const stance_article *a, stance__phrase p) {
  while (p.first < p.last && (is_mark(a, p.first, ',') || is_mark(a, p.first, ':') || is_mark(a, p.first, '-') || is_mark(a, p.first, '.')) &&
         word(a, p.first)->quotation == STANCE__NOT)
    p.first++;
  while (p.last > p.first && word(a, p.last - 1)->type == STANCE__MARK && word(a, p.last - 1)->quotation == STANCE__NOT) p.last--;
  return p;
}

/* ---- Shapes of attribution ---- */

/* True where no content can follow the verb at `i`: what comes is a comma, a time, a place, the one told, or the end. */
static bool closes_clause(const stance_article *a, size_t i, size_t last) {
  if (i + 1 >= last) return true;
  const stance__word *next = word(a, i + 1);
  if (next->type == STANCE__MARK) return next->mark != ':';
  if (next->type != STANCE__WORD) return false;
  size_t length = next->end - next->start;
  bool adverb = length > 4 && memcmp(a->text + next->end - 2, "ly", 2) == 0;
  return next->flags & (STANCE__PREPOSITION | STANCE__CALENDAR | STANCE__CONJUNCTION) || adverb || stance__word_is(a, i + 1, "reporters") ||
         stance__word_is(a, i + 1, "last") || stance__word_is(a, i + 1, "earlier") || stance__word_is(a, i + 1, "later");
}

/* Content before the attribution that starts at `start`: closed by a comma or a closing mark. */
static bool content_before(const stance_article *a, size_t first, size_t start, bool *quoted) {
  *quoted = start > first && word(a, start - 1)->type == STANCE__CLOSE && word(a, start - 1)->quotation != STANCE__NOT;
  if (start <= first) return false;
  bool comma = is_mark(a, start - 1, ',') && word(a, start - 1)->quotation == STANCE__NOT;
  if (comma && start >= first + 2 && word(a, start - 2)->type == STANCE__CLOSE && word(a, start - 2)->quotation != STANCE__NOT) *quoted = true;
  return *quoted || (comma && words_in(a, first, start) >= 4);
}

/* Skips what stands between a verb and its content: adverbs, the one told, "that". */
static size_t content_start(const stance_article *a, size_t cue, size_t last, stance__phrase *target) {
  size_t i = cue + 1;
  *target = (stance__phrase){0, 0};
  if (word(a, cue)->flags & STANCE__TELL) {
    for (size_t k = i; k < last && k < i + LONGEST_GAP; k++) {
      bool opens = word(a, k)->flags & STANCE__SUBORDINATOR || word(a, k)->type == STANCE__OPEN || stance__word_is(a, k, "to") ||
                   stance__word_is(a, k, "of") || stance__word_is(a, k, "against") || word(a, k)->type == STANCE__MARK;
      if (!opens) continue;
      if (k > i && !(word(a, i)->flags & STANCE__PREPOSITION)) {
        *target = (stance__phrase){i, k};
        i = k;
      }
      break;
    }
  } else if (stance__word_is(a, cue, "accused") || stance__word_is(a, cue, "accusing") || stance__word_is(a, cue, "blamed") ||
             stance__word_is(a, cue, "urged") || stance__word_is(a, cue, "condemned") || stance__word_is(a, cue, "criticized")) {
    for (size_t k = i; k < last && k < i + LONGEST_GAP; k++) {
      if (k == i && word(a, k)->flags & STANCE__PREPOSITION) break; /* "urged for ..." is aimed at nobody */
      if (!(stance__word_is(a, k, "of") || stance__word_is(a, k, "for") || stance__word_is(a, k, "to"))) continue;
      *target = (stance__phrase){i, k};
      break;
    }
  }
  if (i < last && (stance__word_is(a, i, "that") || is_mark(a, i, ':') || is_mark(a, i, ','))) i++;
  return i;
}

/* "according to": content is the rest of the sentence. */
static bool according_to(const stance_article *a, size_t first, size_t last, size_t i, found *out) {
  if (!stance__word_is(a, i, "according") || i + 2 >= last || !stance__word_is(a, i + 1, "to")) return false;
  out->subject = stance__subject_after(a, i + 1, last);
  if (out->subject.first == out->subject.last) return false;
  out->cue = i;
  if (i == first) {
    size_t comma = out->subject.last;
    while (comma < last && !is_mark(a, comma, ',')) comma++;
    out->content = trim(a, (stance__phrase){comma < last ? comma + 1 : out->subject.last, last});
    out->after = STANCE__NOT;
  } else {
    out->content = trim(a, (stance__phrase){first, i});
    out->after = out->subject.last;
  }
  return words_in(a, out->content.first, out->content.last) >= LEAST_CONTENT;
}

static bool content_follows(const stance_article *a, size_t cue, size_t last, found *out) {
  size_t start = content_start(a, cue, last, &out->target), end = last;
  for (size_t i = start; i + 1 < last; i++) {
    bool source = stance__word_is(a, i, "according") && stance__word_is(a, i + 1, "to") && word(a, i)->quotation == STANCE__NOT;
    if (source && i > start && is_mark(a, i - 1, ',')) {
      end = i - 1;
      break;
    }
  }
  out->content = trim(a, (stance__phrase){start, end});
  out->cue = cue;
  out->after = STANCE__NOT;
  static const char *const times[] = {"since", "during", "after", "before", "until"}; /* "has declined since 2021" says nothing */
  for (size_t i = 0; i < sizeof times / sizeof *times; i++)
    if (out->content.first < out->content.last && stance__word_is(a, out->content.first, times[i])) return false;
  return words_in(a, out->content.first, out->content.last) >= LEAST_CONTENT;
}

/* The verb at `i` with its subject on either side. */
static bool attribution_at(const stance_article *a, size_t first, size_t last, size_t i, found *out) {
  stance__phrase subject = stance__subject_before(a, first, i);
  bool quoted;
  if (subject.last > subject.first) {
    bool before = content_before(a, first, subject.first, &quoted);
    *out = (found){.subject = subject};
    if (before && (quoted || closes_clause(a, i, last))) {
      out->content = trim(a, (stance__phrase){first, subject.first});
      out->cue = i;
      out->after = i + 1;
      return words_in(a, out->content.first, out->content.last) >= LEAST_CONTENT;
    }
    return content_follows(a, i, last, out);
  }
  if (!content_before(a, first, i, &quoted)) return false;
  subject = stance__subject_after(a, i, last);
  if (subject.first == subject.last) return false;
  *out = (found){trim(a, (stance__phrase){first, i}), subject, {0, 0}, i, subject.last};
  return words_in(a, out->content.first, out->content.last) >= LEAST_CONTENT;
}

/* "..., remarking, “...”": a participle whose subject is the sentence's. With `need_quotation` only one that a quotation follows. */
static bool participle_at(const stance_article *a, size_t first, size_t last, size_t i, bool need_quotation, found *out) {
  const stance__word *w = word(a, i);
  if (!(w->flags & STANCE__CUE_GERUND) || w->quotation != STANCE__NOT || i == first) return false;
  if (!need_quotation && !is_mark(a, i - 1, ',')) return false;
  size_t next = i + 1;
  while (next < last && (is_mark(a, next, ',') || is_mark(a, next, ':') || stance__word_is(a, next, "that"))) next++;
  if (need_quotation && !(next < last && word(a, next)->type == STANCE__OPEN && word(a, next)->quotation != STANCE__NOT)) return false;
  stance__phrase subject = stance__sentence_subject(a, first, i);
  if (subject.first == subject.last) return false;
  *out = (found){.subject = subject};
  return content_follows(a, i, last, out);
}

static bool find_attribution(const stance_article *a, size_t first, size_t last, found *out) {
  bool any = false;
  size_t tried = 0;
  for (size_t i = first; i < last && tried < MOST_CUES; i++) {
    if (word(a, i)->quotation != STANCE__NOT) continue;
    if (!any && according_to(a, first, last, i, out)) return true;
    found other;
    if (any && participle_at(a, first, last, i, true, &other) && out->after == STANCE__NOT) { /* it brings the quotation */
      *out = other;
      return true;
    }
    if (!any && participle_at(a, first, last, i, false, out)) {
      any = true;
      continue;
    }
    if (!stance__is_cue(a, first, i)) continue;
    tried++;
    if (!any) {
      any = attribution_at(a, first, last, i, out);
      continue;
    }
    /* "The ministry reported that Blinken emphasized ...": the inner speaker, where content is all his; or a closing attribution of all. */
    stance__phrase subject = stance__subject_before(a, out->content.first, i);
    bool inner = out->after == STANCE__NOT && subject.last > subject.first && subject.first == out->content.first;
    if (inner && attribution_at(a, out->content.first, last, i, &other)) *out = other;
  }
  return any;
}

/* ---- Statements ---- */

typedef struct state {
  stance_article *a;
  stance__memory memory;
  size_t open_statement; /* number of the statement that a quotation alone continues; STANCE__NOT: none */
  size_t open_paragraph; /* where */
  bool unclosed;         /* its last quotation runs on in the next paragraph */
} state;

static stance_span span_of(const stance_article *a, stance__phrase p) {
  return (stance_span){0, 0, word(a, p.first)->start, word(a, p.last - 1)->end};
}

static stance_status set_spans(stance_article *a, stance_statement *s, const stance__phrase *parts, size_t n, stance_error *error) {
  stance_span *spans = stance__arena_alloc(&a->arena, (s->n_spans + n) * sizeof *spans);
  if (!spans) return stance__fail_memory(error);
  if (s->n_spans) memcpy(spans, s->spans, s->n_spans * sizeof *spans);
  for (size_t i = 0; i < n; i++) spans[s->n_spans + i] = span_of(a, parts[i]);
  s->spans = spans;
  s->n_spans += n;
  s->hull = (stance_span){0, 0, spans[0].byte_start, spans[s->n_spans - 1].byte_end};
  return STANCE_OK;
}

static stance_status add_statement(state *t, stance_kind kind, const stance__phrase *parts, size_t n, const found *f, const char *speaker,
                                   stance_error *error) {
  stance_article *a = t->a;
  stance_statement s = {.kind = kind, .speaker = speaker};
  stance_status status = set_spans(a, &s, parts, n, error);
  if (status != STANCE_OK) return status;
  if (f && f->subject.last > f->subject.first) s.mention = span_of(a, f->subject);
  if (f && f->cue != STANCE__NOT) {
    const stance__word *verb = word(a, f->cue);
    s.cue = stance__word_is(a, f->cue, "according") ? "according to" : stance__arena_copy(&a->arena, a->text + verb->start, verb->end - verb->start);
    if (!s.cue) return stance__fail_memory(error);
  }
  if (f && f->target.last > f->target.first) {
    bool person;
    status = stance__resolve(a, f->target, &t->memory, &s.target, &person, error);
    if (status != STANCE_OK) return status;
  }
  stance_statement *item = stance__list_add(&a->statements, sizeof *item);
  if (!item) return stance__fail_memory(error);
  *item = s;
  if (speaker) t->memory.speaker = speaker;
  return STANCE_OK;
}

/* The quotation that makes up the whole phrase, or NULL. */
static const stance__quotation *whole_quotation(const stance_article *a, stance__phrase p) {
  if (p.first >= p.last || word(a, p.first)->quotation == STANCE__NOT) return NULL;
  const stance__quotation *q = &STANCE__QUOTATIONS(a)[word(a, p.first)->quotation];
  return q->open == p.first && q->close + 1 == p.last ? q : NULL;
}

static stance_kind kind_of(const stance_article *a, stance__phrase content) {
  if (whole_quotation(a, content)) return STANCE_DIRECT;
  for (size_t i = content.first; i < content.last; i++) {
    if (word(a, i)->quotation == STANCE__NOT) continue;
    const stance__quotation *q = &STANCE__QUOTATIONS(a)[word(a, i)->quotation];
    if (q->words >= SCARE_QUOTE) return STANCE_MIXED;
    i = q->close;
  }
  return STANCE_INDIRECT;
}

static void remember_mention(state *t, const stance__sentence *s) {
  stance__phrase subject = stance__sentence_subject(t->a, s->first, s->last);
  if (subject.first == subject.last || word(t->a, subject.first)->flags & STANCE__HE_SHE) return;
  const char *name;
  bool is_person;
  stance_error ignored;
  if (stance__resolve(t->a, subject, &t->memory, &name, &is_person, &ignored) == STANCE_OK && is_person && name) t->memory.person = name;
}

static stance_status attributed(state *t, const stance__sentence *s, const found *f, stance_error *error) {
  stance_article *a = t->a;
  const char *speaker;
  bool is_person;
  stance_status status = stance__resolve(a, f->subject, &t->memory, &speaker, &is_person, error);
  if (status != STANCE_OK) return status;
  stance__phrase parts[2] = {f->content, {0, 0}};
  size_t n = 1;
  stance_kind kind = kind_of(a, f->content);
  const stance__quotation *q = whole_quotation(a, f->content);
  if (f->after != STANCE__NOT && word(a, f->content.last - 1)->type == STANCE__CLOSE) { /* “...,” he said, “...” */
    size_t i = f->after;
    while (i < s->last && i < f->after + LONGEST_GAP && word(a, i)->type != STANCE__OPEN) i++;
    if (i < s->last && word(a, i)->type == STANCE__OPEN && word(a, i)->quotation != STANCE__NOT) {
      const stance__quotation *second = &STANCE__QUOTATIONS(a)[word(a, i)->quotation];
      bool goes_on = is_mark(a, i - 1, ',') || is_mark(a, i - 1, ':') || is_mark(a, i - 1, '-') || is_mark(a, i - 1, ';');
      if (goes_on && second->close < s->last) {
        parts[n++] = (stance__phrase){second->open, second->close + 1};
        q = second;
      }
    }
  }
  status = add_statement(t, kind, parts, n, f, speaker, error);
  if (status != STANCE_OK) return status;
  bool continues = word(a, parts[n - 1].last - 1)->type == STANCE__CLOSE || (q && q->unclosed);
  t->open_statement = continues ? a->statements.n - 1 : STANCE__NOT;
  t->open_paragraph = s->paragraph;
  t->unclosed = q && q->unclosed;
  if (speaker && is_person) t->memory.person = speaker;
  else if (speaker && !is_person) t->memory.organisation = speaker;
  return STANCE_OK;
}

/* A sentence that is one quotation: goes on with the statement before, or belongs to the last speaker. */
static stance_status quotation_alone(state *t, const stance__sentence *s, const stance__quotation *q, stance_error *error) {
  stance_article *a = t->a;
  stance__phrase part = {q->open, q->close + 1};
  bool same_paragraph = t->open_statement != STANCE__NOT && t->open_paragraph == s->paragraph;
  bool runs_on = t->open_statement != STANCE__NOT && t->unclosed && t->open_paragraph + 1 == s->paragraph;
  stance_status status;
  if (same_paragraph || runs_on) {
    stance_statement *open = (stance_statement *)a->statements.items + t->open_statement;
    status = set_spans(a, open, &part, 1, error);
  } else {
    if (q->words < ALONE) return STANCE_OK;
    status = add_statement(t, STANCE_DIRECT, &part, 1, NULL, t->memory.person ? t->memory.person : t->memory.speaker, error);
    t->open_statement = a->statements.n - 1;
  }
  t->open_paragraph = s->paragraph;
  t->unclosed = q->unclosed;
  return status;
}

/* Longer quotations in a sentence that attributes them to nobody in words: the person the sentence is about. */
static stance_status embedded(state *t, const stance__sentence *s, stance_error *error) {
  stance_article *a = t->a;
  for (size_t i = s->first; i < s->last; i++) {
    if (word(a, i)->quotation == STANCE__NOT) continue;
    const stance__quotation *q = &STANCE__QUOTATIONS(a)[word(a, i)->quotation];
    i = q->close;
    if (q->words <= ALONE) continue;
    found f = {.subject = stance__sentence_subject(a, s->first, q->open), .cue = STANCE__NOT};
    const char *speaker = t->memory.person;
    bool is_person;
    stance_status status = STANCE_OK;
    if (f.subject.last > f.subject.first) status = stance__resolve(a, f.subject, &t->memory, &speaker, &is_person, error);
    stance__phrase part = {q->open, q->close + 1};
    if (status == STANCE_OK) status = add_statement(t, STANCE_MIXED, &part, 1, &f, speaker, error);
    if (status != STANCE_OK) return status;
  }
  return STANCE_OK;
}

stance_status stance__article_find_statements(stance_article *a, stance_error *error) {
  state t = {.a = a, .open_statement = STANCE__NOT};
  for (size_t k = 0; k < a->sentences.n; k++) {
    const stance__sentence *s = &STANCE__SENTENCES(a)[k];
    if (s->heading) continue;
    stance__phrase all = trim(a, (stance__phrase){s->first, s->last});
    const stance__quotation *alone = whole_quotation(a, all);
    found f = {.cue = STANCE__NOT};
    stance_status status;
    if (alone) {
      status = quotation_alone(&t, s, alone, error);
    } else if (find_attribution(a, s->first, s->last, &f)) {
      status = attributed(&t, s, &f, error);
    } else {
      status = embedded(&t, s, error);
      t.open_statement = STANCE__NOT;
      remember_mention(&t, s);
    }
    if (status != STANCE_OK) return status;
  }
  return STANCE_OK;
}
