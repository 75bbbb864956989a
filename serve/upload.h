/* An upload as a file without a name, for readers that want one: nothing of it touches a disk, and no name of a request is ever opened. */
#ifndef STANCE_SERVE_UPLOAD_H
#define STANCE_SERVE_UPLOAD_H
#include "base/buffer.h"
#include "stance/status.h"

/* A file in memory that holds the bytes, its place behind them. The caller closes *file. */
STANCE_MUST_CHECK stance_status serve_memory_file(int *file, const stance__buffer *bytes, stance_error *error);

typedef struct serve_upload {
  int fd;
  char path[40]; /* of this process's descriptor */
} serve_upload;
STANCE_MUST_CHECK stance_status serve_upload_open(serve_upload *upload, const stance__buffer *bytes, stance_error *error);
void serve_upload_close(serve_upload *upload);
#endif
