/* What the names of elements, classes and roles say about their place on a page. */
#include <stdlib.h>
#include <string.h>

#include "articles/html_parts.h"
#include "base/ascii.h"

/* clang-format off: its tables would be a line a word */
typedef struct word_flags {
  const char *word;
  unsigned flags;
} word_flags;

static int compare(const void *key, const void *entry) { return strcmp(key, ((const word_flags *)entry)->word); }

enum {
  B = STANCE__TAG_BLOCK,
  C = STANCE__TAG_BLOCK | STANCE__TAG_CONTAINER,
  F = STANCE__TAG_BLOCK | STANCE__TAG_FURNITURE,
  H = STANCE__TAG_BLOCK | STANCE__TAG_HEADING,
  D = STANCE__TAG_BLOCK | STANCE__TAG_DROP,
  DI = STANCE__TAG_DROP, /* within a line */
  R = STANCE__TAG_BLOCK | STANCE__TAG_CONTAINER | STANCE__TAG_ROOT
};

unsigned stance__html_tag(const char *name) {
  static const word_flags tags[] = {/* sorted by bytes */
                                    {"a", STANCE__TAG_LINK},
                                    {"address", B},
                                    {"applet", D},
                                    {"article", C | STANCE__TAG_ARTICLE},
                                    {"aside", F},
                                    {"audio", D},
                                    {"blockquote", B | STANCE__TAG_BLOCKQUOTE},
                                    {"body", R},
                                    {"br", STANCE__TAG_BREAK},
                                    {"button", DI},
                                    {"canvas", D},
                                    {"caption", B},
                                    {"center", C},
                                    {"datalist", D},
                                    {"dd", B},
                                    {"details", C},
                                    {"dialog", D},
                                    {"dir", B},
                                    {"div", C},
                                    {"dl", B},
                                    {"dt", B},
                                    {"embed", D},
                                    {"fieldset", C},
                                    {"figcaption", B},
                                    {"figure", B},
                                    {"footer", F},
                                    {"form", F | STANCE__TAG_CONTAINER | STANCE__TAG_RELEASABLE},
                                    {"frameset", D},
                                    {"h1", H | STANCE__TAG_H1},
                                    {"h2", H},
                                    {"h3", H},
                                    {"h4", H},
                                    {"h5", H},
                                    {"h6", H},
                                    {"head", B},
                                    {"header", F | STANCE__TAG_RELEASABLE},
                                    {"hgroup", B},
                                    {"hr", B},
                                    {"html", R},
                                    {"iframe", D},
                                    {"input", DI},
                                    {"legend", B},
                                    {"li", B},
                                    {"main", C | STANCE__TAG_MAIN},
                                    {"map", D},
                                    {"math", DI},
                                    {"menu", F},
                                    {"nav", F},
                                    {"noframes", D},
                                    {"noscript", D},
                                    {"object", D},
                                    {"ol", B},
                                    {"optgroup", D},
                                    {"option", D},
                                    {"p", B},
                                    {"pre", B | STANCE__TAG_PRE},
                                    {"q", STANCE__TAG_QUOTE},
                                    {"script", DI},
                                    {"search", F},
                                    {"section", C},
                                    {"select", DI},
                                    {"style", DI},
                                    {"summary", B},
                                    {"svg", DI},
                                    {"table", C},
                                    {"tbody", C},
                                    {"td", C | STANCE__TAG_CELL},
                                    {"template", DI},
                                    {"textarea", DI},
                                    {"tfoot", B},
                                    {"th", B | STANCE__TAG_CELL},
                                    {"thead", B},
                                    {"tr", B | STANCE__TAG_CONTAINER},
                                    {"ul", B},
                                    {"video", D}};
  const word_flags *found = bsearch(name, tags, sizeof tags / sizeof *tags, sizeof *tags, compare);
  return found ? found->flags : 0;
}

/* Words of classes and ids that name furniture. Not "paywall", which marks the very text of articles that are sold. */
unsigned stance__html_class(const char *value) {
  static const word_flags words[] = {/* sorted by bytes */
                                     {"ad", 0},
                                     {"ads", 0},
                                     {"advert", 0},
                                     {"advertisement", 0},
                                     {"breadcrumb", 0},
                                     {"breadcrumbs", 0},
                                     {"comment", STANCE__TAG_COMMENTS},
                                     {"comments", STANCE__TAG_COMMENTS},
                                     {"consent", 0},
                                     {"cookie", 0},
                                     {"cookies", 0},
                                     {"disqus", STANCE__TAG_COMMENTS},
                                     {"donate", 0},
                                     {"footer", 0},
                                     {"menu", 0},
                                     {"modal", 0},
                                     {"mostread", 0},
                                     {"nav", 0},
                                     {"navbar", 0},
                                     {"navigation", 0},
                                     {"newsletter", 0},
                                     {"outbrain", 0},
                                     {"pager", 0},
                                     {"pagination", 0},
                                     {"popup", 0},
                                     {"promo", 0},
                                     {"readmore", 0},
                                     {"recirc", 0},
                                     {"recirculation", 0},
                                     {"recommended", 0},
                                     {"related", 0},
                                     {"relatedarticles", 0},
                                     {"relatedlinks", 0},
                                     {"share", 0},
                                     {"sharebar", 0},
                                     {"sharing", 0},
                                     {"sidebar", 0},
                                     {"signup", 0},
                                     {"skiplink", 0},
                                     {"social", 0},
                                     {"sponsored", 0},
                                     {"subscribe", 0},
                                     {"subscription", 0},
                                     {"taboola", 0},
                                     {"toolbar", 0},
                                     {"trending", 0}};
  char word[20];
  for (size_t at = 0, n = 0;; at++) {
    char c = value[at];
    bool starts_hump = stance__ascii_is_upper(c) && at && stance__ascii_is_lower(value[at - 1]); /* relatedArticles */
    if (n && (!stance__ascii_is_word(c) || starts_hump)) {
      word[n < sizeof word ? n : 0] = '\0';
      const word_flags *found = bsearch(word, words, sizeof words / sizeof *words, sizeof *words, compare);
      if (found) return found->flags | STANCE__TAG_BY_CLASS;
      n = 0;
    }
    if (!c) return 0;
    if (!stance__ascii_is_word(c)) continue;
    if (n < sizeof word - 1) word[n] = stance__ascii_lower(c);
    if (n < sizeof word) n++; /* too long a word ends as "" */
  }
}

unsigned stance__html_role(const char *value) {
  static const char *const furniture[] = {"navigation", "banner", "complementary", "contentinfo", "search",  "form", "menu",
                                          "menubar",    "dialog", "alert",         "toolbar",     "tablist", NULL};
  if (stance__ascii_same(value, "main")) return STANCE__TAG_MAIN;
  for (const char *const *f = furniture; *f; f++)
    if (stance__ascii_same(value, *f)) return STANCE__TAG_BY_CLASS;
  return 0;
}

static bool starts(const char *text, size_t length, const char *words) {
  size_t n = strlen(words);
  return length >= n && stance__ascii_same_n(text, words, n);
}

bool stance__html_is_teaser(const char *text, size_t length) {
  enum { SHORT = 160 };
  /* Openings of a short block that stands for a link elsewhere, whatever follows. */
  static const char *const openings[] = {"read more",
                                         "read also",
                                         "also read",
                                         "see also",
                                         "more on this story",
                                         "more from ",
                                         "related:",
                                         "read next",
                                         "share this",
                                         "share on ",
                                         "share via ",
                                         "follow us",
                                         "sign up for ",
                                         "sign up to ",
                                         "subscribe to ",
                                         "subscribe now",
                                         "recommended:",
                                         "watch:",
                                         "listen:",
                                         "story continues below",
                                         "article continues below",
                                         "click here",
                                         "skip to ",
                                         "advertisement -",
                                         "most read:",
                                         "all rights reserved",
                                         NULL};
  /* Blocks that are nothing but this. */
  static const char *const whole[] = {"share",
                                      "related",
                                      "related articles",
                                      "related stories",
                                      "related news",
                                      "related topics",
                                      "related content",
                                      "related coverage",
                                      "advertisement",
                                      "most read",
                                      "most popular",
                                      "more stories",
                                      "top stories",
                                      "recommended",
                                      "trending",
                                      "trending now",
                                      "comments",
                                      "leave a comment",
                                      "print",
                                      "email",
                                      "tweet",
                                      "facebook",
                                      "twitter",
                                      "whatsapp",
                                      "copy link",
                                      "newsletter",
                                      "subscribe",
                                      "sign in",
                                      "log in",
                                      "tags",
                                      "topics",
                                      "sponsored",
                                      NULL};
  if (length > SHORT) return false;
  for (const char *const *o = openings; *o; o++)
    if (starts(text, length, *o)) return true;
  size_t end = length;
  while (end && (text[end - 1] == ':' || text[end - 1] == '.' || text[end - 1] == ' ')) end--;
  for (const char *const *w = whole; *w; w++)
    if (strlen(*w) == end && stance__ascii_same_n(text, *w, end)) return true;
  return false;
}
