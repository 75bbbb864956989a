#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/error.h"
#include "features/analyzer_parts.h"

enum { NEGATION_SCOPE = 3 };
static const char NEGATORS[] = "negator"; /* the class whose words negate */

static void show(stance__class_term *t, int negated, const char *name, size_t length) {
  int written = snprintf(t->text[negated], sizeof t->text[negated], "{%s%.*s}", negated ? "not " : "", (int)length, name);
  t->length[negated] = (size_t)written;
  t->hash[negated] = XXH3_64bits(t->text[negated], t->length[negated]);
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
  return STANCE_OK;
}

/* Number of the class of the longest entry that starts at token `first`; *words says how many tokens it takes. n_classes: none. */
static size_t class_at(const stance__analyzer *a, size_t first, size_t *words) {
  size_t longest = 1;
  while (longest < STANCE__LEXICON_LONGEST_ENTRY && first + longest < a->tokens.n && !a->tokens.items[first + longest].after_boundary)
    longest++;
  for (size_t n = longest; n > 0; n--) {
    const char *text = a->stems.text.data + a->stems.start[first];
    size_t length = a->stems.end[first + n - 1] - a->stems.start[first];
    uint32_t entry = stance__term_index_find(&a->lexicon->index, XXH3_64bits(text, length));
    if (entry == STANCE__NO_TERM) continue;
    *words = n;
    return a->lexicon->class_of[entry];
  }
  *words = 1;
  return a->lexicon->n_classes;
}

void stance__visit_classes(stance__analyzer *a, stance__term_fn visit, void *context) {
  const stance__token *tokens = a->tokens.items;
  const uint64_t plus = XXH3_64bits("{+}", 3), minus = XXH3_64bits("{-}", 3);
  size_t negated_until = 0; /* tokens before this one are in a negator's scope */
  for (size_t i = 0, words; i < a->tokens.n; i += words) {
    if (tokens[i].after_boundary) negated_until = 0;
    size_t number = class_at(a, i, &words);
    if (number == a->lexicon->n_classes) continue;
    const stance__class_term *t = &a->classes[number];
    int negated = i < negated_until && number != a->negator;
    size_t last = i + words - 1, start = a->normal.start[tokens[i].start],
           end = a->normal.end[tokens[last].start + tokens[last].length - 1];
    visit(context, &(stance__term){t->hash[negated], t->text[negated], t->length[negated], start, end});
    int side = negated ? -t->side : t->side;
    if (side) visit(context, &(stance__term){side > 0 ? plus : minus, side > 0 ? "{+}" : "{-}", 3, start, end});
    if (number == a->negator) negated_until = last + 1 + NEGATION_SCOPE;
  }
}
