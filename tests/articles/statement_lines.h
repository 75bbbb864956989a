/* The statements of an article, a line each. */
#ifndef STANCE_TESTS_ARTICLES_STATEMENT_LINES_H
#define STANCE_TESTS_ARTICLES_STATEMENT_LINES_H
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stance/article.h"

inline std::string part(const stance_article *a, const stance_span &s) {
  return std::string(stance_article_text(a, nullptr) + s.byte_start, s.byte_end - s.byte_start);
}

/* kind | speaker | mention | target | spans, joined by " … "; "-" for what there is not. */
inline std::vector<std::string> statement_lines(const std::string &text) {
  stance_article *a = nullptr;
  stance_error error;
  std::vector<std::string> out;
  EXPECT_EQ(stance_article_parse(&a, text.data(), text.size(), "case.txt", &error), STANCE_OK) << error.message;
  for (size_t i = 0; a && i < stance_article_statement_count(a); i++) {
    const stance_statement *s = stance_article_statement(a, i);
    std::string line = std::string(stance_kind_name(s->kind)) + " | " + (s->speaker ? s->speaker : "-") + " | " +
                       (s->mention.end > s->mention.start ? part(a, s->mention) : "-") + " | " + (s->target ? s->target : "-") + " | ";
    for (size_t k = 0; k < s->n_spans; k++) line += (k ? " … " : "") + part(a, s->spans[k]);
    out.push_back(line);
  }
  stance_article_free(a);
  return out;
}
#endif
