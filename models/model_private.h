/* The open model's fields, for the files of this room. */
#ifndef STANCE_MODELS_MODEL_PRIVATE_H
#define STANCE_MODELS_MODEL_PRIVATE_H
#include "base/input.h"
#include "models/model_parts.h"

struct stance_model {
  stance__mapping mapping;
  stance__model_parts parts; /* views into the mapping, but for what follows */
  stance__term_index index;
  stance__class_lexicon lexicon;   /* views too; parts.lexicon points here where there is one */
  uint32_t class_first, class_end; /* terms that are classes */
  char **labels;                   /* [parts.n_labels], owned */
  char *card;                      /* owned */
  double *vector_norm;             /* [parts.n_vectors] squared lengths, owned; NULL for linear models */
};

/* Fills model->parts, labels and card from the mapped header; every field is checked. */
STANCE_MUST_CHECK stance_status stance__model_read_header(stance_model *model, const char *path, stance_error *error);
#endif
