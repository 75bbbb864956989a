/* The plain driver: gives every file of the folders and every file named to the target, once, under any compiler. libFuzzer's own main
   takes its place in the preset `fuzz`.

     fuzz_NAME FILE-OR-FOLDER...     fuzz_NAME --limits|--each FOLDER     (limits.h) */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/limits.h"

static size_t replayed;

static void replay_file(const char *path, size_t size) {
  FILE *file = fopen(path, "rb");
  uint8_t *bytes = malloc(size ? size : 1); /* of the very size, so that sanitizers see a read behind the end */
  if (!file || !bytes || fread(bytes, 1, size, file) != size) {
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    exit(1);
  }
  fclose(file);
  fprintf(stderr, "%s\n", path);
  LLVMFuzzerTestOneInput(bytes, size);
  replayed++;
  free(bytes);
}

static void replay(const char *path) {
  struct stat info;
  if (stat(path, &info) != 0) {
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    exit(1);
  }
  if (!S_ISDIR(info.st_mode)) {
    replay_file(path, (size_t)info.st_size);
    return;
  }
  struct dirent **entries;
  int n = scandir(path, &entries, NULL, alphasort);
  for (int i = 0; i < n; i++) {
    char inner[4096];
    snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
    if (entries[i]->d_name[0] != '.') replay(inner);
    free(entries[i]);
  }
  if (n >= 0) free(entries);
}

int main(int argc, char **argv) {
  LLVMFuzzerTestOneInput((const uint8_t *)"", 0); /* also makes what the target keeps */
  const char *underscore = strrchr(argv[0], '_'), *name = underscore ? underscore + 1 : argv[0];
  if (argc == 3 && strcmp(argv[1], "--limits") == 0) return fuzz_limits(name, argv[2]);
  if (argc == 3 && strcmp(argv[1], "--each") == 0) return fuzz_limits_each(name, argv[2]);
  for (int i = 1; i < argc; i++) replay(argv[i]);
  printf("%zu inputs\n", replayed);
  return replayed ? 0 : 1;
}
