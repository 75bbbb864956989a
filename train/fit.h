/* One fit on some rows of the counts: weighting, machines, decisions on other rows. What a fold does, and what the final model is. */
#ifndef STANCE_TRAIN_FIT_H
#define STANCE_TRAIN_FIT_H
#include "features/counts.h"
#include "stance/train.h"
#ifdef __cplusplus
extern "C" {
#endif
/* What all fits of one training share. */
typedef struct stance__fit_setting {
  const stance__counts *counts;
  const uint32_t *label; /* [counts rows] */
  size_t n_labels, n_machines;
  const stance_train_options *options;
  stance_solver solver; /* LIBSVM or DESCENT: already decided */
  double gamma;
} stance__fit_setting;

/* The rows' vectors: fitted once, shared by all values of C. */
typedef struct stance__fit_space {
  const uint32_t *row; /* [n], borrowed */
  size_t n;
  stance__weighting *weighting;
  stance_rows *rows;
  float *kernel; /* [n][n] for libsvm; NULL for descent */
} stance__fit_space;
STANCE_MUST_CHECK stance_status stance__fit_space_init(stance__fit_space *space, const stance__fit_setting *setting,
                                                       const uint32_t *row, size_t n, size_t threads, stance_error *error);
void stance__fit_space_release(stance__fit_space *space);

typedef struct stance__fit {
  double *weights;     /* [n_machines][n_terms], linear only */
  double *coefficient; /* [n_machines][n] y*alpha of the space's rows */
  double *bias;        /* [n_machines] */
  size_t n_terms, n, n_machines;
} stance__fit;
STANCE_MUST_CHECK stance_status stance__fit_run(stance__fit *fit, const stance__fit_setting *setting, const stance__fit_space *space,
                                                double c, stance_error *error);
void stance__fit_release(stance__fit *fit);
/* decision [n][n_machines] of weighted rows in the same space. */
void stance__fit_decide(double *decision, const stance__fit_setting *setting, const stance__fit *fit, const stance__fit_space *space,
                        const stance_rows *rows);
/* The label with the larger decision. */
uint32_t stance__fit_label(const double *decision /* [n_machines] */, size_t n_machines);
#ifdef __cplusplus
}
#endif
#endif
