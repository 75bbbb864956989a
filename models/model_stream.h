/* The one pass over all bytes of a model file that opening it takes. */
#ifndef STANCE_MODELS_MODEL_STREAM_H
#define STANCE_MODELS_MODEL_STREAM_H
#include "models/model_private.h"

/* "The checksum does not match", as STANCE_MODEL. */
stance_status stance__model_damaged(const char *path, stance_error *error);
/* Reads the length and the header's text into header->text, owned by the caller. STANCE_MODEL where they cannot be right. */
STANCE_MUST_CHECK stance_status stance__model_load_header(stance__model_header *header, int file, size_t size, const char *path,
                                                          stance_error *error);
/* XXH3-128 of all but the last 16 bytes against those 16; and, where `model` is given, that its term buckets, term offsets and cells can
   be used in place. Streaming reads: a damaged disk block gives an error, not SIGBUS, and what is checked need not stay in memory. */
STANCE_MUST_CHECK stance_status stance__model_stream(int file, size_t size, const stance__model_header *header, const stance_model *model,
                                                     const char *path, stance_error *error);
#endif
