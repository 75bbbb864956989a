#include "serve/upload.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"

stance_status serve_upload_open(serve_upload *u, const stance__buffer *bytes, stance_error *error) {
  u->fd = memfd_create("upload", MFD_CLOEXEC);
  if (u->fd < 0) return stance__fail_errno(error, NULL, "hold the upload", errno);
  for (size_t at = 0; at < bytes->length;) {
    ssize_t n = write(u->fd, bytes->data + at, bytes->length - at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      stance_status status = stance__fail_errno(error, NULL, "hold the upload", errno);
      serve_upload_close(u);
      return status;
    }
    at += (size_t)n;
  }
  snprintf(u->path, sizeof u->path, "/proc/self/fd/%d", u->fd); /* opening it starts at the beginning */
  return STANCE_OK;
}

void serve_upload_close(serve_upload *u) { close(u->fd); }
