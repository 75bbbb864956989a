/* Preloaded into a server by sync_test.py: writes down, in their order, what is done to the label file and which answers leave, and makes
   the operations on that file fail as the test says.

   SYNC_LOG names the file the log goes to, a line an event: "write SEQ BYTES", "sync", "cut LENGTH", each with " failed" where it was made
   to fail, and "answer SEQ". SYNC_FAULT names a file that is read before each operation on the label file: "sync", "write" (half of the
   line gets there, then the disk is full), "cut", "sync+cut", "tear" (half of the line gets there, then the process dies); nothing where it
   is empty. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static void note(const char *format, const char *what, long a, long b) {
  char line[128];
  const char *path = getenv("SYNC_LOG");
  int fd = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  int length = snprintf(line, sizeof line, format, what, a, b);
  if (fd < 0 || syscall(SYS_write, fd, line, length) != length) abort();
  close(fd);
}

static bool fault(const char *wanted) {
  char plan[32] = "";
  const char *path = getenv("SYNC_FAULT");
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) return false;
  ssize_t n = read(fd, plan, sizeof plan - 1);
  close(fd);
  plan[n > 0 ? n : 0] = '\0';
  return strstr(plan, wanted) != NULL;
}

static bool is_labels(int fd) {
  char link[32], target[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, target, sizeof target - 1);
  if (n < 0) return false;
  target[n] = '\0';
  const char *slash = strrchr(target, '/');
  return slash && strcmp(slash, "/labels.jsonl") == 0;
}

/* The number behind the first "seq": in the bytes, or -1. */
static long seq_in(const char *bytes, size_t length) {
  static const char mark[] = "\"seq\":";
  const char *found = memmem(bytes, length, mark, sizeof mark - 1);
  return found ? strtol(found + sizeof mark - 1, NULL, 10) : -1;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  if (!is_labels(fd)) return syscall(SYS_write, fd, bytes, length);
  if (fault("tear")) {
    syscall(SYS_write, fd, bytes, length / 2);
    kill(getpid(), SIGKILL);
  }
  if (fault("write")) {
    note("%s %ld %ld failed\n", "write", seq_in(bytes, length), (long)length);
    long half = syscall(SYS_write, fd, bytes, length / 2);
    if (half > 0 && length > 1 && seq_in(bytes, length) >= 0) return half; /* the rest is refused when it comes */
    errno = ENOSPC;
    return -1;
  }
  note("%s %ld %ld\n", "write", seq_in(bytes, length), (long)length);
  return syscall(SYS_write, fd, bytes, length);
}

int fsync(int fd) {
  if (!is_labels(fd)) return (int)syscall(SYS_fsync, fd);
  bool fails = fault("sync");
  note("%s%.0ld%.0ld\n", fails ? "sync failed" : "sync", 0, 0);
  if (!fails) return (int)syscall(SYS_fsync, fd);
  errno = EIO;
  return -1;
}

int ftruncate(int fd, off_t length) {
  if (!is_labels(fd)) return (int)syscall(SYS_ftruncate, fd, length);
  bool fails = fault("cut");
  note(fails ? "%s %ld failed%.0ld\n" : "%s %ld%.0ld\n", "cut", (long)length, 0);
  if (!fails) return (int)syscall(SYS_ftruncate, fd, length);
  errno = EIO;
  return -1;
}

static void see_answer(const char *bytes, size_t length) {
  if (memmem(bytes, length, "stance.label-saved/1", 20)) note("%s %ld%.0ld\n", "answer", seq_in(bytes, length), 0);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  see_answer(bytes, length);
  return syscall(SYS_sendto, fd, bytes, length, flags, NULL, 0);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  for (size_t i = 0; i < message->msg_iovlen; i++) see_answer(message->msg_iov[i].iov_base, message->msg_iov[i].iov_len);
  return syscall(SYS_sendmsg, fd, message, flags);
}

ssize_t writev(int fd, const struct iovec *parts, int n) {
  for (int i = 0; i < n; i++) see_answer(parts[i].iov_base, parts[i].iov_len);
  return syscall(SYS_writev, fd, parts, n);
}
