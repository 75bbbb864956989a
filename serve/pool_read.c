/* Statements to label out of a file: one a record, or those that articles make. */
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "serve/labelling.h"
#include "stance/document.h"
#include "stance/infer.h"
#include "stance/page.h"

enum { AROUND = 400 }; /* code points of context on either side */

/* The arena's copy, or NULL for NULL; *failed when out of memory. */
static const char *keep(serve_batch *b, const char *text, size_t length, bool *failed) {
  if (!text) return NULL;
  const char *copy = stance__arena_copy(&b->arena, text, length);
  if (!copy) *failed = true;
  return copy;
}

static const char *keep_text(serve_batch *b, const char *text, bool *failed) { return keep(b, text, text ? strlen(text) : 0, failed); }

static stance_status add(serve_batch *b, serve_item *item, bool failed, stance_error *error) {
  if (failed) return stance__fail_memory(error);
  if (b->n >= SERVE_MOST_ITEMS) return stance__fail(error, STANCE_DATA, NULL, 0, "more than %d statements; cut the file", SERVE_MOST_ITEMS);
  item->in_pool = true;
  return serve_batch_add(b, item, error);
}

static stance_status read_statements(serve_batch *b, const char *path, const char *name, const char *text_field, stance_error *error) {
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  options.need_labels = false;
  options.text_field = text_field;
  options.format = stance_data_format_of_name(name);
  stance_reader *reader;
  stance_status status = stance_reader_open(&reader, path, &options, error);
  if (status != STANCE_OK) return status;
  for (;;) {
    const stance_record *r;
    bool failed = false;
    status = stance_reader_next(reader, &r, error);
    if (status != STANCE_OK || !r) break;
    serve_item item = {.length = r->text_length};
    item.text = keep(b, r->text, r->text_length, &failed);
    item.article = keep_text(b, r->group, &failed);
    item.speaker = keep_text(b, r->speaker, &failed);
    item.kind = keep_text(b, r->kind, &failed);
    status = add(b, &item, failed, error);
    if (status != STANCE_OK) break;
  }
  stance_reader_close(reader);
  return status;
}

/* ---- Articles ---- */

/* The start of the last `points` code points before `at`; the end of the first ones from there. */
static size_t back(const char *text, size_t at, size_t points) {
  while (at && points) {
    at--;
    while (at && ((unsigned char)text[at] & 0xC0) == 0x80) at--;
    points--;
  }
  return at;
}

static size_t forth(const char *text, size_t length, size_t at, size_t points) {
  while (at < length && points) {
    at++;
    while (at < length && ((unsigned char)text[at] & 0xC0) == 0x80) at++;
    points--;
  }
  return at;
}

static stance_status add_article(serve_batch *b, const stance_article *article, const char *name, stance_error *error) {
  size_t length;
  const char *text = stance_article_text(article, &length);
  stance_status status = STANCE_OK;
  for (size_t i = 0; i < stance_article_statement_count(article) && status == STANCE_OK; i++) {
    const stance_statement *s = stance_article_statement(article, i);
    char *read = NULL;
    serve_item item = {0};
    bool failed = false;
    status = stance_statement_read(&read, &item.length, article, i, error);
    if (status != STANCE_OK) break;
    if (item.length) {
      size_t from = back(text, s->hull.byte_start, AROUND), to = forth(text, length, s->hull.byte_end, AROUND);
      item.text = keep(b, read, item.length, &failed);
      item.article = keep_text(b, name, &failed);
      item.speaker = keep_text(b, s->speaker, &failed);
      item.kind = stance_kind_name(s->kind);
      item.cue = keep_text(b, s->cue, &failed);
      item.before = keep(b, text + from, s->hull.byte_start - from, &failed);
      item.after = keep(b, text + s->hull.byte_end, to - s->hull.byte_end, &failed);
      status = add(b, &item, failed, error);
    }
    stance_statement_free_text(read);
  }
  return status;
}

static bool is_page_name(const char *name) {
  static const char *const endings[] = {".html", ".htm", ".xhtml"};
  size_t length = strlen(name);
  if (length > 3 && strcasecmp(name + length - 3, ".gz") == 0) length -= 3;
  for (size_t i = 0; i < 3; i++) {
    size_t n = strlen(endings[i]);
    if (length > n && strncasecmp(name + length - n, endings[i], n) == 0) return true;
  }
  return false;
}

static stance_status read_document(serve_batch *b, const stance_document *d, const char *path, const char *name, bool page,
                                   stance_error *error) {
  stance_page *read = NULL;
  stance_article *article = NULL;
  stance_status status = STANCE_OK;
  const char *text = d->text, *shown = strcmp(d->name, path) == 0 ? name : d->name;
  size_t length = d->length;
  /* An article without a name of its own is called by its place: "/proc/self/fd/7:12" would say nothing. */
  stance__buffer placed = STANCE__BUFFER_INIT;
  size_t prefix = strlen(path);
  if (strncmp(d->name, path, prefix) == 0 && d->name[prefix] == ':') {
    stance__buffer_printf(&placed, "%s%s", name, d->name + prefix);
    if (!placed.failed) shown = placed.data;
  }
  if (d->html || page) {
    status = stance_page_read(&read, text, length, name, error);
    if (status == STANCE_OK) {
      text = read->text;
      length = read->length;
    }
  }
  if (status == STANCE_OK) status = stance_article_parse(&article, text, length, name, error);
  if (status == STANCE_OK) status = add_article(b, article, shown, error);
  stance_article_free(article);
  stance_page_free(read);
  stance__buffer_release(&placed);
  return status;
}

static stance_status read_articles(serve_batch *b, const char *path, const char *name, const char *text_field, stance_error *error) {
  bool lines = stance_data_format_of_name(name) == STANCE_FORMAT_JSONL;
  stance_document_reader *reader;
  stance_status status =
      stance_document_reader_open(&reader, path, lines ? STANCE_DOCUMENT_JSONL : STANCE_DOCUMENT_AUTO, text_field, error);
  if (status != STANCE_OK) return status;
  for (;;) {
    stance_document *document;
    status = stance_document_reader_next(reader, &document, error);
    if (status != STANCE_OK || !document) break;
    status = read_document(b, document, path, name, !lines && is_page_name(name), error);
    stance_document_free(document);
    if (status != STANCE_OK) break;
  }
  stance_document_reader_close(reader);
  return status;
}

stance_status serve_pool_read(serve_batch *b, const char *path, const char *name, bool articles, const char *text_field,
                              stance_error *error) {
  stance_status status = articles ? read_articles(b, path, name, text_field, error) : read_statements(b, path, name, text_field, error);
  if (status == STANCE_OK && b->n == 0)
    status =
        stance__fail(error, STANCE_DATA, name, 0, "has no statements%s", articles ? "" : "; an article's are found with kind articles");
  return status;
}
