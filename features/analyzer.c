/* Terms of a text: each token's stem, the word n-grams that start with it, and the character n-grams inside it. */
#include "features/analyzer.h"

#include <libstemmer.h>
#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/error.h"
#include "features/feature_options.h"
#include "features/tokens.h"

struct stance__analyzer {
  stance_feature_options options;
  struct sb_stemmer *stemmer; /* NULL: words as they are */
  stance__normal normal;
  stance__tokens tokens;
  stance__buffer words; /* the tokens' terms one after the other, each followed by a space */
  size_t *word_end;     /* [capacity] of token i in words, without its space */
  size_t capacity;
  stance__buffer gram; /* the character n-gram being shown */
};

stance_status stance__analyzer_new(stance__analyzer **out, const stance_feature_options *options, stance_error *error) {
  stance_status status = stance__feature_options_check(options, error);
  if (status != STANCE_OK) return status;
  stance__analyzer *a = stance__calloc(1, sizeof *a);
  if (!a) return stance__fail_memory(error);
  a->options = *options;
  if (options->stem && !(a->stemmer = sb_stemmer_new("english", "UTF_8"))) {
    stance__free(a);
    return stance__fail_memory(error);
  }
  *out = a;
  return STANCE_OK;
}

void stance__analyzer_free(stance__analyzer *a) {
  if (!a) return;
  if (a->stemmer) sb_stemmer_delete(a->stemmer);
  stance__normal_release(&a->normal);
  stance__free(a->tokens.items);
  stance__buffer_release(&a->words);
  stance__buffer_release(&a->gram);
  stance__free(a->word_end);
  stance__free(a);
}

static stance_status collect_words(stance__analyzer *a, stance_error *error) {
  enum { LONGEST_STEMMED = 64 }; /* bytes; longer ones are no English words */
  if (a->tokens.n > a->capacity) {
    size_t *ends = stance__realloc(a->word_end, a->tokens.n, sizeof *ends);
    if (!ends) return stance__fail_memory(error);
    a->word_end = ends;
    a->capacity = a->tokens.n;
  }
  stance__buffer_clear(&a->words);
  for (size_t i = 0; i < a->tokens.n; i++) {
    const char *word = a->normal.text.data + a->tokens.items[i].start;
    size_t length = a->tokens.items[i].length;
    if (a->stemmer && length <= LONGEST_STEMMED) {
      const sb_symbol *stem = sb_stemmer_stem(a->stemmer, (const sb_symbol *)word, (int)length);
      if (!stem) return stance__fail_memory(error);
      word = (const char *)stem;
      length = (size_t)sb_stemmer_length(a->stemmer);
    }
    stance__buffer_add(&a->words, word, length);
    a->word_end[i] = a->words.length;
    stance__buffer_putc(&a->words, ' ');
  }
  return a->words.failed ? stance__fail_memory(error) : STANCE_OK;
}

static void visit_words(const stance__analyzer *a, size_t first, stance__term_fn visit, void *context) {
  const stance__token *tokens = a->tokens.items;
  size_t start = first ? a->word_end[first - 1] + 1 : 0;
  for (size_t n = 1; n <= a->options.word_max && first + n <= a->tokens.n; n++) {
    size_t last = first + n - 1;
    if (n > 1 && tokens[last].after_boundary) break;
    if (n < a->options.word_min) continue;
    stance__term term = {0, a->words.data + start, a->word_end[last] - start, a->normal.start[tokens[first].start],
                         a->normal.end[tokens[last].start + tokens[last].length - 1]};
    term.hash = XXH3_64bits(term.text, term.length);
    visit(context, &term);
  }
}

static size_t next_character(const char *text, size_t at, size_t end) {
  for (at++; at < end && ((unsigned char)text[at] & 0xC0) == 0x80; at++) {}
  return at;
}

/* Character n-grams of a token padded by one space a side, shown as _ ; unstemmed. A padded token shorter than n gives none. */
static stance_status visit_characters(stance__analyzer *a, size_t token, stance__term_fn visit, void *context, stance_error *error) {
  const stance__token *t = &a->tokens.items[token];
  const char *text = a->normal.text.data;
  size_t end = t->start + t->length;
  /* `from` walks the characters of "_word_"; SIZE_MAX stands for the leading pad. */
  for (size_t from = SIZE_MAX;;) {
    size_t begin = from == SIZE_MAX ? t->start : from, to = begin, count = from == SIZE_MAX;
    bool closed = false;
    for (;;) {
      if (count >= a->options.char_min && count > 0 && !(from == SIZE_MAX && count == 1)) {
        stance__buffer_clear(&a->gram);
        stance__buffer_puts(&a->gram, from == SIZE_MAX ? "[_" : "[");
        stance__buffer_add(&a->gram, text + begin, to - begin);
        stance__buffer_puts(&a->gram, closed ? "_]" : "]");
        if (a->gram.failed) return stance__fail_memory(error);
        stance__term term = {XXH3_64bits(a->gram.data, a->gram.length), a->gram.data, a->gram.length, a->normal.start[begin],
                             a->normal.end[(to > begin ? to : begin + 1) - 1]};
        visit(context, &term);
      }
      if (closed || count == a->options.char_max) break;
      if (to < end) to = next_character(text, to, end);
      else closed = true;
      count++;
    }
    if (from == SIZE_MAX) from = t->start;
    else from = next_character(text, from, end);
    if (from >= end) return STANCE_OK;
  }
}

stance_status stance__analyze(stance__analyzer *a, const char *text, size_t length, stance__term_fn visit, void *context,
                              stance_error *error) {
  stance_status status = stance__normalise(&a->normal, text, length, error);
  if (status == STANCE_OK) status = stance__tokenise(&a->tokens, &a->normal, error);
  if (status == STANCE_OK) status = collect_words(a, error);
  for (size_t i = 0; i < a->tokens.n && status == STANCE_OK; i++) {
    if (a->options.word_max) visit_words(a, i, visit, context);
    if (a->options.char_max) status = visit_characters(a, i, visit, context, error);
  }
  return status;
}
