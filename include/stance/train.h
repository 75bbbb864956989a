/* Fitting, cross-validating and calibrating a model. In libstance_train, on top of libstance. */
#ifndef STANCE_TRAIN_H
#define STANCE_TRAIN_H

#include "stance/dataset.h"
#include "stance/features.h"
#include "stance/report.h"
#include "stance/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum stance_solver { STANCE_SOLVER_AUTO = 0, STANCE_SOLVER_LIBSVM, STANCE_SOLVER_DESCENT } stance_solver;
typedef enum stance_kernel { STANCE_KERNEL_LINEAR = 0, STANCE_KERNEL_RBF } stance_kernel;
typedef enum stance_class_weight { STANCE_WEIGHT_NONE = 0, STANCE_WEIGHT_BALANCED /* n / (k * n_label) */ } stance_class_weight;

/* Borrowed strings; start from STANCE_TRAIN_OPTIONS_INIT. */
typedef struct stance_train_options {
  stance_feature_options features;
  stance_solver solver;
  stance_kernel kernel;
  const double *c; /* candidates, each > 0; more than one: chosen by cross-validated macro-F1, nested; NULL: 0.1, 0.25, 0.5, 1, 2 */
  size_t n_c;
  double gamma; /* rbf; <= 0: 1 (rows have about unit length) */
  stance_class_weight class_weight;
  size_t folds; /* default 5; >= 3 where something is chosen. 1: no cross-validation, a seeded stratified fifth of the groups is held out
                   for figures and calibration, and the final model is fitted on everything; n_c <= 1 (NULL: C = 1), no `tune` */
  uint64_t seed;
  size_t threads;      /* 0: all cores */
  double confidence;   /* share of confident out-of-fold answers that should be right; default 0.9 */
  bool tune;           /* try variants of `features` too (stance_train_candidates) */
  size_t trials;       /* of them; 0: all */
  double budget;       /* seconds after which no further candidate is started; 0: none. The one option under which two runs may differ */
  bool learning_curve; /* also fit on parts of the data: stance_training_curve */
  size_t memory_limit; /* bytes for Gram matrices; 0: half of the machine's memory */
  const char *name;    /* of the training data, for the card; NULL: none */
  const char *note;    /* free text for the card; NULL: none */
  stance_progress_fn progress;
  void *progress_context;
} stance_train_options;
#define STANCE_TRAIN_OPTIONS_INIT                                                                                                          \
  {                                                                                                                                        \
    STANCE_FEATURE_OPTIONS_INIT, STANCE_SOLVER_AUTO, STANCE_KERNEL_LINEAR, NULL, 0, 0, STANCE_WEIGHT_NONE, 5, 1, 0, 0.9, false, 0, 0,      \
        false, 0, NULL, NULL, NULL, NULL                                                                                                   \
  }
/* The same, for callers that cannot use a macro; options must not be NULL. */
void stance_train_options_init(stance_train_options *options);

/* The feature options that `tune` tries, best guesses first; the first is `base`. Static strings say what each changes. */
enum { STANCE_MOST_CANDIDATES = 32 };
size_t stance_train_candidates(stance_feature_options out[STANCE_MOST_CANDIDATES], const char *names[STANCE_MOST_CANDIDATES],
                               const stance_feature_options *base);

/* A fitted machine with its pooled out-of-fold figures. */
typedef struct stance_training stance_training;
/* Fits on `dataset` (at least two labels, else STANCE_DATA; a row without a label is STANCE_DATA). Rows labelled "neither" are no label of
   their own: they train a second machine, stance against none. Everything is fitted inside each fold. Copies what it needs: nothing is
   borrowed afterwards. STANCE_USAGE for options out of range; STANCE_CANCELLED where options->progress asked to stop. Long work: minutes
   for tens of thousands of rows. The result depends on data, options and seed alone, not on threads or time (but for `budget`); it is
   immutable and may be read from several threads. */
STANCE_MUST_CHECK stance_status stance_train(stance_training **out, const stance_dataset *dataset, const stance_train_options *options,
                                             stance_error *error);
void stance_training_free(stance_training *training); /* NULL does nothing */

typedef struct stance_training_summary {
  const char *solver;                     /* "libsvm" or "descent" */
  const char *reason;                     /* why it was picked */
  double c;                               /* the value used */
  const stance_feature_options *features; /* the ones used */
  const char *features_name;              /* what tuning calls them */
  size_t tried, candidates;               /* feature options */
  size_t n_terms, n_support;              /* n_support: libsvm's support vectors, or rows with alpha > 0 */
  size_t folds;
  const double *fold_macro_f1; /* [folds]; of the held-out part where folds is 1 */
  double threshold;
  double training_accuracy;
  bool nested;                /* something was chosen, so the metrics come from folds that the choice did not look at */
  size_t n_stance, n_neither; /* rows of either sort */
  double neither_threshold;   /* a statement is confident only where `neither` is at most this; 1 where there are no such rows */
  double neither_rejected;    /* share of the neither rows that are not confident, out of fold; NaN where there are none */
  double neither_auc;         /* of the second machine, out of fold; NaN where there are none */
  const size_t *label_counts; /* [labels] rows of each stance in the data, in the order of the metrics' labels */
  size_t n_held_out;          /* rows of the held-out part where folds is 1, else 0 */
} stance_training_summary;
/* Views into the training: valid until it is freed. */
stance_training_summary stance_training_summarise(const stance_training *training);
/* Metrics of the pooled out-of-fold predictions on the rows that take a stance (choices nested, calibration cross-fitted); with one fold,
   of the held-out part's. */
const stance_metrics *stance_training_metrics(const stance_training *training);
/* Label index of the final model for each training record, [dataset size]; neither rows too. */
const uint32_t *stance_training_predictions(const stance_training *training);
/* A point of the learning curve: cross-validated macro-F1 of training on a share of each fold's training groups. */
typedef struct stance_curve_point {
  size_t n;        /* mean number of training rows */
  double macro_f1; /* pooled over folds, C as the full training chose */
} stance_curve_point;
/* *n is 0 unless options.learning_curve. A view. */
const stance_curve_point *stance_training_curve(const stance_training *training, size_t *n);
/* Whether the calling thread is inside libsvm, which ends the process where it runs out of memory: by a signal, or by std::terminate. The
   library asks beforehand for what libsvm will want, and fails with STANCE_MACHINE where it cannot be had; where others take it in between,
   a program that must not die of a signal can ask this in its handlers, as `stance train` does. May be called in a signal handler. */
bool stance_training_in_libsvm(void);
/* Writes the model file, card inside, whole or not at all: a file that stood there is replaced once the new one is on the disk.
   STANCE_MACHINE where it cannot be written. */
STANCE_MUST_CHECK stance_status stance_training_save(const stance_training *training, const char *path, stance_error *error);

#ifdef __cplusplus
}
#endif
#endif
