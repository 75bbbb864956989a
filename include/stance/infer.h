/* The whole pipeline over an article: its statements, their speakers, their labels. */
#ifndef STANCE_INFER_H
#define STANCE_INFER_H

#include "stance/article.h"
#include "stance/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Labels statement i of the article from its spans (joined by a space, outer quotation marks left out); indirect and mixed statements with
   their cue before them, since "rejected the plan" and "welcomed the plan" have the same span. reasons' places are bytes of the article's
   text; those of words of the cue are empty and stand at the statement's start. Arguments as in stance_label_text and stance_explain_text; reasons may be NULL with n_reasons 0. */
STANCE_MUST_CHECK stance_status stance_label_statement(stance_labeller *labeller, const stance_article *article, size_t i,
                                                       stance_label *out, double *probabilities, stance_reason *reasons,
                                                       size_t n_reasons, size_t *found, stance_error *error);

#ifdef __cplusplus
}
#endif
#endif
