/* The command line: every command's own table and what it checks behind it, up to where its work would begin (no_work.h). The first byte
   chooses the command; each further line is an argument. A command line ends in help (0), in a usage error (2), or in work. */
#include "tests/fuzz/no_work.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/output.h"
#include "cli/aliases.h"
#include "cli/article_inputs.h"
#include "cli/command.h"
#include "serve/serve.h"
#include "tests/fuzz/fuzz_target.h"

FILE *fuzz_sink;

/* What no_work.h puts in place of the work (these names are its): it fails as a machine may, which is exit code 1. */
static bool began;
static stance_status no_work(stance_error *error) {
  began = true;
  return stance__fail(error, STANCE_MACHINE, NULL, 0, "no work here");
}
stance_status cli_open_model(stance_model **out, const char *asked, stance_error *error) {
  (void)out, (void)asked;
  return no_work(error);
}
stance_status stance_model_open(stance_model **out, const char *path, stance_error *error) {
  (void)out, (void)path;
  return no_work(error);
}
static void check_data(const stance_dataset_options *o) {
  for (size_t i = 0; i < o->n_maps; i++) FUZZ_CHECK(o->maps[i].from[0] && o->maps[i].to[0]);
  for (size_t i = 0; i < o->n_drops; i++) FUZZ_CHECK(o->drops[i] != NULL);
}
stance_status stance_dataset_read(stance_dataset **out, const char *const *paths, size_t n, const stance_dataset_options *options,
                                  stance_error *error) {
  (void)out;
  FUZZ_CHECK(n > 0);
  for (size_t i = 0; i < n; i++) FUZZ_CHECK(paths[i] != NULL);
  check_data(options);
  return no_work(error);
}
stance_status stance_reader_open(stance_reader **out, const char *path, const stance_dataset_options *options, stance_error *error) {
  (void)out, (void)path;
  check_data(options);
  return no_work(error);
}
stance_status stance__output_open(stance__output **out, const char *path, stance_error *error) {
  (void)out, (void)path;
  return no_work(error);
}
stance_status cli_inputs_open(cli_inputs *in, const char *const *paths, size_t n, bool quiet, stance__arena *arena, stance_error *error) {
  (void)in, (void)quiet, (void)arena;
  FUZZ_CHECK(n > 0 && paths[0] != NULL);
  return no_work(error);
}
stance_status cli_aliases_read(cli_aliases **out, const char *path, stance_error *error) {
  (void)out, (void)path;
  return no_work(error);
}
stance_status serve_open(serve_server **out, const serve_options *options, stance_error *error) {
  (void)out, (void)options;
  return no_work(error);
}

static int run(uint8_t choice, int argc, char **argv) {
  static int (*const commands[])(int argc, char **argv) = {cli_command_train,    cli_command_infer,   cli_command_evaluate,
                                                           cli_command_features, cli_command_inspect, cli_command_serve};
  return commands[choice % (sizeof commands / sizeof *commands)](argc, argv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!fuzz_sink) {
    unsetenv("STANCE_MODEL");
    fuzz_sink = fopen("/dev/null", "w");
    FUZZ_CHECK(fuzz_sink != NULL);
  }
  fuzz_input in = {data, size};
  uint8_t choice = fuzz_byte(&in);
  size_t n = 0, most = 2;
  for (size_t i = 0; i < in.size; i++) most += in.data[i] == '\n';
  char **argv = calloc(most, sizeof *argv);
  FUZZ_CHECK(argv != NULL);
  for (size_t at = 0, end; at < in.size; at = end + 1) {
    for (end = at; end < in.size && in.data[end] != '\n' && in.data[end];) end++;
    if (!(argv[n++] = strndup((const char *)in.data + at, end - at))) abort();
    if (end < in.size && !in.data[end]) break;
  }
  began = false;
  int code = run(choice, (int)n, argv);
  FUZZ_CHECK(code == 0 || code == 2 || (code == 1 && began));
  for (size_t i = 0; i < n; i++) free(argv[i]);
  free(argv);
  return 0;
}
