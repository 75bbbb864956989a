/* One parser a format: from lines to the fields of a record. */
#ifndef STANCE_DATASETS_RECORD_FORMAT_H
#define STANCE_DATASETS_RECORD_FORMAT_H
#include "base/arena.h"
#include "datasets/line_source.h"
#include "stance/dataset.h"

/* A label is a name: a longer one is a text in the wrong column. A table with more columns is none. */
enum { STANCE__LONGEST_LABEL = 1000 /* bytes */, STANCE__MOST_COLUMNS = 10000 };

/* Which column of a table holds what; -1: none. */
typedef struct stance__columns {
  int text, label, id, group, speaker, kind, weight;
  size_t count;
  int *extra; /* [n_extra_fields] of the options, the reader's; -1: absent */
} stance__columns;

/* What a parser works with. Strings of the record live in `arena` or in the line, until the next record. */
typedef struct stance__parse {
  const stance_dataset_options *options;
  const char *file;
  long line;
  stance__arena *arena;
  stance_record *record;
  const char **extra; /* [n_extra_fields], NULL each; the record's */
  stance_error *error;
} stance__parse;

/* Finds the columns in a header's cells; columns->extra has been allocated. False where no cell is the text field. */
bool stance__columns_find(stance__columns *columns, const stance_dataset_options *options, char *const *cells, size_t n);
/* Fills the record from cells; STANCE_DATA where a needed cell is missing or empty. */
STANCE_MUST_CHECK stance_status stance__columns_apply(const stance__columns *columns, const stance__parse *p, char *const *cells, size_t n);
/* A weight's text: a finite number above 0, whatever the locale. */
bool stance__weight_parse(const char *text, double *weight);

/* Nothing but spaces, tabs and line ends; true for length 0. */
bool stance__is_blank(const char *text, size_t length);
/* Maps and drops the label (*keep is false then). Refuses a record without a text, or without a label where one is needed, texts and labels
   that are too long, and labels that cannot stand in a table. */
STANCE_MUST_CHECK stance_status stance__record_settle(stance_record *record, const stance_dataset_options *options, bool *keep,
                                                      stance_error *error);

/* Cuts a line at tabs, in place. */
STANCE_MUST_CHECK stance_status stance__tsv_cells(const stance__parse *p, char *line, char ***cells, size_t *n);
/* label<TAB>text without a header: further tabs become spaces. */
STANCE_MUST_CHECK stance_status stance__tsv_plain(const stance__parse *p, char *line);
/* One RFC 4180 record, which may go on over following lines of the source; *more lines are appended to `raw`. */
STANCE_MUST_CHECK stance_status stance__csv_cells(const stance__parse *p, stance__line_source *source, stance__buffer *raw, char ***cells,
                                                  size_t *n);
STANCE_MUST_CHECK stance_status stance__jsonl_record(const stance__parse *p, const char *line, size_t length);
STANCE_MUST_CHECK stance_status stance__fasttext_record(const stance__parse *p, char *line);
#endif
