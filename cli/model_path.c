/* Where the model comes from when the user names none. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"

void cli_program_path(char out[2 * CLI_LONGEST_PATH], const char *place) {
  ssize_t length = *place == '/' ? 0 : readlink("/proc/self/exe", out, CLI_LONGEST_PATH - 1);
  out[length > 0 ? length : 0] = '\0';
  char *slash = strrchr(out, '/');
  snprintf(slash ? slash + 1 : out, CLI_LONGEST_PATH, "%s", place);
}

stance_status cli_open_model(stance_model **out, const char *asked, stance_error *error) {
  const char *from_environment = getenv("STANCE_MODEL");
  if (!asked && from_environment && *from_environment) asked = from_environment;
  if (asked) return stance_model_open(out, asked, error);
  /* Beside the program as built; of the prefix that `stance`, or a program of libexec/stance, was installed in; where it was to go. */
  static const char *const places[] = {"default.stance", "../share/stance/default.stance", "../../share/stance/default.stance",
                                       STANCE_DATADIR "/default.stance"};
  char path[2 * CLI_LONGEST_PATH];
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    cli_program_path(path, places[i]);
    if (access(path, F_OK) == 0) return stance_model_open(out, path, error);
  }
  return stance__fail(error, STANCE_MACHINE, NULL, 0,
                      "no default model beside the program or in " STANCE_DATADIR "; build it, or name a model with -m MODEL");
}
