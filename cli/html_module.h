/* Pages, read by stance-html.so, which is loaded when the first one is met. */
#ifndef STANCE_CLI_HTML_MODULE_H
#define STANCE_CLI_HTML_MODULE_H
#include "stance/page.h"

/* As stance_page_read and stance_page_free. Thread-safe. STANCE_MACHINE where the module cannot be loaded. */
STANCE_MUST_CHECK stance_status cli_page_read(stance_page **out, const char *html, size_t length, const char *name, stance_error *error);
void cli_page_free(stance_page *page);
#endif
