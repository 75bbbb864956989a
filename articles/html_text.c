/* The article of an HTML page: bytes to UTF-8, elements and blocks, the article among them, its paragraphs. */
#include <string.h>

#include "articles/html_parts.h"
#include "articles/html_writer.h"
#include "base/alloc.h"
#include "base/error.h"
#include "base/limits.h"

void stance__html_release(stance__html *page) {
  stance__free(page->nodes);
  stance__free(page->blocks);
  stance__buffer_release(&page->text);
  stance__buffer_release(&page->og_title);
  stance__buffer_release(&page->title);
  stance__buffer_release(&page->site);
}

void stance_page_free(stance_page *page) {
  if (!page) return;
  stance__free(page->text);
  stance__free(page->title);
  stance__free(page->source);
  stance__free(page);
}

static bool inside(const stance__html *page, uint32_t node, uint32_t root) { return node >= root && node < page->nodes[root].end; }

/* Links alone, or words that stand for a link. A list of links is furniture, a linked heading is not. */
static bool is_left_out(const stance__html *page, const stance__html_block *b) {
  size_t length = b->end - b->start;
  if (stance__html_is_teaser(page->text.data + b->start, length)) return true;
  return !(b->flags & STANCE__TAG_HEADING) && b->linked * 5 >= length * 4 && length < 300;
}

static void write_block(stance__buffer *out, const stance__html *page, const stance__html_block *b) {
  if (out->length) stance__buffer_puts(out, "\n\n");
  stance__buffer_add(out, page->text.data + b->start, b->end - b->start);
}

/* A heading other than the first-level one waits for text: the head of a list of links goes where that goes. */
static void write_paragraphs(stance__buffer *out, const stance__html *page, uint32_t root) {
  size_t waiting = 0; /* the headings from this block on */
  for (size_t i = 0; i < page->n_blocks; i++) {
    const stance__html_block *b = &page->blocks[i];
    if (!inside(page, b->node, root) || page->nodes[b->node].dropped) continue;
    if (is_left_out(page, b)) {
      waiting = i + 1;
      continue;
    }
    if (b->flags & STANCE__TAG_HEADING && !(b->flags & STANCE__TAG_H1)) continue;
    for (; waiting < i; waiting++) {
      const stance__html_block *heading = &page->blocks[waiting];
      if (inside(page, heading->node, root) && !page->nodes[heading->node].dropped) write_block(out, page, heading);
    }
    write_block(out, page, b);
    waiting = i + 1;
  }
  if (out->length) stance__buffer_putc(out, '\n');
}

/* Text of an attribute or of <title>, cleaned as the page's text is. NULL in *out where nothing is left. */
static stance_status clean(char **out, const char *text, size_t length, stance_error *error) {
  enum { LONGEST = 1000 };
  stance__html scratch = {0};
  stance__html_writer writer = {.page = &scratch};
  stance__html_add_text(&writer, text, length);
  size_t end = scratch.text.length;
  if (end > LONGEST)
    for (end = LONGEST; end && ((unsigned char)scratch.text.data[end] & 0xC0) == 0x80;) end--;
  bool failed = writer.no_memory || scratch.text.failed;
  if (!failed && end) failed = !(*out = stance__strndup(scratch.text.data, end));
  stance__html_release(&scratch);
  return failed ? stance__fail_memory(error) : STANCE_OK;
}

static const stance__html_block *first_h1(const stance__html *page) {
  for (size_t i = 0; i < page->n_blocks; i++)
    if (page->blocks[i].flags & STANCE__TAG_H1 && !page->nodes[page->blocks[i].node].dropped) return &page->blocks[i];
  return NULL;
}

static stance_status take_title(stance_page *out, const stance__html *page, stance_error *error) {
  stance_status status = STANCE_OK;
  const stance__html_block *h1 = first_h1(page);
  if (page->og_title.length) status = clean(&out->title, page->og_title.data, page->og_title.length, error);
  if (status == STANCE_OK && !out->title && h1) status = clean(&out->title, page->text.data + h1->start, h1->end - h1->start, error);
  if (status == STANCE_OK && !out->title && page->title.length) status = clean(&out->title, page->title.data, page->title.length, error);
  if (status == STANCE_OK && page->site.length) status = clean(&out->source, page->site.data, page->site.length, error);
  return status;
}

/* What says that it is the day of publication comes first; then the article's first <time>, then the page's. */
static void take_day(char out[STANCE__DAY_SIZE], const stance__html *page, uint32_t root) {
  const char *const said[] = {page->meta_day, page->json_day, page->other_day};
  const char *found = "";
  for (size_t i = 0; i < 3 && !*found; i++) found = said[i];
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < page->n_times && !*found; i++)
      if (!page->nodes[page->times[i].node].dropped && (pass || inside(page, page->times[i].node, root))) found = page->times[i].day;
  memcpy(out, *found ? found : "", *found ? STANCE__DAY_SIZE : 1);
}

static stance_status take(stance_page *out, stance__html *page, const char *name, stance_error *error) {
  stance__buffer text = STANCE__BUFFER_INIT;
  uint32_t root = page->n_nodes ? stance__html_choose(page) : 0;
  if (page->n_nodes) write_paragraphs(&text, page, root);
  out->text = text.data;
  out->length = text.length;
  if (text.failed) return stance__fail_memory(error);
  if (!text.length) return stance__fail(error, STANCE_DATA, name, 0, "no article text found on the page");
  take_day(out->day, page, root);
  return take_title(out, page, error);
}

stance_status stance_page_read(stance_page **out, const char *html, size_t length, const char *name, stance_error *error) {
  stance__buffer decoded = STANCE__BUFFER_INIT;
  stance__html page = {0};
  const char *text = html;
  size_t text_length = length;
  if (length > STANCE__LONGEST_TEXT) return stance__fail(error, STANCE_DATA, name, 0, "an HTML page over 16 MiB; convert it to text");
  stance_page *result = stance__calloc(1, sizeof *result);
  if (!result) return stance__fail_memory(error);
  stance_status status = stance__html_decode(&decoded, &text, &text_length, html, length, name, error);
  if (status == STANCE_OK) status = stance__html_parse(&page, text, text_length, name, error);
  if (status == STANCE_OK) status = take(result, &page, name, error);
  stance__html_release(&page);
  stance__buffer_release(&decoded);
  if (status == STANCE_OK)
    *out = result;
  else
    stance_page_free(result);
  return status;
}
