/* An article from bytes to statements: checks the text, then runs the stages in order. */
#include "stance/article.h"

#include <math.h>
#include <string.h>

#include "articles/article_parts.h"
#include "base/alloc.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

const char *stance_kind_name(stance_kind kind) {
  static const char *const names[] = {"direct", "indirect", "mixed"};
  return names[kind];
}

static long line_of(const char *text, size_t at) {
  long line = 1;
  for (size_t i = 0; i < at; i++) line += text[i] == '\n';
  return line;
}

static stance_status check_text(const char *text, size_t length, const char *name, stance_error *error) {
  if (length > STANCE__LONGEST_TEXT) return stance__fail(error, STANCE_DATA, name, 0, "an article over 16 MiB; split it");
  size_t valid = stance__utf8_valid(text, length);
  if (valid < length)
    return stance__fail(error, STANCE_DATA, name, line_of(text, valid),
                        "invalid UTF-8; convert the article, for example with iconv -t UTF-8");
  const char *nul = memchr(text, '\0', length);
  if (nul) return stance__fail(error, STANCE_DATA, name, line_of(text, (size_t)(nul - text)), "NUL byte: this is no text file");
  return STANCE_OK;
}

/* Statements were found in bytes; callers count in code points too. One pass over the text, spans sorted by nothing: an index of
   code points every STRIDE bytes keeps each look-up short. */
enum { STRIDE = 64 };

static stance_status number_code_points(stance_article *a, stance_error *error) {
  size_t *index = stance__array(a->length / STRIDE + 1, sizeof *index);
  if (!index) return stance__fail_memory(error);
  size_t points = 0;
  for (size_t start = 0; start <= a->length; start += STRIDE) {
    index[start / STRIDE] = points;
    size_t end = a->length - start < STRIDE ? a->length : start + STRIDE;
    points += stance__utf8_count(a->text + start, end - start);
  }
  stance_statement *statements = a->statements.items;
  for (size_t s = 0; s < a->statements.n; s++) {
    stance_span *spans = (stance_span *)(uintptr_t)statements[s].spans, *all[2] = {&statements[s].hull, &statements[s].mention};
    for (size_t k = 0; k < statements[s].n_spans + 2; k++) {
      stance_span *span = k < 2 ? all[k] : &spans[k - 2];
      size_t bytes[2] = {span->byte_start, span->byte_end}, out[2];
      for (int side = 0; side < 2; side++) {
        size_t near = bytes[side] / STRIDE;
        out[side] = index[near] + stance__utf8_count(a->text + near * STRIDE, bytes[side] - near * STRIDE);
      }
      span->start = out[0];
      span->end = out[1];
    }
  }
  stance__free(index);
  return STANCE_OK;
}

stance_status stance_article_parse(stance_article **out, const char *text, size_t length, const char *name, stance_error *error) {
  if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
    text += 3;
    length -= 3;
  }
  stance_status status = check_text(text, length, name, error);
  if (status != STANCE_OK) return status;
  stance_article *a = stance__calloc(1, sizeof *a);
  if (!a) return stance__fail_memory(error);
  a->text = stance__strndup(text, length);
  a->length = length;
  status = a->text ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__article_tokenise(a, error);
  if (status == STANCE_OK) status = stance__article_divide(a, error);
  for (size_t i = 0; status == STANCE_OK && i < a->sentences.n; i++) stance__sentence_tag(a, &STANCE__SENTENCES(a)[i]);
  if (status == STANCE_OK) status = stance__article_meet_people(a, error);
  if (status == STANCE_OK) status = stance__article_find_statements(a, error);
  if (status == STANCE_OK) status = number_code_points(a, error);
  if (status == STANCE_OK)
    *out = a;
  else
    stance_article_free(a);
  return status;
}

void stance_article_free(stance_article *a) {
  if (!a) return;
  stance__table_free(a->keys);
  stance__free(a->key_person.items);
  stance__free(a->words.items);
  stance__free(a->quotations.items);
  stance__free(a->sentences.items);
  stance__free(a->people.items);
  stance__free(a->statements.items);
  stance__free(a->text);
  stance__arena_release(&a->arena);
  stance__free(a);
}

const char *stance_article_text(const stance_article *a, size_t *length) {
  if (length) *length = a->length;
  return a->text;
}

double stance_article_english(const stance_article *a) {
  enum { FEWEST = 30 };
  size_t words = 0, known = 0;
  for (size_t i = 0; i < a->words.n; i++) {
    if (STANCE__WORDS(a)[i].type != STANCE__WORD) continue;
    words++;
    known += STANCE__WORDS(a)[i].entry.row != 0;
  }
  return words < FEWEST ? (double)NAN : (double)known / (double)words;
}

const char *stance_article_title(const stance_article *a) { return a->title; }
size_t stance_article_statement_count(const stance_article *a) { return a->statements.n; }
const stance_statement *stance_article_statement(const stance_article *a, size_t i) {
  return (const stance_statement *)a->statements.items + i;
}
