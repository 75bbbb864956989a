/* Names that mean the same: --aliases FILE. */
#ifndef STANCE_CLI_ALIASES_H
#define STANCE_CLI_ALIASES_H
#include "stance/status.h"

typedef struct cli_aliases cli_aliases;
/* Lines of name<TAB>alias, or JSON objects {"name": "...", "aliases": ["...", ...]}; blank lines and a header name<TAB>alias are skipped.
   STANCE_DATA, naming the line, for anything else, and for a word that would stand for two names: an alias of two, or an alias that is
   itself a name. So every look-up is one step, and there are no cycles. */
STANCE_MUST_CHECK stance_status cli_aliases_read(cli_aliases **out, const char *path, stance_error *error);
void cli_aliases_free(cli_aliases *aliases);
/* The name that `text` stands for; `text` itself where it is none's alias, and where either is NULL. Case matters. Thread-safe. */
const char *cli_alias(const cli_aliases *aliases, const char *text);
#endif
