/* One labelled statement, as JSON, CSV, or a block of the table. */
#ifndef STANCE_CLI_STATEMENT_OUTPUT_H
#define STANCE_CLI_STATEMENT_OUTPUT_H
#include "base/buffer.h"
#include "stance/infer.h"

enum { CLI_MOST_REASONS = 100 };

typedef struct cli_answer {
  const stance_model *model;
  stance_label label;
  const double *probabilities;  /* [label count] */
  const stance_reason *reasons; /* [n_reasons] */
  size_t n_reasons;
  bool explain; /* reasons were asked for */
} cli_answer;

/* The members "label" to "decision", and "reasons" where asked for; places are bytes of `text`, written as code points. No braces. */
void cli_answer_json(stance__buffer *out, const cli_answer *answer, const char *text);
/* The whole object of statement i of an article, without a line end. */
void cli_statement_json(stance__buffer *out, const char *path, const stance_article *article, size_t i, const cli_answer *answer);
extern const char cli_statement_csv_header[];
void cli_statement_csv(stance__buffer *out, const char *path, const stance_article *article, size_t i, const cli_answer *answer);

/* "unclear" below the threshold, else the label. */
const char *cli_answer_name(const cli_answer *answer);
/* Speaker (may be NULL), stance in colour, probability as a bar, the wrapped text, the reasons. */
void cli_answer_table(stance__buffer *out, const char *speaker, const char *text, size_t length, const cli_answer *answer, bool color,
                      size_t width);
/* A label's escape sequence, "" without colour. */
const char *cli_label_color(const char *label, bool confident, bool color);
#endif
