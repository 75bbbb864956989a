/* An append-only log of lines. Each line goes out by write and fsync before it counts; `good` is the length up to which every byte was
   synced. After a failed write or sync the tail beyond `good` is cut off and that cut synced, at once or, where even that fails, before the
   next line: a line that was refused must not turn up later. A failed fsync is never tried again over the same pages, since the kernel may
   have dropped them and called them clean (Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020): the bytes are
   cut off and written anew by whoever asks again. */
#include "serve/label_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/durable.h"
#include "base/error.h"

struct serve_label_file {
  int fd;
  char *path;
  off_t good;
  bool dirty; /* there may be bytes beyond `good` */
  dev_t device;
  ino_t inode;
  char trouble[256];
};

/* ---- Opening ---- */

static stance_status read_whole(const serve_label_file *f, stance__buffer *out, stance_error *error) {
  char chunk[1 << 16];
  off_t at = 0;
  for (;;) {
    ssize_t n = pread(f->fd, chunk, sizeof chunk, at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return stance__fail_errno(error, f->path, "read the label file", errno);
    if (n == 0) break;
    stance__buffer_add(out, chunk, (size_t)n);
    at += n;
  }
  return out->failed ? stance__fail_memory(error) : STANCE_OK;
}

/* Behind the last line end, or the last line where it holds NUL: a crash of the machine may leave a written line's pages empty. */
static size_t whole_lines(const stance__buffer *all) {
  size_t end = all->length;
  while (end && all->data[end - 1] != '\n') end--;
  if (end == 0) return 0;
  size_t start = end - 1;
  while (start && all->data[start - 1] != '\n') start--;
  return memchr(all->data + start, '\0', end - start) ? start : end;
}

static stance_status move_aside(serve_label_file *f, const stance__buffer *all, size_t good, stance__buffer *notice, stance_error *error) {
  stance__buffer path = STANCE__BUFFER_INIT;
  stance__buffer_printf(&path, "%s.torn", f->path);
  if (path.failed) return stance__fail_memory(error);
  int fd = stance__open(path.data, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW), failure = fd < 0 ? errno : 0;
  if (!failure) failure = stance__write_all(fd, all->data + good, all->length - good);
  if (!failure) failure = stance__write_all(fd, "\n", 1);
  if (!failure && stance__sync(fd) != 0) failure = errno;
  if (fd >= 0) close(fd);
  if (!failure) failure = stance__sync_folder_of(f->path);
  stance_status status = failure ? stance__fail_errno(error, path.data, "keep a torn line", failure) : STANCE_OK;
  if (status == STANCE_OK && (ftruncate(f->fd, (off_t)good) != 0 || stance__sync(f->fd) != 0))
    status = stance__fail_errno(error, f->path, "cut off a torn line", errno);
  if (status == STANCE_OK)
    stance__buffer_printf(notice, "%s: the last line was cut short (%zu bytes, never acknowledged); moved to %s", f->path,
                          all->length - good, path.data);
  stance__buffer_release(&path);
  return status;
}

static stance_status read_lines(serve_label_file *f, serve_line_fn take, void *context, stance__buffer *notice, stance_error *error) {
  stance__buffer all = STANCE__BUFFER_INIT;
  stance_status status = read_whole(f, &all, error);
  size_t good = status == STANCE_OK && all.length ? whole_lines(&all) : 0, at = 0;
  /* Damage elsewhere is said before anything is changed. */
  for (long number = 1; status == STANCE_OK && at < good; number++) {
    const char *end = memchr(all.data + at, '\n', good - at);
    size_t length = (size_t)(end - (all.data + at));
    status = take(context, all.data + at, length, number, error);
    at += length + 1;
  }
  if (status == STANCE_OK && good < all.length) status = move_aside(f, &all, good, notice, error);
  f->good = (off_t)good;
  stance__buffer_release(&all);
  return status;
}

/* Behind a link it is the folder of the file itself that holds its name. */
static int sync_folder_of_target(const char *path) {
  char *target = realpath(path, NULL);
  int failure = target ? stance__sync_folder_of(target) : errno == ENOENT ? 0 : errno; /* without a name there is none to sync */
  free(target);
  return failure;
}

stance_status serve_label_file_open(serve_label_file **out, const char *path, serve_line_fn take, void *context, stance__buffer *notice,
                                    stance_error *error) {
  serve_label_file *f = stance__calloc(1, sizeof *f);
  if (!f) return stance__fail_memory(error);
  struct stat about = {0};
  stance_status status = STANCE_OK;
  f->path = stance__strndup(path, strlen(path));
  f->fd = stance__open(path, O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC); /* O_NONBLOCK: a FIFO is refused, not waited for */
  if (f->fd < 0)
    status = stance__fail_errno(error, path, "open the label file", errno);
  else if (!f->path)
    status = stance__fail_memory(error);
  else if (fstat(f->fd, &about) != 0)
    status = stance__fail_errno(error, path, "open the label file", errno);
  else if (!S_ISREG(about.st_mode))
    status = stance__fail(error, STANCE_MACHINE, path, 0, "is no regular file; name another one with --labels");
  else if (flock(f->fd, LOCK_EX | LOCK_NB) != 0)
    status = errno == EWOULDBLOCK ? stance__fail(error, STANCE_MACHINE, path, 0,
                                                 "another server has this label file; stop it, or name another file with --labels")
                                  : stance__fail_errno(error, path, "lock the label file", errno);
  if (status == STANCE_OK) {
    f->device = about.st_dev;
    f->inode = about.st_ino;
    status = read_lines(f, take, context, notice, error);
  }
  /* Whatever was there is about to be built upon, and a new file's name must be on the disk too. */
  if (status == STANCE_OK && stance__sync(f->fd) != 0) status = stance__fail_errno(error, path, "sync the label file", errno);
  int failure = status == STANCE_OK ? sync_folder_of_target(path) : 0;
  if (failure) status = stance__fail_errno(error, path, "sync the folder of the label file", failure);
  if (status == STANCE_OK)
    *out = f;
  else
    serve_label_file_close(f);
  return status;
}

void serve_label_file_close(serve_label_file *f) {
  if (!f) return;
  if (f->fd >= 0) close(f->fd);
  stance__free(f->path);
  stance__free(f);
}

/* ---- Appending ---- */

static int cut_tail(serve_label_file *f) {
  if (ftruncate(f->fd, f->good) != 0 || stance__sync(f->fd) != 0) return errno;
  f->dirty = false;
  return 0;
}

static stance_status fail(serve_label_file *f, const char *what, int failure, stance_error *error) {
  char reason[96] = "";
  if (failure) snprintf(reason, sizeof reason, ": %s", strerrordesc_np(failure) ? strerrordesc_np(failure) : "unknown error");
  snprintf(f->trouble, sizeof f->trouble, "%s%s", what, reason);
  return stance__fail(error, STANCE_MACHINE, f->path, 0, "%s", f->trouble);
}

/* An editor that saved the file put another one in its place, or someone wrote to it: a label written now would be lost, or torn. */
static bool is_ours(const serve_label_file *f) {
  struct stat named, open_one;
  return stat(f->path, &named) == 0 && named.st_dev == f->device && named.st_ino == f->inode && fstat(f->fd, &open_one) == 0 &&
         open_one.st_size == f->good;
}

stance_status serve_label_file_append(serve_label_file *f, const char *line, size_t length, stance_error *error) {
  int failure = f->dirty ? cut_tail(f) : 0;
  if (failure) return fail(f, "the label file cannot be mended after a failed write", failure, error);
  if (!is_ours(f)) return fail(f, "the label file was changed or replaced by someone else; start the server again", 0, error);
  f->dirty = true;
  const char *what = "the label file cannot be written";
  failure = stance__write_all(f->fd, line, length);
  if (!failure && stance__sync(f->fd) != 0) {
    failure = errno;
    what = "the label file cannot be synced";
  }
  if (failure) {
    cut_tail(f); /* where it fails too, `dirty` says so to the next call */
    return fail(f, what, failure, error);
  }
  f->dirty = false;
  f->good += (off_t)length;
  f->trouble[0] = '\0';
  return STANCE_OK;
}

const char *serve_label_file_trouble(const serve_label_file *f) { return f->trouble; }
