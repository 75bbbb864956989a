/* What a model holds, as training hands it over to be written and as opening finds it in the mapped file. */
#ifndef STANCE_MODELS_MODEL_PARTS_H
#define STANCE_MODELS_MODEL_PARTS_H
#include "features/class_lexicon.h"
#include "features/row_weights.h"
#include "features/term_index.h"
#include "stance/model.h"
#ifdef __cplusplus
extern "C" {
#endif

typedef enum stance__kernel { STANCE__KERNEL_LINEAR = 0, STANCE__KERNEL_RBF = 1 } stance__kernel;

/* n_machines is 1 for two labels (positive decision: the last label), else n_labels (one-vs-rest). Where has_neither, one more machine
   follows them (positive: takes no stance); `all` machines are both together. Arrays are borrowed. */
typedef struct stance__model_parts {
  stance_feature_options features;
  const stance__class_lexicon *lexicon; /* where features.lexicon */
  size_t n_labels, n_machines;
  bool has_neither;
  const char *const *labels; /* [n_labels] NUL-terminated, in byte order */
  size_t n_terms;
  const uint32_t *offset; /* [n_terms + 1] */
  const char *bytes;      /* term texts in byte order */
  const float *cells;     /* [n_terms][all][2 * parts]: a term's weight in the row and the machine's weight for it, of the first part (or
                             the classes'); then, where there is a second part, the same of that */
  size_t n_parts;         /* 1; 2 with STANCE_TERMS_LCR_IDF */
  stance__kernel kernel;  /* of the label machines; rbf ones have machine weights 0 */
  double gamma;           /* rbf: exp(-gamma |x-z|^2) */
  size_t n_vectors;       /* rbf: support vectors, CSR over terms */
  const uint64_t *vector_start;  /* [n_vectors + 1] */
  const uint32_t *vector_column; /* [vector_start[n_vectors]] ascending in a row */
  const float *vector_value;
  size_t n_vector_values;    /* vector_start[n_vectors] */
  const float *coefficient;  /* [n_vectors][n_machines] y*alpha, 0 where a machine does not use it */
  const double *bias;        /* [all]: decision = w.x + bias */
  const double *platt_a;     /* [all]: P(positive) = 1 / (1 + exp(a * decision + b)) */
  const double *platt_b;     /* [all]; with more than two labels the P are normalised to sum 1 */
  double threshold;          /* confident at or above, */
  double neither_threshold;  /* and where `neither` is at or below */
  const uint64_t *confusion; /* [n_labels + 1][n_labels + 1] out of fold: rows the truth, the last one neither; columns the confident
                                answers, the last one the rest */
  const char *card;          /* one JSON object, NUL-terminated */
} stance__model_parts;

/* All machines of a model. */
static inline size_t stance__parts_machines(const stance__model_parts *p) { return p->n_machines + p->has_neither; }

/* Writes the file whole or not at all (base/output.h). STANCE_USAGE for parts that make no sense. */
STANCE_MUST_CHECK stance_status stance__model_write(const char *path, const stance__model_parts *parts, stance_error *error);
#ifdef __cplusplus
}
#endif
#endif
