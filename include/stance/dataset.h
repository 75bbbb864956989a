/* Labelled (or unlabelled) statements: reading TSV, CSV, JSONL, fastText lines and plain lines, optionally gzip-compressed; seeded,
   stratified splits that keep groups whole; duplicate reports. */
#ifndef STANCE_DATASET_H
#define STANCE_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stance/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum stance_data_format {
  STANCE_FORMAT_AUTO = 0, /* by file name (.tsv .csv .jsonl .ndjson .txt, each also with .gz), else by the first line */
  STANCE_FORMAT_TSV,      /* label<TAB>text; a header line naming the columns is recognised */
  STANCE_FORMAT_CSV,      /* RFC 4180 with a header */
  STANCE_FORMAT_JSONL,    /* one object a line: text, label, optional id, group, speaker, kind, weight */
  STANCE_FORMAT_FASTTEXT, /* __label__x text */
  STANCE_FORMAT_LINES     /* one unlabelled text a line */
} stance_data_format;

/* What a file of this name is read as, .gz left aside; STANCE_FORMAT_AUTO where the name does not say (.txt does not). */
stance_data_format stance_data_format_of_name(const char *name);

typedef struct stance_label_map {
  const char *from, *to; /* NUL-terminated; borrowed */
} stance_label_map;

/* Strings are borrowed for the duration of the call (reader: until it is closed); NULL means the default. */
typedef struct stance_dataset_options {
  stance_data_format format;
  const char *text_field;  /* default "text" */
  const char *label_field; /* default "label" */
  const char *group_field; /* default "group" */
  const stance_label_map *maps;
  size_t n_maps;
  const char *const *drops; /* labels to leave out, compared after mapping and before */
  size_t n_drops;
  bool skip_bad;    /* skip and count bad rows instead of failing */
  bool need_labels; /* a row without a label is bad */
  /* Further columns (TSV and CSV with a header) or members (JSONL: a string, number or boolean) to expose as they stand, neither
     mapped nor dropped; may repeat the names above. A table without such a column is STANCE_DATA, as is a format without names. */
  const char *const *extra_fields; /* [n_extra_fields] */
  size_t n_extra_fields;
  size_t threads; /* stance_dataset_read only: for finding duplicates; 0: all cores. What is found does not depend on it. */
} stance_dataset_options;
#define STANCE_DATASET_OPTIONS_INIT                                                                                                        \
  { STANCE_FORMAT_AUTO, NULL, NULL, NULL, NULL, 0, NULL, 0, false, true, NULL, 0, 0 }
/* The same, for callers that cannot use a macro; options must not be NULL. */
void stance_dataset_options_init(stance_dataset_options *options);

/* A view of one record. Strings are UTF-8, NUL-terminated, without NUL inside; NULL where the record has none. */
typedef struct stance_record {
  const char *text;
  size_t text_length; /* bytes; never 0 */
  const char *label;  /* after mapping */
  const char *id;     /* for JSONL the raw JSON bytes of the value (a string keeps its quotes); otherwise the cell */
  const char *group, *speaker, *kind;
  double weight;    /* > 0; 1 where not given */
  const char *file; /* as given */
  long line;        /* first line of the record, 1-based */
  const char *raw;  /* the record's own bytes without the line end (JSONL: the object) */
  size_t raw_length;
  const char *const *extra; /* [n_extra_fields] of the options; NULL where missing or empty */
} stance_record;

/* ---- Streaming in constant memory: one record at a time, or a batch. ---- */
typedef struct stance_reader stance_reader;
/* path "-" is standard input. Not thread-safe. Options strings must outlive the reader. */
STANCE_MUST_CHECK stance_status stance_reader_open(stance_reader **out, const char *path, const stance_dataset_options *options,
                                                   stance_error *error);
/* *record is NULL at the end; valid until the next call. Errors name file and line (STANCE_DATA; STANCE_MACHINE for I/O). A line over
   64 MiB is an error. */
STANCE_MUST_CHECK stance_status stance_reader_next(stance_reader *reader, const stance_record **record, stance_error *error);
/* Bad rows skipped so far (0 unless skip_bad), and the first one's error in *first where not NULL. */
size_t stance_reader_skipped(const stance_reader *reader, stance_error *first);
void stance_reader_close(stance_reader *reader); /* NULL does nothing */

/* Several records at once, for programs that work on them in parallel: one thread reads the next batch while others work on earlier
   ones. A batch holds its records by itself: they and their strings (but `file`, which is the reader's) stay until the batch is filled
   again or freed, whatever the reader does, and may be read from several threads. Its memory is kept from one filling to the next. */
typedef struct stance_batch stance_batch;
STANCE_MUST_CHECK stance_status stance_batch_new(stance_batch **out, stance_error *error);
void stance_batch_free(stance_batch *batch); /* NULL does nothing */
size_t stance_batch_size(const stance_batch *batch);
const stance_record *stance_batch_record(const stance_batch *batch, size_t i); /* i < size */
/* Fills the batch with the records that stance_reader_next would give, as many as there are: up to `most` (> 0), and no more once they
   reach `most_bytes` together. Size 0 is the end. Where a record is bad, those before it are given first, and the next call (of either
   kind) returns the error. */
STANCE_MUST_CHECK stance_status stance_reader_next_batch(stance_reader *reader, stance_batch *batch, size_t most, size_t most_bytes,
                                                         stance_error *error);

/* ---- Whole sets. Immutable after reading, so safe to share between threads. ---- */
typedef struct stance_dataset stance_dataset;
/* Reads all files in order into one set; "-" is standard input. Errors as in stance_reader_next; no rows at all is STANCE_DATA. The set
   borrows nothing. */
STANCE_MUST_CHECK stance_status stance_dataset_read(stance_dataset **out, const char *const *paths, size_t n_paths,
                                                    const stance_dataset_options *options, stance_error *error);
/* The same from records in memory, in order; nothing of them is borrowed afterwards. Of a record, text, text_length, label, id, group,
   speaker, kind and weight count (0: 1, as for one that says nothing); its `file` and `line` are for errors (NULL: "records"; 0: its number
   from 1). Of the options, maps, drops, skip_bad, need_labels and threads do. STANCE_DATA, naming the record, for what a reader would
   refuse in a file: an empty text, no label where labels are needed, a negative or infinite weight, strings that are not valid UTF-8, a
   text with NUL in it; and for no records at all. */
STANCE_MUST_CHECK stance_status stance_dataset_from_records(stance_dataset **out, const stance_record *records, size_t n,
                                                            const stance_dataset_options *options, stance_error *error);
void stance_dataset_free(stance_dataset *dataset);            /* NULL does nothing */
size_t stance_dataset_size(const stance_dataset *dataset);    /* records */
size_t stance_dataset_skipped(const stance_dataset *dataset); /* bad rows; 0 unless skip_bad */
size_t stance_dataset_dropped(const stance_dataset *dataset); /* rows whose label was in drops */
/* Record i < size; valid as long as the dataset; raw is NULL here. */
const stance_record *stance_dataset_record(const stance_dataset *dataset, size_t i);
size_t stance_dataset_label_count(const stance_dataset *dataset);
const char *stance_dataset_label(const stance_dataset *dataset, size_t label); /* sorted by bytes; valid as long as the dataset */
uint32_t stance_dataset_label_of(const stance_dataset *dataset, size_t i);     /* index into the labels; UINT32_MAX unlabelled */
/* Group number of record i: records without a group are groups of their own. Groups 0..count-1. Exact and near-duplicate texts (see
   below) are put in one group too, so that they never straddle a split. */
uint32_t stance_dataset_group_of(const stance_dataset *dataset, size_t i);
size_t stance_dataset_group_count(const stance_dataset *dataset);
/* XXH3-128 over labels and texts in order, as 32 hex digits and NUL. */
void stance_dataset_hash(const stance_dataset *dataset, char out[33]);

/* Stratified group k-fold: fold[i] in 0..k-1 for every record, groups whole, label shares as even as groups allow (greedy: groups in
   seeded order, largest first, each to the fold that keeps the label counts most even). k >= 2; STANCE_DATA where there are fewer
   than k groups. */
STANCE_MUST_CHECK stance_status stance_dataset_folds(const stance_dataset *dataset, size_t k, uint64_t seed, uint32_t *fold /* [size] */,
                                                     stance_error *error);

typedef struct stance_duplicates {
  size_t exact;     /* records whose text, case-folded and with spaces merged, stood before */
  size_t near;      /* records that share >= 0.8 of 5-byte shingles (Jaccard, via MinHash candidates checked exactly) with one before */
  size_t conflicts; /* of both, those whose label differs from the earlier one's */
} stance_duplicates;
/* Found while reading; constant time. */
stance_duplicates stance_dataset_duplicates(const stance_dataset *dataset);
/* The earlier record that record i repeats (never one that repeats another itself), or SIZE_MAX. */
size_t stance_dataset_duplicate_of(const stance_dataset *dataset, size_t i);

#ifdef __cplusplus
}
#endif
#endif
