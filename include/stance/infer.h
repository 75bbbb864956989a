/* The whole pipeline over an article: its statements, their speakers, their labels. */
#ifndef STANCE_INFER_H
#define STANCE_INFER_H

#include "stance/article.h"
#include "stance/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Labels statement i < count of the article from its spans (joined by a space, outer quotation marks left out); indirect and mixed
   statements with their cue before them, since "rejected the plan" and "welcomed the plan" have the same span. reasons' places are bytes of
   the article's text; those of words of the cue are empty and stand at the statement's start. Arguments as in stance_label_text and
   stance_explain_text; reasons may be NULL with n_reasons 0, found NULL. Articles may be shared between threads, labellers not. */
STANCE_MUST_CHECK stance_status stance_label_statement(stance_labeller *labeller, const stance_article *article, size_t i,
                                                       stance_label *out, double *probabilities, stance_reason *reasons, size_t n_reasons,
                                                       size_t *found, stance_error *error);

/* The text that stance_label_statement labels: *text is a copy, NUL-terminated, freed with stance_statement_free_text; *length its
   bytes. */
STANCE_MUST_CHECK stance_status stance_statement_read(char **text, size_t *length, const stance_article *article, size_t i,
                                                      stance_error *error);
void stance_statement_free_text(char *text); /* NULL does nothing */

/* ---- Answers as they are shown. ---- */

/* The name of what stance_model_answer gives: a label, "unclear" or "neither". Valid until the model is closed. */
const char *stance_answer_name(const stance_model *model, size_t column);

/* An answer; all borrowed. */
typedef struct stance_answer {
  const stance_model *model;
  stance_label label;
  const double *probabilities;  /* [label count] */
  const stance_reason *reasons; /* [n_reasons] */
  size_t n_reasons;
  bool explain; /* reasons were asked for */
} stance_answer;

/* A statement of an article; names may be others than the article's own, merged ones. */
typedef struct stance_shown_statement {
  const char *article_name;
  const stance_article *article;
  size_t index;
  const char *speaker, *target; /* NULL where not known */
} stance_shown_statement;

/* Text that the functions below append to: start from all zero, release at the end. */
typedef struct stance_rendered {
  char *data; /* NUL-terminated once something was appended */
  size_t length, capacity;
} stance_rendered;
void stance_rendered_release(stance_rendered *rendered); /* back to all zero; fine on that */

/* The members "label" to "decision" of stance.statement/1, and "reasons" where asked for, without braces; `text` is what the reasons'
   places are bytes of. On failure nothing is appended (STANCE_MACHINE: memory). */
STANCE_MUST_CHECK stance_status stance_answer_json(stance_rendered *out, const stance_answer *answer, const char *text,
                                                   stance_error *error);
/* The whole object, schema stance.statement/1 (docs/formats.md), without a line end. */
STANCE_MUST_CHECK stance_status stance_statement_json(stance_rendered *out, const stance_shown_statement *statement,
                                                      const stance_answer *answer, stance_error *error);
/* A row of CSV with its line end; the header's columns are those of stance_statement_csv_header, which ends in a line end too. */
STANCE_MUST_CHECK stance_status stance_statement_csv(stance_rendered *out, const stance_shown_statement *statement,
                                                     const stance_answer *answer, stance_error *error);
const char *stance_statement_csv_header(void); /* static storage */

#ifdef __cplusplus
}
#endif
#endif
