/* stance-train: the part of `stance` that needs OpenBLAS and libsvm. `stance train` runs it with the same arguments. */
#include <string.h>

#include "cli/command.h"

int main(int argc, char **argv) {
  if (argc < 2 || strcmp(argv[1], "train") != 0) {
    fputs("stance-train is run by 'stance train'; see 'stance help train'\n", stderr);
    return 2;
  }
  return cli_command_train(argc - 2, argv + 2);
}
