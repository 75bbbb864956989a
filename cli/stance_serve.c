/* stance-serve: the part of `stance` that needs libmicrohttpd. `stance serve` runs it with the same arguments. */
#include <string.h>

#include "cli/command.h"

int main(int argc, char **argv) {
  if (argc < 2 || strcmp(argv[1], "serve") != 0) {
    fputs("stance-serve is run by 'stance serve'; see 'stance help serve'\n", stderr);
    return 2;
  }
  return cli_command_serve(argc - 2, argv + 2);
}
