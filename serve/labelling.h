/* What there is to label, who gave it which label, and what comes next. */
#ifndef STANCE_SERVE_LABELLING_H
#define STANCE_SERVE_LABELLING_H
#include "base/table.h"
#include "serve/label_file.h"
#include "serve/label_record.h"
#include "serve/model_slot.h"
#include "serve/serve.h"
#include <pthread.h>

enum { SERVE_MOST_ITEMS = 200000, SERVE_MOST_ANNOTATORS = 100 };
/* One of this many is drawn at random. */
enum { SERVE_RANDOM_EVERY = 4 };

/* What an annotator gave an item. */
enum { SERVE_NOT_SEEN = 0, SERVE_SKIPPED = 1, SERVE_FIRST_LABEL = 2 /* plus the label's number in `labels` */ };

/* A statement; from the pool, or only from the label file. Strings come from the labelling's arena. */
typedef struct serve_item {
  uint64_t id, draw; /* draw: its place in the random order */
  const char *text;
  size_t length;
  const char *article, *speaker, *kind, *cue; /* NULL where not known */
  const char *before, *after;                 /* what stands around it in the article; NULL where it came alone */
  bool in_pool, random;
  stance_label answer; /* the current model's */
  double doubt;        /* 1 minus the probability of the likeliest of: each label, neither */
} serve_item;

typedef struct serve_past {
  uint32_t item;
  uint64_t seq;
} serve_past;

typedef struct serve_annotator {
  char name[SERVE_LONGEST_ANNOTATOR + 1];
  uint16_t *given; /* [capacity of items] */
  size_t given_capacity;
  serve_past *past; /* [n_past] what undo takes back, last one first */
  size_t n_past, past_capacity;
  size_t labelled, skipped;
} serve_annotator;

typedef struct serve_source {
  char name[256];
  size_t statements;
} serve_source;

typedef struct serve_labelling {
  pthread_mutex_t lock; /* of all that follows; functions below want it held unless they say otherwise */
  serve_label_file *file;
  const char *path;
  uint64_t records;
  stance__arena arena;
  stance__table *ids;    /* the id's 8 bytes to the item's number */
  stance__table *labels; /* names to numbers */
  serve_item *items;
  double *probabilities; /* [items][label count of the model] */
  size_t n_items, capacity, n_model_labels;
  uint32_t *by_doubt, *by_draw; /* [n_pool] of the uncertain part, of the random part */
  size_t n_uncertain, n_random, repeated;
  serve_annotator **annotators;
  size_t n_annotators;
  serve_source *sources;
  size_t n_sources;
} serve_labelling;

/* Without a file, labelling stays off: `file` is NULL. Not under the lock. */
STANCE_MUST_CHECK stance_status serve_labelling_open(serve_labelling *l, const char *path, serve_model *model, stance__buffer *notice,
                                                     stance_error *error);
void serve_labelling_close(serve_labelling *l);

/* ---- Items (label_items.c, pool_read.c) ---- */
/* Statements on their way into the labelling: strings are borrowed from `arena`. */
typedef struct serve_batch {
  stance__arena arena;
  serve_item *items;     /* [n] */
  double *probabilities; /* [n][label count], once answered */
  size_t n, capacity;
} serve_batch;
STANCE_MUST_CHECK stance_status serve_batch_add(serve_batch *batch, const serve_item *item, stance_error *error);
STANCE_MUST_CHECK stance_status serve_batch_answer(serve_batch *batch, const stance_model *model, stance_error *error);
void serve_batch_release(serve_batch *batch);
/* Puts an answered batch in and orders the pool anew; texts that the pool has are counted as repeated. STANCE_DATA where the pool would
   grow beyond SERVE_MOST_ITEMS: then nothing of it is in. */
STANCE_MUST_CHECK stance_status serve_items_put(serve_labelling *l, const serve_batch *batch, const char *source, size_t *added,
                                                stance_error *error);
/* Another model of the same labels answers for all items from now on. */
STANCE_MUST_CHECK stance_status serve_items_answer(serve_labelling *l, const stance_model *model, stance_error *error);
/* Reads statements, or the statements of articles, from the file at `path`; nothing is locked. `name` is shown, and says the format. */
STANCE_MUST_CHECK stance_status serve_pool_read(serve_batch *batch, const char *path, const char *name, bool articles,
                                                const char *text_field, stance_error *error);

/* ---- Annotators (labelling.c) ---- */
serve_annotator *serve_annotator_find(const serve_labelling *l, const char *name); /* NULL where there is none */
uint16_t serve_given(const serve_annotator *annotator, uint32_t item);             /* annotator may be NULL */
/* UINT32_MAX where the id is not known. */
uint32_t serve_item_find(const serve_labelling *l, uint64_t id);
/* The next up to n items for the annotator (NULL: a new one), out [n]; returns how many. */
size_t serve_label_next(const serve_labelling *l, const serve_annotator *annotator, size_t n, uint32_t *out);

typedef enum serve_outcome {
  SERVE_SAVED = 0,
  SERVE_WAS_THERE,
  SERVE_CONFLICT,
  SERVE_NOTHING,
  SERVE_TOO_MANY,
  SERVE_NOT_SAVED
} serve_outcome;
/* Writes a label (or a skip, label NULL) and, once it is synced, takes it into account. *record is what was written, or stands there.
   SERVE_CONFLICT: the annotator gave it something else; SERVE_NOT_SAVED: the error says why. */
serve_outcome serve_label_give(serve_labelling *l, const char *annotator, uint32_t item, const char *label, const stance_model *model,
                               serve_record *record, stance_error *error);
/* Takes back the annotator's last label or skip. SERVE_NOTHING where there is none. */
serve_outcome serve_label_undo(serve_labelling *l, const char *annotator, uint32_t *item, serve_record *record, stance_error *error);
/* The label that most annotators gave; UINT32_MAX for none or a tie. */
uint32_t serve_label_majority(const serve_labelling *l, uint32_t item);
#endif
