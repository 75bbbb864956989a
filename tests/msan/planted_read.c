/* Reads memory that was never written, on purpose: `ours`, in our own code; `library`, by handing it to one; `result`, by reading behind
   what a library wrote. tests/msan/planted_read.sh holds that each is caught, so that silence of the other drivers means something. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>
#include <xxhash.h>

#include "base/json_scan.h"

int main(int argc, char **argv) {
  const char *how = argc > 1 ? argv[1] : "";
  char *text = malloc(64);
  if (!text) return 1;
  memcpy(text, "{\"a\":[1,2", 9); /* what follows was never written */
  if (strcmp(how, "ours") == 0) return (int)stance__json_scan(text, 12, STANCE_DATA, "planted", 1, NULL);
  if (strcmp(how, "library") == 0) return (int)(XXH3_64bits(text, 12) & 1);
  if (strcmp(how, "result") == 0) {
    utf8proc_int32_t out[8];
    int state = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(0xE9, out, 8, UTF8PROC_DECOMPOSE, &state); /* two code points */
    free(text);
    return out[n] == 7;
  }
  free(text);
  fputs("usage: planted_read ours|library|result\n", stderr);
  return 2;
}
