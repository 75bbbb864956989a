#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "features/analyzer_parts.h"
#include "features/term_hash.h"

enum { NEGATION_SCOPE = 3 };
static const char NEGATORS[] = "negator"; /* the class whose words negate */

static void show(stance__class_term *t, int negated, const char *name, size_t length) {
  int written = snprintf(t->text[negated], sizeof t->text[negated], "{%s%.*s}", negated ? "not " : "", (int)length, name);
  t->length[negated] = (size_t)written;
  t->hash[negated] = stance__term_hash(t->text[negated], t->length[negated]);
}

static size_t start_place(const stance__analyzer *a, uint64_t stem_hash) {
  size_t at = stem_hash & (a->n_starts - 1);
  while (a->starts[at] && a->starts[at] != stem_hash) at = (at + 1) & (a->n_starts - 1);
  return at;
}

uint8_t stance__lexicon_words(const stance__analyzer *a, uint64_t stem_hash) {
  return a->lexicon ? a->start_words[start_place(a, stem_hash)] : 0;
}

/* Notes the first stem of every entry, so that the many words that start none are not looked up. */
static stance_status note_starts(stance__analyzer *a, stance_error *error) {
  const stance__term_index *entries = &a->lexicon->index;
  for (a->n_starts = 64; a->n_starts < 2 * entries->n_terms;) a->n_starts *= 2;
  a->starts = stance__calloc(a->n_starts, sizeof *a->starts);
  a->start_words = stance__calloc(a->n_starts, 1);
  if (!a->starts || !a->start_words) return stance__fail_memory(error);
  for (size_t e = 0; e < entries->n_terms; e++) {
    const char *text = entries->bytes + entries->offset[e];
    size_t length = (size_t)(entries->offset[e + 1] - entries->offset[e]), words = stance__term_order(text, length);
    const char *space = memchr(text, ' ', length);
    uint64_t hash = stance__word_hash(text + 1, (space ? (size_t)(space - text) : length) - 1); /* without the mark */
    size_t at = start_place(a, hash);
    a->starts[at] = hash;
    if (words > a->start_words[at])
      a->start_words[at] = (uint8_t)(words < STANCE__LEXICON_LONGEST_ENTRY ? words : STANCE__LEXICON_LONGEST_ENTRY);
  }
  return STANCE_OK;
}

stance_status stance__class_terms_new(stance__analyzer *a, stance_error *error) {
  size_t cursor = 0, length, n = 0;
  const char *name;
  char side;
  a->classes = stance__array(a->lexicon->n_classes, sizeof *a->classes);
  if (!a->classes) return stance__fail_memory(error);
  a->negator = a->lexicon->n_classes;
  while (n < a->lexicon->n_classes && stance__class_lexicon_next(a->lexicon, &cursor, &name, &length, &side)) {
    stance__class_term *t = &a->classes[n];
    t->side = side == '+' ? 1 : side == '-' ? -1 : 0;
    show(t, 0, name, length);
    show(t, 1, name, length);
    if (length == sizeof NEGATORS - 1 && memcmp(name, NEGATORS, length) == 0) a->negator = n;
    n++;
  }
  return note_starts(a, error);
}

/* Number of the class of the longest entry that starts at token `first`; *words says how many tokens it takes. n_classes: none. */
static size_t class_at(const stance__analyzer *a, size_t first, size_t *words) {
  size_t longest = 1, most = a->facts[first].lexicon_words;
  while (longest < most && first + longest < a->tokens.n && !a->tokens.items[first + longest].after_boundary) longest++;
  for (size_t n = most ? longest : 0; n > 0; n--) {
    uint32_t entry = stance__term_index_find(&a->lexicon->index, stance__gram_hash(a, STANCE__STEMS_BLOCK, first, first + n - 1));
    if (entry == STANCE__NO_TERM) continue;
    *words = n;
    return a->lexicon->class_of[entry];
  }
  *words = 1;
  return a->lexicon->n_classes;
}

void stance__visit_classes(const stance__analyzer *a, stance__term_fn visit, void *context) {
  const stance__token *tokens = a->tokens.items;
  const uint64_t plus = stance__term_hash("{+}", 3), minus = stance__term_hash("{-}", 3);
  size_t negated_until = 0; /* tokens before this one are in a negator's scope */
  for (size_t i = 0, words; i < a->tokens.n; i += words) {
    if (tokens[i].after_boundary) negated_until = 0;
    size_t number = class_at(a, i, &words);
    if (number == a->lexicon->n_classes) continue;
    const stance__class_term *t = &a->classes[number];
    int negated = i < negated_until && number != a->negator;
    size_t last = i + words - 1, start = stance__normal_start(&a->normal, tokens[i].start),
           end = stance__normal_end(&a->normal, tokens[last].start + tokens[last].length - 1);
    visit(context, &(stance__term){t->hash[negated], t->text[negated], t->length[negated], start, end});
    int side = negated ? -t->side : t->side;
    if (side) visit(context, &(stance__term){side > 0 ? plus : minus, side > 0 ? "{+}" : "{-}", 3, start, end});
    if (number == a->negator) negated_until = last + 1 + NEGATION_SCOPE;
  }
}
