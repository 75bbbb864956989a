/* The renderings of an evaluation, which evaluation.c chooses between. */
#ifndef STANCE_REPORTS_EVALUATION_PARTS_H
#define STANCE_REPORTS_EVALUATION_PARTS_H
#include "reports/report_document.h"
/* Quotes at most `quoted` of the statements on which two models differ, and says how many it left out. `page`: with what only a page can
   show. */
void stance__evaluation_document(stance__document *d, const stance_evaluation *e, size_t quoted, bool page,
                                 const stance_report_options *options);
void stance__evaluation_json(stance__buffer *b, const stance_evaluation *e, const stance_report_options *options);

/* The measures of a model that are single numbers, in the order of the report. */
typedef struct stance__measure {
  const char *key, *name, *meaning;
  double value;
  bool has_interval;
  stance_interval interval;
} stance__measure;
enum { STANCE__MEASURES = 12 };
void stance__measures_of(stance__measure out[STANCE__MEASURES], const stance_metrics *metrics);
#endif
