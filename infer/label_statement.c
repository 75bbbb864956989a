/* Labels a statement from its spans, so that what interrupts it ("..., he said, ...") has no say. Where a reporter tells what was said, the
   verb is half of it: "rejected the plan" and "welcomed the plan" have the same span. So indirect and mixed statements are read with their
   cue before them, as they stand in the training data. */
#include "stance/infer.h"

#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"

/* A quotation mark, or a space, that may stand at either end of a span. */
static bool is_outer(uint32_t c) {
  switch (c) {
  case ' ':
  case '\t':
  case '\n':
  case '\r':
  case '"':
  case '\'':
  case '`':
  case 0xA0:
  case 0xAB: /* « » */
  case 0xBB:
  case 0x2018: /* single: ‘ ’ ‚ */
  case 0x2019:
  case 0x201A:
  case 0x201C: /* double: “ ” „ */
  case 0x201D:
  case 0x201E:
  case 0x2039: /* ‹ › */
  case 0x203A: return true;
  default: return false;
  }
}

static void strip(const char *text, size_t *start, size_t *end) {
  size_t size;
  while (*start < *end && is_outer(stance__utf8_decode(text + *start, *end - *start, &size))) *start += size;
  while (*end > *start) {
    size_t last = *end - 1;
    while (last > *start && ((unsigned char)text[last] & 0xC0) == 0x80) last--;
    if (!is_outer(stance__utf8_decode(text + last, *end - last, &size))) break;
    *end = last;
  }
}

/* Moves a place in the joined text back to the article: spans stand in it one after the other, a space between. */
static size_t place_of(const stance_statement *s, const char *article, size_t place) {
  size_t at = 0, start = 0, end = 0;
  for (size_t i = 0; i < s->n_spans; i++) {
    start = s->spans[i].byte_start;
    end = s->spans[i].byte_end;
    strip(article, &start, &end);
    if (place <= at + (end - start)) return start + (place - at);
    at += end - start + 1;
  }
  return end;
}

/* *before: where the spans start, behind the cue. */
static void join(stance__buffer *joined, size_t *before, const stance_statement *s, const char *text) {
  if (s->kind != STANCE_DIRECT && s->cue) {
    stance__buffer_puts(joined, s->cue);
    stance__buffer_putc(joined, ' ');
  }
  *before = joined->length;
  for (size_t k = 0; k < s->n_spans; k++) {
    size_t start = s->spans[k].byte_start, end = s->spans[k].byte_end;
    strip(text, &start, &end);
    if (k) stance__buffer_putc(joined, ' ');
    stance__buffer_add(joined, text + start, end - start);
  }
}

stance_status stance_statement_read(char **out, size_t *length, const stance_article *article, size_t i, stance_error *error) {
  stance__buffer joined = STANCE__BUFFER_INIT;
  size_t before;
  join(&joined, &before, stance_article_statement(article, i), stance_article_text(article, NULL));
  stance__buffer_add(&joined, "", 0); /* never a NULL data */
  if (joined.failed) {
    stance__buffer_release(&joined);
    return stance__fail_memory(error);
  }
  *out = joined.data;
  *length = joined.length;
  return STANCE_OK;
}

void stance_statement_free_text(char *text) { stance__free(text); }

stance_status stance_label_statement(stance_labeller *labeller, const stance_article *article, size_t i, stance_label *out,
                                     double *probabilities, stance_reason *reasons, size_t n_reasons, size_t *found, stance_error *error) {
  const stance_statement *s = stance_article_statement(article, i);
  const char *text = stance_article_text(article, NULL);
  stance__buffer joined = STANCE__BUFFER_INIT;
  size_t before;
  join(&joined, &before, s, text);
  size_t n = 0;
  stance_status status = joined.failed ? stance__fail_memory(error) : STANCE_OK;
  if (status == STANCE_OK) status = stance_label_text(labeller, joined.data, joined.length, out, probabilities, error);
  if (status == STANCE_OK && n_reasons)
    status = stance_explain_text(labeller, joined.data, joined.length, out->label, reasons, n_reasons, &n, error);
  stance__buffer_release(&joined);
  if (status != STANCE_OK) return status;
  for (size_t k = 0; k < n; k++) {
    reasons[k].start = place_of(s, text, reasons[k].start > before ? reasons[k].start - before : 0);
    reasons[k].end = place_of(s, text, reasons[k].end > before ? reasons[k].end - before : 0);
  }
  if (found) *found = n;
  return STANCE_OK;
}
