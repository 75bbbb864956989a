/* Bars that stand in the cells of tables. They are drawn in percent of the cell's width, so that they fit wherever the table does; the
   figures they show stand in the cells beside them, so screen readers are spared them. */
#ifndef STANCE_REPORTS_BAR_MARKS_H
#define STANCE_REPORTS_BAR_MARKS_H
#include "base/buffer.h"
#include "stance/report.h"
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif

/* Counts of answers [n_labels + 2] side by side, `whole` filling the width. */
void stance__bar_answers(stance__buffer *b, const size_t *counts, size_t n_labels, size_t whole);
/* One value of 0 to 1 in the style of an answer, or in plain ink where class_name is NULL. */
void stance__bar_share(stance__buffer *b, double share, const char *class_name);
/* A value with its interval on a scale from 0 to 1, and a tick at `reference` where that is a number. */
void stance__bar_interval(stance__buffer *b, double value, stance_interval interval, double reference);
#ifdef __cplusplus
}
#endif
#endif
