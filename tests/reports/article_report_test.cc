/* The page of labelled articles. Labels are made by hand, so nothing depends on what a model thinks. */
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/alloc.h"
#include "stance/article_report.h"
#include "tests/support/hostile_model.h"
#include "tests/support/page_check.h"

namespace {
class ArticleReport : public ::testing::Test {
protected:
  HostileModel m;
  std::vector<stance_article *> articles;
  void TearDown() override {
    for (auto *a : articles) stance_article_free(a);
  }
  stance_article *parse(const std::string &text) {
    stance_error error;
    stance_article *a = nullptr;
    EXPECT_EQ(stance_article_parse(&a, text.data(), text.size(), "x", &error), STANCE_OK) << error.message;
    articles.push_back(a);
    return a;
  }
  /* Labels 0, 1, unclear in turn; the first word of each statement is a reason. */
  stance_status add(stance_article_report *r, const stance_article *a, const char *name, const char *day = "", bool hostile = false,
                    stance_error *error = nullptr) {
    std::vector<stance_labelled_statement> all;
    std::vector<stance_reason> reasons(stance_article_statement_count(a));
    for (size_t i = 0; i < reasons.size(); i++) {
      const stance_statement *s = stance_article_statement(a, i);
      reasons[i] = {i % 2, 0.5, s->spans[0].byte_start + 4, s->spans[0].byte_start + 9};
      stance_label label = {(uint32_t)(i % 2), 0.875, 1, NAN, i % 3 != 2, 3};
      all.push_back(
          {label, hostile ? "<img src=x onerror=y>\xE2\x80\xAE" : s->speaker, hostile ? "\"><svg/onload=z>" : s->target, &reasons[i], 1});
    }
    stance_labelled_article labelled = {a, all.data(), name, nullptr, hostile ? "<s>" : "Gazette", day, hostile};
    return stance_article_report_add(r, &labelled, error);
  }
  stance_article_report *start(size_t full = 0, size_t bytes = 0) {
    stance_article_report_options o = STANCE_ARTICLE_REPORT_OPTIONS_INIT;
    o.model = "<model>", o.full_articles = full, o.full_bytes = bytes;
    stance_article_report *r = nullptr;
    EXPECT_EQ(stance_article_report_new(&r, m.model, &o, nullptr), STANCE_OK);
    return r;
  }
  std::string finish(stance_article_report *r) {
    char *html = nullptr;
    size_t length = 0;
    stance_error error;
    EXPECT_EQ(stance_article_report_html(&html, &length, r, &error), STANCE_OK) << error.message;
    std::string out(html ? html : "", length);
    EXPECT_EQ(page_fault(out), "");
    stance_article_report_free_html(html);
    stance_article_report_free(r);
    return out;
  }
};
#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text).substr((text).find("<body>"))

const char kTalks[] = "Talks Resume\n\nOdo Brandt met Ilse Andrade.\n\n“We will talk to them,” Brandt said, “and we will listen.”\n\n"
                      "“There will be no offer, not today and not tomorrow,” Andrade told reporters.\n";
} // namespace

TEST_F(ArticleReport, MarksEachStatementWithItsSpeakerAndReasons) {
  stance_article *a = parse(kTalks);
  ASSERT_GE(stance_article_statement_count(a), 2u);
  stance_article_report *r = start();
  ASSERT_EQ(add(r, a, "talks.txt", "2026-11-25"), STANCE_OK);
  std::string html = finish(r);
  EXPECT_HAS(html, "<title>Talks Resume</title>");
  EXPECT_HAS(html, "labelled by <bdi>&lt;model&gt;</bdi>");
  EXPECT_HAS(html, "<mark class=\"st l0\" id=\"s1-1\">“W<span class=\"w\">e wil</span>l talk to them,”<span class=\"tip\"")
      << "a first part has no number, but a tip";
  EXPECT_HAS(html, " Brandt said, <mark class=\"st l0\">“and we will listen.”<a class=\"ref\" href=\"#n1-1\" aria-label=\"statement 1\" "
                   "aria-describedby=\"t1-1\">1</a>");
  EXPECT_HAS(html, "<li id=\"n1-1\" class=\"l0\"><a class=\"no\" href=\"#s1-1\" aria-label=\"statement 1\">1</a> <b class=\"who\"><bdi>Odo "
                   "Brandt</bdi></b>");
  EXPECT_HAS(html, "Weighed for &lt;b&gt;soft: <i>&lt;/i&gt;&lt;script&gt;</i>\xC2\xA0+0.50");
  EXPECT_EQ(html.find("<h3>"), std::string::npos) << "one article has its title at the top of the page alone";
  EXPECT_EQ(html.find("<p>Talks Resume"), std::string::npos) << "nor is it repeated as the first paragraph";
}

TEST_F(ArticleReport, AStatementGoesOnOverParagraphs) {
  stance_article *a = parse("Talks\n\n“There will be no offer,” Ilse Andrade told reporters.\n\n“We will wait.\n\n“We have time.”\n");
  stance_article_report *r = start();
  ASSERT_EQ(add(r, a, "x"), STANCE_OK);
  std::string html = finish(r);
  EXPECT_HAS(html, "We have time.”<a class=\"ref\"");
  size_t begins = html.find("We will wait."), ends = html.find("We have time.");
  ASSERT_NE(begins, std::string::npos);
  EXPECT_NE(html.substr(begins, ends - begins).find("</mark></p>"), std::string::npos) << "no mark crosses a paragraph's end";
}

TEST_F(ArticleReport, HostileTextStaysText) {
  std::string text = "Brandt met Andrade <script>alert(1)</script>.\n\n“We will \" onmouseover=\"x ]]> </mark></p></main> "
                     "\xE2\x80\xAEkrow\xE2\x80\xAC,” Odo Brandt told <b>Andrade</b>.\n";
  stance_article_report *r = start();
  ASSERT_EQ(add(r, parse(text), "\"><script>", "2026-01-01\"><script>", true), STANCE_OK);
  ASSERT_EQ(add(r, parse(text), "x", "2026-01-02", true), STANCE_OK);
  std::string html = finish(r);
  EXPECT_HAS(html, "[U+202E]krow[U+202C]");
  EXPECT_HAS(html, "onmouseover=&quot;x ]]&gt; &lt;/mark&gt;");
  EXPECT_HAS(html, "does not read like English");
  EXPECT_EQ(html.find("\xE2\x80\xAE"), std::string::npos);
}

TEST_F(ArticleReport, CountsAllAndShowsTheFirstInFull) {
  stance_article_report *r = start(2);
  stance_article *a = parse(kTalks);
  for (int i = 0; i < 5; i++) {
    EXPECT_EQ(stance_article_report_shows_reasons(r), i < 2);
    ASSERT_EQ(add(r, a, ("talks" + std::to_string(i)).c_str(), i < 3 ? "2026-11-25" : "2026-11-27"), STANCE_OK);
  }
  std::string html = finish(r);
  EXPECT_HAS(html, "2 of 5 articles in full");
  EXPECT_HAS(html, "<article id=\"a2\">");
  EXPECT_EQ(html.find("<article id=\"a3\">"), std::string::npos);
  EXPECT_HAS(html, "Who speaks to whom");
  EXPECT_HAS(html, "<th scope=\"row\"><bdi>Ilse Andrade</bdi></th><td class=\"name\"><span aria-hidden=\"true\" class=\"arrow\">→</span> "
                   "<bdi>reporters</bdi></td>");
  EXPECT_HAS(html, ">Statements by day</title>");
  EXPECT_HAS(html, "<tr><th scope=\"row\">2026-11-27</th>");
}

TEST_F(ArticleReport, HasTheStructureOfTheGoldenFile) {
  stance_article_report *r = start(1);
  ASSERT_EQ(add(r, parse(kTalks), "one", "2026-11-25"), STANCE_OK);
  ASSERT_EQ(add(r, parse(kTalks), "two", "2026-11-26"), STANCE_OK);
  EXPECT_EQ(golden_fault("reports/article_report.outline", page_outline(finish(r))), "");
}

TEST_F(ArticleReport, ALongArticleIsShownWhereItIsTheFirst) {
  std::string text = kTalks;
  while (text.size() < 4096) text += "\nNothing was said here.\n";
  stance_article *a = parse(text);
  stance_article_report *r = start(0, 4000);
  ASSERT_EQ(add(r, a, "long"), STANCE_OK);
  ASSERT_EQ(add(r, parse(kTalks), "short"), STANCE_OK);
  std::string html = finish(r);
  EXPECT_HAS(html, "1 of 2 articles in full");
}

TEST_F(ArticleReport, MarksNoMoreStatementsThanAReaderCouldRead) {
  std::string text = "Talks\n";
  for (int i = 0; i < 10003; i++) text += "\n“We refuse,” Brandt said.\n";
  stance_article *a = parse(text);
  ASSERT_EQ(stance_article_statement_count(a), 10003u);
  stance_article_report *r = start();
  ASSERT_EQ(add(r, a, "long"), STANCE_OK);
  EXPECT_FALSE(stance_article_report_shows_reasons(r));
  std::string html = finish(r);
  EXPECT_NE(html.find("id=\"n1-10000\""), std::string::npos);
  EXPECT_EQ(html.find("id=\"n1-10001\""), std::string::npos);
  EXPECT_NE(html.find("The first 10000 statements are marked; 3 more are only counted."), std::string::npos);
  EXPECT_NE(html.find("<td class=\"n sum\">10003</td>"), std::string::npos) << "all are counted";
}

TEST_F(ArticleReport, TheSameArticlesGiveTheSameBytes) {
  stance_article *a = parse(kTalks);
  std::string html[2];
  for (auto &h : html) {
    stance_article_report *r = start();
    ASSERT_EQ(add(r, a, "one", "2024-02-29"), STANCE_OK);
    ASSERT_EQ(add(r, a, "two", "2031-01-01"), STANCE_OK);
    h = finish(r);
  }
  EXPECT_EQ(html[0], html[1]);
  EXPECT_HAS(html[0], "Statements by year") << "seven years are too many days and months";
}

TEST_F(ArticleReport, NeedsAnArticle) {
  stance_article_report *r = start();
  char *html = nullptr;
  size_t length;
  EXPECT_EQ(stance_article_report_html(&html, &length, r, nullptr), STANCE_DATA);
  EXPECT_EQ(html, nullptr);
  stance_article_report_free(r);
  stance_article_report_free(nullptr);
}

TEST_F(ArticleReport, MemoryMayRunOutAnywhere) {
  stance_article *a = parse(kTalks);
  auto compute = [&] {
    stance_article_report *r = nullptr;
    char *html = nullptr;
    size_t length = 0;
    stance_status status = stance_article_report_new(&r, m.model, nullptr, nullptr);
    if (status == STANCE_OK) status = add(r, a, "a", "2026-11-25");
    if (status == STANCE_OK) status = add(r, a, "b", "2026-11-26");
    if (status == STANCE_OK) status = stance_article_report_html(&html, &length, r, nullptr);
    stance_article_report_free_html(html);
    stance_article_report_free(r);
    return status;
  };
  stance__alloc_fail_at(0);
  ASSERT_EQ(compute(), STANCE_OK);
  long allocations = stance__alloc_fail_at(0), refused = 0;
  for (long n = 1; n <= allocations; n++) {
    stance__alloc_fail_at(n);
    stance_status status = compute();
    EXPECT_TRUE(status == STANCE_OK || status == STANCE_MACHINE) << n;
    refused += status == STANCE_MACHINE;
  }
  stance__alloc_fail_at(0);
  EXPECT_GT(refused, 10);
}
