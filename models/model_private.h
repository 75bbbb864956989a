/* The open model's fields, for the files of this room. */
#ifndef STANCE_MODELS_MODEL_PRIVATE_H
#define STANCE_MODELS_MODEL_PRIVATE_H
#include "base/input.h"
#include "models/model_parts.h"

struct stance_model {
  stance__mapping mapping;
  stance__model_parts parts; /* views into the mapping, but for what follows */
  stance__term_index index;
  size_t n_term_bytes;             /* of the terms' texts */
  const double *scalars;           /* [STANCE__SCALARS] */
  size_t n_lexicon_bytes;          /* of its entries' texts */
  stance__class_lexicon lexicon;   /* views too; parts.lexicon points here where there is one */
  uint32_t class_first, class_end; /* terms that are classes */
  char **labels;                   /* [parts.n_labels], owned */
  char *card;                      /* owned */
  double *vector_norm;             /* [parts.n_vectors] squared lengths, owned; NULL for linear models */
};

/* Opens the model in `size` bytes of an open file, which may be closed afterwards; `path` is for errors. */
STANCE_MUST_CHECK stance_status stance__model_use(stance_model **out, int file, size_t size, const char *path, stance_error *error);

/* The header as it was read, before anything is known of it. */
typedef struct stance__model_header {
  char *text; /* JSON; owned by whoever loaded it */
  size_t length;
} stance__model_header;

/* Fills model->parts, labels and card, views of the tensors into the mapping among them: places, types and shapes are checked, and nothing
   of the tensors is read. */
STANCE_MUST_CHECK stance_status stance__model_read_header(stance_model *model, const stance__model_header *header, const char *path,
                                                          stance_error *error);
/* After the stream has passed: the contents of the small tensors, of the lexicon and of support vectors. */
STANCE_MUST_CHECK stance_status stance__model_check(stance_model *model, const char *path, stance_error *error);
#endif
