/* Files that appear whole or not at all: temporary file beside the target, fsync, rename, fsync of the folder. Symbolic links are
   followed; "-" is standard output; a target that is no regular file (/dev/null, a pipe) is written in place. */
#ifndef STANCE_BASE_OUTPUT_H
#define STANCE_BASE_OUTPUT_H
#include "stance/status.h"
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct stance__output stance__output;
STANCE_MUST_CHECK stance_status stance__output_open(stance__output **out, const char *path, stance_error *error);
/* Buffered. */
STANCE_MUST_CHECK stance_status stance__output_write(stance__output *o, const void *bytes, size_t length, stance_error *error);
/* Sends what is buffered on its way (for streams); commit does it too. */
STANCE_MUST_CHECK stance_status stance__output_flush(stance__output *o, stance_error *error);
/* Makes the file appear, and frees *o whether it succeeds or not. */
STANCE_MUST_CHECK stance_status stance__output_commit(stance__output *o, stance_error *error);
/* Removes the temporary file and frees o; NULL does nothing. */
void stance__output_abort(stance__output *o);
#ifdef __cplusplus
}
#endif
#endif
