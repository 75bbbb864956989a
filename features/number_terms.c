/* The terms of a text as numbers: a word's own terms from the memo, n-grams by hashes that grow from left to right, looked up in batches
   so that their waits for memory overlap. No text of a term is made unless the numbering wants to add it. */
#include <string.h>

#include "base/error.h"
#include "features/analyzer_parts.h"
#include "features/term_hash.h"

enum { BATCH = 128 };

/* What is to be looked up together. */
typedef struct batch {
  stance__analyzer *a;
  stance__numbers_fn take;
  void *context;
  size_t n;
  bool failed;
  uint64_t hash[BATCH];
  uint32_t first[BATCH]; /* token */
  uint8_t last[BATCH];   /* tokens after the first */
} batch;

void stance__analyzer_use(stance__analyzer *a, const stance__numbering *numbering) { a->numbering = *numbering; }

/* Numbers of n hashes of one kind. Under feature hashing a term is its column, with a sign. */
static void find(const stance__analyzer *a, stance__block block, const uint64_t *hash, uint32_t *number, size_t n) {
  if (!a->options.hash_bits || block == STANCE__CLASSES_BLOCK) {
    a->numbering.find(a->numbering.context, hash, number, n);
    return;
  }
  uint64_t column[BATCH] = {0};
  uint32_t sign[BATCH];
  for (size_t i = 0; i < n; i++) column[i] = stance__column_hash(stance__hashed_column(a, hash[i], &sign[i]));
  a->numbering.find(a->numbering.context, column, number, n);
  for (size_t i = 0; i < n; i++)
    if (number[i] != STANCE__NO_TERM) number[i] |= sign[i];
}

/* A new number for a term with this text; STANCE__NO_TERM when out of memory. */
static uint32_t add(stance__analyzer *a, stance__block block, uint64_t hash, const char *text, size_t length) {
  uint32_t sign = 0;
  if (a->options.hash_bits && block != STANCE__CLASSES_BLOCK) {
    uint64_t column = stance__hashed_column(a, hash, &sign);
    hash = stance__column_hash(column);
    stance__hashed_text(a, column);
    if (a->text.failed) return STANCE__NO_TERM;
    text = a->text.data, length = a->text.length;
  }
  uint32_t number = a->numbering.add(a->numbering.context, hash, text, length);
  return number == STANCE__NO_TERM ? number : number | sign;
}

/* ---- A word's own terms ---- */

/* Collects the numbers of terms met one by one. */
typedef struct collected {
  stance__analyzer *a;
  stance__block block;
  uint32_t *numbers;
  size_t n, capacity;
  stance__numbers_fn take; /* where they go when there is no more room */
  void *context;
  bool failed;
} collected;

static void keep(collected *c, uint32_t number) {
  if (number == STANCE__NO_TERM) return;
  if (c->n == c->capacity) {
    c->take(c->context, c->numbers, c->n);
    c->n = 0;
  }
  c->numbers[c->n++] = number;
}

static void collect(void *context, const stance__term *term) {
  collected *c = context;
  uint32_t number;
  find(c->a, c->block, &term->hash, &number, 1);
  if (number == STANCE__NO_TERM && c->a->numbering.add) {
    number = add(c->a, c->block, term->hash, term->text, term->length);
    c->failed |= number == STANCE__NO_TERM;
  }
  keep(c, number);
}

/* The word or stem itself; its text is made only where it is new. */
static void collect_single(stance__analyzer *a, stance__block block, size_t i, collected *c) {
  uint64_t hash = stance__gram_hash(a, block, i, i);
  uint32_t number;
  find(a, block, &hash, &number, 1);
  if (number == STANCE__NO_TERM && a->numbering.add) {
    stance__gram_text(a, block, i, i);
    if (!a->text.failed) number = add(a, block, hash, a->text.data, a->text.length);
    c->failed |= number == STANCE__NO_TERM;
  }
  keep(c, number);
}

static void collect_own(stance__analyzer *a, size_t i, collected *c) {
  const stance_feature_options *o = &a->options;
  if (o->word_min == 1) collect_single(a, STANCE__WORDS_BLOCK, i, c);
  if (o->stem_min == 1) collect_single(a, STANCE__STEMS_BLOCK, i, c);
  if (o->char_max) stance__visit_characters(a, i, collect, c);
}

/* A word not in the memo: its facts and its own terms, kept where it is short. */
static bool learn(stance__analyzer *a, size_t i, uint64_t hash, stance__numbers_fn take, void *context) {
  enum { ROOM = 8 * (STANCE__LONGEST_KEPT_WORD + 2) + 2 }; /* each n-gram length once a character and pad, the word, the stem */
  uint32_t numbers[ROOM];
  stance__word word = {.hash = hash};
  char stem[STANCE__LONGEST_STEM];
  size_t length = 0, bytes = a->tokens.items[i].length;
  bool kept = hash && bytes <= STANCE__LONGEST_KEPT_WORD;
  if (a->stemmer) {
    const char *found = stance__analyzer_stem(a, i, &length);
    if (!found) return false;
    word.stem_hash = stance__word_hash(found, length);
    word.lexicon_words = stance__lexicon_words(a, word.stem_hash);
    kept = kept && length <= sizeof stem;
    if (kept) memcpy(stem, found, length), word.stem_length = (uint8_t)length;
  }
  a->facts[i] = (stance__token_facts){hash, word.stem_hash, word.lexicon_words};
  collected own = {a, STANCE__CHARS_BLOCK, numbers, 0, ROOM, take, context, false};
  collect_own(a, i, &own);
  if (own.n) take(context, numbers, own.n);
  if (own.failed) return false;
  word.n_numbers = (uint16_t)own.n;
  return !kept || stance__word_memo_add(&a->memo, &word, numbers, stem) != NULL;
}

static bool number_words(stance__analyzer *a, stance__numbers_fn take, void *context) {
  for (size_t i = 0; i < a->tokens.n; i++) {
    a->facts[i].word = stance__word_hash(a->normal.text + a->tokens.items[i].start, a->tokens.items[i].length);
    stance__word_memo_expect(&a->memo, a->facts[i].word);
  }
  for (size_t i = 0; i < a->tokens.n; i++) {
    uint64_t hash = a->facts[i].word;
    const stance__word *known = stance__word_memo_find(&a->memo, hash);
    if (known) {
      a->facts[i] = (stance__token_facts){hash, known->stem_hash, known->lexicon_words};
      if (known->n_numbers) take(context, stance__word_numbers(&a->memo, known), known->n_numbers);
    } else if (!learn(a, i, hash, take, context)) {
      return false;
    }
  }
  return true;
}

/* ---- N-grams of two and more ---- */

static void look_up(batch *b, stance__block block) {
  stance__analyzer *a = b->a;
  uint32_t number[BATCH];
  size_t known = 0;
  find(a, block, b->hash, number, b->n);
  for (size_t i = 0; i < b->n; i++) {
    if (number[i] == STANCE__NO_TERM && a->numbering.add) {
      stance__gram_text(a, block, b->first[i], b->first[i] + b->last[i]);
      if (!a->text.failed) number[i] = add(a, block, b->hash[i], a->text.data, a->text.length);
      b->failed |= number[i] == STANCE__NO_TERM;
    }
    if (number[i] != STANCE__NO_TERM) number[known++] = number[i];
  }
  if (known) b->take(b->context, number, known);
  b->n = 0;
}

static bool number_grams(batch *b, stance__block block, size_t min, size_t max) {
  const stance__token *tokens = b->a->tokens.items;
  const stance__token_facts *facts = b->a->facts;
  bool stems = block == STANCE__STEMS_BLOCK;
  if (max < 2) return true;
  for (size_t first = 0; first < b->a->tokens.n; first++) {
    uint64_t hash = stance__hash_join(stems ? STANCE__STEMS_KEY : STANCE__WORDS_KEY, stems ? facts[first].stem : facts[first].word);
    for (size_t last = first + 1; last < b->a->tokens.n && last < first + max && !tokens[last].after_boundary; last++) {
      hash = stance__hash_join(hash, stems ? facts[last].stem : facts[last].word);
      if (last + 1 < first + min) continue;
      b->hash[b->n] = hash;
      b->first[b->n] = (uint32_t)first;
      b->last[b->n++] = (uint8_t)(last - first);
      if (b->n == BATCH) look_up(b, block);
    }
  }
  look_up(b, block);
  return !b->failed;
}

/* ---- All of them ---- */

stance_status stance__analyze_numbers(stance__analyzer *a, const char *text, size_t length, stance__numbers_fn take, void *context,
                                      stance_error *error) {
  const stance_feature_options *o = &a->options;
  stance_status status = stance__analyzer_cut(a, text, length, error);
  if (status != STANCE_OK) return status;
  batch b = {.a = a, .take = take, .context = context};
  bool good = number_words(a, take, context);
  if (good && o->word_max) good = number_grams(&b, STANCE__WORDS_BLOCK, o->word_min, o->word_max);
  if (good && o->stem_max) good = number_grams(&b, STANCE__STEMS_BLOCK, o->stem_min, o->stem_max);
  if (good && o->lexicon) {
    uint32_t numbers[BATCH];
    collected classes = {a, STANCE__CLASSES_BLOCK, numbers, 0, BATCH, take, context, false};
    stance__visit_classes(a, collect, &classes);
    if (classes.n) take(context, numbers, classes.n);
    good = !classes.failed;
  }
  return good ? STANCE_OK : stance__fail_memory(error);
}
