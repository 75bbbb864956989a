/* Lines of the label file, whatever stands in them: what is read is printed and read again as the same; and whom the guard lets in. The
   first byte chooses; a question to the guard is lines: Host, Origin, Sec-Fetch-Site, Sec-Fetch-Mode. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/json_scan.h"
#include "serve/guard.h"
#include "serve/label_record.h"
#include "tests/fuzz/fuzz_target.h"

enum { PORT = 8080 };

static void check_record(const char *line, size_t length) {
  serve_record first, second;
  stance__arena arena = STANCE__ARENA_INIT;
  stance__buffer once = STANCE__BUFFER_INIT, twice = STANCE__BUFFER_INIT;
  stance_error error = {.message = ""};
  stance_status status = serve_record_read(&first, line, length, "f", 1, &arena, &error);
  FUZZ_CHECK(status == STANCE_OK || (status == STANCE_DATA && error.message[0] && error.line >= 1));
  if (status == STANCE_OK) {
    FUZZ_CHECK(first.seq == 1 && serve_is_annotator(first.annotator));
    serve_record_print(&once, &first);
    FUZZ_CHECK(!once.failed && memchr(once.data, '\n', once.length) == once.data + once.length - 1);
    FUZZ_CHECK(stance__json_scan(once.data, once.length, STANCE_DATA, NULL, 1, NULL) == STANCE_OK);
    FUZZ_CHECK(serve_record_read(&second, once.data, once.length - 1, "f", 1, &arena, NULL) == STANCE_OK);
    serve_record_print(&twice, &second);
    FUZZ_CHECK(once.length == twice.length && memcmp(once.data, twice.data, once.length) == 0);
    if (first.event != SERVE_UNDO) FUZZ_CHECK(first.id == serve_text_id(first.text, strlen(first.text)));
  }
  stance__buffer_release(&once);
  stance__buffer_release(&twice);
  stance__arena_release(&arena);
}

/* The rules once more, over whole words. */
static bool welcome(const serve_origin *from, bool page) {
  if (from->repeated || !from->host) return false;
  if (strcasecmp(from->host, "127.0.0.1:8080") != 0 && strcasecmp(from->host, "localhost:8080") != 0) return false;
  if (from->origin && (strncmp(from->origin, "http://", 7) != 0 || strcasecmp(from->origin + 7, from->host) != 0)) return false;
  const char *site = from->site ? from->site : "none", *mode = from->mode ? from->mode : "";
  return strcmp(site, "none") == 0 || strcmp(site, "same-origin") == 0 || (page && strcmp(mode, "navigate") == 0);
}

static void check_guard(const uint8_t *data, size_t size, uint8_t choice) {
  char *text = strndup((const char *)data, size), *at = text, *lines[4] = {NULL, NULL, NULL, NULL};
  FUZZ_CHECK(text != NULL);
  for (size_t i = 0; i < 4 && at; i++) {
    char *line = strsep(&at, "\n");
    if (*line != '-') lines[i] = line; /* - : not sent */
  }
  const serve_origin from = {lines[0], lines[1], lines[2], lines[3], choice & 4};
  FUZZ_CHECK((serve_guard(&from, PORT, choice & 2) == SERVE_WELCOME) == welcome(&from, choice & 2));
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_input in = {data, size};
  uint8_t choice = fuzz_byte(&in);
  if (choice & 1)
    check_guard(in.data, in.size, choice);
  else
    check_record(in.size ? (const char *)in.data : "", in.size);
  return 0;
}
