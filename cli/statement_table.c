/* Labelled statements for eyes: speaker, stance in colour, probability as a bar, the statement wrapped to the terminal. */
#include <string.h>

#include "base/utf8.h"
#include "cli/statement_output.h"

enum { BAR = 10, SPEAKER_WIDTH = 28, LABEL_WIDTH = 14 };

const char *cli_label_color(const char *label, bool confident, bool color) {
  if (!color) return "";
  if (!confident) return "\033[2m";
  if (strcmp(label, "conciliatory") == 0) return "\033[32m";
  if (strcmp(label, "uncompromising") == 0) return "\033[31m";
  return "\033[36m";
}

void cli_put_safe(stance__buffer *b, const char *text, size_t length) {
  for (size_t at = 0, size; at < length; at += size) {
    uint32_t c = stance__utf8_decode(text + at, length - at, &size);
    bool space = c == '\t' || c == '\n' || c == '\r';
    if (space)
      stance__buffer_putc(b, ' ');
    else if (stance__utf8_is_control(c) || stance__utf8_is_bidi_control(c))
      stance__buffer_putc(b, '?');
    else
      stance__buffer_add(b, text + at, size);
  }
}

void cli_put_padded(stance__buffer *b, const char *text, size_t length, size_t width) {
  cli_put_safe(b, text, length);
  for (size_t n = stance__utf8_count(text, length); n < width; n++) stance__buffer_putc(b, ' ');
}

/* Words of the text in lines of `width` columns behind an indent of four. */
static void wrap(stance__buffer *b, const char *text, size_t length, size_t width) {
  size_t column = 0;
  for (size_t at = 0; at < length;) {
    while (at < length && ((unsigned char)text[at] <= ' ' || text[at] == 0x7F)) at++;
    size_t end = at;
    while (end < length && (unsigned char)text[end] > ' ' && text[end] != 0x7F) end++;
    if (end == at) break;
    size_t points = stance__utf8_count(text + at, end - at);
    if (column && column + 1 + points > width - 4) {
      stance__buffer_putc(b, '\n');
      column = 0;
    }
    stance__buffer_puts(b, column ? " " : "    ");
    column += points + (column ? 1 : 0);
    cli_put_safe(b, text + at, end - at);
    at = end;
  }
  stance__buffer_putc(b, '\n');
}

void cli_answer_table(stance__buffer *b, const char *speaker, const char *text, size_t length, const cli_answer *a, bool color,
                      size_t width) {
  const char *plain = color ? "\033[0m" : "", *bold = color ? "\033[1m" : "", *dim = color ? "\033[2m" : "";
  const char *name = stance_answer_name(a->model, stance_model_answer(a->model, &a->label));
  const char *tone = cli_label_color(name, a->label.confident, color);
  stance__buffer_puts(b, "  ");
  if (speaker) {
    stance__buffer_puts(b, bold);
    cli_put_padded(b, speaker, strlen(speaker), SPEAKER_WIDTH);
    stance__buffer_puts(b, plain);
    stance__buffer_putc(b, ' ');
  }
  stance__buffer_puts(b, tone);
  cli_put_padded(b, name, strlen(name), LABEL_WIDTH);
  stance__buffer_putc(b, ' ');
  bool neither = stance_model_answer(a->model, &a->label) > stance_model_label_count(a->model); /* then the bar is of that */
  double probability = neither ? a->label.neither : a->label.probability;
  size_t filled = (size_t)(probability * BAR + 0.5);
  for (size_t i = 0; i < BAR; i++) stance__buffer_puts(b, i < filled ? "█" : "░");
  stance__buffer_printf(b, "%s %.2f", plain, probability);
  if (!a->label.confident && !neither && a->label.known_terms)
    stance__buffer_printf(b, "  %sleans %s%s", dim, stance_model_label(a->model, a->label.label), plain);
  if (!a->label.known_terms) stance__buffer_printf(b, "  %sno word of it is known%s", dim, plain);
  stance__buffer_putc(b, '\n');
  wrap(b, text, length, width);
  for (size_t i = 0; i < a->n_reasons; i++) {
    size_t term_length;
    const char *term = stance_model_term(a->model, a->reasons[i].term, &term_length);
    stance__buffer_printf(b, "    %s%+.3f  %.*s%s\n", dim, a->reasons[i].weight, (int)term_length, term, plain);
  }
}
