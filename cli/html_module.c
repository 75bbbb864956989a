/* HTML at need. Mapping libxml2 and the libraries it pulls in (ICU, lzma) takes longer than labelling an article does, so a process
   that reads no page must not do it. A module, and not a helper program behind a pipe: pages are read by many threads at once,
   errors come back as they are, there is no protocol to keep and no second process to look after. */
#include "cli/html_module.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *symbols[2]; /* stance_page_read, stance_page_free; NULL where loading failed */
static char why[256];

static void load(void) {
  static const char *const places[] = {"stance-html.so", STANCE_LIBEXEC_FROM_BIN "/stance-html.so"};
  char path[2 * CLI_LONGEST_PATH];
  void *module = NULL;
  snprintf(why, sizeof why, "looked for beside this program and in " STANCE_LIBEXEC_FROM_BIN " from there");
  for (size_t i = 0; i < sizeof places / sizeof *places && !module; i++) {
    if (!cli_program_path(path, places[i]) || access(path, F_OK) != 0) continue;
    module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!module) snprintf(why, sizeof why, "%s", dlerror());
  }
  if (!module) return;
  symbols[0] = dlsym(module, "stance_page_read");
  symbols[1] = dlsym(module, "stance_page_free");
  if (symbols[0] && symbols[1]) return;
  snprintf(why, sizeof why, "the one found is of another version");
  symbols[0] = NULL;
}

stance_status cli_page_read(stance_page **out, const char *html, size_t length, const char *name, stance_error *error) {
  stance_status (*read)(stance_page **, const char *, size_t, const char *, stance_error *);
  pthread_once(&once, load);
  if (!symbols[0])
    return stance__fail(error, STANCE_MACHINE, NULL, 0, "cannot load stance-html.so, which reads pages: %s; install it again", why);
  memcpy(&read, &symbols[0], sizeof read); /* ISO C has no conversion from object to function pointers; POSIX says they fit */
  return read(out, html, length, name, error);
}

void cli_page_free(stance_page *page) {
  void (*release)(stance_page *);
  if (!page) return;
  memcpy(&release, &symbols[1], sizeof release);
  release(page);
}
