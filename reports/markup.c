#include "reports/markup.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

static const char *entity(char c) {
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  default: return NULL;
  }
}

static bool is_plain(unsigned char c) { return (c >= ' ' && c < 0x7F && !entity((char)c)) || c == '\n' || c == '\t'; }

void stance__markup_text(stance__buffer *b, const char *text, size_t length) {
  for (size_t at = 0, size; at < length; at += size) {
    size_t plain = at;
    while (plain < length && is_plain((unsigned char)text[plain])) plain++;
    stance__buffer_add(b, text + at, plain - at);
    at = plain;
    if (at == length) break;
    const char *escape = entity(text[at]);
    size = 1;
    if (escape) {
      stance__buffer_puts(b, escape);
      continue;
    }
    size_t rest = length - at < 4 ? length - at : 4;
    if (!stance__utf8_valid(text + at, rest)) {
      stance__buffer_puts(b, "\xEF\xBF\xBD");
      continue;
    }
    uint32_t c = stance__utf8_decode(text + at, rest, &size);
    if (stance__utf8_is_bidi_control(c))
      stance__buffer_printf(b, "[U+%04X]", (unsigned)c);
    else if (c == '\r')
      stance__buffer_putc(b, '\n'); /* as HTML reads it */
    else if (stance__utf8_is_control(c))
      stance__buffer_puts(b, "\xEF\xBF\xBD");
    else
      stance__buffer_add(b, text + at, size);
  }
}

void stance__markup_puts(stance__buffer *b, const char *text) {
  if (text) stance__markup_text(b, text, strlen(text));
}

void stance__markup_name(stance__buffer *b, const char *text) {
  stance__buffer_puts(b, "<bdi>");
  stance__markup_puts(b, text);
  stance__buffer_puts(b, "</bdi>");
}

void stance__markup_percent(stance__buffer *b, double share, int decimals) {
  if (isnan(share))
    stance__buffer_puts(b, "—");
  else
    stance__buffer_printf(b, "%.*f\xC2\xA0%%", decimals, 100 * share);
}

/* ---- Answers ---- */

enum { LABEL_STYLES = 6 };
static const char *const classes[] = {"l0", "l1", "l2", "l3", "l4", "l5", "un", "ne"};
static const char *const signs[] = {"●", "■", "▲", "◆", "▼", "✚", "○", "–"};

static size_t style_of(size_t answer, size_t n_labels) {
  return answer < n_labels ? answer % LABEL_STYLES : LABEL_STYLES + (answer - n_labels);
}

const char *stance__answer_class(size_t answer, size_t n_labels) { return classes[style_of(answer, n_labels)]; }
const char *stance__answer_sign(size_t answer, size_t n_labels) { return signs[style_of(answer, n_labels)]; }

const char *stance__answer_name(size_t answer, const char *const *labels, size_t n_labels) {
  return answer < n_labels ? labels[answer] : answer == n_labels ? "unclear" : "neither";
}

void stance__answer_markup(stance__buffer *b, size_t answer, const char *const *labels, size_t n_labels) {
  stance__buffer_printf(b, "<span class=\"stance %s\"><span aria-hidden=\"true\">%s</span>\xC2\xA0", stance__answer_class(answer, n_labels),
                        stance__answer_sign(answer, n_labels));
  stance__markup_puts(b, stance__answer_name(answer, labels, n_labels));
  stance__buffer_puts(b, "</span>");
}

void stance__answer_sign_markup(stance__buffer *b, size_t answer, const char *const *labels, size_t n_labels) {
  stance__buffer_printf(b, "<span class=\"stance %s\" title=\"", stance__answer_class(answer, n_labels));
  stance__markup_puts(b, stance__answer_name(answer, labels, n_labels));
  stance__buffer_printf(b, "\"><span aria-hidden=\"true\">%s</span><span class=\"hidden\">", stance__answer_sign(answer, n_labels));
  stance__markup_puts(b, stance__answer_name(answer, labels, n_labels));
  stance__buffer_puts(b, "</span></span>");
}
