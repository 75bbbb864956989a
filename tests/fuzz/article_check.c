#include "tests/fuzz/article_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tests/fuzz/fuzz_target.h"

/* The text with the number of each of its code points. */
typedef struct numbered {
  const char *text;
  size_t length;
  uint32_t *point; /* [length + 1] of the code point that starts at this byte; UINT32_MAX inside of one */
  uint8_t *taken;  /* [length] by a span */
} numbered;

static void check_span(const numbered *n, const stance_span *s) {
  FUZZ_CHECK(s->byte_start <= s->byte_end && s->byte_end <= n->length);
  FUZZ_CHECK(n->point[s->byte_start] == s->start && n->point[s->byte_end] == s->end);
}

static void check_name(const char *name) {
  if (name) FUZZ_CHECK(name[0] && stance__utf8_valid(name, strlen(name)) == strlen(name));
}

static void check_statement(numbered *n, const stance_statement *s) {
  FUZZ_CHECK(s->kind <= STANCE_MIXED && s->n_spans >= 1);
  check_span(n, &s->hull);
  FUZZ_CHECK(s->hull.start < s->hull.end);
  FUZZ_CHECK(s->hull.byte_start == s->spans[0].byte_start && s->hull.byte_end == s->spans[s->n_spans - 1].byte_end);
  for (size_t i = 0; i < s->n_spans; i++) {
    const stance_span *span = &s->spans[i];
    check_span(n, span);
    FUZZ_CHECK(span->start < span->end && (i == 0 || s->spans[i - 1].end <= span->start));
    for (size_t b = span->byte_start; b < span->byte_end; b++) FUZZ_CHECK(!n->taken[b]);
    memset(n->taken + span->byte_start, 1, span->byte_end - span->byte_start);
  }
  check_span(n, &s->mention);
  FUZZ_CHECK(s->speaker || s->mention.start == s->mention.end);
  check_name(s->speaker);
  check_name(s->cue);
  check_name(s->target);
}

void article_check(const stance_article *article) {
  numbered n;
  n.text = stance_article_text(article, &n.length);
  n.point = malloc((n.length + 1) * sizeof *n.point);
  n.taken = calloc(n.length + 1, 1);
  FUZZ_CHECK(n.point && n.taken);
  uint32_t points = 0;
  for (size_t i = 0; i < n.length; i++) n.point[i] = ((unsigned char)n.text[i] & 0xC0) != 0x80 ? points++ : UINT32_MAX;
  n.point[n.length] = points;
  const stance_statement *before = NULL;
  for (size_t i = 0; i < stance_article_statement_count(article); i++) {
    const stance_statement *s = stance_article_statement(article, i);
    check_statement(&n, s);
    FUZZ_CHECK(!before || before->hull.start < s->hull.start); /* reading order */
    before = s;
  }
  double english = stance_article_english(article);
  FUZZ_CHECK(isnan(english) || (english >= 0 && english <= 1));
  check_name(stance_article_title(article));
  free(n.point);
  free(n.taken);
}
