/* Preloaded into a program that is to be killed while it writes: makes writing slow, in small pieces, so that a random moment really falls
   into it, and says when it begins.

   CRASH_FOLDER names the folder whose files are slow, CRASH_PIECE the bytes that one call to write takes at most, CRASH_DELAY the
   microseconds before each piece and before and behind each sync and rename. CRASH_READY names a FIFO that gets a byte when the first piece
   is to be written. */
#undef _FORTIFY_SOURCE /* whose headers define open themselves */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long setting(const char *name) {
  const char *text = getenv(name);
  return text ? strtol(text, NULL, 10) : 0;
}

static void wait_a_little(void) {
  int before = errno;
  nanosleep(&(struct timespec){.tv_nsec = setting("CRASH_DELAY") * 1000}, NULL);
  errno = before;
}

static bool is_slow(int fd) {
  char link[32], path[PATH_MAX];
  const char *folder = getenv("CRASH_FOLDER");
  int before = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  path[n > 0 ? n : 0] = '\0';
  errno = before;
  return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static void say(const char *what) {
  const char *ready = getenv("CRASH_READY");
  int before = errno, fifo = ready ? (int)syscall(SYS_openat, AT_FDCWD, ready, O_WRONLY | O_NONBLOCK | O_CLOEXEC) : -1;
  if (fifo >= 0) {
    syscall(SYS_write, fifo, what, 1);
    syscall(SYS_close, fifo);
  }
  errno = before;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  static atomic_flag begun = ATOMIC_FLAG_INIT;
  size_t piece = (size_t)setting("CRASH_PIECE");
  if (is_slow(fd)) {
    if (!atomic_flag_test_and_set(&begun)) say("b");
    wait_a_little();
    if (piece && length > piece) length = piece;
  }
  return syscall(SYS_write, fd, bytes, length);
}

int fsync(int fd) {
  bool slow = is_slow(fd);
  if (slow) wait_a_little();
  int result = (int)syscall(SYS_fsync, fd);
  if (slow) wait_a_little();
  return result;
}

int rename(const char *from, const char *to) {
  wait_a_little();
  int result = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
  wait_a_little();
  say("e");
  return result;
}
