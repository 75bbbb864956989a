#include <stdint.h>
#include <xxhash.h>

#include "base/error.h"
#include "features/analyzer_parts.h"

static size_t next_character(const char *text, size_t at, size_t end) {
  for (at++; at < end && ((unsigned char)text[at] & 0xC0) == 0x80; at++) {}
  return at;
}

static stance_status visit_token(stance__analyzer *a, const stance__token *t, stance__term_fn visit, void *context, stance_error *error) {
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

stance_status stance__visit_characters(stance__analyzer *a, stance__term_fn visit, void *context, stance_error *error) {
  stance_status status = STANCE_OK;
  for (size_t i = 0; i < a->tokens.n && status == STANCE_OK; i++) status = visit_token(a, &a->tokens.items[i], visit, context, error);
  return status;
}
