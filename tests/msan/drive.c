#include "tests/msan/drive.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sanitizer/msan_interface.h>

#include "base/buffer.h"
#include "base/input.h"

void drive_use(const void *bytes, size_t length) {
  if (bytes) __msan_check_mem_is_initialized(bytes, length);
}

void drive_use_string(const char *text) {
  if (text) drive_use(text, strlen(text) + 1);
}

void drive_expect(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "not so: %s\n", what);
  exit(1);
}

drive_bytes drive_copy(const void *bytes, size_t length) {
  drive_bytes copy = {malloc(length ? length : 1), length};
  drive_expect(copy.data != NULL, "there is memory");
  if (length) memcpy(copy.data, bytes, length);
  return copy;
}

drive_bytes drive_file(const char *path) {
  stance__buffer all = STANCE__BUFFER_INIT;
  stance_error error;
  if (stance__read_all(&all, path, &error) != STANCE_OK) {
    fprintf(stderr, "%s: %s\n", path, error.message);
    exit(1);
  }
  drive_bytes bytes = drive_copy(all.data, all.length);
  stance__buffer_release(&all);
  return bytes;
}

drive_bytes drive_damage(stance__random *random, drive_bytes whole) {
  static const char special[] = "\0\xff\x80\xed\xf4\"\\,\t\r\n{}[]:'";
  drive_bytes made = {malloc(whole.length * 2 + 1), whole.length};
  drive_expect(made.data != NULL, "there is memory");
  memcpy(made.data, whole.data, whole.length);
  for (uint64_t times = 1 + stance__random_below(random, 4); times && made.length; times--) {
    size_t at = (size_t)stance__random_below(random, made.length);
    size_t part = (size_t)stance__random_below(random, 16);
    if (part > made.length - at) part = made.length - at;
    switch (stance__random_below(random, 5)) {
    case 0: made.data[at] = (char)(made.data[at] ^ (1 << stance__random_below(random, 8))); break;
    case 1: made.data[at] = special[stance__random_below(random, sizeof special - 1)]; break;
    case 2:
      memmove(made.data + at, made.data + at + part, made.length - at - part);
      made.length -= part;
      break;
    case 3:
      if (made.length + part > whole.length * 2) break;
      memmove(made.data + at + part, made.data + at, made.length - at);
      made.length += part;
      break;
    default: made.length = at; break;
    }
  }
  drive_bytes exact = drive_copy(made.data, made.length);
  free(made.data);
  return exact;
}

static char folder[] = "/tmp/stance-msan-XXXXXX";

static int unlink_one(const char *path, const struct stat *info, int type, struct FTW *where) {
  (void)info, (void)type, (void)where;
  return remove(path);
}

static void remove_folder(void) { (void)nftw(folder, unlink_one, 8, FTW_DEPTH | FTW_PHYS); }

const char *drive_folder(void) {
  static bool made;
  if (!made) {
    drive_expect(mkdtemp(folder) != NULL, "a folder can be made in /tmp");
    atexit(remove_folder);
    made = true;
  }
  return folder;
}

const char *drive_write(const char *name, drive_bytes bytes) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", drive_folder(), name);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  drive_expect(file >= 0, "a file can be made");
  bool whole = write(file, bytes.data, bytes.length) == (ssize_t)bytes.length;
  drive_expect(close(file) == 0 && whole, "a file can be written");
  return path;
}
