/* The fields of a training, for the files of this room. */
#ifndef STANCE_TRAIN_TRAINING_H
#define STANCE_TRAIN_TRAINING_H
#include "stance/train.h"
#include "train/cross_validate.h"
#include "train/fit.h"

#define STANCE__NO_PART UINT32_MAX

/* One question put to machines: which label (rows that take a stance), or none at all (all rows). */
typedef struct stance__question {
  uint32_t *label; /* [n] */
  stance__fit_setting setting;
  stance__validation validation;
  double c;
  uint32_t *row; /* [n_rows] rows that have a label */
  size_t n_rows;
  stance__fit_space space; /* of the final fit */
  stance__fit fit;         /* final, once `fitted` */
  bool fitted;
  double *platt_a, *platt_b; /* [n_machines] */
} stance__question;

struct stance_training {
  stance_train_options options; /* without the borrowed arrays and strings of the caller */
  char *name, *note;            /* NULL: none */
  char data_hash[33];
  size_t n, n_labels, n_groups, n_neither;
  char **labels;        /* [n_labels] */
  size_t *label_counts; /* [n_labels] */
  double *weight;       /* [n] of the data; NULL: all 1 */
  double gamma;
  char reason[160];
  stance_feature_options candidates[STANCE_MOST_CANDIDATES];
  const char *candidate_names[STANCE_MOST_CANDIDATES];
  size_t n_candidates;
  stance__class_lexicon lexicon;
  stance__counts *counts;
  stance__question stance, neither; /* neither.label is NULL where no row says so */
  uint32_t *fold, *group;           /* [n]; fold 0 and, elsewhere, STANCE__NO_PART where a part is held out instead of folds */
  uint32_t *part; /* [n] of calibration, 0 <= part < n_parts: the folds, or fifths of the held-out part; STANCE__NO_PART: trained on */
  size_t n_parts, n_judged; /* rows with a part: what figures and thresholds come from */
  uint32_t *predicted;      /* [n] of the final fit */
  double threshold, neither_threshold;
  double training_accuracy, neither_rejected, neither_auc;
  double *fold_macro_f1;     /* [options.folds] */
  size_t *confusion;         /* [n_labels + 1][n_labels + 1] out of fold; the last row is neither, the last column not confident */
  stance_metrics *metrics;   /* pooled, out of fold, of rows that take a stance */
  stance_curve_point *curve; /* [n_curve] */
  size_t n_curve;
  stance_duplicates duplicates;
};

/* From both validations (the second one under the feature options that the first chose; thresholds and what is reported of them come from
   the same out-of-fold rows): platt_a, platt_b, thresholds, fold_macro_f1, metrics, confusion. */
STANCE_MUST_CHECK stance_status stance__calibrate(stance_training *training, stance_error *error);
/* options->solver, or by size, kernel and memory limit; with the reason. STANCE_USAGE where what was asked for cannot be. */
STANCE_MUST_CHECK stance_status stance__choose_solver(stance_training *training, const stance_train_options *options, stance_error *error);
/* How many fits of the question may run side by side: the memory limit is for all of them. */
size_t stance__fit_threads(const stance_training *training, const stance__question *question);
/* The final fit of a question: space, fit, fitted; predicted and training_accuracy too where it is the first question. */
STANCE_MUST_CHECK stance_status stance__fit_question(stance_training *training, stance__question *question, size_t threads,
                                                     stance_error *error);
/* Which rows a fit leaves out: folds of a cross-validation, or a seeded fifth. fold, part, n_parts, n_judged. */
STANCE_MUST_CHECK stance_status stance__hold_out(stance_training *training, const stance_dataset *dataset, stance_error *error);
/* Fills the learning curve. */
STANCE_MUST_CHECK stance_status stance__learning_curve(stance_training *training, stance_error *error);
/* The card: one JSON object (schema stance.card/1, docs/formats.md), NUL-terminated, freed by stance__free. NULL when out of memory. */
char *stance__training_card(const stance_training *training);
#endif
