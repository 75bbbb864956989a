/* A line of the label file, schema stance.label/1: a label, a skip, or an undo of either. */
#ifndef STANCE_SERVE_LABEL_RECORD_H
#define STANCE_SERVE_LABEL_RECORD_H
#include "base/arena.h"
#include "base/buffer.h"
#include "stance/status.h"
#include <stdbool.h>
#include <stdint.h>

typedef enum serve_event { SERVE_LABEL = 0, SERVE_SKIP, SERVE_UNDO } serve_event;

enum { SERVE_LONGEST_ANNOTATOR = 64, SERVE_LONGEST_LABEL = 200, SERVE_ID_SIZE = 17, SERVE_TIME_SIZE = 21 };

typedef struct serve_record {
  uint64_t seq; /* the line's number */
  serve_event event;
  uint64_t id;
  const char *annotator;
  char time[SERVE_TIME_SIZE];
  /* Not of an undo. */
  const char *text;
  bool random;
  const char *group, *speaker, *kind; /* NULL where not known */
  /* Of a label. */
  const char *label, *model_label;
  double model_probability;
  /* Of an undo. */
  uint64_t undoes;
} serve_record;

/* A text's id: the same in every run. */
uint64_t serve_text_id(const char *text, size_t length);
void serve_id_print(char out[SERVE_ID_SIZE], uint64_t id);
bool serve_id_read(uint64_t *id, const char *text); /* 16 hex digits, lower case */
/* 1 to 64 bytes without control characters. */
bool serve_is_annotator(const char *name);

/* The line with its end. */
void serve_record_print(stance__buffer *out, const serve_record *record);
/* Strings come from the arena. STANCE_DATA, naming file and line, for what serve_record_print does not write; seq must be `number`. */
STANCE_MUST_CHECK stance_status serve_record_read(serve_record *out, const char *line, size_t length, const char *file, long number,
                                                  stance__arena *arena, stance_error *error);
#endif
