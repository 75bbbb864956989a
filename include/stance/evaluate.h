/* How right a model is on labelled statements: labels them, and computes what report.h computes. */
#ifndef STANCE_EVALUATE_H
#define STANCE_EVALUATE_H

#include <stddef.h>
#include <stdint.h>

#include "stance/dataset.h"
#include "stance/model.h"
#include "stance/report.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Start from STANCE_EVALUATE_OPTIONS_INIT. */
typedef struct stance_evaluate_options {
  size_t threads; /* for labelling; 0: all cores. What is found does not depend on it. */
  size_t draws;   /* of the bootstrap; 0: 10,000 */
  uint64_t seed;  /* of the bootstrap; default 1 */
} stance_evaluate_options;
#define STANCE_EVALUATE_OPTIONS_INIT                                                                                                       \
  { 0, 0, 1 }
/* The same, for callers that cannot use a macro; options must not be NULL. */
void stance_evaluate_options_init(stance_evaluate_options *options);

/* A model's answers to the records of a dataset, and its figures. Immutable, so safe to share between threads. */
typedef struct stance_judgement stance_judgement;

/* Labels every record of the dataset and compares; what `stance evaluate` does. Borrows model and dataset until the judgement is freed.
   options NULL: the defaults. Records labelled "neither", where the model has no such label, are not judged but counted. STANCE_DATA,
   naming the record, for any other label that the model does not know, and for a record without one. */
STANCE_MUST_CHECK stance_status stance_evaluate(stance_judgement **out, const stance_model *model, const stance_dataset *dataset,
                                                const stance_evaluate_options *options, stance_error *error);
void stance_judgement_free(stance_judgement *judgement); /* NULL does nothing */

/* All of it, valid until the judgement is freed: `model.predictions` over the n records that take a stance (in the dataset's order),
   `model.metrics` (NULL where n is 0), `model.neither`, the labels and the statements. Ready for stance_evaluation_render; copy the struct
   to add slices, shares, mistakes, or another judgement's part and a comparison. Never NULL. */
const stance_evaluation *stance_judgement_evaluation(const stance_judgement *judgement);
/* [n] the dataset's number of each record that was judged. */
const size_t *stance_judgement_records(const stance_judgement *judgement);
/* [n] the model's answer to each record that was judged. */
const stance_label *stance_judgement_answers(const stance_judgement *judgement);

#ifdef __cplusplus
}
#endif
#endif
