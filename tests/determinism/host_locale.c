/* Preloaded into a program: sets the locale that the environment names before main begins, as a program would that has `stance` as a
   library. The commands themselves never call setlocale, and could not show what the library does under another one. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

__attribute__((constructor)) static void set_locale(void) {
  const char *wanted = getenv("LC_ALL"), *now = setlocale(LC_ALL, "");
  double half = strtod("0,5", NULL);
  /* The C locale's point, German's and Turkish comma; "I" and "i" are one letter but in Turkish. */
  if (!wanted || !now || strcmp(now, wanted) != 0 || (strcmp(now, "C") != 0) != (half > 0) ||
      (strncmp(now, "tr", 2) == 0) != (strcasecmp("MAIN", "main") != 0)) {
    fprintf(stderr, "host_locale: %s is not to be had\n", wanted ? wanted : "no locale");
    abort();
  }
}
