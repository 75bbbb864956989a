/* Files, processes and sockets: each call is counted under its kind, may fail as planned, be interrupted, or move less than asked for. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inject.h"

_Atomic int64_t faults_maps;

/* The function of the same name behind this library, in a variable `real` of its type. ISO C has no conversion from object to function
   pointers; POSIX says they fit. */
#define REAL(name)                                                                                                                         \
  static __typeof__(name) *real;                                                                                                           \
  if (!real) {                                                                                                                             \
    void *symbol = dlsym(RTLD_NEXT, #name);                                                                                                \
    memcpy(&real, &symbol, sizeof real);                                                                                                   \
  }
#define FAIL_OR(kind, result)                                                                                                              \
  if (faults_hit(kind, FAULTS_CALLER)) return result

/* An event counter or its like, on which reading and writing neither fail nor are cut: they have no device behind them. */
static bool is_counter(int file) {
  struct stat about;
  return faults_on && syscall(SYS_fstat, file, &about) == 0 && (about.st_mode & S_IFMT) == 0;
}

/* ---- Opening ---- */

static mode_t mode_in(int flags, va_list arguments) { return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(arguments, unsigned) : 0; }
#define OPEN(name)                                                                                                                         \
  int name(const char *path, int flags, ...) {                                                                                             \
    REAL(name)                                                                                                                             \
    va_list arguments;                                                                                                                     \
    va_start(arguments, flags);                                                                                                            \
    mode_t mode = mode_in(flags, arguments);                                                                                               \
    va_end(arguments);                                                                                                                     \
    FAIL_OR(FAULTS_OPEN, -1);                                                                                                              \
    return real(path, flags, mode);                                                                                                        \
  }
OPEN(open)
OPEN(open64)
#define OPENAT(name)                                                                                                                       \
  int name(int folder, const char *path, int flags, ...) {                                                                                 \
    REAL(name)                                                                                                                             \
    va_list arguments;                                                                                                                     \
    va_start(arguments, flags);                                                                                                            \
    mode_t mode = mode_in(flags, arguments);                                                                                               \
    va_end(arguments);                                                                                                                     \
    FAIL_OR(FAULTS_OPEN, -1);                                                                                                              \
    return real(folder, path, flags, mode);                                                                                                \
  }
OPENAT(openat)
OPENAT(openat64)
#define STREAM_OPEN(name)                                                                                                                  \
  FILE *name(const char *path, const char *mode) {                                                                                         \
    REAL(name)                                                                                                                             \
    FAIL_OR(FAULTS_OPEN, NULL);                                                                                                            \
    return real(path, mode);                                                                                                               \
  }
STREAM_OPEN(fopen)
STREAM_OPEN(fopen64)

DIR *opendir(const char *path) {
  REAL(opendir)
  FAIL_OR(FAULTS_OPEN, NULL);
  DIR *folder = real(path);
  faults_given(folder, FAULTS_CALLER);
  return folder;
}
int mkstemp(char *path) {
  REAL(mkstemp)
  FAIL_OR(FAULTS_OPEN, -1);
  return real(path);
}
int memfd_create(const char *name, unsigned flags) {
  REAL(memfd_create)
  FAIL_OR(FAULTS_OPEN, -1);
  return real(name, flags);
}

/* ---- Reading; the _chk names are what _FORTIFY_SOURCE makes of them ---- */

ssize_t read(int file, void *to, size_t length) {
  REAL(read)
  if (is_counter(file)) return real(file, to, length);
  FAIL_OR(FAULTS_READ, -1);
  return real(file, to, faults_shortened(length));
}
ssize_t __read_chk(int file, void *to, size_t length, size_t room);
ssize_t __read_chk(int file, void *to, size_t length, size_t room) {
  REAL(__read_chk)
  FAIL_OR(FAULTS_READ, -1);
  return real(file, to, faults_shortened(length), room);
}
ssize_t pread(int file, void *to, size_t length, off_t at) {
  REAL(pread)
  FAIL_OR(FAULTS_READ, -1);
  return real(file, to, faults_shortened(length), at);
}
ssize_t pread64(int file, void *to, size_t length, off64_t at) {
  REAL(pread64)
  FAIL_OR(FAULTS_READ, -1);
  return real(file, to, faults_shortened(length), at);
}
ssize_t __pread_chk(int file, void *to, size_t length, off_t at, size_t room);
ssize_t __pread_chk(int file, void *to, size_t length, off_t at, size_t room) {
  REAL(__pread_chk)
  FAIL_OR(FAULTS_READ, -1);
  return real(file, to, faults_shortened(length), at, room);
}
ssize_t readv(int file, const struct iovec *parts, int n) {
  REAL(readv)
  FAIL_OR(FAULTS_READ, -1);
  return real(file, parts, n);
}
struct dirent *readdir(DIR *folder) {
  REAL(readdir)
  FAIL_OR(FAULTS_READ, NULL);
  return real(folder);
}
ssize_t recv(int socket, void *to, size_t length, int flags) {
  REAL(recv)
  FAIL_OR(FAULTS_READ, -1);
  return real(socket, to, faults_shortened(length), flags);
}

/* ---- Writing ---- */

ssize_t write(int file, const void *bytes, size_t length) {
  REAL(write)
  if (is_counter(file)) return real(file, bytes, length);
  FAIL_OR(FAULTS_WRITE, -1);
  size_t asked = faults_shortened(length), takes = faults_disk_takes(file, asked);
  if (asked && !takes) {
    errno = ENOSPC;
    return -1;
  }
  ssize_t written = real(file, bytes, takes);
  faults_disk_returns(file, takes - (written > 0 ? (size_t)written : 0));
  return written;
}
ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
  REAL(pwrite)
  FAIL_OR(FAULTS_WRITE, -1);
  return real(file, bytes, faults_shortened(length), at);
}
ssize_t writev(int file, const struct iovec *parts, int n) {
  REAL(writev)
  FAIL_OR(FAULTS_WRITE, -1);
  return real(file, parts, n);
}
ssize_t send(int socket, const void *bytes, size_t length, int flags) {
  REAL(send)
  FAIL_OR(FAULTS_WRITE, -1);
  return real(socket, bytes, faults_shortened(length), flags);
}
ssize_t sendmsg(int socket, const struct msghdr *message, int flags) {
  REAL(sendmsg)
  FAIL_OR(FAULTS_WRITE, -1);
  return real(socket, message, flags);
}

/* ---- What makes a file last ---- */

int fsync(int file) {
  REAL(fsync)
  FAIL_OR(FAULTS_FSYNC, -1);
  return real(file);
}
int fdatasync(int file) {
  REAL(fdatasync)
  FAIL_OR(FAULTS_FSYNC, -1);
  return real(file);
}
int rename(const char *from, const char *to) {
  REAL(rename)
  FAIL_OR(FAULTS_RENAME, -1);
  return real(from, to);
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  REAL(renameat)
  FAIL_OR(FAULTS_RENAME, -1);
  return real(from_folder, from, to_folder, to);
}
int ftruncate(int file, off_t length) {
  REAL(ftruncate)
  FAIL_OR(FAULTS_TRUNCATE, -1);
  return real(file, length);
}
int close(int file) {
  REAL(close)
  bool fails = faults_hit(FAULTS_CLOSE, FAULTS_CALLER);
  int code = errno, result = real(file); /* a close that fails has closed all the same */
  if (!fails) return result;
  errno = code;
  return -1;
}

/* ---- Mapping, threads ---- */

static void *mapped(void *at, const void *caller) {
  if (at != MAP_FAILED && faults_on && faults_is_own(caller, NULL)) faults_maps++;
  return at;
}
void *mmap(void *at, size_t length, int protection, int flags, int file, off_t offset) {
  REAL(mmap)
  FAIL_OR(FAULTS_MMAP, MAP_FAILED);
  return mapped(real(at, length, protection, flags, file, offset), FAULTS_CALLER);
}
void *mmap64(void *at, size_t length, int protection, int flags, int file, off64_t offset) {
  REAL(mmap64)
  FAIL_OR(FAULTS_MMAP, MAP_FAILED);
  return mapped(real(at, length, protection, flags, file, offset), FAULTS_CALLER);
}
int munmap(void *at, size_t length) {
  REAL(munmap)
  int result = real(at, length);
  if (result == 0 && faults_on && faults_is_own(FAULTS_CALLER, NULL)) faults_maps--;
  return result;
}
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *context) {
  REAL(pthread_create)
  FAIL_OR(FAULTS_THREAD, errno);
  return real(thread, attributes, run, context);
}

/* ---- Asking about files ---- */

int stat(const char *path, struct stat *about) {
  REAL(stat)
  FAIL_OR(FAULTS_STAT, -1);
  return real(path, about);
}
int lstat(const char *path, struct stat *about) {
  REAL(lstat)
  FAIL_OR(FAULTS_STAT, -1);
  return real(path, about);
}
int fstat(int file, struct stat *about) {
  REAL(fstat)
  FAIL_OR(FAULTS_STAT, -1);
  return real(file, about);
}
char *realpath(const char *path, char *to) {
  REAL(realpath)
  FAIL_OR(FAULTS_STAT, NULL);
  char *found = real(path, to);
  if (found && !to) faults_given(found, FAULTS_CALLER);
  return found;
}

/* ---- The rest ---- */

int fchmod(int file, mode_t mode) {
  REAL(fchmod)
  FAIL_OR(FAULTS_OTHER, -1);
  return real(file, mode);
}
int flock(int file, int operation) {
  REAL(flock)
  FAIL_OR(FAULTS_OTHER, -1);
  return real(file, operation);
}
int pipe2(int ends[2], int flags) {
  REAL(pipe2)
  FAIL_OR(FAULTS_OTHER, -1);
  return real(ends, flags);
}
pid_t fork(void) {
  REAL(fork)
  FAIL_OR(FAULTS_OTHER, -1);
  return real();
}
int socket(int domain, int type, int protocol) {
  REAL(socket)
  FAIL_OR(FAULTS_OTHER, -1);
  return real(domain, type, protocol);
}
int bind(int socket, const struct sockaddr *address, socklen_t length) {
  REAL(bind)
  FAIL_OR(FAULTS_OTHER, -1);
  return real(socket, address, length);
}
int listen(int socket, int backlog) {
  REAL(listen)
  FAIL_OR(FAULTS_OTHER, -1);
  return real(socket, backlog);
}
int getsockname(int socket, struct sockaddr *address, socklen_t *length) {
  REAL(getsockname)
  FAIL_OR(FAULTS_OTHER, -1);
  return real(socket, address, length);
}
int epoll_create1(int flags) {
  REAL(epoll_create1)
  FAIL_OR(FAULTS_OTHER, -1);
  return real(flags);
}
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags) {
  REAL(accept4)
  FAIL_OR(FAULTS_OTHER, -1);
  return real(socket, address, length, flags);
}

/* ---- Waiting ---- */

int poll(struct pollfd *files, nfds_t n, int timeout) {
  REAL(poll)
  FAIL_OR(FAULTS_POLL, -1);
  return real(files, n, timeout);
}
int epoll_wait(int epoll, struct epoll_event *events, int most, int timeout) {
  REAL(epoll_wait)
  FAIL_OR(FAULTS_POLL, -1);
  return real(epoll, events, most, timeout);
}
pid_t waitpid(pid_t child, int *how, int options) {
  REAL(waitpid)
  FAIL_OR(FAULTS_POLL, -1);
  return real(child, how, options);
}
