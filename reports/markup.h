/* HTML and SVG written out of strings that nobody vouches for: articles, names, labels, cards. */
#ifndef STANCE_REPORTS_MARKUP_H
#define STANCE_REPORTS_MARKUP_H
#include "base/buffer.h"
#ifdef __cplusplus
extern "C" {
#endif

/* The text, fit for an element's content and for a quoted attribute: what is markup is escaped; invalid UTF-8 and control characters
   other than tabs and line ends become U+FFFD; a bidirectional control becomes its number in brackets, [U+202E], since it could show a
   reader other words than those that were written. */
void stance__markup_text(stance__buffer *b, const char *text, size_t length);
void stance__markup_puts(stance__buffer *b, const char *text); /* NUL-terminated; NULL writes nothing */
/* A name in running text: escaped, and kept from turning the words beside it around. */
void stance__markup_name(stance__buffer *b, const char *text);
/* A share as "62.5 %" or, at `decimals` 0, "63 %"; "—" for NaN. */
void stance__markup_percent(stance__buffer *b, double share, int decimals);

/* ---- Answers: a label's number, [n_labels] unclear, [n_labels + 1] neither. ---- */

/* The style class of an answer: colour and underline, or fill, as reports/report_page.css gives them. Labels beyond the sixth share. */
const char *stance__answer_class(size_t answer, size_t n_labels);
/* Its sign, which tells it apart without colour. */
const char *stance__answer_sign(size_t answer, size_t n_labels);
/* "unclear", "neither", or the label. */
const char *stance__answer_name(size_t answer, const char *const *labels, size_t n_labels);
/* Sign and name: <span class="stance l0">. */
void stance__answer_markup(stance__buffer *b, size_t answer, const char *const *labels, size_t n_labels);
/* Sign with the name for screen readers alone. */
void stance__answer_sign_markup(stance__buffer *b, size_t answer, const char *const *labels, size_t n_labels);
#ifdef __cplusplus
}
#endif
#endif
