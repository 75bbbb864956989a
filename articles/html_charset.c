/* A page's bytes as UTF-8. What is valid UTF-8 is taken for it whatever the page declares: chance makes other encodings valid UTF-8
   only where they agree with ASCII. Otherwise a byte-order mark, then the encoding declared in the first bytes, then windows-1252,
   which is what browsers take undeclared and "latin1" pages for. */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "articles/html_parts.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/utf8.h"

enum { SEARCHED = 4096, LONGEST_NAME = 40 };
static const char REPLACEMENT[] = "\xEF\xBF\xBD";

/* The name after charset= or encoding= near the start, lower-case; false where there is none. */
static bool declared(char out[LONGEST_NAME + 1], const char *bytes, size_t length) {
  static const char *const words[] = {"charset", "encoding"};
  if (length > SEARCHED) length = SEARCHED;
  for (size_t at = 0; at + 8 < length; at++) {
    for (int w = 0; w < 2; w++) {
      size_t i = at + strlen(words[w]), n = 0;
      if (!stance__ascii_same_n(bytes + at, words[w], strlen(words[w]))) continue;
      while (i < length && stance__ascii_is_space(bytes[i])) i++;
      if (i == length || bytes[i++] != '=') continue;
      while (i < length && (stance__ascii_is_space(bytes[i]) || bytes[i] == '"' || bytes[i] == '\'')) i++;
      while (i < length && n < LONGEST_NAME && (stance__ascii_is_word(bytes[i]) || strchr("-_:.", bytes[i])) && bytes[i])
        out[n++] = stance__ascii_lower(bytes[i++]);
      out[n] = '\0';
      if (n) return true;
    }
  }
  return false;
}

/* Names that browsers read as another, larger encoding. */
static const char *encoding_of(const char *name) {
  static const char *const aliases[][2] = {{"iso-8859-1", "windows-1252"}, {"iso8859-1", "windows-1252"},
                                           {"iso_8859-1", "windows-1252"}, {"latin1", "windows-1252"},
                                           {"latin-1", "windows-1252"},    {"us-ascii", "windows-1252"},
                                           {"ascii", "windows-1252"},      {"iso-8859-9", "windows-1254"},
                                           {"gb2312", "gb18030"},          {"gbk", "gb18030"},
                                           {"x-sjis", "shift_jis"},        {"utf8", "utf-8"},
                                           {"x-gbk", "gb18030"},           {"utf-16", "utf-8"}};
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    if (strcmp(name, aliases[i][0]) == 0) return aliases[i][1]; /* utf-16: what could be read so far was not in it */
  return name;
}

static void repair_utf8(stance__buffer *out, const char *bytes, size_t length) {
  while (length) {
    size_t valid = stance__utf8_valid(bytes, length);
    stance__buffer_add(out, bytes, valid);
    if (valid == length) return;
    stance__buffer_add(out, REPLACEMENT, 3);
    bytes += valid + 1;
    length -= valid + 1;
  }
}

static stance_status convert(stance__buffer *out, const char *encoding, const char *bytes, size_t length, const char *name,
                             stance_error *error) {
  iconv_t converter = iconv_open("UTF-8", encoding);
  if (converter == (iconv_t)-1)
    return stance__fail(error, STANCE_DATA, name, 0, "in the encoding '%s', which is not known here; convert the page to UTF-8", encoding);
  char *in = (char *)(uintptr_t)bytes; /* iconv's type; it does not write there */
  while (length && !out->failed) {
    char piece[4096], *to = piece;
    size_t room = sizeof piece;
    size_t code = iconv(converter, &in, &length, &to, &room);
    int why = errno;
    stance__buffer_add(out, piece, (size_t)(to - piece));
    if (code != (size_t)-1 || why == E2BIG) continue;
    stance__buffer_add(out, REPLACEMENT, 3); /* an invalid or, at the end, an incomplete sequence */
    in++;
    length--;
  }
  iconv_close(converter);
  return STANCE_OK;
}

stance_status stance__html_decode(stance__buffer *out, const char **text, size_t *text_length, const char *bytes, size_t length,
                                  const char *name, stance_error *error) {
  char found[LONGEST_NAME + 1];
  const char *encoding = "windows-1252";
  if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) bytes += 3, length -= 3, encoding = "utf-8";
  stance_status status = STANCE_OK;
  bool wide = length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
  if (wide) {
    status = convert(out, bytes[0] == '\xFF' ? "utf-16le" : "utf-16be", bytes + 2, length - 2, name, error);
  } else if (stance__utf8_valid(bytes, length) < length) {
    if (declared(found, bytes, length)) encoding = encoding_of(found);
    if (strcmp(encoding, "utf-8") == 0)
      repair_utf8(out, bytes, length);
    else
      status = convert(out, encoding, bytes, length, name, error);
  } else {
    *text = bytes;
    *text_length = length;
  }
  if (status != STANCE_OK) return status;
  if (out->failed) return stance__fail_memory(error);
  if (out->data) {
    *text = out->data;
    *text_length = out->length;
  } else if (wide) { /* a mark and nothing after it */
    *text = bytes;
    *text_length = 0;
  }
  if (memchr(*text, '\0', *text_length)) return stance__fail(error, STANCE_DATA, name, 0, "NUL byte: this is no page");
  return STANCE_OK;
}
