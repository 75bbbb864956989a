#include "models/model_layout.h"

const stance__tensor_kind stance__tensor_kinds[STANCE__TENSORS] = {
    [STANCE__T_BIAS] = {"bias", "F64", 8, 1, true, true},
    [STANCE__T_PLATT_A] = {"platt_a", "F64", 8, 1, true, true},
    [STANCE__T_PLATT_B] = {"platt_b", "F64", 8, 1, true, true},
    [STANCE__T_SCALARS] = {"scalars", "F64", 8, 1, true, true},
    [STANCE__T_TERM_OFFSET] = {"term_offset", "U64", 8, 1, true, true},
    [STANCE__T_SLOT_HASH] = {"slot_hash", "U64", 8, 1, true, true},
    [STANCE__T_VECTOR_START] = {"vector_start", "U64", 8, 1, false, true},
    [STANCE__T_IDF] = {"idf", "F32", 4, 1, true, true},
    [STANCE__T_WEIGHTS] = {"weights", "F32", 4, 2, true, false},
    [STANCE__T_VECTOR_VALUE] = {"vector_value", "F32", 4, 1, false, true},
    [STANCE__T_COEFFICIENT] = {"coefficient", "F32", 4, 2, false, true},
    [STANCE__T_SLOT_TERM] = {"slot_term", "U32", 4, 1, true, true},
    [STANCE__T_VECTOR_COLUMN] = {"vector_column", "U32", 4, 1, false, true},
    [STANCE__T_TERM_BYTES] = {"term_bytes", "U8", 1, 1, true, true},
    [STANCE__T_CHECKSUM] = {"checksum", "U8", 1, 1, true, true},
};
