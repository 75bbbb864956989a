#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/durable.h"
#include "base/error.h"

static stance_status open_readable(int *out, const char *path, struct stat *info, stance_error *error) {
  int file = stance__open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return stance__fail_errno(error, path, "open", errno);
  if (fstat(file, info) != 0) {
    stance_status status = stance__fail_errno(error, path, "read", errno);
    close(file);
    return status;
  }
  if (S_ISDIR(info->st_mode)) {
    close(file);
    return stance__fail(error, STANCE_MACHINE, path, 0, "is a directory; name a file");
  }
  *out = file;
  return STANCE_OK;
}

stance_status stance__read_all(stance__buffer *out, const char *path, stance_error *error) {
  enum { PIECE = 1 << 16 };
  int file = STDIN_FILENO, owned = strcmp(path, "-") != 0;
  struct stat info;
  stance_status status = STANCE_OK;
  if (owned) {
    status = open_readable(&file, path, &info, error);
    if (status != STANCE_OK) return status;
  }
  char *piece = stance__malloc(PIECE);
  if (!piece) status = stance__fail_memory(error);
  while (status == STANCE_OK) {
    ssize_t got = read(file, piece, PIECE);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) status = stance__fail_errno(error, owned ? path : "standard input", "read", errno);
    if (got <= 0) break;
    if (out->length + (size_t)got > STANCE__LARGEST_FILE) {
      status = stance__fail(error, STANCE_DATA, owned ? path : "standard input", 0, "over 64 MiB; name a smaller file");
      break;
    }
    stance__buffer_add(out, piece, (size_t)got);
    if (out->failed) status = stance__fail_memory(error);
  }
  stance__free(piece);
  if (owned) close(file);
  return status;
}

stance_status stance__map(stance__mapping *out, const char *path, stance_error *error) {
  int file = -1;
  struct stat info = {0};
  stance_status status = open_readable(&file, path, &info, error);
  if (status != STANCE_OK) return status;
  if (!S_ISREG(info.st_mode)) {
    status = stance__fail(error, STANCE_MACHINE, path, 0, "is no regular file; name one");
  } else if (info.st_size == 0) {
    *out = (stance__mapping){NULL, 0};
  } else {
    void *data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (data == MAP_FAILED)
      status = stance__fail_errno(error, path, "map", errno);
    else
      *out = (stance__mapping){data, (size_t)info.st_size};
  }
  close(file);
  return status;
}

void stance__unmap(stance__mapping *m) {
  if (m->data) munmap((void *)(uintptr_t)m->data, m->size);
  *m = (stance__mapping){NULL, 0};
}
