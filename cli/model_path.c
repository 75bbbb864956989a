/* Where the model comes from when the user names none. */
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"

bool cli_program_path(char out[2 * CLI_LONGEST_PATH], const char *place) {
  ssize_t length = readlink("/proc/self/exe", out, CLI_LONGEST_PATH - 1);
  if (length > 0) {
    out[length] = '\0';
  } else { /* /proc is not mounted; the kernel has handed over the path that was run */
    const char *run = (const char *)(uintptr_t)getauxval(AT_EXECFN);
    char *path = run ? realpath(run, NULL) : NULL;
    snprintf(out, CLI_LONGEST_PATH, "%s", path ? path : "");
    free(path);
  }
  char *slash = strrchr(out, '/');
  if (slash) snprintf(slash + 1, CLI_LONGEST_PATH, "%s", place);
  return slash != NULL;
}

/* The path that the user gave, one way or the other; NULL: none. */
static const char *given(const char *asked) {
  const char *from_environment = getenv("STANCE_MODEL");
  return asked ? asked : from_environment && *from_environment ? from_environment : NULL;
}

const char *cli_model_name(const char *asked) {
  const char *path = given(asked);
  return path ? path : "default model";
}

stance_status cli_open_model(stance_model **out, const char *asked, stance_error *error) {
  asked = given(asked);
  if (asked) return stance_model_open(out, asked, error);
  /* Beside the program as built; of the prefix that `stance`, or a program of libexec/stance, was installed in. */
  static const char *const places[] = {"default.stance", STANCE_DATA_FROM_BIN "/default.stance",
                                       STANCE_DATA_FROM_LIBEXEC "/default.stance"};
  char path[2 * CLI_LONGEST_PATH];
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    if (cli_program_path(path, places[i]) && access(path, F_OK) == 0) return stance_model_open(out, path, error);
  }
  return stance__fail(error, STANCE_MACHINE, NULL, 0,
                      "no default model beside the program or in " STANCE_DATA_FROM_BIN
                      " from there; build it, or name a model with -m MODEL");
}
