#include "reports/report_page.h"

#include "reports/markup.h"
#include "stance/status.h"

/* report_page.css as the build embeds it, and the hash of these bytes that the policy names: cmake/StanceEmbed.cmake. */
extern const unsigned char stance__page_style[];
extern const size_t stance__page_style_length;
extern const char stance__page_style_hash[];

/* Hatches tell the bars of two stances apart where colour does not. They are referred to by the style. */
static const char hatches[] =
    "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>"
    "<pattern id=\"h1\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect class=\"f1\" width=\"5\" height=\"5\"/>"
    "<path class=\"hatch\" d=\"M-1 1l2-2M0 5l5-5M4 6l2-2\"/></pattern>"
    "<pattern id=\"h2\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><rect class=\"f2\" width=\"4\" height=\"4\"/>"
    "<path class=\"hatch\" d=\"M0 2h4\"/></pattern>"
    "<pattern id=\"h3\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><rect class=\"f3\" width=\"4\" height=\"4\"/>"
    "<path class=\"hatch\" d=\"M2 0v4\"/></pattern>"
    "<pattern id=\"h4\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect class=\"f4\" width=\"5\" height=\"5\"/>"
    "<path class=\"hatch\" d=\"M-1 4l2 2M0 0l5 5M4-1l2 2\"/></pattern>"
    "<pattern id=\"h5\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect class=\"f5\" width=\"5\" height=\"5\"/>"
    "<path class=\"hatch\" d=\"M0 2.5h5M2.5 0v5\"/></pattern>"
    "</defs></svg>\n";

void stance__page_open(stance__buffer *b, const char *kicker, const char *title) {
  stance__buffer_puts(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '");
  stance__buffer_puts(b, stance__page_style_hash);
  stance__buffer_puts(b, "'; base-uri 'none'; form-action 'none'\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                         "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
                         "<meta name=\"generator\" content=\"stance ");
  stance__markup_puts(b, stance_version());
  stance__buffer_puts(b, "\">\n<title>");
  stance__markup_puts(b, title);
  stance__buffer_puts(b, "</title>\n<style>");
  stance__buffer_add(b, stance__page_style, stance__page_style_length);
  stance__buffer_puts(b, "</style>\n</head>\n<body>\n");
  stance__buffer_puts(b, hatches);
  stance__buffer_puts(b, "<header class=\"top\">\n<p class=\"kicker\">");
  stance__markup_puts(b, kicker);
  stance__buffer_puts(b, "</p>\n<h1>");
  stance__markup_puts(b, title);
  stance__buffer_puts(b, "</h1>\n</header>\n<main>\n");
}

void stance__page_close(stance__buffer *b) {
  stance__buffer_puts(b, "</main>\n<footer>\n<p>Written by stance ");
  stance__markup_puts(b, stance_version());
  stance__buffer_puts(b, ". The page holds all it shows, fetches nothing and runs no script.</p>\n</footer>\n</body>\n</html>\n");
}

void stance__page_section(stance__buffer *b, const char *id, const char *title) {
  stance__buffer_printf(b, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">", id, id, id);
  stance__markup_puts(b, title);
  stance__buffer_puts(b, "</h2>\n");
}

void stance__page_table(stance__buffer *b, const char *class_name, const char *caption) {
  stance__buffer_puts(b, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
  stance__markup_puts(b, caption);
  stance__buffer_printf(b, "\">\n<table class=\"%s\">\n<caption>", class_name);
  stance__markup_puts(b, caption);
  stance__buffer_puts(b, "</caption>\n");
}

void stance__page_table_end(stance__buffer *b) { stance__buffer_puts(b, "</table>\n</div>\n"); }
