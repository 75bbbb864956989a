/* The default model as the library finds it, for programs that have no place of their own to look in. */
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "stance/model.h"

static stance_status give(char *path, size_t size, const char *found, stance_error *error) {
  size_t length = strlen(found) + 1;
  if (length > size)
    return stance__fail(error, STANCE_USAGE, found, 0, "is too long a path for %zu bytes; give room for %zu", size, length);
  memcpy(path, found, length);
  return STANCE_OK;
}

stance_status stance_model_default_path(char *path, size_t size, stance_error *error) {
  /* Beside the library as built; of the prefix of lib/, and of lib/x86_64-linux-gnu/. */
  static const char *const places[] = {"default.stance", "../share/stance/default.stance", "../../share/stance/default.stance"};
  static const char installed[] = STANCE_DATADIR "/default.stance";
  static const char here = 0; /* an address within the library */
  const char *asked = getenv("STANCE_MODEL");
  Dl_info info = {0};
  if (asked && *asked) return give(path, size, asked, error);
  /* In a program that holds the library itself the name is the program's as it was called, which may be no path. */
  const char *slash = dladdr(&here, &info) && info.dli_fname ? strrchr(info.dli_fname, '/') : NULL;
  for (size_t i = 0; slash && i < sizeof places / sizeof *places; i++) {
    char found[PATH_MAX], resolved[PATH_MAX];
    int length = snprintf(found, sizeof found, "%.*s%s", (int)(slash + 1 - info.dli_fname), info.dli_fname, places[i]);
    if (length > 0 && (size_t)length < sizeof found && realpath(found, resolved)) return give(path, size, resolved, error);
  }
  if (access(installed, F_OK) == 0) return give(path, size, installed, error);
  return stance__fail(error, STANCE_MACHINE, NULL, 0,
                      "no default model near the library or in " STANCE_DATADIR "; install it, set STANCE_MODEL, or name a model");
}
