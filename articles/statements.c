/* Statements of an article, sentence by sentence: the candidates chosen, with the quotations that go on with them; then quotations
   that no cue attributes. */
#include <stdlib.h>
#include <string.h>

#include "articles/choice.h"
#include "articles/names.h"
#include "base/alloc.h"
#include "base/error.h"

enum {
  SCARE_QUOTE = 3,
  ALONE = 4,
  UNATTRIBUTED = 6,
  TRANSCRIPT = 75 /* percent */,
  DIRECT_SHARE = 50 /* percent of a direct statement's words that are quoted */
};

typedef struct state {
  stance_article *a;
  stance__memory memory;
  stance__list candidates;     /* of the sentence */
  stance_span mention;         /* of the last statement's speaker */
  size_t open_statement;       /* number of the statement that a quotation alone continues; STANCE__NOT: none */
  size_t open_paragraph;       /* where */
  bool spoke;                  /* a person, in this sentence */
  bool open_quoted;            /* it ends with a quotation */
  stance__phrase last_subject; /* of the last sentence that is no quotation alone */
  size_t last_paragraph;
  size_t transcript;           /* the paragraph that a speaker's label opens */
  size_t announced_paragraph;  /* the one that it announced, if without marks */
  stance__candidate announced; /* a sentence that ends with a colon: who speaks next; head is STANCE__NOT where there is none */
  bool unclosed;               /* its last quotation runs on in the next paragraph */
} state;

static stance_span span_of(const stance_article *a, stance__phrase p) {
  return (stance_span){0, 0, stance__at(a, p.first)->start, stance__at(a, p.last - 1)->end};
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

/* The quotation that makes up the whole phrase, or NULL. */
static const stance__quotation *whole_quotation(const stance_article *a, stance__phrase p) {
  if (p.first >= p.last || !stance__quoted(a, p.first)) return NULL;
  const stance__quotation *q = stance__quotation_of(a, p.first);
  return q->open == p.first && q->close + 1 == p.last ? q : NULL;
}

static stance_kind kind_of(const stance_article *a, const stance__phrase *parts, size_t n) {
  size_t words = 0, quoted = 0, longest = 0;
  for (size_t k = 0; k < n; k++) {
    for (size_t i = parts[k].first; i < parts[k].last; i = stance__step(a, i)) {
      if (!stance__quoted(a, i)) {
        words += stance__at(a, i)->type == STANCE__WORD;
        continue;
      }
      const stance__quotation *q = stance__quotation_of(a, i);
      words += q->words;
      quoted += q->words;
      longest = q->words > longest ? q->words : longest;
    }
  }
  bool opens = stance__quoted(a, parts[0].first) && stance__quotation_of(a, parts[0].first)->open == parts[0].first;
  if (opens && (words == quoted || (longest >= SCARE_QUOTE && quoted * 100 >= words * DIRECT_SHARE))) return STANCE_DIRECT;
  return longest >= SCARE_QUOTE ? STANCE_MIXED : STANCE_INDIRECT;
}

/* True where a quotation starts with a capital and closes with an end mark: somebody's whole sentence. */
static bool is_sentence(const stance_article *a, stance__phrase quotation) {
  const stance__word *end = stance__at(a, quotation.last - 2);
  return stance__at(a, quotation.first + 1)->capital && end->type == STANCE__MARK &&
         (end->mark == '.' || end->mark == '!' || end->mark == '?');
}

static const char *copy_words(stance_article *a, stance__phrase p) {
  size_t start = stance__at(a, p.first)->start;
  return stance__arena_copy(&a->arena, a->text + start, stance__at(a, p.last - 1)->end - start);
}

static stance_status add_statement(state *t, stance_statement s, const stance__phrase *parts, size_t n, stance_error *error) {
  stance_article *a = t->a;
  if (s.kind != STANCE_MIXED) s.kind = kind_of(a, parts, n); /* a fragment in somebody's sentence stays mixed */
  stance_status status = set_spans(a, &s, parts, n, error);
  if (status != STANCE_OK) return status;
  stance_statement *item = stance__list_add(&a->statements, sizeof *item);
  if (!item) return stance__fail_memory(error);
  *item = s;
  if (s.speaker) {
    t->memory.speaker = s.speaker;
    t->mention = s.mention;
  }
  return STANCE_OK;
}

/* ", saying", "and called": who spoke right before in the sentence speaks on, not a name in what he said. */
static void borrow(const stance_article *a, stance__candidate *candidates, size_t n) {
  for (size_t i = 1; i < n; i++) {
    stance__candidate *c = &candidates[i];
    const stance__candidate *before = &candidates[i - 1];
    if (c->borrowed && before->source.last > before->source.first && before->cue.first < c->cue.first && !before->voice.passive &&
        stance__at(a, before->source.first)->tag != TAG_WH)
      c->source = before->source;
  }
}

static stance_status attributed(state *t, const stance__sentence *sentence, const stance__candidate *c, stance_error *error) {
  stance_article *a = t->a;
  stance_statement s = {.kind = c->kind == 'q' && !is_sentence(a, c->content[0]) ? STANCE_MIXED : STANCE_DIRECT};
  stance__who who = {false, 0};
  stance_status status = STANCE_OK;
  if (c->source.last > c->source.first) {
    status = stance__resolve(a, c->source, &t->memory, &s.speaker, &who, error);
    s.mention = span_of(a, c->source);
    if (status == STANCE_OK && !s.speaker && !(s.speaker = copy_words(a, c->source))) status = stance__fail_memory(error);
  }
  if (c->kind == 'q' && !s.speaker && t->open_statement != STANCE__NOT && t->open_paragraph == sentence->paragraph) {
    s.speaker = t->memory.speaker; /* who spoke last in the paragraph */
    s.mention = s.speaker ? t->mention : (stance_span){0};
  }
  if (status == STANCE_OK && c->target.last > c->target.first) {
    stance__who whom;
    status = stance__resolve(a, c->target, &t->memory, &s.target, &whom, error);
    if (status == STANCE_OK && !s.target && !(s.target = copy_words(a, c->target))) status = stance__fail_memory(error);
  }
  if (status == STANCE_OK && c->kind != 'q' &&
      !(s.cue = copy_words(a, (stance__phrase){c->kind == 'v' ? c->head : c->cue.first, c->kind == 'v' ? c->head + 1 : c->cue.last})))
    status = stance__fail_memory(error);
  if (status == STANCE_OK) status = add_statement(t, s, c->content, c->n_content, error);
  if (status != STANCE_OK) return status;
  size_t end = c->content[c->n_content - 1].last - 1;
  bool quoted = stance__quoted(a, end) && stance__quotation_of(a, end)->close == end;
  if (quoted || !t->open_quoted) { /* of several statements in a sentence, the one that quotes goes on */
    t->open_statement = a->statements.n - 1;
    t->open_quoted = quoted;
    t->unclosed = quoted && stance__quotation_of(a, end)->unclosed;
  }
  t->open_paragraph = sentence->paragraph;
  if (s.speaker) stance__remember(&t->memory, s.speaker, who);
  t->spoke |= who.is_person;
  return STANCE_OK;
}

/* A sentence that is one quotation: goes on with the statement before, or belongs to the last speaker. */
static stance_status quotation_alone(state *t, const stance__sentence *s, const stance__quotation *q, stance_error *error) {
  stance_article *a = t->a;
  stance__phrase part = {q->open, q->close + 1};
  bool same_paragraph = t->open_statement != STANCE__NOT && t->open_paragraph == s->paragraph;
  bool runs_on =
      t->open_statement != STANCE__NOT && t->open_quoted && t->announced.head == STANCE__NOT && t->open_paragraph + 1 == s->paragraph;
  stance_status status;
  if (same_paragraph || runs_on) {
    stance_statement *open = (stance_statement *)a->statements.items + t->open_statement;
    status = set_spans(a, open, &part, 1, error);
  } else {
    if (t->announced.head != STANCE__NOT) {
      t->announced.content[0] = part;
      t->announced.n_content = 1;
      t->announced.frame = FRAME_COLON;
      status = attributed(t, s, &t->announced, error);
      t->announced.head = STANCE__NOT;
      return status;
    }
    if (q->words < ALONE) return STANCE_OK;
    stance_statement alone = {.speaker = t->memory.speaker, .mention = t->mention};
    stance__source_class before = t->last_paragraph + 1 >= s->paragraph ? stance__class_of(a, t->last_subject) : SOURCE_NONE;
    if (before == SOURCE_PERSON || before == SOURCE_HUMAN) { /* whom the sentence before is about */
      stance__who who;
      status = stance__resolve(a, t->last_subject, &t->memory, &alone.speaker, &who, error);
      if (status != STANCE_OK) return status;
      if (alone.speaker) alone.mention = span_of(a, t->last_subject);
    }
    if (!alone.speaker) alone.mention = (stance_span){0};
    status = add_statement(t, alone, &part, 1, error);
    t->open_statement = a->statements.n - 1;
    t->open_quoted = true;
  }
  t->open_paragraph = s->paragraph;
  t->unclosed = q->unclosed;
  return status;
}

/* A sentence that leads up to a quotation in a word or two and says nothing else: "But “…”", "Then, “…”". */
static const stance__quotation *led_quotation(const stance_article *a, stance__phrase all) {
  for (size_t i = all.first; i < all.last && i < all.first + 3; i++) {
    if (stance__at(a, i)->type == STANCE__OPEN && stance__quoted(a, i))
      return i > all.first ? whole_quotation(a, (stance__phrase){i, all.last}) : NULL;
    stance__tag t = stance__at(a, i)->tag;
    if (t != TAG_CONJUNCTION && t != TAG_ADVERB && t != TAG_PREPOSITION && !stance__is_mark(a, i, ',')) return NULL;
  }
  return NULL;
}

/* "He told the crowd:" and a quotation in the next paragraph. */
static void note_announcement(state *t, const stance__sentence *s) {
  const stance_article *a = t->a;
  const stance__candidate *c = t->candidates.items, *last = NULL;
  t->announced.head = STANCE__NOT;
  if (!stance__is_mark(a, s->last - 1, ':')) return;
  for (size_t i = 0; i < t->candidates.n; i++)
    if (c[i].kind == 'v' && !c[i].voice.passive && c[i].source.last > c[i].source.first) last = &c[i];
  if (last) t->announced = *last;
}

/* Longer quotations that no cue attributes: the sentence's subject says them. */
static stance_status unattributed(state *t, const stance__sentence *s, stance_error *error) {
  stance_article *a = t->a;
  const stance__candidate *c = t->candidates.items;
  stance_status status = STANCE_OK;
  for (size_t i = s->first; i < s->last && status == STANCE_OK; i = stance__step(a, i)) {
    if (!stance__quoted(a, i) || stance__quotation_of(a, i)->words < UNATTRIBUTED) continue;
    const stance__quotation *q = stance__quotation_of(a, i);
    bool taken = false;
    for (size_t k = 0; k < t->candidates.n; k++)
      taken |= c[k].content[0].first <= q->close && c[k].content[c[k].n_content - 1].last > q->open;
    if (taken) continue;
    stance__candidate own = {.head = q->open, .kind = 'q', .frame = FRAME_QUOTE, .cue = {q->open, q->open}, .n_content = 1};
    own.content[0] = (stance__phrase){q->open, q->close + 1};
    own.source = stance__sentence_subject(a, s->first, q->open);
    status = attributed(t, s, &own, error);
  }
  return status;
}

/* "- Orla Penn", below a quotation that stands alone. */
static bool is_signature(const state *t, const stance__sentence *s) {
  const stance_article *a = t->a;
  if (t->open_statement == STANCE__NOT || t->open_paragraph + 1 != s->paragraph || !stance__is_mark(a, s->first, '-')) return false;
  size_t end = stance__long_phrase_end(a, s->first + 1, s->last);
  return end > s->first + 1 && (end == s->last || stance__at(a, end)->type == STANCE__MARK) &&
         ((const stance_statement *)a->statements.items)[t->open_statement].cue == NULL;
}

static stance_status sign(state *t, const stance__sentence *s, stance_error *error) {
  stance_article *a = t->a;
  stance_statement *open = (stance_statement *)a->statements.items + t->open_statement;
  stance__phrase name = {s->first + 1, stance__noun_phrase_end(a, s->first + 1, s->last)};
  stance__who who;
  if (name.last == name.first) return STANCE_OK;
  stance_status status = stance__resolve(a, name, &t->memory, &open->speaker, &who, error);
  if (status == STANCE_OK && open->speaker) open->mention = span_of(a, name);
  t->open_statement = STANCE__NOT;
  return status;
}

/* The person that a sentence is about is "he" or "she" in the next, whether he speaks or not. */
static stance_status remember_subject(state *t, stance_error *error) {
  stance__phrase p = t->last_subject;
  const char *name;
  stance__who who;
  if (p.first >= p.last || stance__at(t->a, p.first)->entry.flags & (STANCE__SUBJECT | STANCE__PRONOUN)) return STANCE_OK;
  stance_status status = stance__resolve(t->a, p, &t->memory, &name, &who, error);
  if (status == STANCE_OK && name && who.is_person) stance__remember(&t->memory, name, who);
  return status;
}

/* True where the verb before the colon is nearly always one of speech. */
static bool announces(const state *t) {
  return stance__cue_rows[stance__at(t->a, t->announced.head)->entry.cue[0]].percent[FRAME_CLAUSE] >= 60;
}

/* Adds to the last statement what stands right behind it, as one span. */
static void lengthen(stance_article *a, stance_statement *s, stance__phrase more) {
  stance_span *last = (stance_span *)(uintptr_t)&s->spans[s->n_spans - 1];
  last->byte_end = s->hull.byte_end = stance__at(a, more.last - 1)->end;
}

/* A paragraph that the one before announces: its first sentence makes the statement, the others lengthen it. */
static stance_status announced(state *t, const stance__sentence *s, stance__phrase all, stance_error *error) {
  if (t->announced_paragraph == s->paragraph) {
    lengthen(t->a, (stance_statement *)t->a->statements.items + t->a->statements.n - 1, all);
    return STANCE_OK;
  }
  if (t->announced_paragraph != STANCE__NOT) { /* the paragraph after it */
    t->announced.head = STANCE__NOT;
    t->announced_paragraph = STANCE__NOT;
    return STANCE_OK;
  }
  t->announced_paragraph = s->paragraph;
  stance__candidate c = t->announced;
  c.content[0] = all;
  c.n_content = 1;
  c.frame = FRAME_COLON;
  t->open_quoted = false; /* a quotation behind it in the paragraph goes on with it, not with what stood before the colon */
  return attributed(t, s, &c, error);
}

static int by_place(const void *left, const void *right) {
  const stance_statement *x = left, *y = right;
  return x->hull.byte_start < y->hull.byte_start ? -1 : x->hull.byte_start > y->hull.byte_start;
}

stance_status stance__article_find_statements(stance_article *a, stance_error *error) {
  state t = {
      .a = a, .open_statement = STANCE__NOT, .announced.head = STANCE__NOT, .announced_paragraph = STANCE__NOT, .transcript = STANCE__NOT};
  stance_status status = STANCE_OK;
  for (size_t k = 0; status == STANCE_OK && k < a->sentences.n; k++) {
    const stance__sentence *s = &STANCE__SENTENCES(a)[k];
    if (s->kind == STANCE__HEADING) continue;
    stance__phrase all = stance__trim(a, (stance__phrase){s->first, s->last});
    if (all.first == all.last) continue; /* marks and nothing else */
    const stance__quotation *alone = whole_quotation(a, all), *led = alone ? NULL : led_quotation(a, all);
    if (led && t.open_statement != STANCE__NOT && t.open_paragraph == s->paragraph) {
      status = set_spans(a, (stance_statement *)a->statements.items + t.open_statement, &all, 1, error);
      t.open_quoted = true;
      t.unclosed = led->unclosed;
      continue;
    }
    if (t.announced.head != STANCE__NOT && !alone && !led && s->kind == STANCE__TEXT) { /* "He said:", and a paragraph without marks */
      bool quoted = false;
      for (size_t i = s->first; i < s->last && !quoted; i++) quoted = stance__quoted(a, i);
      if (!quoted && announces(&t)) {
        status = announced(&t, s, all, error);
        if (t.announced.head != STANCE__NOT) continue;
      }
      t.announced.head = STANCE__NOT;
      t.announced_paragraph = STANCE__NOT;
      if (status != STANCE_OK) break;
    }
    if (alone && t.transcript != s->paragraph) {
      status = quotation_alone(&t, s, alone, error);
      continue;
    }
    if (is_signature(&t, s)) {
      status = sign(&t, s, error);
      continue;
    }
    if (t.transcript == s->paragraph) { /* what follows in a paragraph with a speaker's label is his */
      lengthen(a, (stance_statement *)a->statements.items + a->statements.n - 1, all);
      continue;
    }
    t.last_subject = stance__sentence_subject(a, s->first, s->last);
    t.last_paragraph = s->paragraph;
    t.candidates.n = 0;
    bool fine = stance__sentence_candidates(a, s, false, &t.candidates);
    if (fine) note_announcement(&t, s);
    if (!fine || !stance__choose(&t.candidates)) {
      status = stance__fail_memory(error);
      break;
    }
    if (t.open_paragraph != s->paragraph) t.open_statement = STANCE__NOT;
    size_t before = a->statements.n;
    t.open_quoted = t.spoke = false;
    borrow(a, t.candidates.items, t.candidates.n);
    for (size_t i = 0; status == STANCE_OK && i < t.candidates.n; i++)
      status = attributed(&t, s, (const stance__candidate *)t.candidates.items + i, error);
    if (status == STANCE_OK && s->kind == STANCE__TEXT) status = unattributed(&t, s, error);
    const stance__candidate *only = t.candidates.items;
    if (t.candidates.n == 1 && a->statements.n == before + 1 && only->kind == 'n' && only->frame == FRAME_COLON &&
        only->source.first == s->first && only->percent >= TRANSCRIPT && s->kind == STANCE__TEXT)
      t.transcript = s->paragraph;
    if (a->statements.n == before) t.open_statement = STANCE__NOT; /* the sentence says nothing */
    if (status == STANCE_OK && !t.spoke && s->kind == STANCE__TEXT) status = remember_subject(&t, error);
  }
  stance__free(t.candidates.items);
  if (a->statements.n) qsort(a->statements.items, a->statements.n, sizeof(stance_statement), by_place);
  return status;
}
