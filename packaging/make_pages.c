/* make-pages man TOP COMMAND NOTES VERSION DATE, make-pages bash|zsh|fish TOP COMMAND...: a manual page or a shell's completion on
   standard output. TOP and COMMAND are files that hold what --describe printed; the page of TOP itself has it as COMMAND too. */
#include <stdlib.h>
#include <string.h>

#include "packaging/description.h"

int main(int argc, char **argv) {
  if (argc == 7 && strcmp(argv[1], "man") == 0) {
    write_man(description_read(argv[2]), description_read(argv[3]), argv[4], argv[5], argv[6]);
  } else if (argc > 3 && argc < MOST_ITEMS) {
    description *all[MOST_ITEMS];
    size_t n = 0;
    for (int i = 2; i < argc; i++) all[n++] = description_read(argv[i]);
    if (strcmp(argv[1], "bash") == 0)
      write_bash(all, n);
    else if (strcmp(argv[1], "zsh") == 0)
      write_zsh(all, n);
    else if (strcmp(argv[1], "fish") == 0)
      write_fish(all, n);
    else
      return 2;
  } else {
    fputs("usage: make-pages man TOP COMMAND NOTES VERSION DATE, or make-pages bash|zsh|fish TOP COMMAND...\n", stderr);
    return 2;
  }
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
