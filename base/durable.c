#include "base/durable.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"

int stance__open(const char *path, int flags) {
  for (;;) {
    int file = open(path, flags, 0666);
    if (file >= 0 || errno != EINTR) return file;
  }
}

int stance__sync(int file) {
  for (;;) {
    int result = fsync(file);
    if (result == 0 || errno != EINTR) return result;
  }
}

int stance__write_all(int file, const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t written = write(file, at, length);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    at += written;
    length -= (size_t)written;
  }
  return 0;
}

int stance__sync_folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  char *folder = slash ? stance__strndup(path, slash == path ? 1 : (size_t)(slash - path)) : stance__strndup(".", 1);
  if (!folder) return ENOMEM;
  int file = stance__open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), failure = file < 0 ? errno : 0;
  if (!failure && stance__sync(file) != 0 && errno != EINVAL) failure = errno;
  if (file >= 0) close(file);
  stance__free(folder);
  return failure;
}
