/* Looks a word up: as it stands, else by the regular endings -s, -ed and -ing taken off (claims, denied, planned, urging). */
#include <string.h>

#include "articles/word_table.h"

/* The hash is that of slot() in words/make_tables.py, which fills the slots: a polynomial of the bytes, its upper bits spread by Knuth's
   constant. */
static uint32_t hash_on(uint32_t hash, char c) { return hash * 31 + (unsigned char)c; }

/* Row of a lower-case word with this hash, 0 where it is not listed. */
static uint16_t row_with(uint32_t hash, const char *word, size_t length) {
  if (length == 0 || length >= STANCE__LONGEST_WORD) return 0;
  _Static_assert(STANCE__WORD_SLOTS == 1 << (32 - 19), "a slot is the upper bits of 32");
  for (uint32_t slot = hash * UINT32_C(2654435761) >> 19;; slot = (slot + 1) % STANCE__WORD_SLOTS) {
    uint16_t row = stance__word_slots[slot];
    if (!row) return 0;
    const char *text = stance__word_rows[row].text;
    size_t same = 0;
    while (same < length && text[same] == word[same]) same++;
    if (same == length && text[length] == '\0') return row;
  }
}

static uint16_t row_of(const char *word, size_t length) {
  uint32_t hash = 0;
  for (size_t i = 0; i < length; i++) hash = hash_on(hash, word[i]);
  return row_with(hash, word, length);
}

static uint16_t verb_row(const char *word, size_t length) {
  uint16_t row = row_of(word, length);
  return row && stance__word_rows[row].flags & STANCE__VERB ? row : 0;
}

/* The verb whose stem, with an ending taken off, is word[0..length): urg(e), plan(n), den(i) for deny. */
static uint16_t stem_row(char *word, size_t length) {
  uint16_t row;
  if (length < 2) return 0;
  if ((row = verb_row(word, length))) return row;
  char saved = word[length];
  word[length] = 'e';
  row = verb_row(word, length + 1);
  word[length] = saved;
  if (row) return row;
  if (word[length - 1] == word[length - 2]) return verb_row(word, length - 1);
  if (word[length - 1] != 'i') return 0;
  word[length - 1] = 'y';
  row = verb_row(word, length);
  word[length - 1] = 'i';
  return row;
}

/* Fills in what a regular form of a listed word is. */
static void derive(char *word, size_t n, stance__word_entry *out) {
  uint16_t row = 0;
  if (n > 3 && memcmp(word + n - 3, "ing", 3) == 0 && (row = stem_row(word, n - 3)))
    out->forms |= STANCE__FORM_ING;
  else if (n > 3 && memcmp(word + n - 2, "ed", 2) == 0 && (row = stem_row(word, n - 2)))
    out->forms |= STANCE__FORM_PAST | STANCE__FORM_PARTICIPLE;
  else if (n > 2 && word[n - 1] == 's' && word[n - 2] != 's') {
    static const uint64_t nouns = STANCE__NOUN | STANCE__ROLE | STANCE__HUMAN | STANCE__REPORT | STANCE__CUE_NOUN;
    row = row_of(word, n - 1);
    if (!row && n > 3 && word[n - 2] == 'e') row = word[n - 3] == 'i' ? stem_row(word, n - 2) : row_of(word, n - 2);
    if (!row) return;
    const stance__word_row *base = &stance__word_rows[row];
    if (base->flags & STANCE__VERB) out->forms |= STANCE__FORM_S;
    out->plural = base->flags & nouns || !(base->flags & STANCE__VERB);
    out->flags |= base->flags & (nouns | STANCE__PLACE);
    out->cue[1] = base->cue[1];
    if (!(base->flags & STANCE__VERB)) {
      out->row = row;
      return;
    }
  }
  if (!row) return;
  out->row = row;
  out->cue[0] = stance__word_rows[row].cue[0];
}

stance__word_entry stance__word_find(const char *word, size_t length) {
  stance__word_entry out = {0};
  char lower[STANCE__LONGEST_WORD + 4];
  size_t n = 0;
  uint32_t hash = 0, shorter = 0; /* shorter: without the last letter */
  for (size_t i = 0; i < length; i++) {
    if (n >= STANCE__LONGEST_WORD) return out;
    char c = word[i];
    if ((unsigned char)c == 0xE2 && i + 2 < length && (unsigned char)word[i + 1] == 0x80 && (unsigned char)word[i + 2] == 0x99) {
      c = '\'';
      i += 2;
    }
    lower[n] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    shorter = hash;
    hash = hash_on(hash, lower[n++]);
  }
  if (n > 1 && lower[n - 1] == '.') n--, hash = shorter; /* "Gen." and "U.S." stand in the table without their last point */
  lower[n] = '\0';
  uint16_t row = row_with(hash, lower, n);
  if (!row) {
    derive(lower, n, &out);
    return out;
  }
  const stance__word_row *r = &stance__word_rows[row];
  out.flags = r->flags;
  out.row = r->lemma ? r->lemma : row;
  if (r->flags & STANCE__VERB) out.forms |= STANCE__FORM_BASE;
  if (r->flags & STANCE__PAST) out.forms |= STANCE__FORM_PAST;
  if (r->flags & STANCE__PARTICIPLE) out.forms |= STANCE__FORM_PARTICIPLE;
  if (!out.forms) derive(lower, n, &out); /* listed for another class: "comments" */
  if (out.forms) out.cue[0] = stance__word_rows[out.row].cue[0];
  if (r->cue[1]) out.cue[1] = r->cue[1];
  return out;
}
