/* What an evaluation shows on a page alone: plots, marked texts, the model's terms and card. Each appends to a document's section. */
#ifndef STANCE_REPORTS_EVALUATION_PAGE_H
#define STANCE_REPORTS_EVALUATION_PAGE_H
#include "reports/report_document.h"

/* The four figures that matter, large. */
void stance__page_headline(stance__document *d, const stance_evaluation *e);
/* Counts and row shares, shaded. */
void stance__page_confusion(stance__document *d, const stance_evaluation *e);
/* A section with ROC, precision and recall, reliability, accuracy against coverage; of both models where two are compared, then
   called A and B as in the comparison. `name` is the first model's. */
void stance__page_curves(stance__document *d, const stance_evaluation *e, const char *name);
/* Each slice's accuracy with its interval on one scale, and the figures; `overall` is the accuracy of all. */
void stance__page_slices(stance__document *d, const stance_slices *slices, double overall);
/* Each mistake's text, with the terms that spoke for it marked. */
void stance__page_mistakes(stance__document *d, const stance_evaluation *e);
/* Sections of an opened model: the strongest terms of each label, its learning curve where its card has one, and its card. */
void stance__page_model(stance__document *d, const stance_model *model);
#endif
