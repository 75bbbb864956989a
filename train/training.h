/* The fields of a training, for the files of this room. */
#ifndef STANCE_TRAIN_TRAINING_H
#define STANCE_TRAIN_TRAINING_H
#include "stance/train.h"
#include "train/fit.h"

struct stance_training {
  stance_train_options options; /* without the borrowed arrays and strings of the caller */
  char *name, *note;            /* NULL: none */
  char data_hash[33];
  size_t n, n_labels, n_machines, n_groups;
  char **labels;         /* [n_labels] */
  size_t *label_counts;  /* [n_labels] */
  stance_solver solver;
  char reason[160];
  double c;
  double gamma;
  stance__counts *counts;
  stance__fit_space space; /* of the final fit: all rows */
  stance__fit fit;
  uint32_t *row;        /* [n] 0..n-1 */
  uint32_t *label;      /* [n] */
  uint32_t *predicted;  /* [n] of the final fit */
  double *platt_a, *platt_b; /* [n_machines] */
  double threshold;
  double training_accuracy;
  double *fold_macro_f1; /* [options.folds] */
  stance_metrics *metrics; /* pooled, out of fold */
  stance_duplicates duplicates;
};

/* Cross-validates: fills c, platt_a, platt_b, threshold, fold_macro_f1, metrics. fold [n]. */
STANCE_MUST_CHECK stance_status stance__cross_validate(stance_training *training, const stance__fit_setting *setting,
                                                       const uint32_t *fold, const uint32_t *group, const double *c, size_t n_c,
                                                       stance_error *error);
/* The card: one JSON object (schema stance.card/1, docs/formats.md), NUL-terminated, freed by stance__free. NULL when out of memory. */
char *stance__training_card(const stance_training *training);
#endif
