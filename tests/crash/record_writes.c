/* Preloaded into a program by the tests in this folder: writes down, in their order, what the program does to the files of one folder and
   what it says to the world, so that power_cut.py can work out what a power cut would leave; and makes operations on one file fail as a
   test says.

   CRASH_LOG names the log, CRASH_FOLDER the folder. An event is a line of fields with tabs between, and the bytes that it announces:

       KIND ERRNO THREAD INODE NUMBER LENGTH PATH PATH2 \n BYTES \n

   KIND     what NUMBER, PATH and BYTES are
   open     a file opened with O_CREAT or O_TRUNC; NUMBER is 1 where it was truncated
   write    NUMBER is the offset, BYTES what was written
   cut      NUMBER is the new length
   begin    a sync is asked for
   sync     it has returned; what was written down before its beginning is covered
   rename, link: PATH becomes PATH2; unlink: PATH goes
   say      BYTES are about to leave through a socket or the standard output

   What is done is written down when it is done, what is said before it is said: the log may understate what is safe, never overstate it.
   What goes past this library (stdio, which writes from inside libc, or a shared mapping) shows when the files at the end are compared with
   those of the log.

   CRASH_FAULT names a file that is read before each operation on the file CRASH_FAULT_ON (a name without folders): "sync", "write" (half of
   what is written gets there, then the disk is full), "cut", several with + between, or "tear" (half gets there, then the process dies). */
#undef _FORTIFY_SOURCE /* whose headers define open themselves */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* ---- The log ---- */

typedef struct event {
  const char *kind;
  int failure;
  const struct stat *about; /* NULL: of no one file */
  long number;
  const void *bytes;
  size_t length;
  const char *path, *path2;
} event;

static void note(event e) {
  char head[3 * PATH_MAX];
  int before = errno;
  const char *log = getenv("CRASH_LOG");
  int file = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  int n = snprintf(head, sizeof head, "%s\t%d\t%ld\t%llu:%llu\t%ld\t%zu\t%s\t%s\n", e.kind, e.failure, (long)syscall(SYS_gettid),
                   e.about ? (unsigned long long)e.about->st_dev : 0, e.about ? (unsigned long long)e.about->st_ino : 0, e.number, e.length,
                   e.path ? e.path : "", e.path2 ? e.path2 : "");
  struct iovec parts[] = {{head, (size_t)n}, {(void *)(size_t)e.bytes, e.length}, {"\n", 1}}; /* in one call, so that events do not mix */
  if (file < 0 || n < 0 || n >= (int)sizeof head || syscall(SYS_writev, file, parts, 3) != (long)((size_t)n + e.length + 1)) abort();
  syscall(SYS_close, file);
  errno = before;
}

/* ---- Which files ---- */

static bool is_under(const char *path) {
  const char *folder = getenv("CRASH_FOLDER");
  size_t n = folder ? strlen(folder) : 0;
  return n && strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* Where an open file is; an empty text where it is not in the folder. */
static char *place_of(char *out, int fd) {
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, out, PATH_MAX - 1);
  out[n > 0 ? n : 0] = '\0';
  if (!is_under(out)) out[0] = '\0';
  return out;
}

static bool is_watched(int fd, struct stat *about, char *path) {
  int before = errno;
  bool watched = fstat(fd, about) == 0 && (S_ISREG(about->st_mode) || S_ISDIR(about->st_mode)) && place_of(path, fd)[0];
  errno = before;
  return watched;
}

/* A name's folder with links followed, and the name: what rename and unlink work on. */
static char *name_of(char *out, int folder, const char *path) {
  char parent[PATH_MAX], real[PATH_MAX];
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  out[0] = '\0';
  if (slash)
    snprintf(parent, sizeof parent, "%.*s", slash == path ? 1 : (int)(slash - path), path);
  else
    snprintf(parent, sizeof parent, ".");
  if (parent[0] != '/' && folder != AT_FDCWD) abort(); /* no writer here does that */
  if (!realpath(parent, real) || snprintf(out, PATH_MAX, "%s/%s", real, base) >= PATH_MAX || !is_under(out)) out[0] = '\0';
  return out;
}

static bool fault(const char *path, const char *wanted) {
  char plan[32] = "";
  const char *name = getenv("CRASH_FAULT"), *on = getenv("CRASH_FAULT_ON"), *slash = strrchr(path, '/');
  if (!name || !on || !slash || strcmp(slash + 1, on) != 0) return false;
  int file = (int)syscall(SYS_openat, AT_FDCWD, name, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  long n = syscall(SYS_read, file, plan, sizeof plan - 1);
  syscall(SYS_close, file);
  plan[n > 0 ? n : 0] = '\0';
  return strstr(plan, wanted) != NULL;
}

/* ---- Opening ---- */

static int opened(int fd, int flags) {
  struct stat about;
  char path[PATH_MAX];
  if (fd >= 0 && (flags & (O_CREAT | O_TRUNC)) && is_watched(fd, &about, path))
    note((event){.kind = "open", .about = &about, .number = (flags & O_TRUNC) != 0, .path = path});
  return fd;
}

static int open_mode(int flags, va_list rest) { return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, int) : 0; }

#define OPEN(name, ...)                                                                                                                    \
  int name(__VA_ARGS__ const char *path, int flags, ...);                                                                                  \
  int name(__VA_ARGS__ const char *path, int flags, ...) {                                                                                 \
    va_list rest;                                                                                                                          \
    va_start(rest, flags);                                                                                                                 \
    int mode = open_mode(flags, rest);                                                                                                     \
    va_end(rest);                                                                                                                          \
    return opened((int)syscall(SYS_openat, FOLDER, path, flags, mode), flags);                                                             \
  }
#define FOLDER AT_FDCWD
OPEN(open)
OPEN(open64)
OPEN(__open_2) /* what a fortified build calls where there is no mode */
OPEN(__open64_2)
#undef FOLDER
#define FOLDER folder
OPEN(openat, int folder, )
OPEN(openat64, int folder, )

int creat(const char *path, mode_t mode) { return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode); }

/* ---- Writing ---- */

static ssize_t wrote(ssize_t n, const void *bytes, const struct stat *about, const char *path, long offset) {
  note((event){"write", n < 0 ? errno : 0, about, offset, bytes, n < 0 ? 0 : (size_t)n, path, NULL});
  return n;
}

static void say(const void *bytes, size_t length) { note((event){.kind = "say", .bytes = bytes, .length = length}); }

static bool is_world(int fd) {
  int before = errno;
  struct stat about;
  bool world = fd == STDOUT_FILENO || (fstat(fd, &about) == 0 && S_ISSOCK(about.st_mode));
  errno = before;
  return world;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  struct stat about;
  char path[PATH_MAX];
  if (!is_watched(fd, &about, path)) {
    if (is_world(fd)) say(bytes, length);
    return syscall(SYS_write, fd, bytes, length);
  }
  bool tears = fault(path, "tear"), full = fault(path, "write");
  ssize_t n = syscall(SYS_write, fd, bytes, tears || full ? length / 2 : length); /* what is left comes again, and halves to nothing */
  if (full && n == 0) {
    errno = ENOSPC;
    n = -1;
  }
  wrote(n, bytes, &about, path, n > 0 ? (long)lseek(fd, 0, SEEK_CUR) - n : 0);
  if (tears) kill(getpid(), SIGKILL);
  return n;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  struct stat about;
  char path[PATH_MAX];
  bool watched = is_watched(fd, &about, path);
  ssize_t n = syscall(SYS_pwrite64, fd, bytes, length, offset);
  return watched ? wrote(n, bytes, &about, path, offset) : n;
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return pwrite(fd, bytes, length, offset); }

/* The parts in one piece: an answer's head and body often leave in two. */
static char *join(const struct iovec *parts, size_t n, size_t *length) {
  *length = 0;
  for (size_t i = 0; i < n; i++) *length += parts[i].iov_len;
  char *all = malloc(*length + 1), *at = all;
  if (!all) abort();
  for (size_t i = 0; i < n; at += parts[i++].iov_len)
    if (parts[i].iov_len) memcpy(at, parts[i].iov_base, parts[i].iov_len);
  return all;
}

ssize_t writev(int fd, const struct iovec *parts, int n) {
  size_t length;
  char *all = join(parts, n > 0 ? (size_t)n : 0, &length);
  ssize_t written = write(fd, all, length);
  free(all);
  return written;
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  say(bytes, length);
  return syscall(SYS_sendto, fd, bytes, length, flags, NULL, 0);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  size_t length;
  char *all = join(message->msg_iov, message->msg_iovlen, &length);
  say(all, length);
  free(all);
  return syscall(SYS_sendmsg, fd, message, flags);
}

int ftruncate(int fd, off_t length) {
  struct stat about;
  char path[PATH_MAX];
  bool watched = is_watched(fd, &about, path), fails = watched && fault(path, "cut");
  int failure = fails ? EIO : syscall(SYS_ftruncate, fd, length) != 0 ? errno : 0;
  if (watched) note((event){.kind = "cut", .failure = failure, .about = &about, .number = length, .path = path});
  errno = failure ? failure : errno;
  return failure ? -1 : 0;
}
int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

/* ---- Syncing ---- */

static int sync_file(int fd, long call) {
  struct stat about;
  char path[PATH_MAX];
  if (!is_watched(fd, &about, path)) return (int)syscall(call, fd);
  note((event){.kind = "begin", .about = &about, .path = path});
  int failure = fault(path, "sync") ? EIO : syscall(call, fd) != 0 ? errno : 0;
  note((event){.kind = "sync", .failure = failure, .about = &about, .path = path});
  errno = failure ? failure : errno;
  return failure ? -1 : 0;
}
int fsync(int fd) { return sync_file(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_file(fd, SYS_fdatasync); }

/* ---- Names ---- */

static int named(const char *kind, long result, const char *from, const char *to) {
  if (result == 0 && (from[0] || to[0])) note((event){.kind = kind, .path = from, .path2 = to});
  return (int)result;
}

int renameat(int folder, const char *from, int folder2, const char *to) {
  char a[PATH_MAX], b[PATH_MAX];
  name_of(a, folder, from);
  name_of(b, folder2, to);
  return named("rename", syscall(SYS_renameat2, folder, from, folder2, to, 0), a, b);
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int link(const char *from, const char *to) {
  char a[PATH_MAX], b[PATH_MAX];
  name_of(a, AT_FDCWD, from);
  name_of(b, AT_FDCWD, to);
  return named("link", syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0), a, b);
}

int unlink(const char *path) {
  char a[PATH_MAX];
  name_of(a, AT_FDCWD, path);
  return named("unlink", syscall(SYS_unlinkat, AT_FDCWD, path, 0), a, "");
}
