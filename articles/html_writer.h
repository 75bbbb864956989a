/* Characters of a page into blocks of clean text. */
#ifndef STANCE_ARTICLES_HTML_WRITER_H
#define STANCE_ARTICLES_HTML_WRITER_H
#include "articles/html_parts.h"

typedef struct stance__html_writer {
  stance__html *page;
  uint32_t node;     /* where the next characters stand */
  bool linked, preformatted;
  bool open;         /* a block has begun; it is the last one of the page */
  bool space;        /* white space waits for the next character */
  unsigned lines;    /* so do line ends */
  bool no_memory;
} stance__html_writer;

/* White space runs become one space, line ends of <pre> stay; controls, zero-width spaces and bidirectional controls are left out; the C1
   range, where careless pages put windows-1252, becomes what they meant. */
void stance__html_add_text(stance__html_writer *w, const char *text, size_t length);
/* <br>: a line end; two in a row end the block. */
void stance__html_break(stance__html_writer *w);
/* A table cell begins: goes on in the row's line behind a tab, or starts a block where what stands before it is long. */
void stance__html_cell(stance__html_writer *w);
void stance__html_end_block(stance__html_writer *w);
#endif
