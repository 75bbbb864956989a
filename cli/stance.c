/* stance: one command to its user, several programs underneath. Dispatches to the commands; runs stance-train for training and
   stance-serve for serving, so that labelling never loads what only they use. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"

/* Runs the program that is the command's own, with the command before the arguments: beside this one in the build tree, or where it is
   installed, also after the whole prefix was moved. */
static int run_program(const char *name, const char *command, int argc, char **argv) {
  static const char *const folders[] = {"", STANCE_LIBEXEC_FROM_BIN "/"};
  char place[CLI_LONGEST_PATH], path[2 * CLI_LONGEST_PATH], word[16];
  char **arguments = malloc(((size_t)argc + 3) * sizeof *arguments);
  if (!arguments) return cli_out_of_memory();
  snprintf(word, sizeof word, "%s", command);
  arguments[0] = path;
  arguments[1] = word;
  memcpy(arguments + 2, argv, (size_t)argc * sizeof *arguments);
  arguments[argc + 2] = NULL;
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    snprintf(place, sizeof place, "%s%s", folders[i], name);
    if (cli_program_path(path, place)) execv(path, arguments);
  }
  free(arguments);
  fprintf(stderr, "stance: cannot run %s, looked for beside this program and in " STANCE_LIBEXEC_FROM_BIN " from there; install it again\n",
          name);
  return 1;
}

/* OpenBLAS starts its threads as it is loaded, before any main, and ends the process where it cannot. They are never used: our pool shares
   the work out. `serve` hands this on to the training that it runs. */
static void keep_blas_to_one_thread(void) { setenv("OPENBLAS_NUM_THREADS", "1", 1); }

static int run_train(int argc, char **argv) {
  keep_blas_to_one_thread();
  return run_program("stance-train", "train", argc, argv);
}

static int run_serve(int argc, char **argv) {
  keep_blas_to_one_thread();
  return run_program("stance-serve", "serve", argc, argv);
}

static const struct {
  const char *name, *summary;
  int (*run)(int argc, char **argv);
} commands[] = {
    {"train", "fit, cross-validate and calibrate a model on labelled statements", run_train},
    {"infer", "find the statements of articles, their speakers and their stance; or label single statements", cli_command_infer},
    {"evaluate", "accuracy report of a model on labelled statements", cli_command_evaluate},
    {"features", "the vectors themselves (svmlight format), the vocabulary, top terms", cli_command_features},
    {"inspect", "a model's card and strongest terms", cli_command_inspect},
    {"serve", "a page on this machine to read, label, retrain and evaluate; its JSON API", run_serve},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

static const cli_usage usage = {"", "COMMAND [option...] [FILE...]",
                                "Finds the statements in news, names their speakers, labels each conciliatory or uncompromising.",
                                "  stance infer article.txt\n"
                                "  stance infer --format jsonl --explain 3 article.txt\n"
                                "  stance train statements.tsv -o my.stance\n"
                                "  stance evaluate -m my.stance held-out.tsv\n"};
static const char *const exit_codes[] = {"done", "the machine failed", "usage", "bad data", "bad model", "quality gate not met"};
enum { N_EXIT_CODES = sizeof exit_codes / sizeof *exit_codes };

static void print_help(FILE *out) {
  fprintf(out, "usage: stance %s\n\n%s\n\nexamples:\n%s\ncommands:\n", usage.synopsis, usage.summary, usage.examples);
  for (int i = 0; i < N_COMMANDS; i++) fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
  fputs("  help       help [COMMAND]: examples and all options\n\nexit codes:", out);
  for (int i = 0; i < N_EXIT_CODES; i++) fprintf(out, "%s %d %s", i ? "," : "", i, exit_codes[i]);
  fputc('\n', out);
}

/* What is above the commands' own tables, in the same form (cli/describe.c). */
static int describe(void) {
  static const cli_option options[] = {{CLI_FLAG, "version", 0, NULL, NULL, "print the version"}, {CLI_END, NULL, 0, NULL, NULL, NULL}};
  for (int i = 0; i < N_COMMANDS; i++) printf("subcommand\t%s\t%s\n", commands[i].name, commands[i].summary);
  for (int i = 0; i < N_EXIT_CODES; i++) printf("exit\t%d\t%s\n", i, exit_codes[i]);
  return cli_describe(&usage, options);
}

static int run(const char *name, int argc, char **argv) {
  const char *names[N_COMMANDS + 2] = {"help"};
  for (int i = 0; i < N_COMMANDS; i++) {
    if (strcmp(commands[i].name, name) == 0) return commands[i].run(argc, argv);
    names[i + 1] = commands[i].name;
  }
  const char *near = cli_suggest(name, names);
  fprintf(stderr, "stance: unknown command '%.60s'", name);
  if (near) fprintf(stderr, "; did you mean '%s'?", near);
  fputs("\n'stance help' lists the commands\n", stderr);
  return 2;
}

int main(int argc, char **argv) {
  const char *command = argc > 1 ? argv[1] : NULL;
  if (!command) {
    print_help(stderr);
    return 2;
  }
  if (strcmp(command, "--version") == 0) {
    printf("stance %s\n", stance_version());
    return cli_finish_output();
  }
  if (strcmp(command, "--describe") == 0) return describe();
  if (strcmp(command, "help") == 0 || strcmp(command, "--help") == 0 || strcmp(command, "-h") == 0) {
    if (argc > 2 && strcmp(argv[2], "help") != 0) {
      char option[] = "--help", *help[] = {option, NULL};
      return run(argv[2], 1, help);
    }
    print_help(stdout);
    return cli_finish_output();
  }
  return run(command, argc - 2, argv + 2);
}
