#include "models/model_layout.h"

const stance__tensor_kind stance__tensor_kinds[STANCE__TENSORS] = {
    [STANCE__T_BUCKETS] = {"buckets", "U32", 4, 2, STANCE__ALWAYS}, /* cache lines */
    [STANCE__T_LEXICON_BUCKETS] = {"lexicon_buckets", "U32", 4, 2, STANCE__WITH_LEXICON},
    [STANCE__T_BIAS] = {"bias", "F64", 8, 1, STANCE__ALWAYS},
    [STANCE__T_PLATT_A] = {"platt_a", "F64", 8, 1, STANCE__ALWAYS},
    [STANCE__T_PLATT_B] = {"platt_b", "F64", 8, 1, STANCE__ALWAYS},
    [STANCE__T_SCALARS] = {"scalars", "F64", 8, 1, STANCE__ALWAYS},
    [STANCE__T_CONFUSION] = {"confusion", "U64", 8, 2, STANCE__ALWAYS},
    [STANCE__T_TERM_OFFSET] = {"term_offset", "U32", 4, 1, STANCE__ALWAYS},
    [STANCE__T_LEXICON_OFFSET] = {"lexicon_offset", "U32", 4, 1, STANCE__WITH_LEXICON},
    [STANCE__T_VECTOR_START] = {"vector_start", "U64", 8, 1, STANCE__WITH_VECTORS},
    [STANCE__T_CELLS] = {"cells", "F32", 4, 2, STANCE__ALWAYS},
    [STANCE__T_VECTOR_VALUE] = {"vector_value", "F32", 4, 1, STANCE__WITH_VECTORS},
    [STANCE__T_COEFFICIENT] = {"coefficient", "F32", 4, 2, STANCE__WITH_VECTORS},
    [STANCE__T_VECTOR_COLUMN] = {"vector_column", "U32", 4, 1, STANCE__WITH_VECTORS},
    [STANCE__T_TERM_BYTES] = {"term_bytes", "U8", 1, 1, STANCE__ALWAYS},
    [STANCE__T_LEXICON_BYTES] = {"lexicon_bytes", "U8", 1, 1, STANCE__WITH_LEXICON},
    [STANCE__T_LEXICON_CLASS] = {"lexicon_class", "U8", 1, 1, STANCE__WITH_LEXICON},
    [STANCE__T_LEXICON_NAMES] = {"lexicon_names", "U8", 1, 1, STANCE__WITH_LEXICON},
    [STANCE__T_CHECKSUM] = {"checksum", "U8", 1, 1, STANCE__ALWAYS},
};

bool stance__tensor_used(stance__tensor_id id, bool lexicon, bool vectors) {
  switch (stance__tensor_kinds[id].use) {
  case STANCE__WITH_LEXICON: return lexicon;
  case STANCE__WITH_VECTORS: return vectors;
  default: return true;
  }
}
