/* The tensors of a model file: names, types and shapes, shared by writer and reader. */
#ifndef STANCE_MODELS_MODEL_LAYOUT_H
#define STANCE_MODELS_MODEL_LAYOUT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STANCE__MODEL_FORMAT "stance.model/1"
#define STANCE__MODEL_MAX_LABELS 4096
#define STANCE__CHECKSUM_SIZE 16
/* Scalars kept as a tensor so that no decimal conversion touches them. */
enum { STANCE__SCALAR_GAMMA, STANCE__SCALAR_THRESHOLD, STANCE__SCALAR_MAX_DF, STANCE__SCALARS };

typedef enum stance__tensor_id { /* in file order: widest alignment first */
  STANCE__T_BIAS,
  STANCE__T_PLATT_A,
  STANCE__T_PLATT_B,
  STANCE__T_SCALARS,
  STANCE__T_TERM_OFFSET,
  STANCE__T_SLOT_HASH,
  STANCE__T_VECTOR_START,
  STANCE__T_IDF,
  STANCE__T_WEIGHTS,
  STANCE__T_VECTOR_VALUE,
  STANCE__T_COEFFICIENT,
  STANCE__T_SLOT_TERM,
  STANCE__T_VECTOR_COLUMN,
  STANCE__T_TERM_BYTES,
  STANCE__T_CHECKSUM,
  STANCE__TENSORS
} stance__tensor_id;

typedef struct stance__tensor_kind {
  const char *name;
  const char *dtype; /* safetensors' name */
  size_t width;      /* bytes an element */
  int dimensions;    /* 1 or 2 */
  bool linear, rbf;  /* in which kernels' files it stands */
} stance__tensor_kind;
extern const stance__tensor_kind stance__tensor_kinds[STANCE__TENSORS];
#endif
