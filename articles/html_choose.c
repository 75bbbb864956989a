/* Which part of a page is its article. Running text is what counts: every block adds its bytes to the elements around it, headings
   and blocks of links add nothing, short blocks a quarter. Elements that say they are furniture are left out, unless they turn out
   to hold the page. Then, in this order:
     1. itemprop=articleBody, else <article>, else <main>: the one with most text, where it has two fifths of the page's or twice as
        much as the next one (a page of many teasers has no such);
     2. the innermost element that holds three quarters of the text (within <main>, where that was found). */
#include <string.h>

#include "articles/html_parts.h"

enum { RUNNING = 60 }; /* bytes from which a block is running text */

static void count_text(stance__html *page, bool leave_out) {
  for (size_t i = 0; i < page->n_nodes; i++)
    page->nodes[i].score = page->nodes[i].blocks = 0;
  for (size_t i = 0; i < page->n_blocks; i++) {
    const stance__html_block *b = &page->blocks[i];
    stance__html_node *node = &page->nodes[b->node];
    size_t length = b->end - b->start;
    if (b->flags & STANCE__TAG_H1) node->has_h1 = true;
    if ((leave_out && node->dropped) || b->flags & STANCE__TAG_HEADING || b->linked * 2 > length) continue;
    node->score += length >= RUNNING ? length : length / 4;
    node->blocks += length >= RUNNING;
  }
  for (size_t i = page->n_nodes; i-- > 1;) { /* children stand behind their parents */
    const stance__html_node *node = &page->nodes[i];
    stance__html_node *parent = &page->nodes[node->parent];
    parent->score += node->score;
    parent->blocks += node->blocks;
    parent->has_h1 |= node->has_h1;
  }
}

static bool is_furniture(const stance__html_node *node, size_t total) {
  if (!(node->flags & (STANCE__TAG_FURNITURE | STANCE__TAG_BY_CLASS))) return false;
  bool by_tag = node->flags & STANCE__TAG_FURNITURE && !(node->flags & STANCE__TAG_RELEASABLE);
  if (by_tag) return true;
  if (node->has_h1) return false;
  return node->flags & STANCE__TAG_COMMENTS || node->score * 2 <= total;
}

static void drop_furniture(stance__html *page) {
  count_text(page, false);
  for (size_t i = 0; i < page->n_nodes; i++) {
    stance__html_node *node = &page->nodes[i];
    node->dropped = (i && page->nodes[node->parent].dropped) || is_furniture(node, page->nodes[0].score);
  }
  count_text(page, true);
}

/* The element with `flag` that holds most text, where it stands out; UINT32_MAX otherwise. */
static uint32_t outstanding(const stance__html *page, unsigned flag) {
  uint32_t best = UINT32_MAX;
  size_t next = 0;
  for (uint32_t i = 0; i < page->n_nodes; i++) {
    const stance__html_node *node = &page->nodes[i];
    if (!(node->flags & flag) || node->dropped || !node->score) continue;
    if (best == UINT32_MAX || node->score > page->nodes[best].score) {
      if (best != UINT32_MAX) next = page->nodes[best].score;
      best = i;
    } else if (i >= page->nodes[best].end && node->score > next) {
      next = node->score; /* one inside the best one is part of it */
    }
  }
  if (best == UINT32_MAX) return best;
  size_t score = page->nodes[best].score;
  return score * 5 >= page->nodes[0].score * 2 || score >= 2 * next ? best : UINT32_MAX;
}

static uint32_t innermost(const stance__html *page, uint32_t from) {
  uint32_t found = from;
  for (uint32_t i = from + 1; i < page->nodes[from].end; i++) {
    const stance__html_node *node = &page->nodes[i];
    /* At most one element a level can hold three quarters; one paragraph alone is no article. */
    if (node->flags & STANCE__TAG_CONTAINER && !node->dropped && node->blocks >= 2 &&
        node->score * 4 >= page->nodes[from].score * 3)
      found = i;
  }
  return found;
}

uint32_t stance__html_choose(stance__html *page) {
  drop_furniture(page);
  uint32_t found = outstanding(page, STANCE__TAG_BODY_TEXT);
  if (found == UINT32_MAX) found = outstanding(page, STANCE__TAG_ARTICLE);
  if (found != UINT32_MAX) return found;
  found = outstanding(page, STANCE__TAG_MAIN);
  return innermost(page, found == UINT32_MAX ? 0 : found);
}
