/* Articles of which less is known than usual, and labels of every kind: what the page then says. */
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "stance/article_report.h"
#include "tests/models/model_parts_samples.h"
#include "tests/support/every_allocation.h"
#include "tests/support/hostile_model.h"
#include "tests/support/page_check.h"

namespace {
const std::string kTalks =
    "Talks Resume\n\nOdo Brandt met Ilse Andrade.\n\n“We will talk to them,” Brandt said, “and we will listen.”\n \t\n"
    "“There will be no offer,” Andrade told reporters.\r\n\r\nThe ministry said the talks would go on.\n";

class ArticleVariants : public ::testing::Test {
protected:
  HostileModel two;
  Temporary folder;
  stance_model *three = nullptr;
  stance_article *article = nullptr;
  std::vector<stance_labelled_statement> all;
  stance_labelled_article labelled{};
  stance_article_report *r = nullptr;

  void SetUp() override {
    stance_error error;
    ASSERT_EQ(stance_model_open(&three, folder.write("m", Sample(Sort::Vectors).file(folder)).c_str(), &error), STANCE_OK) << error.message;
    ASSERT_EQ(stance_article_parse(&article, kTalks.data(), kTalks.size(), "x", &error), STANCE_OK) << error.message;
    for (size_t i = 0; i < stance_article_statement_count(article); i++) {
      const stance_statement *s = stance_article_statement(article, i);
      all.push_back({{0, 0.875, 1, NAN, true, 3}, s->speaker, s->target, nullptr, 0});
    }
    ASSERT_EQ(all.size(), 3u);
    labelled = {article, all.data(), "talks.txt", nullptr, nullptr, nullptr, false};
  }
  void TearDown() override {
    stance_article_report_free(r);
    stance_article_free(article);
    stance_model_close(three);
  }
  void start(const stance_model *model, const char *title = nullptr) {
    stance_article_report_options o = STANCE_ARTICLE_REPORT_OPTIONS_INIT;
    o.title = title;
    ASSERT_EQ(stance_article_report_new(&r, model, &o, nullptr), STANCE_OK);
  }
  void add(const char *day = nullptr) {
    stance_error error;
    labelled.day = day;
    ASSERT_EQ(stance_article_report_add(r, &labelled, &error), STANCE_OK) << error.message;
  }
  std::string finish() {
    char *html = nullptr;
    size_t length = 0;
    stance_error error;
    EXPECT_EQ(stance_article_report_html(&html, &length, r, &error), STANCE_OK) << error.message;
    std::string out(html ? html : "", length);
    EXPECT_EQ(page_fault(out), "");
    stance_article_report_free_html(html);
    return out;
  }
};
#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text).substr((text).find("<body>"))
#define EXPECT_LACKS(text, part) EXPECT_EQ((text).find(part), std::string::npos)
} // namespace

TEST_F(ArticleVariants, WhatIsNotKnownIsSaidOrLeftOut) {
  for (auto &s : all) s.speaker = s.target = nullptr, s.label.known_terms = 0;
  labelled.name = nullptr, labelled.source = "";
  start(two.model);
  add("");
  std::string html = finish();
  EXPECT_HAS(html, "<b class=\"who\">no speaker named</b>");
  EXPECT_HAS(html, "<span class=\"lean\">no word of it is known</span>");
  EXPECT_LACKS(html, "Statements by ");
  EXPECT_LACKS(html, "talks.txt");
}

TEST_F(ArticleVariants, AnswersBesideTheLabelsHaveTheirFigure) {
  all[0].label.neither = 0.96, all[0].label.confident = false;
  all[1].label.confident = false;
  start(three);
  add("2026-11-25");
  std::string html = finish();
  EXPECT_HAS(html, " <span class=\"p\">0.88</span> <span class=\"lean\">leans conciliatory</span>");
}

TEST_F(ArticleVariants, SeveralLabelsAreStackedOverTime) {
  start(three);
  for (uint32_t label = 0; label < 3; label++) {
    for (auto &s : all) s.label.label = label;
    add("2026-11-25");
  }
  std::string html = finish();
  EXPECT_HAS(html, "labels are stacked. ");
  for (auto *name : {"conciliatory", "mixed", "uncompromising"}) EXPECT_HAS(html, name);
}

TEST_F(ArticleVariants, StatementsWithoutADayAreCounted) {
  start(two.model);
  add("2026-11-25"), add(), add("2026-11-26");
  EXPECT_HAS(finish(), "3 of the statements have no date.");
}

TEST_F(ArticleVariants, TimesTooFarApartAreNotDrawn) {
  start(two.model);
  add("1500-01-01"), add("2026-11-26");
  std::string html = finish();
  EXPECT_LACKS(html, ">Statements by year</title>") << "five hundred years of bars are no picture";
  EXPECT_HAS(html, "<tr><th scope=\"row\">1500") << "the table beside it has them";
}

TEST_F(ArticleVariants, WhatIsNoDayIsShownAndNotCounted) {
  start(two.model);
  add("yesterday");
  std::string html = finish();
  EXPECT_HAS(html, "yesterday");
  EXPECT_LACKS(html, ">Statements by day<");
}

TEST_F(ArticleVariants, TitlesAreThoseAskedFor) {
  start(two.model, "Autumn <talks>");
  labelled.title = "Day <one>", labelled.source = "The <Gazette>";
  add(), add();
  std::string html = finish();
  EXPECT_HAS(html, "<title>Autumn &lt;talks&gt;</title>");
  EXPECT_HAS(html, "Day &lt;one&gt;");
  EXPECT_HAS(html, "<bdi>The &lt;Gazette&gt;</bdi>");
}

TEST_F(ArticleVariants, ReasonsOverOneAnotherMarkOnce) {
  const stance_statement *s = stance_article_statement(article, 0);
  const size_t at = s->spans[0].byte_start + 3;
  const stance_reason reasons[] = {{0, 0.5, at, at + 7},        {1, 0.25, at + 3, at + 12}, {0, 0.125, at, at + 2},
                                   {1, -0.5, at + 14, at + 16}, {0, 0.1, at + 9, at + 9},   {1, 0.1, at, at + 1}};
  all[0].reasons = reasons, all[0].n_reasons = 6;
  start(two.model);
  add();
  std::string html = finish();
  EXPECT_HAS(html, "“<span class=\"w\">We will talk</span> to them,”") << "three places that touch are one";
  EXPECT_HAS(html, "</i>\xC2\xA0+0.50, <i>talk</i>\xC2\xA0+0.25, <i>");
  EXPECT_HAS(html, "<i>talk</i>\xC2\xA0-0.50") << "what weighed against it is listed, and not marked";
}

TEST_F(ArticleVariants, AThousandArticlesAreListed) {
  start(two.model);
  for (int i = 0; i < 1003; i++) add("2026-11-25");
  std::string html = finish();
  EXPECT_HAS(html, "The first 1000 of 1003 articles; all are counted above.");
  EXPECT_HAS(html, "<td class=\"n sum\">3009</td>");
}

TEST_F(ArticleVariants, MemoryMayRunOutOverReasonsAndNames) {
  const size_t at = stance_article_statement(article, 0)->spans[0].byte_start;
  const stance_reason reason = {0, 0.5, at, at + 9};
  all[0].reasons = &reason, all[0].n_reasons = 1;
  labelled.day = "2026-11-25", labelled.source = "Gazette", labelled.title = "T", labelled.foreign = true;
  EXPECT_GT(every_allocation([&](stance_error *e) {
              stance_article_report_options o = {"Autumn", "model", 0, 0};
              stance_article_report *made = untouched<stance_article_report>();
              char *html = untouched<char>();
              size_t length = 0;
              stance_status status = stance_article_report_new(&made, three, &o, e);
              if (status != STANCE_OK) {
                EXPECT_EQ(made, untouched<stance_article_report>());
                return status;
              }
              for (int i = 0; i < 2 && status == STANCE_OK; i++) status = stance_article_report_add(made, &labelled, e);
              if (status == STANCE_OK) status = stance_article_report_html(&html, &length, made, e);
              if (status == STANCE_OK) {
                stance_article_report_free_html(html);
              } else {
                EXPECT_EQ(html, untouched<char>());
              }
              stance_article_report_free(made);
              return status;
            }),
            20);
}
