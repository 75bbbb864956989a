/* How often a word, in the frame in which it stands, attributes something: counted over news, by lemma and frame. */
#ifndef STANCE_ARTICLES_CUE_TABLE_H
#define STANCE_ARTICLES_CUE_TABLE_H
#include <stddef.h>
#include <stdint.h>

/* What a cue opens. Passive ones ("was described as") have frames of their own, because their subject is content. */
typedef enum stance__frame {
  FRAME_QUOTE,  /* said, "..." */
  FRAME_THAT,   /* said that ... */
  FRAME_WH,     /* asked whether ... */
  FRAME_CLAUSE, /* said he would */
  FRAME_TO,     /* vowed to */
  FRAME_NP,     /* criticised the plan */
  FRAME_NP_TO,  /* urged them to */
  FRAME_OF,
  FRAME_ABOUT,
  FRAME_FOR,
  FRAME_ON,
  FRAME_AGAINST,
  FRAME_WITH, /* other prepositions */
  FRAME_AS,
  FRAME_ING, /* denied having */
  FRAME_ADJECTIVE,
  FRAME_COLON, /* said: the plan is dead */
  FRAME_NONE,  /* nothing follows */
  FRAME_FINAL, /* the plan is dead, he said */
  FRAME_FINAL_QUOTE,
  FRAME_PASSIVE_CLAUSE,
  FRAME_PASSIVE_TO,
  FRAME_PASSIVE_AS,
  FRAME_PASSIVE_NP,
  FRAME_PASSIVE_BY,
  FRAME_PASSIVE_OTHER,
  STANCE__FRAMES
} stance__frame;

typedef struct stance__cue_row {
  char text[20];
  uint8_t percent[STANCE__FRAMES];
} stance__cue_row;
extern const stance__cue_row stance__cue_rows[]; /* row 0 is that of all other words */
extern const size_t stance__cue_row_count;
#endif
