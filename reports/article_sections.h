/* The parts of an article report that count: who took which line, when, towards whom. */
#ifndef STANCE_REPORTS_ARTICLE_SECTIONS_H
#define STANCE_REPORTS_ARTICLE_SECTIONS_H
#include "base/name_counts.h"
#include "reports/article_markup.h"

/* What the signs mean. */
void stance__legend(stance__buffer *b, const stance__stances *stances);
/* A table of names with a bar each, most statements first; at most `most`, and how many were left out. `separator` not '\0' stands between
   the two halves of a name, which are columns then. `unnamed` statements have no name and are said below. */
void stance__counts_table(stance__buffer *b, const stance__name_counts *counts, const stance__stances *stances, const char *caption,
                          const char *first_title, const char *second_title, size_t most, size_t unnamed);
/* Statements over time, in bars by day, month or year, whichever fits, with the table behind them. Names are days. */
void stance__timeline(stance__buffer *b, const stance__name_counts *days, const stance__stances *stances);
/* Header cells and cells of the counts of all answers, and of their sum. */
void stance__answer_headings(stance__buffer *b, const stance__stances *stances);
void stance__answer_cells(stance__buffer *b, const size_t *counts, const stance__stances *stances);
#endif
