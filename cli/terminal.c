/* What the user's terminal can show, and what is said on it. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"

int cli_fail(const stance_error *error) {
  fflush(stdout);
  fputs("stance: ", stderr);
  if (error->file[0] && error->line)
    fprintf(stderr, "%s:%ld: ", error->file, error->line);
  else if (error->file[0])
    fprintf(stderr, "%s: ", error->file);
  fprintf(stderr, "%s\n", error->message);
  return (int)error->status;
}

int cli_finish_output(void) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return 0;
  fputs("stance: cannot write to standard output\n", stderr);
  return 1;
}

bool cli_use_color(FILE *out) {
  const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
  return !(no && *no) && isatty(fileno(out)) && !(term && strcmp(term, "dumb") == 0);
}

size_t cli_terminal_width(void) {
  const char *columns = getenv("COLUMNS");
  unsigned long width = columns ? strtoul(columns, NULL, 10) : 0;
  struct winsize size;
  if (width == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  if (width == 0) width = 80;
  return width < 40 ? 40 : width > 160 ? 160 : (size_t)width;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void cli_progress_start(cli_progress *p, bool quiet) {
  p->on = !quiet && isatty(STDERR_FILENO);
  p->began = now();
  p->shown = p->began; /* nothing is drawn in the first moments, so that short work stays silent */
}

int cli_progress_report(void *context, const char *phase, double done, double total) {
  cli_progress *p = context;
  double t = now();
  if (!p->on || t - p->shown < 0.2) return 0;
  p->shown = t;
  double share = total > 0 ? done / total : 0, passed = t - p->began;
  int filled = (int)(share * 24);
  fprintf(stderr, "\r\033[K%-18s [%.*s%*s] %3.0f %%", phase, filled, "########################", 24 - filled, "", share * 100);
  if (share > 0.02) fprintf(stderr, "  %.0f s left", passed * (1 - share) / share);
  return 0;
}

void cli_progress_clear(cli_progress *p) {
  if (p->on) fputs("\r\033[K", stderr);
}
