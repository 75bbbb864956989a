/* Runs a command some times and prints a line a run: wall seconds, processor seconds (its threads and the children it waited for), peak
   resident KiB, exit code. Small on purpose: a process started from a large one carries that one's peak, and a script's own start would
   hide what an empty program costs.

   usage: time_process REPEATS IN OUT COMMAND [ARGUMENT...] */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec * 1e-6; }

static int fail(const char *what, int number) {
  fprintf(stderr, "time_process: %s: %s\n", what, strerror(number));
  return 1;
}

int main(int argc, char **argv) {
  if (argc < 5) {
    fputs("usage: time_process REPEATS IN OUT COMMAND [ARGUMENT...]\n", stderr);
    return 2;
  }
  long repeats = strtol(argv[1], NULL, 10);
  posix_spawn_file_actions_t files;
  int failed = posix_spawn_file_actions_init(&files);
  if (!failed) failed = posix_spawn_file_actions_addopen(&files, 0, argv[2], O_RDONLY, 0);
  if (!failed) failed = posix_spawn_file_actions_addopen(&files, 1, argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (failed) return fail("cannot prepare", failed);
  for (long i = 0; i < repeats; i++) {
    pid_t child;
    int state;
    struct rusage used;
    double begin = now();
    failed = posix_spawnp(&child, argv[4], &files, NULL, argv + 4, environ);
    if (failed) return fail(argv[4], failed);
    while (wait4(child, &state, 0, &used) < 0)
      if (errno != EINTR) return fail("wait", errno);
    double end = now();
    printf("%.6f %.6f %ld %d\n", end - begin, seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss,
           WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state));
  }
  posix_spawn_file_actions_destroy(&files);
  return 0;
}
