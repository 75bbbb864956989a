/* Terms of a text, each with its text and its place: what reasons are shown from, and what number_terms.c must agree with. */
#include "features/analyzer.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "features/analyzer_parts.h"
#include "features/feature_options.h"
#include "features/term_hash.h"

enum { LONGEST_STEMMED = 64 };

stance__block stance__block_of(const char *term, size_t length) {
  if (length == 0) return STANCE__WORDS_BLOCK;
  return term[0] == '~'   ? STANCE__STEMS_BLOCK
         : term[0] == '[' ? STANCE__CHARS_BLOCK
         : term[0] == '{' ? STANCE__CLASSES_BLOCK
                          : STANCE__WORDS_BLOCK;
}

size_t stance__term_order(const char *term, size_t length) {
  size_t n = 0;
  switch (stance__block_of(term, length)) {
  case STANCE__CLASSES_BLOCK: return 1;
  case STANCE__CHARS_BLOCK: /* code points between the brackets */
    for (size_t i = 1; i + 1 < length; i++) n += ((unsigned char)term[i] & 0xC0) != 0x80;
    return n;
  default:
    for (size_t i = 0; i < length; i++) n += term[i] == ' ';
    return n + 1;
  }
}

stance_status stance__analyzer_new(stance__analyzer **out, const stance_feature_options *options, const stance__class_lexicon *lexicon,
                                   stance_error *error) {
  stance_status status = stance__feature_options_check(options, error);
  if (status != STANCE_OK) return status;
  stance__analyzer *a = stance__calloc(1, sizeof *a);
  if (!a) return stance__fail_memory(error);
  a->options = *options;
  if (options->stem_max || options->lexicon) status = stance__stemmer_new(&a->stemmer, error);
  if (options->lexicon && status == STANCE_OK) {
    a->lexicon = lexicon;
    status = stance__class_terms_new(a, error);
  }
  if (status != STANCE_OK) {
    stance__analyzer_free(a);
    return status;
  }
  *out = a;
  return STANCE_OK;
}

void stance__analyzer_free(stance__analyzer *a) {
  if (!a) return;
  stance__stemmer_free(a->stemmer);
  stance__normal_release(&a->normal);
  stance__free(a->tokens.items);
  stance__free(a->facts);
  stance__word_memo_release(&a->memo);
  stance__buffer_release(&a->text);
  stance__free(a->classes);
  stance__free(a->starts);
  stance__free(a->start_words);
  stance__free(a);
}

stance_status stance__analyzer_cut(stance__analyzer *a, const char *text, size_t length, stance_error *error) {
  stance_status status = stance__normalise(&a->normal, text, length, error);
  if (status == STANCE_OK) status = stance__tokenise(&a->tokens, &a->normal, error);
  if (status != STANCE_OK || a->tokens.n <= a->facts_capacity) return status;
  stance__token_facts *facts = stance__realloc(a->facts, a->tokens.capacity, sizeof *facts);
  if (!facts) return stance__fail_memory(error);
  a->facts = facts;
  a->facts_capacity = a->tokens.capacity;
  return STANCE_OK;
}

const char *stance__analyzer_stem(stance__analyzer *a, size_t i, size_t *length) {
  const char *word = a->normal.text + a->tokens.items[i].start;
  *length = a->tokens.items[i].length;
  if (*length > LONGEST_STEMMED) return word;
  return stance__stem(a->stemmer, word, *length, length);
}

uint64_t stance__gram_hash(const stance__analyzer *a, stance__block block, size_t first, size_t last) {
  bool stems = block == STANCE__STEMS_BLOCK;
  uint64_t hash = stems ? STANCE__STEMS_KEY : STANCE__WORDS_KEY;
  for (size_t i = first; i <= last; i++) hash = stance__hash_join(hash, stems ? a->facts[i].stem : a->facts[i].word);
  return hash;
}

void stance__gram_text(stance__analyzer *a, stance__block block, size_t first, size_t last) {
  stance__buffer_clear(&a->text);
  for (size_t i = first; i <= last; i++) {
    const char *part = a->normal.text + a->tokens.items[i].start;
    size_t length = a->tokens.items[i].length;
    if (i > first) stance__buffer_putc(&a->text, ' ');
    if (block == STANCE__STEMS_BLOCK) {
      stance__buffer_putc(&a->text, '~');
      const stance__word *known = stance__word_memo_find(&a->memo, a->facts[i].word);
      part = known ? stance__word_stem(&a->memo, known) : stance__analyzer_stem(a, i, &length);
      if (known) length = known->stem_length;
    }
    if (part)
      stance__buffer_add(&a->text, part, length);
    else
      a->text.failed = true;
  }
}

static stance_status find_facts(stance__analyzer *a, stance_error *error) {
  for (size_t i = 0; i < a->tokens.n; i++) {
    size_t length;
    a->facts[i] = (stance__token_facts){stance__word_hash(a->normal.text + a->tokens.items[i].start, a->tokens.items[i].length), 0, 0};
    if (!a->stemmer) continue;
    const char *stem = stance__analyzer_stem(a, i, &length);
    if (!stem) return stance__fail_memory(error);
    a->facts[i].stem = stance__word_hash(stem, length);
    a->facts[i].lexicon_words = stance__lexicon_words(a, a->facts[i].stem);
  }
  return STANCE_OK;
}

/* N-grams of min to max tokens that no boundary cuts. */
static stance_status visit_grams(stance__analyzer *a, stance__block block, size_t min, size_t max, stance__term_fn visit, void *context,
                                 stance_error *error) {
  const stance__token *tokens = a->tokens.items;
  for (size_t first = 0; first < a->tokens.n; first++)
    for (size_t last = first; last < a->tokens.n && last < first + max; last++) {
      if (last > first && tokens[last].after_boundary) break;
      if (last + 1 < first + min) continue;
      stance__gram_text(a, block, first, last);
      if (a->text.failed) return stance__fail_memory(error);
      visit(context, &(stance__term){stance__gram_hash(a, block, first, last), a->text.data, a->text.length,
                                     stance__normal_start(&a->normal, tokens[first].start),
                                     stance__normal_end(&a->normal, tokens[last].start + tokens[last].length - 1)});
    }
  return STANCE_OK;
}

/* Under feature hashing a term is known by its column. */
typedef struct columns {
  const stance__analyzer *a;
  stance__term_fn visit;
  void *context;
} columns;

static void visit_column(void *context, const stance__term *term) {
  columns *c = context;
  stance__term column = *term;
  uint32_t sign;
  column.hash = stance__column_hash(stance__hashed_column(c->a, term->hash, &sign));
  c->visit(c->context, &column);
}

stance_status stance__analyze(stance__analyzer *a, const char *text, size_t length, stance__term_fn visit, void *context,
                              stance_error *error) {
  const stance_feature_options *o = &a->options;
  columns hashed = {a, visit, context};
  stance_status status = stance__analyzer_cut(a, text, length, error);
  if (status == STANCE_OK) status = find_facts(a, error);
  if (status == STANCE_OK && o->lexicon) stance__visit_classes(a, visit, context);
  if (o->hash_bits) visit = visit_column, context = &hashed;
  if (status == STANCE_OK && o->word_max) status = visit_grams(a, STANCE__WORDS_BLOCK, o->word_min, o->word_max, visit, context, error);
  if (status == STANCE_OK && o->stem_max) status = visit_grams(a, STANCE__STEMS_BLOCK, o->stem_min, o->stem_max, visit, context, error);
  if (status != STANCE_OK) return status;
  for (size_t i = 0; o->char_max && i < a->tokens.n; i++) stance__visit_characters(a, i, visit, context);
  return STANCE_OK;
}
