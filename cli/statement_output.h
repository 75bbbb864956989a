/* One labelled statement, as JSON, CSV, or a block of the table. */
#ifndef STANCE_CLI_STATEMENT_OUTPUT_H
#define STANCE_CLI_STATEMENT_OUTPUT_H
#include "base/buffer.h"
#include "stance/infer.h"

enum { CLI_MOST_REASONS = 100 };

typedef stance_answer cli_answer;
typedef stance_shown_statement cli_statement; /* names may have been merged */

/* As their namesakes of stance/infer.h; out of memory is the buffer's `failed`. */
void cli_answer_json(stance__buffer *out, const cli_answer *answer, const char *text);
void cli_statement_json(stance__buffer *out, const cli_statement *statement, const cli_answer *answer);
void cli_statement_csv(stance__buffer *out, const cli_statement *statement, const cli_answer *answer);

/* Text for a terminal: an article must not drive it, so controls, line ends and bidirectional controls become '?' or a space. */
void cli_put_safe(stance__buffer *out, const char *text, size_t length);
/* The same, padded with spaces to `width` columns. */
void cli_put_padded(stance__buffer *out, const char *text, size_t length, size_t width);
/* Speaker (may be NULL), stance in colour, probability as a bar, the wrapped text, the reasons. */
void cli_answer_table(stance__buffer *out, const char *speaker, const char *text, size_t length, const cli_answer *answer, bool color,
                      size_t width);
/* A label's escape sequence, "" without colour. */
const char *cli_label_color(const char *label, bool confident, bool color);
#endif
