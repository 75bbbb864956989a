/* Who may ask: this machine's own programs and the server's own page, nobody else's page through the visitor's browser. */
#ifndef STANCE_SERVE_GUARD_H
#define STANCE_SERVE_GUARD_H
#include <stdbool.h>
#include <stddef.h>

/* Headers that say where a request comes from; NULL where not sent. */
typedef struct serve_origin {
  const char *host, *origin, *site, *mode; /* Host, Origin, Sec-Fetch-Site, Sec-Fetch-Mode */
  bool repeated;                           /* one of them was sent twice */
} serve_origin;

typedef enum serve_verdict { SERVE_WELCOME = 0, SERVE_FOREIGN_HOST, SERVE_FOREIGN_ORIGIN } serve_verdict;
/* `page`: a file of the page is asked for, which a link elsewhere may lead to. */
serve_verdict serve_guard(const serve_origin *from, unsigned port, bool page);

/* Headers that every answer carries: name, value, name, value, ..., NULL. */
extern const char *const serve_guard_headers[];
extern const char serve_page_policy[], serve_answer_policy[]; /* Content-Security-Policy of the page, and of everything else */
#endif
