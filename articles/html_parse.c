/* libxml2's HTML parser, by events: elements that start blocks become nodes, their characters become blocks of text in one buffer.
   No tree is built: memory is a few words an element, and nothing recurses. The parser compares each end tag with all open
   elements, so their number is bounded: a page of any shape takes time in proportion to its length. */
#include <libxml/HTMLparser.h>
#include <pthread.h>
#include <string.h>

#include "articles/html_parts.h"
#include "articles/html_writer.h"
#include "base/alloc.h"
#include "base/ascii.h"
#include "base/error.h"

typedef struct element {
  const xmlChar *name;
  unsigned flags;
  uint32_t node; /* the node its text belongs to */
  bool is_node;
} element;

typedef enum capture { CAPTURE_NOTHING = 0, CAPTURE_TITLE, CAPTURE_JSON } capture;

typedef struct parse {
  stance__html *page;
  htmlParserCtxtPtr parser;
  stance__html_writer writer;
  element stack[STANCE__DEEPEST];
  size_t depth;
  size_t drop_depth;                                        /* stack depth of the outermost element whose text is dropped; SIZE_MAX: none */
  size_t links, pres, quotes, articles, mains, blockquotes; /* open ones */
  capture capturing;
  size_t capture_depth;
  stance__buffer json;
  const char *text; /* still to be handed to the parser */
  size_t length;
  bool too_deep, too_wide, no_memory;
} parse;

static void stop(parse *p) { xmlStopParser(p->parser); }

/* libxml2 goes on after an allocation that failed: with an element or its attributes missing, or for ever, since from then on nothing moves
   it towards the end of its input. So it is put there, on the zero byte behind its buffer, and asked for no more. Not xmlStopParser: it
   frees that buffer, which the function that failed may be growing. */
static void hear_error(void *context, xmlErrorPtr told) {
  parse *p = context;
  if (told->code != XML_ERR_NO_MEMORY) return;
  p->no_memory = true;
  if (p->parser && p->parser->input) p->parser->input->cur = p->parser->input->end;
}

static uint32_t add_node(parse *p, uint32_t parent, unsigned flags) {
  stance__html *page = p->page;
  if (page->n_nodes == page->node_capacity) {
    size_t capacity = page->node_capacity * 2 + 64;
    stance__html_node *nodes = capacity < UINT32_MAX ? stance__realloc(page->nodes, capacity, sizeof *nodes) : NULL;
    if (!nodes) {
      p->no_memory = true;
      stop(p);
      return 0;
    }
    page->nodes = nodes;
    page->node_capacity = capacity;
  }
  page->nodes[page->n_nodes] = (stance__html_node){.parent = parent, .flags = flags};
  return (uint32_t)page->n_nodes++;
}

/* ---- What attributes say ---- */

static bool is(const xmlChar *name, const char *word) { return strcmp((const char *)name, word) == 0; }

static const char *value_of(const xmlChar **attributes, const char *name) {
  for (size_t i = 0; attributes && attributes[i]; i += 2)
    if (is(attributes[i], name)) return attributes[i + 1] ? (const char *)attributes[i + 1] : "";
  return NULL;
}

static unsigned attribute_flags(const xmlChar **attributes) {
  unsigned flags = 0;
  for (size_t i = 0; attributes && attributes[i]; i += 2) {
    const xmlChar *name = attributes[i];
    const char *value = attributes[i + 1] ? (const char *)attributes[i + 1] : "";
    if (is(name, "class") || is(name, "id"))
      flags |= stance__html_class(value);
    else if (is(name, "role"))
      flags |= stance__html_role(value);
    else if (is(name, "itemprop") && stance__ascii_same(value, "articlebody"))
      flags |= STANCE__TAG_BODY_TEXT | STANCE__TAG_CONTAINER;
    else if (is(name, "hidden") || (is(name, "aria-hidden") && stance__ascii_same(value, "true")))
      flags |= STANCE__TAG_DROP;
  }
  return flags;
}

static void take_day(char out[STANCE__DAY_SIZE], const char *text) {
  if (!*out) stance__day_read(out, text, strlen(text));
}

/* <meta property="og:title" content="..."> and its kin; itemprop="datePublished" may stand on any element. */
static void read_meta(parse *p, const xmlChar **attributes) {
  static const char *const dates[] = {"article:published", "date",          "pubdate",        "publishdate",
                                      "publish-date",      "dc.date",       "dc.date.issued", "dcterms.created",
                                      "parsely-pub-date",  "sailthru.date", "datepublished",  NULL};
  const char *content = value_of(attributes, "content"), *name = value_of(attributes, "property");
  if (!name) name = value_of(attributes, "name");
  if (!name) name = value_of(attributes, "itemprop");
  if (!name || !content || !*content) return;
  if (stance__ascii_same(name, "og:title") && !p->page->og_title.length)
    stance__buffer_puts(&p->page->og_title, content);
  else if (stance__ascii_same(name, "og:site_name") && !p->page->site.length)
    stance__buffer_puts(&p->page->site, content);
  else if (stance__ascii_same(name, "article:published_time"))
    take_day(p->page->meta_day, content);
  else
    for (const char *const *d = dates; *d; d++)
      if (stance__ascii_same(name, *d)) take_day(p->page->other_day, content);
}

static void read_time(parse *p, const xmlChar **attributes, uint32_t node) {
  stance__html *page = p->page;
  const char *when = value_of(attributes, "datetime"), *what = value_of(attributes, "itemprop");
  stance__html_time *t = &page->times[page->n_times];
  if (!when || page->n_times == STANCE__MOST_TIMES) return;
  if ((what && stance__ascii_same(what, "datepublished")) || value_of(attributes, "pubdate")) take_day(page->other_day, when);
  if (!stance__day_read(t->day, when, strlen(when))) return;
  t->node = node;
  page->n_times++;
}

/* The first "datePublished":"..." of a JSON-LD script. Nothing else of it matters, so that strings and what stands between them are
   all that is told apart: broken JSON does no harm. */
static void read_json_day(stance__html *page, const char *text, size_t length) {
  bool asked = false;
  for (size_t at = 0; at < length; at++) {
    if (text[at] != '"') {
      if (!strchr(": \t\r\n", text[at])) asked = false;
      continue;
    }
    size_t start = ++at;
    while (at < length && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
    if (at >= length) return;
    if (asked && stance__day_read(page->json_day, text + start, at - start)) return;
    asked = at - start == 13 && memcmp(text + start, "datePublished", 13) == 0;
  }
}

/* ---- Events ---- */

static void start_element(void *context, const xmlChar *name, const xmlChar **attributes) {
  parse *p = context;
  if (p->too_deep || p->no_memory) return;
  if (p->depth == STANCE__DEEPEST) {
    p->too_deep = true;
    stop(p);
    return;
  }
  unsigned flags = stance__html_tag((const char *)name) | (attributes ? attribute_flags(attributes) : 0);
  element *e = &p->stack[p->depth];
  *e = (element){name, flags, p->depth ? p->stack[p->depth - 1].node : 0, false};
  p->depth++;
  if (is(name, "meta")) read_meta(p, attributes);
  if (p->drop_depth != SIZE_MAX) return;
  if (flags & STANCE__TAG_ROOT || is(name, "head")) e->flags = flags &= ~(unsigned)(STANCE__TAG_BY_CLASS | STANCE__TAG_DROP);
  if (flags & (STANCE__TAG_ARTICLE | STANCE__TAG_MAIN) && !p->articles) e->flags = flags &= ~(unsigned)STANCE__TAG_BY_CLASS;
  /* A header or footer of the article itself or of a quotation is text. */
  if (is(name, "header") && p->articles + p->mains) e->flags = flags &= ~(unsigned)STANCE__TAG_FURNITURE;
  if (is(name, "footer") && p->blockquotes) e->flags = flags &= ~(unsigned)STANCE__TAG_FURNITURE;
  bool block = flags & STANCE__TAG_BLOCK;
  if (is(name, "script") || is(name, "title")) {
    const char *type = value_of(attributes, "type");
    p->capturing = is(name, "title")                                         ? CAPTURE_TITLE
                   : type && stance__ascii_same(type, "application/ld+json") ? CAPTURE_JSON
                                                                             : CAPTURE_NOTHING;
    p->capture_depth = p->depth;
    stance__buffer_clear(&p->json);
    flags |= STANCE__TAG_DROP;
  }
  if (flags & STANCE__TAG_DROP || (!block && flags & STANCE__TAG_BY_CLASS)) {
    if (block) stance__html_end_block(&p->writer);
    p->drop_depth = p->depth;
    return;
  }
  if (block && !(flags & STANCE__TAG_CELL)) stance__html_end_block(&p->writer);
  if (flags & STANCE__TAG_CELL) stance__html_cell(&p->writer);
  if (block || !p->page->n_nodes) {
    e->node = add_node(p, e->node, flags);
    e->is_node = !p->no_memory;
  }
  if (is(name, "time")) read_time(p, attributes, e->node);
  if (flags & STANCE__TAG_BREAK) stance__html_break(&p->writer);
  if (flags & STANCE__TAG_QUOTE) stance__html_add_text(&p->writer, p->quotes % 2 ? "\xE2\x80\x98" : "\xE2\x80\x9C", 3);
  p->links += flags & STANCE__TAG_LINK ? 1 : 0;
  p->pres += flags & STANCE__TAG_PRE ? 1 : 0;
  p->quotes += flags & STANCE__TAG_QUOTE ? 1 : 0;
  p->articles += flags & STANCE__TAG_ARTICLE ? 1 : 0;
  p->mains += flags & STANCE__TAG_MAIN ? 1 : 0;
  p->blockquotes += flags & STANCE__TAG_BLOCKQUOTE ? 1 : 0;
}

static void leave(parse *p, const element *e) {
  if (p->capturing && p->depth < p->capture_depth) {
    if (p->capturing == CAPTURE_JSON && !*p->page->json_day) read_json_day(p->page, p->json.data ? p->json.data : "", p->json.length);
    p->capturing = CAPTURE_NOTHING;
  }
  if (p->drop_depth != SIZE_MAX) {
    if (p->depth < p->drop_depth) p->drop_depth = SIZE_MAX;
    return;
  }
  p->quotes -= e->flags & STANCE__TAG_QUOTE ? 1 : 0;
  if (e->flags & STANCE__TAG_QUOTE) stance__html_add_text(&p->writer, p->quotes % 2 ? "\xE2\x80\x99" : "\xE2\x80\x9D", 3);
  if (e->flags & STANCE__TAG_BLOCK && !(e->flags & STANCE__TAG_CELL)) stance__html_end_block(&p->writer);
  if (e->is_node) p->page->nodes[e->node].end = (uint32_t)p->page->n_nodes;
  p->links -= e->flags & STANCE__TAG_LINK ? 1 : 0;
  p->pres -= e->flags & STANCE__TAG_PRE ? 1 : 0;
  p->articles -= e->flags & STANCE__TAG_ARTICLE ? 1 : 0;
  p->mains -= e->flags & STANCE__TAG_MAIN ? 1 : 0;
  p->blockquotes -= e->flags & STANCE__TAG_BLOCKQUOTE ? 1 : 0;
}

static void pop(parse *p) {
  const element *e = &p->stack[--p->depth];
  leave(p, e);
}

static void end_element(void *context, const xmlChar *name) {
  parse *p = context;
  size_t at = p->depth;
  while (at && !xmlStrEqual(p->stack[at - 1].name, name)) at--;
  if (!at) return; /* the parser keeps its own count; an end without a start is nothing to us */
  while (p->depth >= at) pop(p);
}

static void characters(void *context, const xmlChar *text, int length) {
  parse *p = context;
  if (length <= 0 || p->no_memory) return;
  if (p->capturing == CAPTURE_TITLE) stance__buffer_add(&p->page->title, text, (size_t)length);
  if (p->capturing == CAPTURE_JSON) stance__buffer_add(&p->json, text, (size_t)length);
  if (p->drop_depth != SIZE_MAX || !p->depth) return;
  p->writer.node = p->stack[p->depth - 1].node;
  p->writer.linked = p->links > 0;
  p->writer.preformatted = p->pres > 0;
  stance__html_add_text(&p->writer, (const char *)text, (size_t)length);
}

/* Hands the page to the parser piece by piece. The parser compares each attribute of an element with all before it, so that a tag
   of a million would take hours, and there is no event inside a tag; but its table of attributes, which never shrinks, tells here.
 */
static int give_piece(void *context, char *out, int size) {
  enum { WIDEST = 1024 }; /* entries of the table: a name and a value each */
  parse *p = context;
  p->too_wide |= p->parser->maxatts > WIDEST;
  if (p->too_wide || p->no_memory || size <= 0) return 0;
  size_t n = (size_t)size < p->length ? (size_t)size : p->length;
  memcpy(out, p->text, n);
  p->text += n;
  p->length -= n;
  return (int)n;
}

/* libxml2 2.9 sets itself up at its first use, without a lock around all of it. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void start_library(void) {
  xmlInitParser();
  xmlDictFree(xmlDictCreate()); /* dictionaries have a lock of their own, made with the first */
}

stance_status stance__html_parse(stance__html *page, const char *text, size_t length, const char *name, stance_error *error) {
  static const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
  parse *p = stance__calloc(1, sizeof *p);
  if (!p) return stance__fail_memory(error);
  stance_status status = STANCE_OK;
  p->page = page;
  p->text = text;
  p->length = length;
  p->writer.page = page;
  p->drop_depth = SIZE_MAX;
  pthread_once(&once, start_library);
  xmlStructuredErrorFunc heard_before = xmlStructuredError; /* both are the thread's own */
  void *context_before = xmlStructuredErrorContext;
  xmlSetStructuredErrorFunc(p, hear_error);
  p->parser = htmlNewParserCtxt();
  if (!p->parser || !p->parser->sax) {
    status = stance__fail_memory(error);
  } else {
    htmlSAXHandler *sax = p->parser->sax;
    memset(sax, 0, sizeof *sax);
    sax->startElement = start_element;
    sax->endElement = end_element;
    sax->characters = sax->ignorableWhitespace = sax->cdataBlock = characters;
    p->parser->userData = p;
    htmlDocPtr document = htmlCtxtReadIO(p->parser, give_piece, NULL, p, NULL, "UTF-8", options);
    if (document) xmlFreeDoc(document); /* none is built */
    bool halted = p->parser->disableSAX != 0;
    while (p->depth) pop(p);
    stance__html_end_block(&p->writer);
    for (size_t i = 0; i < page->n_nodes; i++)
      if (!page->nodes[i].end) page->nodes[i].end = (uint32_t)page->n_nodes;
    if (p->no_memory || p->writer.no_memory || page->text.failed || page->title.failed || page->og_title.failed || page->site.failed ||
        p->json.failed || p->parser->errNo == XML_ERR_NO_MEMORY)
      status = stance__fail_memory(error);
    else if (p->too_deep)
      status = stance__fail(error, STANCE_DATA, name, 0, "elements nested deeper than %d: no article page", STANCE__DEEPEST);
    else if (p->too_wide)
      status = stance__fail(error, STANCE_DATA, name, 0, "an element with hundreds of attributes: no article page");
    else if (halted || p->length)
      status = stance__fail(error, STANCE_DATA, name, 0, "the HTML parser gave up on this page; save it again, or convert it to text");
  }
  if (p->parser) htmlFreeParserCtxt(p->parser);
  xmlSetStructuredErrorFunc(context_before, heard_before);
  if (status != STANCE_OK) xmlResetLastError(); /* the thread's copy of what was just heard */
  stance__buffer_release(&p->json);
  stance__free(p);
  return status;
}
