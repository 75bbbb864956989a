#include "serve/upload.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/durable.h"
#include "base/error.h"

stance_status serve_memory_file(int *out, const stance__buffer *bytes, stance_error *error) {
  int file = memfd_create("stance", MFD_CLOEXEC), failure = file < 0 ? errno : stance__write_all(file, bytes->data, bytes->length);
  if (failure) {
    if (file >= 0) close(file);
    return stance__fail_errno(error, NULL, "hold a file in memory", failure);
  }
  *out = file;
  return STANCE_OK;
}

stance_status serve_upload_open(serve_upload *u, const stance__buffer *bytes, stance_error *error) {
  stance_status status = serve_memory_file(&u->fd, bytes, error);
  if (status == STANCE_OK) snprintf(u->path, sizeof u->path, "/proc/self/fd/%d", u->fd); /* opening it starts at the beginning */
  return status;
}

void serve_upload_close(serve_upload *u) { close(u->fd); }
