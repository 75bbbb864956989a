/* A model from memory. It goes through a file without a name, so that one reader checks every model, by the same streaming pass, and the
   caller's bytes cannot change under an open one. */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/durable.h"
#include "base/error.h"
#include "models/model_private.h"

stance_status stance_model_open_memory(stance_model **out, const void *data, size_t size, const char *name, stance_error *error) {
  if (!name) name = "model in memory";
  int file = memfd_create("stance-model", MFD_CLOEXEC);
  if (file < 0) return stance__fail_errno(error, name, "copy the model", errno);
  int failure = stance__write_all(file, data, size);
  stance_status status = failure ? stance__fail_errno(error, name, "copy the model", failure) : STANCE_OK;
  if (status == STANCE_OK) status = stance__model_use(out, file, size, name, error);
  close(file);
  return status;
}
