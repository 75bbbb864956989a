#include "tests/fuzz/hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz_target.h"

#define TSV "\1"
#define CSV "\2"
#define JSONL "\3"
#define FASTTEXT "\4"
#define LINES "\5"
#define SKIPPING_CSV "\x20"   /* % 6 is 2, --skip-bad */
#define SKIPPING_JSONL "\x21" /* % 6 is 3 */
#define SKIPPING_TSV "\x25"   /* % 6 is 1 */
#define PACKED_LINES "\x11"   /* % 6 is 5, gzip */
#define PAGE "\1"
#define ARTICLES "\3"
#define POST(path, type)                                                                                                                   \
  "POST /api/v1/" path " HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: " type "\r\nContent-Length: 1000000\r\n\r\n"

const hostile hostile_inputs[] = {
    {"utf8", "quotes", "", "\"", "", 0},
    {"utf8", "controls", "", "\x01\x7F\\", "", 0},
    {"utf8", "continuations", "", "\x80", "", 0},
    {"utf8", "wide", "", "\xF0\x9F\x98\x80", "", 0},

    {"json", "arrays", "", "[", "", 0},
    {"json", "objects", "", "{\"a\":", "", 0},
    {"json", "keys", "{", "\"#\":0,", "\"\":0}", 0},
    {"json", "long keys", "{", "\"an endless key of many words, the same but for its end #\":[],", "\"\":0}", 0},
    {"json", "escapes", "\"", "\\u00e9", "\"", 0},
    {"json", "escaped quotes", "{\"a\":\"", "\\\"", "\"}", 0},
    {"json", "open string", "{\"", "\\\\", "", 0},
    {"json", "digits", "[", "1", "]", 0},
    {"json", "numbers", "[", "1e5,", "0]", 0},
    {"json", "empty arrays", "[", "[],", "0]", 0},
    {"json", "spaces", "[", " \n", "]", 0},
    {"json", "lines", "", "\n", "x", 0},

    {"tokens", "endless word", "\3", "x", "", 0},
    {"tokens", "endless word of hyphens", "\2", "x-'", "", 0},
    {"tokens", "one letter a word", "\3", "x ", "", 0},
    {"tokens", "new words", "\3", "w# ", "", 0},
    {"tokens", "new words in long n-grams", "\1", "w# ", "", 0},
    {"tokens", "marks", "\3", "\xCC\x81", "", 0},
    {"tokens", "marks out of order", "\3", "\xCC\x81\xCC\xA7\xCC\x95\xCD\xA0", "", 0},
    {"tokens", "letters that grow", "\3", "\xEF\xB7\xBA", "", 0}, /* one ligature of 18 letters, again and again */
    {"tokens", "lexicon", "\3", "do not agree to never refuse ", "", 0},
    {"tokens", "negations", "\3", "not ", "", 0},
    {"tokens", "digits", "\3", "1.1,", "", 0},
    {"tokens", "flags", "\3", "\xF0\x9F\x87\xA9", "", 0},
    {"tokens", "joined emoji", "\3", "\xF0\x9F\x91\xA9\xE2\x80\x8D", "", 0},
    {"tokens", "Hangul", "\2", "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "", 0},
    {"tokens", "controls", "\3", "\x01", "", 0},

    {"records", "tabs", TSV "label\ttext\n", "\t", "\n", 0},
    {"records", "header of columns", TSV "label\ttext", "\tc#", "\n", 0},
    {"records", "short rows", TSV, "a\tb\n", "", 0},
    {"records", "bad rows", SKIPPING_TSV, "x\n", "", 0},
    {"records", "commas", CSV "label,text\n", ",", "\n", 0},
    {"records", "csv header", CSV "label,text", ",c#", "\n", 0},
    {"records", "open quote", CSV "label,text\nx,\"", "a\n", "", 0},
    {"records", "open quotes skipped", SKIPPING_CSV "label,text\n", "x,\"a\n", "", 0},
    {"records", "doubled quotes", CSV "label,text\nx,\"", "\"\"", "\"\n", 0},
    {"records", "quote in each row", SKIPPING_CSV "label,text\n", "a\"\n", "", 0},
    {"records", "quote that opens late", SKIPPING_CSV "label,text\n", "a\"b,\n\n\n\n", "", 0},
    {"records", "csv rows", CSV "label,text\n", "x,y\n", "", 0},
    {"records", "json lines", JSONL, "{\"text\":\"a\"}\n", "", 0},
    {"records", "json keys", JSONL "{\"text\":\"a\"", ",\"k#\":0", "}\n", 0},
    {"records", "json text", JSONL "{\"text\":\"", "\\n", "\"}\n", 0},
    {"records", "bad json lines", SKIPPING_JSONL, "[\n", "", 0},
    {"records", "fasttext", FASTTEXT, "__label__a b\n", "", 0},
    {"records", "labels", FASTTEXT "__label__", "a", " b\n", 0},
    {"records", "empty lines", LINES, "\n", "", 0},
    {"records", "one line", LINES, "x", "", 0},
    {"records", "packed", PACKED_LINES, "y\n", "", 0},

    {"article", "quotes", "", "\"", "", 0},
    {"article", "quotes and spaces", "", " \" ", "", 0},
    {"article", "opening quotes", "", " “a", "", 0},
    {"article", "closing quotes", "", "a” ", "", 0},
    {"article", "single quotes", "", " 'a", "", 0},
    {"article", "paragraphs of open quotes", "", "“We agree.\n\n", "", 0},
    {"article", "quotations", "", "\"We agree,\" Ada Penrose said. ", "", 0},
    {"article", "reported speech", "", "he said that she said that ", "", 0},
    {"article", "cues alone", "", "said ", "", 0},
    {"article", "cues and pronouns", "", "he said, ", "", 0},
    {"article", "told", "", "told him to tell her that ", "", 0},
    {"article", "according to", "", "according to ", "", 0},
    {"article", "one sentence of commas", "He said", ", and they", ".", 0},
    {"article", "new names", "", "Ada N# said no. ", "", 0},
    {"article", "new people", "", "Mr. Ada P# of Vey, the minister, said \"no\". He left. ", "", 0},
    {"article", "capitals", "", "Ada ", "", 0},
    {"article", "initials", "", "A. ", "", 0},
    {"article", "abbreviations", "", "Mr. ", "", 0},
    {"article", "points", "", ".", "", 0},
    {"article", "questions", "", "?! ", "", 0},
    {"article", "lines", "", "\n", "", 0},
    {"article", "short lines", "", "a\n", "", 0},
    {"article", "paragraphs", "", "A\n\n", "", 0},
    {"article", "interview", "", "Q: Why?\nA: No.\n", "", 0},
    {"article", "speakers' lines", "", "PENROSE: We agree.\n", "", 0},
    {"article", "endless word", "", "x", "", 0},
    {"article", "hyphens", "", "a-", "", 0},
    {"article", "dashes", "", "— ", "", 0},
    {"article", "brackets", "", "(", "", 0},
    {"article", "brackets that close", "", "(a) ", "", 0},
    {"article", "colons", "", "a: ", "", 0},
    {"article", "semicolons", "", "he said; ", "", 0},
    {"article", "apostrophes", "", "''", "", 0},
    {"article", "backticks", "", "``", "", 0},
    {"article", "marks", "", "a\xCC\x81", "", 0},
    {"article", "no spaces", "", "谈", "", 0},
    {"article", "prepositions", "", "of the ", "", 0},
    {"article", "numbers", "", "1,000.5 ", "", 0},
    {"article", "targets", "", "He warned Ada P# against it. ", "", 0},

    {"html", "div", PAGE, "<div>", "", 0},
    {"html", "unclosed i", PAGE, "<p><i>x", "", 0},
    {"html", "closing tags", PAGE "<p>said</p>", "</p>", "", 0},
    {"html", "paragraphs", PAGE, "<p>We agree.</p>", "", 0},
    {"html", "paragraphs unclosed", PAGE, "<p>a", "", 0},
    {"html", "tiny tags", PAGE, "<b></b>", "", 0},
    {"html", "br", PAGE "<p>", "<br>", "", 0},
    {"html", "entities", PAGE "<p>", "&quot;", "", 0},
    {"html", "numeric entities", PAGE "<p>", "&#8220;", "", 0},
    {"html", "unknown entities", PAGE "<p>", "&x#;", "", 0},
    {"html", "ampersands", PAGE "<p>", "&", "", 0},
    {"html", "attributes", PAGE "<p", " a#=1", ">said", 0},
    {"html", "one attribute", PAGE "<p a=\"", "x", "\">said", 0},
    {"html", "open attribute", PAGE "<p a=\"", "<", "", 0},
    {"html", "comments", PAGE "<p>said", "<!-- x -->", "", 0},
    {"html", "open comments", PAGE "<p>said", "<!-", "", 0},
    {"html", "brackets", PAGE "<p>", "<", "", 0},
    {"html", "scripts", PAGE "<p>said", "<script>x</script>", "", 0},
    {"html", "list", PAGE "<ul>", "<li>a", "", 0},
    {"html", "lists in lists", PAGE, "<ul><li>", "", 0},
    {"html", "table", PAGE "<table>", "<tr><td>a", "", 0},
    {"html", "tables in tables", PAGE, "<table><tr><td>", "", 0},
    {"html", "formatting", PAGE, "<p><b><i><a>x</p>", "", 0},
    {"html", "links", PAGE "<p>", "<a href=#>x</a> ", "", 0},
    {"html", "meta", PAGE, "<meta property=og:title content=x>", "<p>said", 0},
    {"html", "json-ld", PAGE "<script type=application/ld+json>", "[", "</script><p>said", 0},
    {"html", "headings", PAGE, "<h1>x</h1>", "", 0},
    {"html", "articles", PAGE, "<article><p>said</article>", "", 0},
    {"html", "processing", PAGE "<p>said", "<?x ?>", "", 0},
    {"html", "spaces", PAGE "<p>", " \n", "x", 0},
    {"html", "preformatted", PAGE "<pre>", "\n", "x", 0},
    {"html", "zero width", PAGE "<p>", "\xE2\x80\x8B", "x", 0},
    {"html", "latin", PAGE "<meta charset=iso-8859-1><p>", "\xE9", "", 0},
    {"html", "articles a line", ARTICLES, "{\"text\":\"a\"}\n", "", 0},
    {"html", "pages a line", ARTICLES, "{\"text\":\"<html><p>x\"}\n", "", 0},
    {"html", "bad lines", ARTICLES, "[\n", "", 0},

    {"model", "header keys", "\3\4{", "\"k#\":1,", "\"\":0}", 0},
    {"model", "header of arrays", "\3\1{\"__metadata__\":", "[", "", 0},
    {"model", "metadata", "\3\1{\"__metadata__\":{", "\"k#\":\"\",", "\"\":\"\"}}", 0},
    {"model", "edits", "\2\1", "\1\2#\6", "", 0},
    {"model", "noise", "\1\1", "\1\xFE", "", 0},

    {"options", "flags", "\1", "-q\n", "", 0},
    {"options", "files", "\1", "a\n", "", 0},
    {"options", "costs", "\0-o\nm\nd\n-c\n", "1,", "1", 11},
    {"options", "digits", "\0--seed\n", "1", "", 8},
    {"options", "unknown", "\1--", "x", "", 0},
    {"options", "labels", "\3", "--drop-label\na\n", "d", 0},
    {"options", "maps", "\3", "--map-label\na=b\n", "d", 0},
    {"options", "annotators", "\2d\n--annotators\n", "a,", "b", 0},
    {"options", "files of an evaluation", "\2", "d\n", "", 0},

    {"labels", "text", "\0{\"schema\":\"stance.label/1\",\"text\":\"", "\\n", "\"}", 36},
    {"labels", "keys", "\0{", "\"k#\":1,", "\"\":0}", 2},
    {"labels", "host", "\x01" /* a digit follows */ "127.0.0.1:8080", "x", "", 0},

    {"http", "headers", "GET / HTTP/1.1\r\n", "A#: b\r\n", "\r\n", 0},
    {"http", "one header", "GET / HTTP/1.1\r\nA: ", "b", "\r\n\r\n", 0},
    {"http", "path", "GET /", "a/", " HTTP/1.1\r\n\r\n", 0},
    {"http", "parameters", "GET /api/v1/label/next?", "n=1&", " HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n", 0},
    {"http", "requests", "", "GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n", "", 0},
    {"http", "empty lines", "", "\r\n", "", 0},
    {"http", "quotations", POST("infer", "text/plain"), "\"We agree,\" he said. ", "", 0},
    {"http", "quotes", POST("infer", "text/plain"), "\"", "", 0},
    {"http", "page", POST("infer", "text/html"), "<p>said", "", 0},
    {"http", "statements", POST("infer", "application/json") "{\"statements\":[", "\"a\",", "", 0},
    {"http", "too large", POST("explain", "application/json"), "[", "", 0},
    {"http", "upload", POST("evaluate?name=a.csv", "application/octet-stream") "label,text\n", "x,\"\n", "", 0},
    {"http", "pool", POST("label/pool?name=a.txt", "application/octet-stream"), "w#\n", "", 0},
    {"http", "chunks",
     "POST /api/v1/infer HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n",
     "0\r\n\r\n", 0},
    {NULL, NULL, NULL, NULL, NULL, 0}};

uint8_t *hostile_make(const hostile *row, size_t *size) {
  size_t before = row->before_length ? row->before_length : strlen(row->before), again = strlen(row->again), after = strlen(row->after);
  uint8_t *out = malloc(HOSTILE_SIZE);
  FUZZ_CHECK(out != NULL && before + after < HOSTILE_SIZE);
  memcpy(out, row->before, before);
  size_t at = before;
  for (unsigned n = 0; at + again + 8 + after <= HOSTILE_SIZE; n++)
    for (const char *c = row->again; *c; c++) {
      if (*c == '#')
        at += (size_t)snprintf((char *)out + at, 8, "%06u", n % 1000000);
      else
        out[at++] = (uint8_t)*c;
    }
  memcpy(out + at, row->after, after);
  *size = at + after;
  return out;
}

uint8_t *hostile_repeat(const uint8_t *seed, size_t length, size_t kept, size_t *size) {
  uint8_t *out = malloc(HOSTILE_SIZE);
  FUZZ_CHECK(out != NULL && kept < length && length <= HOSTILE_SIZE);
  memcpy(out, seed, length);
  size_t at = length;
  for (; at + (length - kept) <= HOSTILE_SIZE; at += length - kept) memcpy(out + at, seed + kept, length - kept);
  *size = at;
  return out;
}
