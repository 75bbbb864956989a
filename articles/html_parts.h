/* What the stages of reading a page hand to each other: bytes, then elements and blocks of text, then the article among them. */
#ifndef STANCE_ARTICLES_HTML_PARTS_H
#define STANCE_ARTICLES_HTML_PARTS_H
#include "base/buffer.h"
#include "base/day.h"
#include "stance/page.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an element does to the text. */
enum {
  STANCE__TAG_BLOCK = 1 << 0,     /* a paragraph ends before and after it */
  STANCE__TAG_DROP = 1 << 1,      /* nothing in it is text of the page */
  STANCE__TAG_FURNITURE = 1 << 2, /* navigation and the like, whatever its classes say */
  STANCE__TAG_CONTAINER = 1 << 3, /* may hold the whole article */
  STANCE__TAG_HEADING = 1 << 4,
  STANCE__TAG_PRE = 1 << 5,
  STANCE__TAG_CELL = 1 << 6,
  STANCE__TAG_LINK = 1 << 7,
  STANCE__TAG_QUOTE = 1 << 8, /* <q>: marks are drawn around it */
  STANCE__TAG_BREAK = 1 << 9, /* <br> */
  STANCE__TAG_ARTICLE = 1 << 10,
  STANCE__TAG_MAIN = 1 << 11,
  STANCE__TAG_ROOT = 1 << 12, /* html, body */
  STANCE__TAG_H1 = 1 << 13,
  STANCE__TAG_BLOCKQUOTE = 1 << 14,
  STANCE__TAG_RELEASABLE = 1 << 15, /* furniture that may turn out to hold the article: form, header */
  /* Not of the tag but of its attributes. */
  STANCE__TAG_BODY_TEXT = 1 << 16, /* itemprop=articleBody */
  STANCE__TAG_BY_CLASS = 1 << 17,  /* a class, id or role says furniture */
  STANCE__TAG_COMMENTS = 1 << 18   /* readers' comments */
};
/* Flags of an element by its lower-case name; 0 for inline and unknown ones. */
unsigned stance__html_tag(const char *name);
/* BY_CLASS and COMMENTS, where a word of a class or id attribute names furniture. */
unsigned stance__html_class(const char *value);
/* BY_CLASS, MAIN or 0 by a role attribute. */
unsigned stance__html_role(const char *value);

/* An element that starts a block. Numbered in document order: the elements inside node i are i + 1 .. end - 1. */
typedef struct stance__html_node {
  uint32_t parent; /* the first node's own */
  uint32_t end;
  unsigned flags;
  bool dropped; /* furniture, or inside such */
  bool has_h1;
  size_t score;  /* bytes of running text in it; short blocks count less */
  size_t blocks; /* those with running text */
} stance__html_node;

typedef struct stance__html_block {
  size_t start, end; /* bytes of the page's text */
  size_t linked;     /* bytes inside links */
  uint32_t node;
  unsigned flags; /* HEADING, H1 */
} stance__html_block;

typedef struct stance__html_time {
  uint32_t node;
  char day[STANCE__DAY_SIZE];
} stance__html_time;
enum { STANCE__MOST_TIMES = 32, STANCE__DEEPEST = 500 };

typedef struct stance__html {
  stance__html_node *nodes;
  size_t n_nodes, node_capacity;
  stance__html_block *blocks;
  size_t n_blocks, block_capacity;
  stance__buffer text; /* of all blocks, one after the other */
  stance__buffer og_title, title, site;
  char meta_day[STANCE__DAY_SIZE], other_day[STANCE__DAY_SIZE], json_day[STANCE__DAY_SIZE]; /* "" where there is none */
  stance__html_time times[STANCE__MOST_TIMES];
  size_t n_times;
} stance__html;
void stance__html_release(stance__html *page);

/* The page as UTF-8: *text is `bytes` itself where they are that already, else out->data. */
STANCE_MUST_CHECK stance_status stance__html_decode(stance__buffer *out, const char **text, size_t *text_length, const char *bytes,
                                                    size_t length, const char *name, stance_error *error);
/* Elements and blocks of a page in UTF-8. */
STANCE_MUST_CHECK stance_status stance__html_parse(stance__html *page, const char *text, size_t length, const char *name,
                                                   stance_error *error);
/* Marks what is furniture and returns the node that holds the article. The page has at least one node. */
uint32_t stance__html_choose(stance__html *page);
/* True for "Read more: ...", "Share this article" and the like. */
bool stance__html_is_teaser(const char *text, size_t length);
#endif
