/* Terms of a text: n-grams of its words and of their stems; character_terms.c and class_terms.c show the other kinds. */
#include "features/analyzer.h"

#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/error.h"
#include "features/analyzer_parts.h"
#include "features/feature_options.h"

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
  if (options->stem_max || options->lexicon) {
    a->stemmer = stance__stem_cache_new();
    if (!a->stemmer) status = stance__fail_memory(error);
  }
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

static void release_joined(stance__joined *j) {
  stance__buffer_release(&j->text);
  stance__free(j->start);
  stance__free(j->end);
}

void stance__analyzer_free(stance__analyzer *a) {
  if (!a) return;
  stance__stem_cache_free(a->stemmer);
  stance__normal_release(&a->normal);
  stance__free(a->tokens.items);
  release_joined(&a->words);
  release_joined(&a->stems);
  stance__free(a->classes);
  stance__free(a);
}

static bool reserve(stance__joined *j, size_t n) {
  stance__buffer_clear(&j->text);
  if (n <= j->capacity) return true;
  size_t *starts = stance__realloc(j->start, n, sizeof *starts);
  if (starts) j->start = starts;
  size_t *ends = starts ? stance__realloc(j->end, n, sizeof *ends) : NULL;
  if (!ends) return false;
  j->end = ends;
  j->capacity = n;
  return true;
}

static void join(stance__joined *j, size_t i, const char *mark, const char *word, size_t length) {
  j->start[i] = j->text.length;
  stance__buffer_puts(&j->text, mark);
  stance__buffer_add(&j->text, word, length);
  j->end[i] = j->text.length;
  stance__buffer_putc(&j->text, ' ');
}

static stance_status join_tokens(stance__analyzer *a, stance_error *error) {
  size_t n = a->tokens.n;
  if ((a->options.word_max && !reserve(&a->words, n)) || (a->stemmer && !reserve(&a->stems, n))) return stance__fail_memory(error);
  for (size_t i = 0; i < n; i++) {
    const char *word = a->normal.text.data + a->tokens.items[i].start;
    size_t length = a->tokens.items[i].length;
    if (a->options.word_max) join(&a->words, i, "", word, length);
    if (!a->stemmer) continue;
    word = stance__stem(a->stemmer, word, length, &length);
    if (!word) return stance__fail_memory(error);
    join(&a->stems, i, "~", word, length);
  }
  return a->words.text.failed || a->stems.text.failed ? stance__fail_memory(error) : STANCE_OK;
}

/* N-grams of min to max tokens that no boundary cuts. */
static void visit_grams(const stance__analyzer *a, const stance__joined *j, size_t min, size_t max, stance__term_fn visit, void *context) {
  const stance__token *tokens = a->tokens.items;
  for (size_t first = 0; first < a->tokens.n; first++) {
    for (size_t n = 1; n <= max && first + n <= a->tokens.n; n++) {
      size_t last = first + n - 1;
      if (n > 1 && tokens[last].after_boundary) break;
      if (n < min) continue;
      stance__term term = {0, j->text.data + j->start[first], j->end[last] - j->start[first], a->normal.start[tokens[first].start],
                           a->normal.end[tokens[last].start + tokens[last].length - 1]};
      term.hash = XXH3_64bits(term.text, term.length);
      visit(context, &term);
    }
  }
}

stance_status stance__analyze(stance__analyzer *a, const char *text, size_t length, stance__term_fn visit, void *context,
                              stance_error *error) {
  const stance_feature_options *o = &a->options;
  stance_status status = stance__normalise(&a->normal, text, length, error);
  if (status == STANCE_OK) status = stance__tokenise(&a->tokens, &a->normal, error);
  if (status == STANCE_OK) status = join_tokens(a, error);
  if (status != STANCE_OK) return status;
  if (o->word_max) visit_grams(a, &a->words, o->word_min, o->word_max, visit, context);
  if (o->stem_max) visit_grams(a, &a->stems, o->stem_min, o->stem_max, visit, context);
  if (o->lexicon) stance__visit_classes(a, visit, context);
  if (o->char_max) stance__visit_characters(a, visit, context);
  return STANCE_OK;
}
