/* The time limit is for hangs, on a machine that may be busy and slow: what inputs really take is in docs/reliability.md. */
#include "tests/fuzz/limits.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/hostile.h"

enum { MOST_SECONDS = 20, MOST_EACH = 1, MOST_KIB = 256 << 10 };

typedef struct taken {
  double seconds; /* of CPU */
  long kib;       /* by which the resident peak grew */
} taken;

/* In a process of its own, whose peak starts at what it has of its parent. */
static _Noreturn void give(const uint8_t *bytes, size_t size, rlim_t seconds, int report) {
  const struct rlimit cpu = {seconds, seconds + 1}, no_core = {0, 0};
  struct rusage before, after;
  setrlimit(RLIMIT_CPU, &cpu);
  setrlimit(RLIMIT_CORE, &no_core);
  getrusage(RUSAGE_SELF, &before);
  LLVMFuzzerTestOneInput(bytes, size);
  getrusage(RUSAGE_SELF, &after);
  const taken t = {(double)(after.ru_utime.tv_sec + after.ru_stime.tv_sec) +
                       (double)(after.ru_utime.tv_usec + after.ru_stime.tv_usec) / 1e6,
                   after.ru_maxrss - before.ru_maxrss};
  _exit(write(report, &t, sizeof t) == sizeof t ? 0 : 1);
}

/* 0, or 1 where it fell or took too much. */
static int hold(const char *target, const char *name, const uint8_t *bytes, size_t size, bool grown) {
  taken t = {0, 0};
  int report[2], status = 0;
  FUZZ_CHECK(pipe(report) == 0);
  fflush(NULL);
  pid_t child = fork();
  FUZZ_CHECK(child >= 0);
  if (child == 0) give(bytes, size, grown ? MOST_SECONDS : MOST_EACH, report[1]);
  close(report[1]);
  bool told = read(report[0], &t, sizeof t) == sizeof t;
  close(report[0]);
  FUZZ_CHECK(waitpid(child, &status, 0) == child);
  const char *fault = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU ? "HANGS"
                      : !told || status != 0                             ? "FALLS"
                      : t.kib > MOST_KIB                                 ? "TAKES TOO MUCH MEMORY"
                                                                         : "";
  if (grown || *fault) printf("%-8s %-32s %8zu bytes %7.3f s %6.1f MiB %s\n", target, name, size, t.seconds, (double)t.kib / 1024, fault);
  return *fault != '\0';
}

static int hold_file(const char *target, const char *path, const char *name, bool grown) {
  enum { KEPT = 2 }; /* what the first bytes choose stays chosen */
  struct stat info;
  FILE *file = fopen(path, "rb");
  FUZZ_CHECK(file && fstat(fileno(file), &info) == 0);
  size_t length = (size_t)info.st_size, size = length;
  uint8_t *bytes = malloc(length + 1);
  FUZZ_CHECK(bytes && fread(bytes, 1, length, file) == length);
  fclose(file);
  if (grown && length > KEPT) {
    uint8_t *repeated = hostile_repeat(bytes, length, KEPT, &size);
    free(bytes);
    bytes = repeated;
  }
  int failed = hold(target, name, bytes, size, grown);
  free(bytes);
  return failed;
}

static int hold_folder(const char *target, const char *folder, bool grown) {
  struct dirent **entries;
  int failed = 0, n = scandir(folder, &entries, NULL, alphasort);
  FUZZ_CHECK(n > 2);
  for (int i = 0; i < n; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
    if (entries[i]->d_name[0] != '.') failed |= hold_file(target, path, entries[i]->d_name, grown);
    free(entries[i]);
  }
  free(entries);
  return failed;
}

int fuzz_limits(const char *target, const char *folder) {
  int failed = 0;
  size_t size;
  for (const hostile *row = hostile_inputs; row->target; row++) {
    if (strcmp(row->target, target) != 0) continue;
    uint8_t *input = hostile_make(row, &size);
    failed |= hold(target, row->name, input, size, true);
    free(input);
  }
  return failed | hold_folder(target, folder, true);
}

int fuzz_limits_each(const char *target, const char *folder) { return hold_folder(target, folder, false); }
