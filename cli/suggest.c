/* "Did you mean": the nearest word by the edit distance that counts a swap of neighbours as one (Damerau, 1964; optimal string
   alignment). */
#include <string.h>

#include "cli/options.h"

enum { LONGEST = 31, FARTHEST = 2 };

static size_t distance(const char *a, const char *b) {
  size_t n = strlen(a), m = strlen(b);
  if (n > LONGEST || m > LONGEST) return FARTHEST + 1;
  size_t d[LONGEST + 1][LONGEST + 1];
  for (size_t i = 0; i <= n; i++) {
    for (size_t j = 0; j <= m; j++) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      size_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
      if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best) best = d[i - 2][j - 2] + 1;
      d[i][j] = best;
    }
  }
  return d[n][m];
}

const char *cli_suggest(const char *text, const char *const *words) {
  const char *best = NULL;
  size_t nearest = FARTHEST + 1;
  for (; *words; words++) {
    size_t here = distance(text, *words);
    if (here < nearest && here < strlen(*words)) {
      nearest = here;
      best = *words;
    }
  }
  return best;
}
