/* Preloaded into a command by faults.py: counts the calls that ask something of the machine, from the beginning of main on, and makes the
   k-th of a kind fail.

   FAULTS_REPORT  file to map the counts into (inject.h)
   FAULTS_ONLY    basename of the program that is meant; others that inherit the environment run as ever
   FAULTS_PLAN    "KIND:K", the K-th call of that kind fails; "KIND:K+", so do all that follow; nothing fails without it
   FAULTS_MODE    "eintr": every interruptible call first fails with EINTR, once; "short": reads and writes move one byte at a time
   FAULTS_DISK    bytes that regular files take before the disk is full
   FAULTS_TRACE   set: where the first fault strikes, the calls that led there go to standard error, and so they do on SIGUSR1 */
#include "inject.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *const kind_names[FAULTS_KINDS] = {"alloc",  "open", "read",  "write",    "fsync", "rename", "mmap",
                                                     "thread", "stat", "close", "truncate", "other", "poll"};
static const int errors[FAULTS_KINDS] = {ENOMEM, EMFILE, EIO, ENOSPC, EIO, EACCES, ENOMEM, EAGAIN, EIO, EIO, EIO, EAGAIN, EINTR};

static faults_report nowhere;
faults_report *faults = &nowhere;
_Atomic bool faults_on;
static faults_kind plan_kind = FAULTS_KINDS;
static uint64_t plan_first;
static bool plan_goes_on, interrupts, shortens, disk_ends, traces;
static _Atomic int64_t disk_left;
static _Thread_local bool interrupted[FAULTS_KINDS];
static bool open_before[1024];

bool faults_is_own(const void *address, faults_place *place) {
  Dl_info about;
  if (dladdr(address, &about) == 0 || !about.dli_fname) return false;
  const char *slash = strrchr(about.dli_fname, '/'), *name = slash ? slash + 1 : about.dli_fname;
  if (place) {
    snprintf(place->object, sizeof place->object, "%s", name);
    place->offset = (uint64_t)((const char *)address - (const char *)about.dli_fbase);
  }
  return strncmp(name, "stance", 6) == 0 || strncmp(name, "faults_victim", 13) == 0;
}

static void trace(int signal_number) {
  void *frames[40];
  (void)signal_number;
  /* No handler may call these; the process is about to end, and the trace is worth the risk. NOLINTNEXTLINE(bugprone-signal-handler) */
  backtrace_symbols_fd(frames, backtrace(frames, 40), STDERR_FILENO);
}

static bool interruptible(faults_kind kind) {
  return kind == FAULTS_OPEN || kind == FAULTS_READ || kind == FAULTS_WRITE || kind == FAULTS_FSYNC || kind == FAULTS_POLL ||
         kind == FAULTS_TRUNCATE;
}

bool faults_hit(faults_kind kind, const void *caller) {
  if (!faults_on) return false;
  uint64_t number = atomic_fetch_add(&faults->count[kind], 1) + 1;
  bool fails = kind == plan_kind && (number == plan_first || (plan_goes_on && number > plan_first));
  int code = errors[kind];
  if (interrupts && interruptible(kind)) {
    fails = interrupted[kind] = !interrupted[kind];
    code = EINTR;
  }
  if (!fails) return false;
  if (atomic_fetch_add(&faults->fired, 1) == 0) {
    bool was_on = atomic_exchange(&faults_on, false); /* looking up the caller is none of the program's doing */
    faults_is_own(caller, &faults->first_fault);
    if (traces) trace(0);
    faults_on = was_on;
  }
  errno = code;
  return true;
}

size_t faults_shortened(size_t length) { return shortens && faults_on && length > 1 ? 1 : length; }

static bool is_on_disk(int file) {
  struct stat about;
  return disk_ends && faults_on && syscall(SYS_fstat, file, &about) == 0 && S_ISREG(about.st_mode);
}

size_t faults_disk_takes(int file, size_t length) {
  if (!is_on_disk(file)) return length;
  int64_t had = atomic_fetch_sub(&disk_left, (int64_t)length);
  size_t takes = had <= 0 ? 0 : (uint64_t)had < length ? (size_t)had : length;
  atomic_fetch_add(&disk_left, (int64_t)(length - takes));
  if (takes < length) atomic_fetch_add(&faults->fired, 1);
  return takes;
}

void faults_disk_returns(int file, size_t length) {
  if (length && is_on_disk(file)) atomic_fetch_add(&disk_left, (int64_t)length);
}

/* ---- Before and after main ---- */

static void see_files(bool at_the_end) {
  for (int file = 0; file < 1024; file++) {
    bool open_now = syscall(SYS_fcntl, file, F_GETFD) >= 0;
    if (!at_the_end)
      open_before[file] = open_now;
    else if (open_now && !open_before[file])
      faults->left_files++;
  }
}

static void read_plan(void) {
  const char *plan = getenv("FAULTS_PLAN"), *mode = getenv("FAULTS_MODE"), *disk = getenv("FAULTS_DISK");
  interrupts = mode && strcmp(mode, "eintr") == 0;
  shortens = mode && strcmp(mode, "short") == 0;
  disk_ends = disk != NULL;
  traces = getenv("FAULTS_TRACE") != NULL;
  if (traces) {
    void *frame[1];
    backtrace(frame, 1); /* loads what it needs, before anything fails */
    signal(SIGUSR1, trace);
  }
  if (disk) disk_left = strtoll(disk, NULL, 10);
  const char *colon = plan ? strchr(plan, ':') : NULL;
  for (int kind = 0; colon && kind < FAULTS_KINDS; kind++)
    if (strlen(kind_names[kind]) == (size_t)(colon - plan) && strncmp(plan, kind_names[kind], (size_t)(colon - plan)) == 0)
      plan_kind = (faults_kind)kind;
  if (!colon) return;
  char *end;
  plan_first = strtoull(colon + 1, &end, 10);
  plan_goes_on = *end == '+';
}

static bool map_report(void) {
  const char *path = getenv("FAULTS_REPORT");
  int file = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) return false;
  long at = syscall(SYS_mmap, NULL, sizeof *faults, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  syscall(SYS_close, file);
  if (at < 0 && at > -4096) return false;
  faults = (faults_report *)at;
  return true;
}

/* What stdio writes does not pass through write(2) as others see it; a stream of our own makes it do so. */
static ssize_t write_stdout(void *context, const char *bytes, size_t length) {
  size_t done = 0;
  (void)context;
  while (done < length) { /* as stdio does with a file: it goes on after a short write, not after an error */
    ssize_t n = write(STDOUT_FILENO, bytes + done, length - done);
    if (n < 0) return done ? (ssize_t)done : 0; /* 0 is how a cookie says error */
    done += (size_t)n;
  }
  return (ssize_t)done;
}

static int (*real_main)(int, char **, char **);

static int counted_main(int argc, char **argv, char **environment) {
  const char *only = getenv("FAULTS_ONLY"), *slash = strrchr(argv[0], '/');
  if ((only && strcmp(only, slash ? slash + 1 : argv[0]) != 0) || !map_report()) return real_main(argc, argv, environment);
  static const cookie_io_functions_t through = {.write = write_stdout};
  read_plan();
  FILE *own = fopencookie(NULL, "w", through);
  if (own) stdout = own;
  see_files(false);
  faults_on = true;
  int code = real_main(argc, argv, environment);
  faults_on = false;
  see_files(true);
  faults_count_left();
  faults->left_maps = faults_maps;
  faults->returned = 1;
  faults_on = true; /* the last flush can fail too, and is lost then */
  if (fflush(stdout) != 0) __fpurge(stdout);
  faults_on = false; /* what else runs at the end, such as the writing of a coverage build's counters, is none of the program's doing */
  return code;
}

int __libc_start_main(int (*start)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*loader_fini)(void), void *stack_end);
int __libc_start_main(int (*start)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*loader_fini)(void), void *stack_end) {
  int (*real)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
  void *symbol = dlsym(RTLD_NEXT, "__libc_start_main");
  memcpy(&real, &symbol, sizeof real);
  real_main = start;
  return real(counted_main, argc, argv, init, fini, loader_fini, stack_end);
}
