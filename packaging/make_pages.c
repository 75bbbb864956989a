/* make-pages man TOP COMMAND NOTES VERSION DATE, make-pages bash|zsh|fish TOP COMMAND...: a manual page or a shell's completion on
   standard output. TOP and COMMAND are files that hold what --describe printed; the page of TOP itself has it as COMMAND too. */
#include <stdlib.h>
#include <string.h>

#include "packaging/description.h"

static int explain(void) {
  fputs("usage: make-pages man TOP COMMAND NOTES VERSION DATE, or make-pages bash|zsh|fish TOP COMMAND...\n", stderr);
  return 2;
}

int main(int argc, char **argv) {
  static const struct {
    const char *shell;
    void (*write)(description *const *d, size_t n);
  } shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
  if (argc == 7 && strcmp(argv[1], "man") == 0) {
    write_man(description_read(argv[2]), description_read(argv[3]), argv[4], argv[5], argv[6]);
  } else {
    description *all[MOST_ITEMS];
    size_t shell = 0, n = 0;
    if (argc < 4 || argc > MOST_ITEMS) return explain();
    while (shell < 3 && strcmp(argv[1], shells[shell].shell) != 0) shell++;
    if (shell == 3) return explain();
    for (int i = 2; i < argc; i++) all[n++] = description_read(argv[i]);
    shells[shell].write(all, n);
  }
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
