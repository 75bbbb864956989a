/* A program with the mistakes that faults.py is there to find, one an argument; its self-test asks for each. Usage: victim MISTAKE FILE.
   Without a mistake it writes FILE as a command should. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int fails(const char *why) {
  fprintf(stderr, "stance: %s\n", why);
  return 1;
}

int main(int argc, char **argv) {
  const char *mistake = argc > 1 ? argv[1] : "", *path = argc > 2 ? argv[2] : "out";
  char temporary[512];
  char *first = malloc(100);
  if (!first) return fails("out of memory");
  char *second = malloc(200);
  if (strcmp(mistake, "crash") == 0) second[0] = 'x';
  if (!second) {
    if (strcmp(mistake, "hang") == 0)
      for (;;) pause();
    /* A leak is among the mistakes. NOLINTBEGIN(clang-analyzer-unix.Malloc) */
    if (strcmp(mistake, "file") == 0 && open("/dev/null", O_RDONLY) < 0) return 1;
    if (strcmp(mistake, "map") == 0 && mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED) return 1;
    if (strcmp(mistake, "leak") != 0) free(first);
    if (strcmp(mistake, "mute") == 0) return 1;
    if (strcmp(mistake, "swallow") == 0) return 0;
    if (strcmp(mistake, "code") == 0) return fails("out of memory") + 76;
    /* NOLINTEND(clang-analyzer-unix.Malloc) */
    return fails("out of memory");
  }
  puts("done");
  if (fflush(stdout) != 0 && strcmp(mistake, "deaf") != 0) {
    free(second);
    free(first);
    return fails("cannot write to standard output");
  }
  snprintf(temporary, sizeof temporary, "%s.tmp", strcmp(mistake, "in-place") == 0 ? "nowhere" : path);
  int file = strcmp(mistake, "in-place") == 0 ? open(path, O_WRONLY | O_TRUNC) : open(temporary, O_WRONLY | O_CREAT, 0666);
  int code = file < 0 ? fails("cannot open") : write(file, "whole\n", 6) != 6 ? fails("cannot write") : 0;
  if (file >= 0) close(file);
  if (!code && strcmp(mistake, "in-place") != 0 && rename(temporary, path) != 0) code = fails("cannot rename");
  if (code && file >= 0 && strcmp(mistake, "in-place") != 0 && strcmp(mistake, "litter") != 0) unlink(temporary);
  free(second);
  free(first);
  return code;
}
