/* Words, marks and quotation marks of an article, in one pass. Abbreviations keep their point ("Gen.", "U.S."), possessive endings
   and the short verbs of "he's", "they'll" stand alone. Which quotation mark opens and which closes: by its shape, else by the
   space around it. */
#include <string.h>
#include <utf8proc.h>

#include "articles/article_parts.h"
#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"

bool stance__list_room(stance__list *list, size_t size) {
  if (list->n < list->capacity) return true;
  size_t capacity = list->capacity * 2 + 32;
  void *items = stance__realloc(list->items, capacity, size);
  if (!items) return false;
  list->items = items;
  list->capacity = capacity;
  return true;
}

void *stance__list_add(stance__list *list, size_t size) {
  if (!stance__list_room(list, size)) return NULL;
  return memset((char *)list->items + list->n++ * size, 0, size);
}

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

bool stance__word_equals(const stance_article *a, const stance__word *w, const char *word, size_t length) {
  if (w->type != STANCE__WORD || w->end - w->start != length) return false;
  for (size_t k = 0; k < length; k++)
    if (lower(a->text[w->start + k]) != word[k]) return false;
  return true;
}

bool stance__word_listed(const stance_article *a, const stance__word *w, const char *list) {
  if (w->type != STANCE__WORD) return false;
  const char *word = a->text + w->start;
  size_t length = w->end - w->start;
  for (;;) { /* most words of a list start with another letter */
    if (*list == w->initial) {
      size_t k = 1;
      while (k < length && list[k] == lower(word[k])) k++;
      if (k == length && (list[k] == ' ' || list[k] == '\0')) return true;
    }
    while (*list && *list != ' ') list++;
    if (!*list) return false;
    list++;
  }
}

const char *stance__lemma(const stance_article *a, size_t i) { return stance__word_rows[stance__at(a, i)->entry.row].text; }

static bool is_plain(uint32_t c) { return (c | 32) - 'a' < 26 || c - '0' < 10 || c == '_'; }

static bool is_letter(uint32_t c) {
  if (c < 0x80) return is_plain(c);
  utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
  return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) || (k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_NO);
}

static bool is_upper(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
  return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

static bool is_space(uint32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }

typedef struct reader {
  stance_article *a;
  size_t at;
  bool space;
} reader;

static uint32_t peek(const reader *r, size_t at, size_t *size) {
  if (at >= r->a->length) {
    *size = 0;
    return ' ';
  }
  unsigned char first = (unsigned char)r->a->text[at];
  if (first < 0x80) { /* nearly always */
    *size = 1;
    return first;
  }
  return stance__utf8_decode(r->a->text + at, r->a->length - at, size);
}

static stance__word *add(reader *r, size_t start, stance__token_type type) {
  if (!stance__list_room(&r->a->words, sizeof(stance__word))) return NULL;
  stance__word *w = STANCE__WORDS(r->a) + r->a->words.n++;
  *w = (stance__word){.start = start, .end = r->at, .quotation = STANCE__NOT, .type = type, .space_before = r->space};
  if (type == STANCE__WORD) w->initial = lower(r->a->text[start]);
  r->space = false;
  return w;
}

/* Bytes of the short verb ('ll, 're, 've, 'd, 'm) whose apostrophe stands at `at`, 0 where there is none. */
static size_t clitic(const reader *r, size_t at, size_t apostrophe) {
  static const char *const verbs[] = {"ll", "re", "ve", "d", "m"};
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
    size_t length = strlen(verbs[i]), after = at + apostrophe + length, size;
    if (after <= r->a->length && memcmp(r->a->text + at + apostrophe, verbs[i], length) == 0 && !is_letter(peek(r, after, &size)))
      return apostrophe + length;
  }
  return 0;
}

/* Where the word that starts at `at` ends. Letters and digits; inner apostrophes, hyphens, and points between single letters. */
static size_t word_end(const reader *r, size_t at) {
  size_t size, next_size, letters = 0, start = at;
  bool pointed = false; /* U.S. */
  for (;;) {
    while (is_plain((unsigned char)r->a->text[at])) { /* the text ends in a NUL */
      letters++;
      at++;
    }
    uint32_t c = peek(r, at, &size);
    if (!size) break;
    if (is_letter(c)) {
      letters++;
      at += size;
      continue;
    }
    bool next_letter = is_letter(peek(r, at + size, &next_size));
    if (c == '.' && letters == 1 && at > start && (next_letter || pointed)) {
      pointed = true;
      letters = 0;
      at += size;
      continue;
    }
    if (!next_letter) break;
    if (is_apostrophe(c)) { /* 's after a word is a token of its own; o'clock and don't are words */
      size_t after = at + size + next_size, after_size;
      char n = r->a->text[at + size];
      if (((n == 's' || n == 'S') && !is_letter(peek(r, after, &after_size))) || clitic(r, at, size)) break;
    } else if (c != '-' && c != 0x2010 && c != 0x2011 &&
               !((c == ',' || c == '.') && r->a->text[at - 1] >= '0' && r->a->text[at - 1] <= '9')) {
      break;
    }
    letters = 2;
    at += size;
  }
  return at;
}

static stance_status read_word(reader *r, uint32_t c, stance_error *error) {
  size_t start = r->at;
  r->at = word_end(r, start);
  stance__word_entry entry = stance__word_find(r->a->text + start, r->at - start);
  /* "Gen." and the initial in "John B. Smith" keep their point. */
  bool initial = r->at - start == 1 && is_upper(c) && c != 'I';
  if (r->at < r->a->length && r->a->text[r->at] == '.' && ((entry.flags & STANCE__ABBREVIATION && is_upper(c)) || initial)) r->at++;
  stance__word *w = add(r, start, STANCE__WORD);
  if (!w) return stance__fail_memory(error);
  w->entry = entry;
  w->capital = is_upper(c);
  return STANCE_OK;
}

/* OPEN, CLOSE, or MARK where the character is no quotation mark. Single marks count only where they cannot be apostrophes. */
static stance__token_type quote_type(const reader *r, uint32_t c, size_t size) {
  size_t next_size;
  uint32_t next = peek(r, r->at + size, &next_size);
  bool after_space = r->space || r->a->words.n == 0 || r->a->text[r->at - 1] == '(' || r->a->text[r->at - 1] == '-';
  bool before_space = next_size == 0 || is_space(next);
  switch (c) {
  case 0x201C: /* “ closes in German style („…“) only: by its space */ return !after_space && before_space ? STANCE__CLOSE : STANCE__OPEN;
  case 0xAB:
  case 0x2039:
  case 0x300C:
  case 0x300E:
  case 0x201E: return STANCE__OPEN;
  case 0x201D: return after_space && !before_space ? STANCE__OPEN : STANCE__CLOSE;
  case 0x203A:
  case 0x300D:
  case 0x300F:
  case 0xBB: return STANCE__CLOSE;
  case '"':
  case 0xFF02: return after_space && !before_space ? STANCE__OPEN : STANCE__CLOSE;
  case 0x2018: return STANCE__OPEN;
  case '\'': return after_space && !before_space ? STANCE__OPEN : STANCE__CLOSE;
  case 0x2019: return STANCE__CLOSE;
  default: return STANCE__MARK;
  }
}

stance_status stance__article_tokenise(stance_article *a, stance_error *error) {
  reader r = {a, 0, true};
  while (r.at < a->length) {
    size_t size, start = r.at;
    uint32_t c = peek(&r, r.at, &size);
    if (is_space(c)) {
      r.space = true;
      r.at += size;
      continue;
    }
    if (is_letter(c)) {
      stance_status status = read_word(&r, c, error);
      if (status != STANCE_OK) return status;
      continue;
    }
    size_t next_size;
    uint32_t next = peek(&r, r.at + size, &next_size);
    bool possessive =
        is_apostrophe(c) && !r.space && a->words.n && STANCE__WORDS(a)[a->words.n - 1].type == STANCE__WORD && (next == 's' || next == 'S');
    size_t verb = is_apostrophe(c) && !r.space && a->words.n && STANCE__WORDS(a)[a->words.n - 1].type == STANCE__WORD &&
                          STANCE__WORDS(a)[a->words.n - 1].end == start
                      ? clitic(&r, r.at, size)
                      : 0;
    if (verb) {
      r.at += verb;
      stance__word *w = add(&r, start, STANCE__WORD);
      if (!w) return stance__fail_memory(error);
      w->entry = stance__word_find(a->text + start, verb);
      continue;
    }
    stance__token_type type = possessive ? STANCE__POSSESSIVE_MARK : quote_type(&r, c, size);
    r.at += size + (possessive ? 1 : 0);
    bool doubled = c == '\'' && next == '\'' && !possessive; /* '' for " */
    if (doubled) {
      type = quote_type(&r, c, size + next_size);
      r.at += next_size;
    }
    stance__word *w = add(&r, start, type);
    if (!w) return stance__fail_memory(error);
    w->mark = doubled                      ? '"'
              : c < 0x80                   ? (char)c
              : c >= 0x2012 && c <= 0x2015 ? '-'
              : c == 0x2026                ? '.'
              : c == 0x2018 || c == 0x2019 ? '\''
                                           : '"';
    if (type == STANCE__MARK && c >= 0x80 && w->mark == '"') w->mark = '~'; /* any other sign */
  }
  return STANCE_OK;
}
