/* What the drivers share: inputs as exact copies on the heap, seeded damage, and a look at what came out. Plain C, since the C++ standard
   library, and GoogleTest with it, is not instrumented for MemorySanitizer. */
#ifndef STANCE_TESTS_MSAN_DRIVE_H
#define STANCE_TESTS_MSAN_DRIVE_H
#include "base/random.h"
#include "stance/status.h"
#include <stdbool.h>
#include <stddef.h>

/* Ends the process with a report where one of the bytes was never written. NULL is nothing to look at. */
void drive_use(const void *bytes, size_t length);
void drive_use_string(const char *text); /* its NUL included */
/* Ends the process where `holds` is false. */
void drive_expect(bool holds, const char *what);

/* A heap block of exactly `length` bytes. free() it. */
typedef struct drive_bytes {
  char *data;
  size_t length;
} drive_bytes;
drive_bytes drive_copy(const void *bytes, size_t length);
drive_bytes drive_file(const char *path); /* ends the process where it cannot be read */
/* The bytes with one to four of: a bit flipped, a byte that some format holds special, a part left out, a part twice, the end cut off. */
drive_bytes drive_damage(stance__random *random, drive_bytes whole);

/* A folder that is gone when the process ends; ends the process where there can be none. */
const char *drive_folder(void);
/* Writes the bytes into that folder under the name and returns the path, valid until the next call. */
const char *drive_write(const char *name, drive_bytes bytes);
#endif
