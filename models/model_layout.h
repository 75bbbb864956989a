/* The tensors of a model file: names, types and shapes, shared by writer and reader. */
#ifndef STANCE_MODELS_MODEL_LAYOUT_H
#define STANCE_MODELS_MODEL_LAYOUT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STANCE__MODEL_FORMAT "stance.model/3"
#define STANCE__MODEL_MAX_LABELS 1000     /* a table of labels by labels, drawn 10,000 times, must be done in seconds */
#define STANCE__LARGEST_HEADER (16 << 20) /* bytes; a parser makes many of one */
#define STANCE__CHECKSUM_SIZE 16
#define STANCE__HIGHEST_THRESHOLD 1.01 /* above every probability: never confident */
/* Scalars kept as a tensor so that no decimal conversion touches them. */
enum {
  STANCE__SCALAR_GAMMA,
  STANCE__SCALAR_THRESHOLD,
  STANCE__SCALAR_NEITHER_THRESHOLD,
  STANCE__SCALAR_MAX_DF,
  STANCE__SCALAR_SMOOTHING,
  STANCE__SCALAR_LEXICON_WEIGHT,
  STANCE__SCALAR_NORM,
  STANCE__SCALARS
};

typedef enum stance__tensor_id { /* in file order: widest alignment first */
                                 STANCE__T_BUCKETS,
                                 STANCE__T_LEXICON_BUCKETS,
                                 STANCE__T_BIAS,
                                 STANCE__T_PLATT_A,
                                 STANCE__T_PLATT_B,
                                 STANCE__T_SCALARS,
                                 STANCE__T_CONFUSION,
                                 STANCE__T_VECTOR_START,
                                 STANCE__T_TERM_OFFSET,
                                 STANCE__T_LEXICON_OFFSET,
                                 STANCE__T_CELLS,
                                 STANCE__T_VECTOR_VALUE,
                                 STANCE__T_COEFFICIENT,
                                 STANCE__T_VECTOR_COLUMN,
                                 STANCE__T_TERM_BYTES,
                                 STANCE__T_LEXICON_BYTES,
                                 STANCE__T_LEXICON_CLASS,
                                 STANCE__T_LEXICON_NAMES,
                                 STANCE__T_CHECKSUM,
                                 STANCE__TENSORS
} stance__tensor_id;

typedef enum stance__tensor_use { STANCE__ALWAYS, STANCE__WITH_LEXICON, STANCE__WITH_VECTORS } stance__tensor_use;

typedef struct stance__tensor_kind {
  const char *name;
  const char *dtype;      /* safetensors' name */
  size_t width;           /* bytes an element */
  int dimensions;         /* 1 or 2 */
  stance__tensor_use use; /* in which files it stands */
} stance__tensor_kind;
extern const stance__tensor_kind stance__tensor_kinds[STANCE__TENSORS];
/* True where a file of this sort holds the tensor. */
bool stance__tensor_used(stance__tensor_id id, bool lexicon, bool vectors);
#endif
