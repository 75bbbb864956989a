/* One fit on some rows of the counts: weighting, machines, decisions on other rows. What a fold does, and what the final model is. */
#ifndef STANCE_TRAIN_FIT_H
#define STANCE_TRAIN_FIT_H
#include "features/weighting.h"
#include "stance/train.h"
#include "train/solver.h"
#ifdef __cplusplus
extern "C" {
#endif

#define STANCE__NO_LABEL UINT32_MAX /* of rows that have no part in a question */

/* What all fits of one question share: which label is it? Or: does it take a stance at all? */
typedef struct stance__fit_setting {
  const stance__counts *counts;
  const uint32_t *label; /* [counts rows], or STANCE__NO_LABEL */
  const double *weight;  /* [counts rows] of the data; NULL: all 1 */
  size_t n_labels;
  size_t n_machines;    /* 1 for two labels (positive: the last), else one a label against the rest */
  stance_solver solver; /* LIBSVM or DESCENT: already decided */
  stance_kernel kernel;
  stance_class_weight class_weight;
  double gamma;
  double tolerance; /* of the descent solver; libsvm has its own default */
  uint64_t seed;
} stance__fit_setting;
/* Tolerances of the descent solver for n rows. Cross-validation asks how often a label is right: libsvm's default (1e-3) is enough. The
   final model's brings decisions within 1e-3 of the optimum's (tests/train). On large sets, where a decision rests on ever more rows and
   time is asked for, both are ten times that, which is still libsvm's default for the model that is written, and ten times stricter than
   liblinear's for the folds; the primal objective is then within 1e-5 and 1e-4 of the optimum's (docs/benchmarks.md). */
enum { STANCE__LARGE_SET = 20000 };
static inline double stance__scout_tolerance(size_t n) { return n > STANCE__LARGE_SET ? 1e-2 : 1e-3; }
static inline double stance__final_tolerance(size_t n) { return n > STANCE__LARGE_SET ? 1e-3 : 1e-4; }

/* The rows' vectors under some feature options: fitted once, shared by all values of C, which warm-start each other. Machines have their
   own where the weights look at labels, else all share the first. */
typedef struct stance__fit_space {
  const uint32_t *row; /* [n], borrowed; all have a label */
  size_t n, n_spaces, n_machines;
  stance_feature_options features;
  stance__weighting **weighting;  /* [n_spaces] */
  stance_rows **rows;             /* [n_spaces] */
  stance__libsvm_kernel **kernel; /* [n_spaces]; NULL for descent */
  double *alpha;                  /* [n_machines][n] of the last fit */
} stance__fit_space;
STANCE_MUST_CHECK stance_status stance__fit_space_init(stance__fit_space *space, const stance__fit_setting *setting,
                                                       const stance_feature_options *features, const uint32_t *row, size_t n,
                                                       size_t threads, stance_error *error);
void stance__fit_space_release(stance__fit_space *space);
/* Frees what only further fits need, and the rows too unless a kernel's vectors are to be taken from them. */
void stance__fit_space_spare(stance__fit_space *space, bool keep_rows);
size_t stance__fit_space_of(const stance__fit_space *space, size_t machine); /* number of its space */

typedef struct stance__fit {
  double **weights;    /* [n_machines][columns of its space]; NULL where the kernel is not linear */
  double *coefficient; /* [n_machines][n] y*alpha of the space's rows */
  double *bias;        /* [n_machines] */
  size_t n, n_machines;
} stance__fit;
STANCE_MUST_CHECK stance_status stance__fit_run(stance__fit *fit, const stance__fit_setting *setting, stance__fit_space *space, double c,
                                                size_t threads, stance_error *error);
void stance__fit_release(stance__fit *fit);

/* Other rows of the counts in the space: [n_spaces] rows, freed by the caller one by one. */
STANCE_MUST_CHECK stance_status stance__fit_space_apply(stance_rows **out, const stance__fit_space *space,
                                                        const stance__fit_setting *setting, const uint32_t *row, size_t n,
                                                        stance_error *error);
/* decision [n][n_machines] of rows that stance__fit_space_apply gave. */
void stance__fit_decide(double *decision, const stance__fit_setting *setting, const stance__fit *fit, const stance__fit_space *space,
                        stance_rows *const *rows);
/* The label with the larger decision. */
uint32_t stance__fit_label(const double *decision /* [n_machines] */, size_t n_machines);
#ifdef __cplusplus
}
#endif
#endif
