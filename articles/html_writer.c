#include "articles/html_writer.h"

#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { LONG_CELL = 80 };

void stance__html_end_block(stance__html_writer *w) {
  w->open = w->space = false;
  w->lines = 0;
}

static bool open_block(stance__html_writer *w) {
  stance__html *page = w->page;
  if (page->n_blocks == page->block_capacity) {
    size_t capacity = page->block_capacity * 2 + 64;
    stance__html_block *blocks = stance__realloc(page->blocks, capacity, sizeof *blocks);
    if (!blocks) {
      w->no_memory = true;
      return false;
    }
    page->blocks = blocks;
    page->block_capacity = capacity;
  }
  unsigned flags = page->n_nodes ? page->nodes[w->node].flags : 0;
  page->blocks[page->n_blocks++] = (stance__html_block){.start = page->text.length, .node = w->node, .flags = flags};
  w->open = true;
  return true;
}

static void put(stance__html_writer *w, const char *bytes, size_t length) {
  stance__html *page = w->page;
  if (!w->open && !open_block(w)) return;
  stance__html_block *b = &page->blocks[page->n_blocks - 1];
  if (page->text.length > b->start) {
    for (unsigned i = 0; i < w->lines; i++)
      stance__buffer_putc(&page->text, '\n');
    if (w->space && !w->lines) stance__buffer_putc(&page->text, ' ');
  }
  w->space = false;
  w->lines = 0;
  stance__buffer_add(&page->text, bytes, length);
  b->end = page->text.length;
  if (w->linked) b->linked += length;
}

void stance__html_break(stance__html_writer *w) {
  if (++w->lines >= 2) stance__html_end_block(w);
}

void stance__html_cell(stance__html_writer *w) {
  if (!w->open) return;
  const stance__html_block *b = &w->page->blocks[w->page->n_blocks - 1];
  bool linked = w->linked;
  if (b->end - b->start > LONG_CELL) {
    stance__html_end_block(w);
    return;
  }
  w->space = w->linked = false;
  put(w, "\t", 1);
  w->linked = linked;
}

typedef enum meaning { PLAIN, SPACE, NOTHING } meaning;

static meaning meaning_of(uint32_t c) {
  if (c <= ' ') return c == ' ' || (c >= '\t' && c <= '\r') ? SPACE : NOTHING;
  if (c < 0x7F) return PLAIN;
  if (c < 0xA0) return NOTHING;
  switch (c) {
  case 0xA0: /* no-break */
  case 0x1680:
  case 0x2028: /* line and paragraph separator */
  case 0x2029:
  case 0x202F:
  case 0x205F:
  case 0x3000:
    return SPACE;
  case 0xAD:  /* soft hyphen */
  case 0x61C: /* Arabic letter mark */
  case 0x180E:
  case 0x200B: /* zero-width space */
  case 0x200E: /* direction marks */
  case 0x200F:
  case 0x2060:
  case 0xFEFF:
    return NOTHING;
  default:
    break;
  }
  if (c >= 0x2000 && c <= 0x200A) return SPACE;
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return NOTHING; /* embeddings, overrides, isolates */
  return PLAIN;
}

/* What U+0080..U+009F mean where a page writes windows-1252 numbers as character references; 0: nothing. */
static const uint16_t windows_1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                          0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                          0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void stance__html_add_text(stance__html_writer *w, const char *text, size_t length) {
  for (size_t at = 0, size; at < length; at += size) {
    size_t rest = length - at;
    if ((unsigned char)text[at] > ' ' && (unsigned char)text[at] < 0x7F) { /* a run of plain ASCII */
      for (size = 1; size < rest && (unsigned char)text[at + size] > ' ' && (unsigned char)text[at + size] < 0x7F;)
        size++;
      put(w, text + at, size);
      continue;
    }
    char encoded[4];
    if (!stance__utf8_valid(text + at, rest < 4 ? rest : 4)) { /* the parser gives valid UTF-8; never trust it to */
      size = 1;
      put(w, "\xEF\xBF\xBD", 3);
      continue;
    }
    uint32_t c = stance__utf8_decode(text + at, rest, &size);
    if (c >= 0x80 && c < 0xA0 && windows_1252[c - 0x80]) {
      put(w, encoded, stance__utf8_encode(encoded, windows_1252[c - 0x80]));
      continue;
    }
    switch (meaning_of(c)) {
    case PLAIN:
      put(w, text + at, size);
      break;
    case SPACE:
      if (w->preformatted && c == '\n')
        stance__html_break(w);
      else
        w->space = true;
      break;
    case NOTHING:
      break;
    }
  }
}
