#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/beside.h"
#include "base/durable.h"
#include "base/error.h"

enum { BUFFERED = 1 << 16 };

struct stance__output {
  int file;
  bool owned;      /* close it (not standard output) */
  char *target;    /* the name for errors */
  char *resolved;  /* where it appears: target with symbolic links followed; NULL: written in place */
  char *temporary; /* NULL: written in place */
  size_t used;
  char buffer[BUFFERED];
};

static void output_free(stance__output *o) {
  if (o->owned && o->file >= 0) close(o->file);
  stance__free(o->target);
  free(o->resolved); /* realpath's */
  stance__free(o->temporary);
  stance__free(o);
}

/* A dangling symbolic link, or none: the name itself is where the file appears. */
static char *resolve(const char *path) {
  char *resolved = realpath(path, NULL);
  return resolved ? resolved : strdup(path);
}

static stance_status open_temporary(stance__output *o, const struct stat *before, stance_error *error) {
  int failure = stance__beside_open(&o->file, &o->temporary, o->resolved);
  if (failure == ENOMEM) return stance__fail_memory(error);
  if (failure) return stance__fail_errno(error, o->target, "create", failure);
  o->owned = true;
  if (before && fchmod(o->file, before->st_mode & 07777) != 0) return stance__fail_errno(error, o->target, "set the mode", errno);
  return STANCE_OK;
}

stance_status stance__output_open(stance__output **out, const char *path, stance_error *error) {
  stance__output *o = stance__calloc(1, sizeof *o);
  if (!o) return stance__fail_memory(error);
  stance_status status = STANCE_OK;
  struct stat info;
  bool standard = strcmp(path, "-") == 0;
  o->file = -1;
  o->target = standard ? stance__strndup("standard output", 15) : stance__strndup(path, strlen(path));
  if (!o->target) {
    status = stance__fail_memory(error);
  } else if (standard) {
    o->file = STDOUT_FILENO;
  } else {
    bool exists = stat(path, &info) == 0;
    if (exists && S_ISDIR(info.st_mode)) {
      status = stance__fail(error, STANCE_MACHINE, path, 0, "is a directory; name a file to write");
    } else if (exists && !S_ISREG(info.st_mode)) {
      o->file = stance__open(path, O_WRONLY | O_CLOEXEC);
      o->owned = true;
      if (o->file < 0) status = stance__fail_errno(error, path, "open for writing", errno);
    } else {
      o->resolved = resolve(path);
      status = o->resolved ? open_temporary(o, exists ? &info : NULL, error) : stance__fail_memory(error);
    }
  }
  if (status != STANCE_OK) {
    stance__output_abort(o);
    return status;
  }
  *out = o;
  return STANCE_OK;
}

static stance_status write_all(stance__output *o, const void *bytes, size_t length, stance_error *error) {
  int failure = stance__write_all(o->file, bytes, length);
  return failure ? stance__fail_errno(error, o->target, "write", failure) : STANCE_OK;
}

stance_status stance__output_flush(stance__output *o, stance_error *error) {
  stance_status status = write_all(o, o->buffer, o->used, error);
  o->used = 0;
  return status;
}

stance_status stance__output_write(stance__output *o, const void *bytes, size_t length, stance_error *error) {
  if (length > BUFFERED - o->used) {
    stance_status status = stance__output_flush(o, error);
    if (status != STANCE_OK) return status;
    if (length >= BUFFERED) return write_all(o, bytes, length, error);
  }
  if (length) memcpy(o->buffer + o->used, bytes, length);
  o->used += length;
  return STANCE_OK;
}

stance_status stance__output_commit(stance__output *o, stance_error *error) {
  stance_status status = stance__output_flush(o, error);
  if (status == STANCE_OK && o->temporary) {
    if (stance__sync(o->file) != 0) status = stance__fail_errno(error, o->target, "sync", errno);
    /* Closed when all is done: the temporary file's lock goes with it. What close could say of the bytes, fsync has said. */
    if (status == STANCE_OK && rename(o->temporary, o->resolved) != 0)
      status = stance__fail_errno(error, o->target, "move into place", errno);
    if (status == STANCE_OK) {
      int failure = stance__sync_folder_of(o->resolved);
      if (failure) status = stance__fail_errno(error, o->target, "sync the folder (the new file is in place)", failure);
      stance__free(o->temporary);
      o->temporary = NULL;
    }
  } else if (status == STANCE_OK && o->owned) {
    int file = o->file;
    o->file = -1;
    if (close(file) != 0) status = stance__fail_errno(error, o->target, "close", errno);
  }
  if (o->temporary) unlink(o->temporary);
  output_free(o);
  return status;
}

void stance__output_abort(stance__output *o) {
  if (!o) return;
  if (o->temporary) unlink(o->temporary);
  output_free(o);
}
