/* Names are numbered, not drawn at random or made of the process's number: a left-over file is found again without reading the folder, and
   containers, whose processes often all have the same number, do not run out of names. Two writers of one target at a time get two numbers.

   A left-over file is told from a writer's by its lock, which the kernel takes from a dead process. Only who holds a file's lock moves or
   removes its name; a writer that finds itself without the lock, or its file without a name, was taken for dead between creating and
   locking, and begins again. Where the file system knows no locks, nothing is removed and the next number is taken. */
#include "base/beside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/durable.h"

enum { ATTEMPTS = 100 };

static bool remove_left_over(const char *path) {
  struct stat opened, named;
  int file = stance__open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return errno == ENOENT;
  bool removed = fstat(file, &opened) == 0 && S_ISREG(opened.st_mode) && flock(file, LOCK_EX | LOCK_NB) == 0 && lstat(path, &named) == 0 &&
                 named.st_dev == opened.st_dev && named.st_ino == opened.st_ino && unlink(path) == 0;
  close(file);
  return removed;
}

static int create_locked(int *out, const char *path) {
  struct stat info;
  int file = stance__open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC);
  if (file < 0) return errno;
  bool ours = (flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) && (fstat(file, &info) != 0 || info.st_nlink > 0);
  if (ours)
    *out = file;
  else
    close(file);
  return ours ? 0 : EEXIST;
}

int stance__beside_open(int *file, char **path, const char *target) {
  size_t size = strlen(target) + sizeof ".stance-99.tmp";
  char *name = stance__malloc(size);
  if (!name) return ENOMEM;
  int failure = EEXIST;
  for (int n = 0; failure == EEXIST && n < ATTEMPTS; n++) {
    snprintf(name, size, "%s.stance-%d.tmp", target, n);
    failure = create_locked(file, name);
    if (failure == EEXIST && remove_left_over(name)) failure = create_locked(file, name);
  }
  if (failure)
    stance__free(name);
  else
    *path = name;
  return failure;
}
