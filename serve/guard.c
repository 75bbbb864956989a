/* A page of another site can make a visitor's browser ask this server. What keeps its hands off:
   - Host must be this server's own address: a name that an attacker rebinds to 127.0.0.1 is not ("DNS rebinding").
   - Browsers say where a request comes from (Origin, Sec-Fetch-Site); a foreign one is refused, a page on another port of this machine
     ("same-site") among them. No answer carries an Access-Control header, so no foreign page can read one either.
   - Bodies must have a Content-Type that the route lists; JSON's cannot be sent across sites without a question beforehand (OPTIONS), which
     is not answered with leave. */
#include "serve/guard.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_own(const char *host, unsigned port) {
  static const char *const names[] = {"127.0.0.1", "localhost"};
  char own[32];
  for (size_t i = 0; i < 2; i++) {
    snprintf(own, sizeof own, "%s:%u", names[i], port);
    if (strcasecmp(host, own) == 0 || (port == 80 && strcasecmp(host, names[i]) == 0)) return true;
  }
  return false;
}

serve_verdict serve_guard(const serve_origin *from, unsigned port, bool page) {
  static const char scheme[] = "http://";
  if (from->repeated || !from->host || !is_own(from->host, port)) return SERVE_FOREIGN_HOST;
  if (from->origin &&
      (strncmp(from->origin, scheme, sizeof scheme - 1) != 0 || strcasecmp(from->origin + sizeof scheme - 1, from->host) != 0))
    return SERVE_FOREIGN_ORIGIN;
  if (!from->site || strcmp(from->site, "same-origin") == 0 || strcmp(from->site, "none") == 0) return SERVE_WELCOME;
  return page && from->mode && strcmp(from->mode, "navigate") == 0 ? SERVE_WELCOME : SERVE_FOREIGN_ORIGIN;
}

const char serve_page_policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                                 "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const char serve_answer_policy[] = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

const char *const serve_guard_headers[] = {"X-Content-Type-Options",
                                           "nosniff",
                                           "Referrer-Policy",
                                           "no-referrer",
                                           "X-Frame-Options",
                                           "DENY",
                                           "Cross-Origin-Resource-Policy",
                                           "same-origin",
                                           "Cross-Origin-Opener-Policy",
                                           "same-origin",
                                           "Cache-Control",
                                           "no-store",
                                           NULL};
