/* The JSON scan: every line of the files given, then each damaged; what passes is walked. usage: json_driver JSONL... */
#include <string.h>

#include "base/json_scan.h"
#include "tests/msan/drive.h"
#include <stdio.h>
#include <stdlib.h>

enum { LINES = 150, DAMAGED = 40 };

static bool scan(drive_bytes text) {
  stance_error error;
  memset(&error, 0, sizeof error);
  if (stance__json_scan(text.data, text.length, STANCE_DATA, "driver", 1, &error) != STANCE_OK) {
    drive_use_string(error.message);
    drive_use(&error.line, sizeof error.line);
    return false;
  }
  size_t cursor = 0;
  stance__json_member member;
  while (text.length && memchr(text.data, '{', text.length) && stance__json_next(text.data, text.length, &cursor, &member)) {
    drive_use(&member, sizeof member);
    drive_use(member.key, member.key_length);
    drive_use(member.value, member.value_length);
  }
  return true;
}

int main(int argc, char **argv) {
  stance__random random;
  stance__random_seed(&random, 1);
  long passed = 0, refused = 0;
  for (int f = 1; f < argc; f++) {
    drive_bytes file = drive_file(argv[f]);
    size_t at = 0;
    for (int n = 0; n < LINES && at < file.length; n++) {
      const char *end = memchr(file.data + at, '\n', file.length - at);
      size_t length = (end ? (size_t)(end - file.data) : file.length) - at;
      drive_bytes line = drive_copy(file.data + at, length);
      drive_expect(scan(line), "a shipped line is JSON");
      for (int i = 0; i < DAMAGED; i++) {
        drive_bytes damaged = drive_damage(&random, line);
        if (scan(damaged))
          passed++;
        else
          refused++;
        free(damaged.data);
      }
      free(line.data);
      at += length + 1;
    }
    free(file.data);
  }
  printf("damaged lines: %ld passed, %ld refused\n", passed, refused);
  drive_expect(passed > 0 && refused > 0, "damage was neither always nor never refused");
  return 0;
}
