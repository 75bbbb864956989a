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
  static description *all[MOST_ITEMS]; /* kept until the process ends, which is right after they are written */
  static const struct {
    const char *shell;
    void (*write)(description *const *d, size_t n);
  } shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
  if (argc == 7 && strcmp(argv[1], "man") == 0) {
    for (int i = 0; i < 2; i++) all[i] = description_read(argv[2 + i]);
    write_man(all[0], all[1], argv[4], argv[5], argv[6]);
  } else {
    size_t shell = 0, n = 0;
    if (argc < 4 || argc > MOST_ITEMS) return explain();
    while (shell < 3 && strcmp(argv[1], shells[shell].shell) != 0) shell++;
    if (shell == 3) return explain();
    for (int i = 2; i < argc; i++) all[n++] = description_read(argv[i]);
    shells[shell].write(all, n);
  }
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
