/* How large one thing may be that input hands over, where more than one room has to know. Streams have no limit: what is limited is what
   has to be held at once. docs/limits.md lists all limits, those of single rooms included. */
#ifndef STANCE_BASE_LIMITS_H
#define STANCE_BASE_LIMITS_H
/* Bytes of one text: a statement, an article, a page. Working on a text takes up to 120 times its bytes. */
enum { STANCE__LONGEST_TEXT = 16 << 20 };
#endif
