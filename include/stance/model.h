/* A trained model: opening, asking what is in it, labelling statements. */
#ifndef STANCE_MODEL_H
#define STANCE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stance/features.h"
#include "stance/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable after opening: one model may be used by many threads at once. */
typedef struct stance_model stance_model;

/* Checks the whole file (checksum, then every field), maps it and uses it in place. STANCE_MODEL where it is damaged or not a model;
   STANCE_MACHINE where it cannot be read. The file must not be changed in place while open; replacing it by rename is fine. */
STANCE_MUST_CHECK stance_status stance_model_open(stance_model **out, const char *path, stance_error *error);
/* The same for a model that is in memory, such as one compiled into a program: the bytes are copied (into memory that has no name in the
   file system) and may go once this returns. `name` is for errors; NULL: "model in memory". */
STANCE_MUST_CHECK stance_status stance_model_open_memory(stance_model **out, const void *data, size_t size, const char *name,
                                                         stance_error *error);
/* Where the model is that a program uses when its user names none: $STANCE_MODEL if it is set and not empty, be there a file or not; else
   default.stance beside the library (a build), in share/stance/ of the prefix that the library is installed in, or where it was configured
   to go. path [size] gets it with its NUL; untouched on failure: STANCE_MACHINE where there is none, STANCE_USAGE where it is too long for
   `size` (4096 is enough). Reads the environment: no other thread may change it meanwhile. */
STANCE_MUST_CHECK stance_status stance_model_default_path(char *path, size_t size, stance_error *error);
/* Frees the model; labellers and judgements that borrow it must be gone, and no thread may be using it. NULL does nothing. */
void stance_model_close(stance_model *model);
/* What opening leaves out, since it takes a look at every term: that each is found in the vocabulary under its own text. STANCE_MODEL where
   one is not; such a file was made to mislead, and labels wrongly, but nothing outside it is read. */
STANCE_MUST_CHECK stance_status stance_model_verify(const stance_model *model, stance_error *error);

size_t stance_model_label_count(const stance_model *model); /* >= 2 */
/* Label i in byte order; valid until the model is closed. */
const char *stance_model_label(const stance_model *model, size_t i);
/* The card: one JSON object (schema stance.card/1), NUL-terminated; valid until the model is closed. */
const char *stance_model_card(const stance_model *model);
size_t stance_model_term_count(const stance_model *model);
/* Term number term < count, *length bytes of UTF-8 (as docs/formats.md writes terms), not NUL-terminated; valid until the model is
   closed. */
const char *stance_model_term(const stance_model *model, size_t term, size_t *length);
/* What a term adds to a label's decision before its row's norm, in a linear model (with two labels: positive speaks for that label); NaN
   for other kernels. */
double stance_model_weight(const stance_model *model, size_t term, size_t label);
/* The up to n terms that speak most for a label, strongest first, equal ones by number; *found says how many. Only those of positive
   weight; none for kernels that are not linear. terms [n]. */
STANCE_MUST_CHECK stance_status stance_model_strongest_terms(size_t *terms, size_t n, size_t *found, const stance_model *model,
                                                             size_t label, stance_error *error);
/* Below this probability a label is `unclear`, 0 to 1. */
double stance_model_threshold(const stance_model *model);
/* Above this probability of no stance a label is not confident; 1 where the model cannot tell. */
double stance_model_neither_threshold(const stance_model *model);
bool stance_model_has_neither(const stance_model *model); /* trained with rows labelled `neither` */
/* Out-of-fold counts from training: statements of label `truth` (label count: those labelled neither) that got the confident answer
   `predicted` (label count: they were not confident). All 0 where unknown. */
size_t stance_model_confusion(const stance_model *model, size_t truth, size_t predicted);
/* What it turns texts into; valid until the model is closed. */
const stance_feature_options *stance_model_features(const stance_model *model);

/* A term's part in a decision, on the words of the text. */
typedef struct stance_reason {
  size_t term;       /* number for stance_model_term */
  double weight;     /* contribution to the label's decision */
  size_t start, end; /* its first place: bytes of the text */
} stance_reason;

typedef struct stance_label {
  uint32_t label;     /* index: the larger decision */
  double probability; /* that label's, calibrated: Platt's sigmoid in the form of Lin, Lin and Weng (2007), section 3; with several labels
                         normalised to sum 1 (Zadrozny and Elkan, 2002) */
  double decision;    /* with two labels: positive speaks for the last one; otherwise the label's own machine */
  double neither;     /* probability of no stance; NaN where the model was trained without such rows */
  bool confident;     /* probability and neither on the right side of the model's thresholds, and some term known */
  size_t known_terms; /* distinct terms of the text that the model knows; 0: the label is the prior's */
} stance_label;

/* How an answer counts and is called: its label's number where it is confident, else the label count where it is unclear, the label count
   + 1 where the statement seems to take no stance ("neither"). */
size_t stance_model_answer(const stance_model *model, const stance_label *label);

/* Scratch memory for labelling; one a thread. Borrows the model. */
typedef struct stance_labeller stance_labeller;
STANCE_MUST_CHECK stance_status stance_labeller_new(stance_labeller **out, const stance_model *model, stance_error *error);
void stance_labeller_free(stance_labeller *labeller); /* NULL does nothing */
/* Labels one text: UTF-8, may be NULL where length is 0. *out, and probabilities [label count] where not NULL, are written on success.
   STANCE_DATA for invalid UTF-8 and for more than 16 MiB; STANCE_MACHINE for memory. The labeller stays usable after an error. */
STANCE_MUST_CHECK stance_status stance_label_text(stance_labeller *labeller, const char *text, size_t length, stance_label *out,
                                                  double *probabilities, stance_error *error);
/* The up to n strongest reasons for `label` (below the label count), in reasons [n], strongest first (by magnitude); *found says how many.
   Linear models; others give 0. Errors as in stance_label_text. */
STANCE_MUST_CHECK stance_status stance_explain_text(stance_labeller *labeller, const char *text, size_t length, uint32_t label,
                                                    stance_reason *reasons, size_t n, size_t *found, stance_error *error);
/* A batch over threads (0: all cores; at most 256): out [n], probabilities [n][label count] or NULL. The answers are those of
   stance_label_text, whatever the number of threads. Errors likewise, those of the first text at fault; out is then unspecified. The
   threads are the call's own and gone when it returns. Several batches may run on one model at once. */
STANCE_MUST_CHECK stance_status stance_label_batch(const stance_model *model, const stance_text *texts, size_t n, size_t threads,
                                                   stance_label *out, double *probabilities, stance_error *error);

#ifdef __cplusplus
}
#endif
#endif
