#include <stdint.h>
#include <string.h>

#include "features/analyzer_parts.h"
#include "features/term_hash.h"

enum { LONGEST = 8 * 4 + 4 }; /* bytes: eight code points and the marks */

static size_t next_character(const char *text, size_t at, size_t end) {
  for (at++; at < end && ((unsigned char)text[at] & 0xC0) == 0x80; at++) {
  }
  return at;
}

/* N-grams of "_word_" that start at `from` (SIZE_MAX: at the leading pad), the shorter before the longer. */
static void visit_from(const stance__analyzer *a, size_t start, size_t end, size_t from, stance__term_fn visit, void *context) {
  const char *text = a->normal.text;
  char gram[LONGEST];
  size_t begin = from == SIZE_MAX ? start : from, to = begin, count = from == SIZE_MAX, length = 0;
  bool closed = false;
  gram[length++] = '[';
  if (from == SIZE_MAX) gram[length++] = '_';
  while (!closed && count < a->options.char_max) {
    if (to < end) {
      size_t next = next_character(text, to, end);
      for (; to < next; to++) gram[length++] = text[to];
    } else {
      gram[length++] = '_';
      closed = true;
    }
    if (++count < a->options.char_min || (closed && to == begin)) continue;
    gram[length] = ']';
    visit(context, &(stance__term){stance__term_hash(gram, length + 1), gram, length + 1, stance__normal_start(&a->normal, begin),
                                   stance__normal_end(&a->normal, to - 1)});
  }
}

void stance__visit_characters(const stance__analyzer *a, size_t i, stance__term_fn visit, void *context) {
  size_t start = a->tokens.items[i].start, end = start + a->tokens.items[i].length;
  visit_from(a, start, end, SIZE_MAX, visit, context);
  for (size_t from = start; from < end; from = next_character(a->normal.text, from, end)) visit_from(a, start, end, from, visit, context);
}
