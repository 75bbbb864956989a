/* Where the model comes from when the user names none. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"

void cli_program_folder(char out[4096]) {
  ssize_t length = readlink("/proc/self/exe", out, 4095);
  out[length > 0 ? length : 0] = '\0';
  char *slash = strrchr(out, '/');
  if (slash) slash[1] = '\0';
  else out[0] = '\0';
}

stance_status cli_open_model(stance_model **out, const char *asked, stance_error *error) {
  const char *from_environment = getenv("STANCE_MODEL");
  if (!asked && from_environment && *from_environment) asked = from_environment;
  if (asked) return stance_model_open(out, asked, error);
  char path[4096 + 32];
  cli_program_folder(path);
  strcat(path, "default.stance");
  if (access(path, F_OK) == 0) return stance_model_open(out, path, error);
  if (access(STANCE_DATADIR "/default.stance", F_OK) == 0) return stance_model_open(out, STANCE_DATADIR "/default.stance", error);
  return stance__fail(error, STANCE_MACHINE, path, 0, "no default model here or in " STANCE_DATADIR "; name one with -m MODEL");
}
