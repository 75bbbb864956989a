#include "tests/fuzz/fuzz_target.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

_Noreturn void fuzz_fail(const char *condition, const char *file, int line) {
  fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
  abort();
}

/* features/stemmer.c loads Snowball for whoever wants stems, and lets it go: loaded once and for all, that costs an input nothing. */
__attribute__((constructor)) static void keep_stemmer(void) { dlopen("libstemmer.so.0d", RTLD_NOW); }

/* Opened by its path, a file in memory is a regular file like any other. */
typedef struct memory_file {
  int file;
  char path[64];
} memory_file;

static void fill(memory_file *m, const void *bytes, size_t length) {
  if (m->file <= 0) {
    m->file = memfd_create("fuzz", MFD_CLOEXEC);
    FUZZ_CHECK(m->file > 0);
    snprintf(m->path, sizeof m->path, "/proc/self/fd/%d", m->file);
  }
  FUZZ_CHECK(ftruncate(m->file, 0) == 0);
  for (size_t at = 0; at < length;) {
    ssize_t written = pwrite(m->file, (const char *)bytes + at, length - at, (off_t)at);
    FUZZ_CHECK(written > 0);
    at += (size_t)written;
  }
}

const char *fuzz_memory_file(const void *bytes, size_t length) {
  static memory_file file;
  fill(&file, bytes, length);
  return file.path;
}

const char *fuzz_lasting_file(const void *bytes, size_t length) {
  enum { MOST = 8 };
  static memory_file files[MOST];
  static size_t n;
  FUZZ_CHECK(n < MOST);
  fill(&files[n], bytes, length);
  return files[n++].path;
}

uint8_t *fuzz_gzip(const uint8_t *bytes, size_t length, size_t *packed) {
  enum { GZIP = 15 + 16 };
  z_stream z = {0};
  FUZZ_CHECK(deflateInit2(&z, 1, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  uLong room = deflateBound(&z, (uLong)length);
  uint8_t *out = malloc(room);
  FUZZ_CHECK(out != NULL);
  z.next_in = (Bytef *)(uintptr_t)bytes;
  z.avail_in = (uInt)length;
  z.next_out = out;
  z.avail_out = (uInt)room;
  FUZZ_CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
  *packed = z.total_out;
  deflateEnd(&z);
  return out;
}

uint8_t fuzz_byte(fuzz_input *in) {
  if (!in->size) return 0;
  in->size--;
  return *in->data++;
}
