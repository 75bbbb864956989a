/* serve/http.c once more, without threads. */
#include "tests/fuzz/http_flags.h"

#include "serve/http.c" /* NOLINT(bugprone-suspicious-include) */
