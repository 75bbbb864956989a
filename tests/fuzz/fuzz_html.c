/* A page, straight or by way of a file (whole, JSONL with an article a line, either's gzip): what comes out is text that an article can be
   made of, without anything that a page could hide in it. The first byte chooses the way. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "stance/document.h"
#include "stance/page.h"
#include "tests/fuzz/article_check.h"
#include "tests/fuzz/fuzz_target.h"

enum { PACKED = 4 };

static void check_line(const char *text, size_t length, bool lines) {
  FUZZ_CHECK(strlen(text) == length && stance__utf8_valid(text, length) == length);
  for (size_t at = 0, size; at < length; at += size) {
    uint32_t c = stance__utf8_decode(text + at, length - at, &size);
    FUZZ_CHECK(!stance__utf8_is_bidi_control(c) && c != 0x200B && c != 0xFEFF);
    FUZZ_CHECK(!stance__utf8_is_control(c) || (lines && (c == '\n' || c == '\t')) /* between the cells of a row */);
  }
}

static void check_article(const char *text, size_t length) {
  stance_article *article = NULL;
  stance_status status = stance_article_parse(&article, text, length, "fuzz", NULL);
  FUZZ_CHECK(status == STANCE_OK || status == STANCE_DATA);
  if (status == STANCE_OK) article_check(article);
  stance_article_free(article);
}

static void check_page(const char *html, size_t length) {
  stance_page *page = NULL;
  stance_error error = {.message = ""};
  stance_status status = stance_page_read(&page, html, length, "fuzz", &error);
  FUZZ_CHECK(status == STANCE_OK || (status == STANCE_DATA && error.message[0]));
  if (status != STANCE_OK) return;
  FUZZ_CHECK(page->length > 0);
  check_line(page->text, page->length, true);
  if (page->title) check_line(page->title, strlen(page->title), false);
  if (page->source) check_line(page->source, strlen(page->source), false);
  FUZZ_CHECK(strlen(page->day) == 0 || strlen(page->day) == 10);
  stance_article *article = NULL;
  FUZZ_CHECK(stance_article_parse(&article, page->text, page->length, "fuzz", NULL) == STANCE_OK);
  article_check(article);
  stance_article_free(article);
  stance_page_free(page);
}

static void check_documents(const char *path, stance_document_format format, size_t most) {
  stance_document_reader *reader = NULL;
  FUZZ_CHECK(stance_document_reader_open(&reader, path, format, NULL, NULL) == STANCE_OK);
  for (size_t calls = 0;; calls++) {
    stance_document *document = NULL;
    stance_status status = stance_document_reader_next(reader, &document, NULL);
    FUZZ_CHECK(status == STANCE_OK || status == STANCE_DATA);
    FUZZ_CHECK(calls <= most);
    if (status != STANCE_OK) continue; /* it goes on, or says the end */
    if (!document) break;
    FUZZ_CHECK(document->name && document->file && strlen(document->day) % 10 == 0);
    if (document->html)
      check_page(document->text, document->length);
    else
      check_article(document->text, document->length);
    stance_document_free(document);
  }
  stance_document_reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_input in = {data, size};
  uint8_t choice = fuzz_byte(&in);
  if ((choice & 3) < 2) {
    check_page(in.size ? (const char *)in.data : "", in.size);
    return 0;
  }
  size_t length = in.size;
  uint8_t *packed = choice & PACKED ? fuzz_gzip(in.data, in.size, &length) : NULL;
  const char *path = fuzz_memory_file(packed ? packed : in.data, length);
  free(packed);
  check_documents(path, (choice & 3) == 2 ? STANCE_DOCUMENT_AUTO : STANCE_DOCUMENT_JSONL, SIZE_MAX);
  return 0;
}
