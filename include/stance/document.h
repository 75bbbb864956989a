/* Articles as files hold them: a plain text or HTML file is one article, a JSONL file holds one a line; each may be gzip-compressed. */
#ifndef STANCE_DOCUMENT_H
#define STANCE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "stance/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum stance_document_format {
  STANCE_DOCUMENT_AUTO = 0, /* JSONL by file name (.jsonl .ndjson, each also with .gz), else the whole file is one article */
  STANCE_DOCUMENT_JSONL     /* one object a line: text, optional id, title, date, url, source */
} stance_document_format;

/* One article as read. Strings are NUL-terminated and owned by the document. */
typedef struct stance_document {
  char *text;         /* JSONL: valid UTF-8, never blank; a whole file: its bytes, decompressed, unchecked */
  size_t length;      /* bytes */
  bool html;          /* a page, by file name (.html .htm .xhtml) or by its first bytes: hand it to stance_page_read */
  const char *name;   /* what the article is called: its id, else its url, else "path:line" (JSONL); the path otherwise */
  const char *title;  /* NULL where not given */
  const char *source; /* NULL where not given */
  char day[11];       /* "2026-11-25" as written in its date, no time zone applied; "" where not given or not understood */
  bool odd_date;      /* a date was given and not understood */
  const char *file;   /* for errors: the path as given, or "standard input" */
  long line;          /* JSONL: 1-based; 0 otherwise */
} stance_document;
void stance_document_free(stance_document *document); /* NULL does nothing */

/* Whether a text that has no name to say so is an HTML page: its first character that is no space opens a tag, and a doctype or <html
   stands within its first 1,024 bytes. What `stance infer` asks of standard input. text may be NULL where length is 0. */
bool stance_document_is_page(const char *text, size_t length);

/* Not thread-safe; its documents outlive it. */
typedef struct stance_document_reader stance_document_reader;
/* path "-" is standard input. text_field is borrowed until the reader is closed; NULL: "text". STANCE_MACHINE where the file cannot be
   opened. */
STANCE_MUST_CHECK stance_status stance_document_reader_open(stance_document_reader **out, const char *path, stance_document_format format,
                                                            const char *text_field, stance_error *error);
/* *document is NULL at the end. Errors name file and line: STANCE_DATA for an object that is no article, damaged gzip data, a line or
   file over 64 MiB; STANCE_MACHINE for I/O. After an error the reader may be asked again: it goes on behind the bad object, or says the
   end where nothing can follow. */
STANCE_MUST_CHECK stance_status stance_document_reader_next(stance_document_reader *reader, stance_document **document,
                                                            stance_error *error);
/* Bytes of the file read so far, before decompression. */
size_t stance_document_reader_bytes(const stance_document_reader *reader);
void stance_document_reader_close(stance_document_reader *reader); /* NULL does nothing */

#ifdef __cplusplus
}
#endif
#endif
