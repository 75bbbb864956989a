/* What a report says in each format. The figures themselves are tested beside what computes them. */
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/alloc.h"
#include "stance/report.h"
#include "tests/reports/evaluation_sample.h"
#include "tests/support/hostile_model.h"
#include "tests/support/page_check.h"

namespace {
class Evaluation : public EvaluationSample {};
} // namespace

TEST_F(Evaluation, JsonHasItsMembers) {
  std::string json = render(STANCE_REPORT_JSON);
  EXPECT_EQ(json.find("{\"schema\":\"stance.evaluation/1\",\"model\":\"m\",\"dataset\":\"d.csv\",\"n\":4,\"labels\":[\"a\",\"b|c\"],"), 0u)
      << json;
  EXPECT_HAS(json, "\"accuracy\":0.75,\"accuracy_ci95\":[");
  EXPECT_HAS(json, "\"confusion\":[[1,1],[0,2]]");
  EXPECT_HAS(json, "\"neither\":{\"n\":3,\"not_confident\":2}");
  EXPECT_EQ(json.find("comparison"), std::string::npos);
  EXPECT_EQ(json.find("errors"), std::string::npos);
  e.shares = shares;
  compare(), quote();
  json = render(STANCE_REPORT_JSON);
  EXPECT_HAS(json,
             "\"shares\":{\"a\":{\"true\":0.5,\"predicted\":0.25,\"predicted_ci95\":[0,0.5],\"adjusted\":null,\"adjusted_ci95\":null},");
  EXPECT_HAS(json, "\"adjusted\":0.5,\"adjusted_ci95\":[0.25,0.75]}");
  EXPECT_HAS(json, "\"comparison\":{\"model\":\"o\",");
  EXPECT_HAS(json, "\"roc_auc\":null") << "the other has no probabilities";
  EXPECT_HAS(json, "\"mcnemar\":{\"only_first_right\":1,\"only_second_right\":1,\"both_right\":2,\"both_wrong\":0,\"p\":1}");
  EXPECT_HAS(json, "\"differing\":[{\"file\":\"d.csv\",\"line\":3,\"truth\":\"a\",\"first\":\"b|c\",\"first_probability\":0.75,\"second\":"
                   "\"a\",\"second_probability\":null,");
  EXPECT_HAS(json, "\"errors\":[{\"file\":\"d.csv\",\"line\":3,\"truth\":\"a\",\"label\":\"b|c\",\"probability\":0.75,\"text\":\"two, "
                   "\\\"| *x* \\u001b[31m\\n<b>\","
                   "\"reasons\":[{\"term\":\"t<w>\",\"weight\":0.5,\"start\":0,\"end\":3}]}]}\n");
}

TEST_F(Evaluation, CsvIsOneFigureARow) {
  e.shares = shares;
  compare(), quote();
  std::string csv = render(STANCE_REPORT_CSV);
  EXPECT_EQ(csv.find("section,item,measure,value,ci95_low,ci95_high\r\nevaluation,,model,m,,\r\n"), 0u) << csv;
  EXPECT_HAS(csv, "\r\nshares,a,adjusted,,,\r\n");
  EXPECT_HAS(csv, "\r\nshares,b|c,adjusted,0.5,0.25,0.75\r\n");
  EXPECT_HAS(csv, "\r\nneither,,not_confident,2,,\r\n");
  EXPECT_HAS(csv, "\r\ncomparison,accuracy,a,0.75,");
  EXPECT_HAS(csv, "\r\nerrors,d.csv:3,text,\"two, \"\"| *x* \033[31m\n<b>\",,\r\n");
  EXPECT_HAS(csv, "\r\ndiffering,d.csv:6,b,a,,\r\n");
}

TEST_F(Evaluation, MarkdownEscapesWhatIsQuoted) {
  compare(), quote();
  std::string text = render(STANCE_REPORT_MARKDOWN);
  EXPECT_EQ(text.find("# Evaluation\n\n| measure | value | meaning |\n| --- | ---: | --- |\n"), 0u) << text;
  EXPECT_HAS(text, "| d.csv:3 | a | b\\|c | 0.750 | two, \"\\| \\*x\\*  \\[31m \\<b\\> | t\\<w\\> +0.500 |\n");
  EXPECT_HAS(text, "| accuracy | 0.750 [");
}

TEST_F(Evaluation, TableIsAlignedAndNeverDrivesTheTerminal) {
  e.shares = shares;
  compare(), quote();
  std::string text = render(STANCE_REPORT_TABLE);
  EXPECT_HAS(text, "  accuracy              0.750  95% interval ");
  EXPECT_HAS(text, "  ROC-AUC               ");
  EXPECT_HAS(
      text,
      "Neither\n  rows                      3  without a stance, counted here alone\n  not confident             2  66.7 % of them\n");
  EXPECT_HAS(text, "  not confident there       1  33.3 % of them\n");
  EXPECT_HAS(text, "    two, \"| *x* [31m <b>\n    t<w> +0.500\n");
  EXPECT_EQ(text.find('\033'), std::string::npos);
  options.color = true;
  EXPECT_EQ(render(STANCE_REPORT_TABLE).find("\033[1mEvaluation\033[0m\n"), 0u);
}

TEST_F(Evaluation, OnlyStatementsWithoutAStance) {
  e.model.metrics = nullptr;
  e.other_name = "o", e.other = {&q, nullptr, {3, 1}, nullptr};
  EXPECT_EQ(render(STANCE_REPORT_JSON),
            "{\"schema\":\"stance.evaluation/1\",\"model\":\"m\",\"dataset\":\"d.csv\",\"n\":0,\"labels\":[\"a\",\"b|c\"],"
            "\"neither\":{\"n\":3,\"not_confident\":2},\"comparison\":{\"model\":\"o\",\"neither\":{\"n\":3,\"not_confident\":1}}}\n");
  EXPECT_HAS(render(STANCE_REPORT_TABLE), "not confident there");
}

TEST_F(Evaluation, QuotesTwentyDifferencesToPeopleAndAllToPrograms) {
  std::vector<uint32_t> t(30, 0), x(30, 0), y(30, 1);
  std::vector<stance_report_statement> s(30, statements[0]);
  t[29] = 1;
  stance_predictions a = {30, 2, kLabels, t.data(), x.data(), nullptr, nullptr, nullptr}, b = a;
  b.predicted = y.data();
  stance_comparison *c = nullptr;
  ASSERT_EQ(stance_comparison_compute(&c, &a, &b, 100, 1, nullptr), STANCE_OK);
  compare();
  e.model.predictions = &a, e.other.predictions = &b, e.comparison = c, e.statements = s.data();
  auto count = [](const std::string &text, const std::string &part) {
    size_t n = 0;
    for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; at++) n++;
    return n;
  };
  EXPECT_EQ(count(render(STANCE_REPORT_TABLE), "d.csv:2"), 20u);
  EXPECT_HAS(render(STANCE_REPORT_TABLE), "Different answers (the first 20 of 30)");
  EXPECT_EQ(count(render(STANCE_REPORT_MARKDOWN), "d.csv:2"), 20u);
  EXPECT_EQ(count(render(STANCE_REPORT_CSV), "differing,d.csv:2,text"), 30u);
  EXPECT_EQ(count(render(STANCE_REPORT_JSON), "\"first\":\"a\""), 30u);
  stance_comparison_free(c);
}

TEST_F(Evaluation, SaysSoWhenMemoryRunsOut) {
  compare(), quote();
  for (stance_report_format format :
       {STANCE_REPORT_TABLE, STANCE_REPORT_JSON, STANCE_REPORT_CSV, STANCE_REPORT_MARKDOWN, STANCE_REPORT_HTML}) {
    std::string whole = render(format);
    stance__alloc_fail_at(0);
    std::string again = render(format);
    for (long allocations = stance__alloc_fail_at(0), n = 1; n <= allocations; n++) {
      char *text = nullptr;
      stance_error error;
      stance__alloc_fail_at(n);
      EXPECT_EQ(stance_evaluation_render(&text, &e, format, &options, &error), STANCE_MACHINE) << n;
      EXPECT_EQ(text, nullptr);
    }
    stance__alloc_fail_at(0);
    EXPECT_EQ(again, whole);
  }
}

TEST_F(Evaluation, PageIsWholeAndHarmless) {
  e.shares = shares;
  compare(), quote();
  options.dataset = "<script>.csv", e.other_name = "\"><img src=x onerror=y>";
  std::string page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_EQ(page, render(STANCE_REPORT_HTML)) << "the same bytes every time";
  EXPECT_HAS(page, "<h1>Evaluation</h1>");
  EXPECT_HAS(page, "&lt;script&gt;.csv");
  for (auto *id : {"per_label", "confusion", "curves", "shares", "neither", "comparison", "differing", "errors"})
    EXPECT_HAS(page, std::string("<section id=\"") + id + "\" aria-labelledby=\"" + id + "-title\">");
  for (auto *plot : {"roc", "pr", "reliability", "coverage"}) EXPECT_HAS(page, std::string("<title id=\"") + plot + "-name\">");
  EXPECT_HAS(page, "<mark class=\"w\">two</mark>, &quot;| *x* \xEF\xBF\xBD[31m\n&lt;b&gt;</blockquote>");
  EXPECT_HAS(page, "<i>t&lt;w&gt;</i>\xC2\xA0+0.500");
  EXPECT_HAS(page, "<b>1</b> <span class=\"of\">50.0\xC2\xA0%</span>");
}

TEST_F(Evaluation, PageOfAModelHasItsTermsItsCurveAndItsCard) {
  HostileModel hostile("{\"schema\":\"stance.card/1\",\"name\":\"<script>\",\"data\":{\"<i>\":{\"x\":\"</dd>\"},\"n\":3},"
                       "\"learning_curve\":[{\"statements\":10,\"macro_f1\":0.5},{\"statements\":20,\"macro_f1\":0.7}]}");
  e.model.opened = hostile.model;
  std::string page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_HAS(page, "<th scope=\"row\" class=\"term\">&lt;/i&gt;&lt;script&gt;</th>");
  EXPECT_HAS(page, "<dt>name</dt><dd><bdi>&lt;script&gt;</bdi></dd>");
  EXPECT_HAS(page, "<dt>&lt;i&gt;</dt><dd><code>{&quot;x&quot;:&quot;&lt;/dd&gt;&quot;}</code></dd>");
  EXPECT_HAS(page, "<tr><td class=\"n\">20</td><td class=\"n\">0.700</td></tr>");
  EXPECT_EQ(page.find("<dt>learning curve</dt>"), std::string::npos) << "it is drawn instead";
  HostileModel odd("{\"learning_curve\":[{\"statements\":20,\"macro_f1\":0.5},{\"statements\":10,\"macro_f1\":7}]}");
  e.model.opened = odd.model;
  page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_EQ(page.find("<title id=\"learning-name\">"), std::string::npos) << "what is no curve is not drawn";
  EXPECT_HAS(page, "<dt>learning curve</dt><dd><code>[{");
}

TEST_F(Evaluation, PageHasTheStructureOfTheGoldenFile) {
  HostileModel hostile("{\"name\":\"x\",\"data\":{\"n\":3}}");
  e.shares = shares, e.model.opened = hostile.model;
  compare(), quote();
  EXPECT_EQ(golden_fault("reports/evaluation.outline", page_outline(render(STANCE_REPORT_HTML))), "");
}

TEST_F(Evaluation, PageOfThreeLabelsHasACurveEach) {
  const char *const three[] = {"a", "b", "c"};
  std::vector<uint32_t> t = {0, 1, 2, 2}, a = {0, 1, 2, 1};
  std::vector<double> pr = {.8, .1, .1, .2, .6, .2, .1, .2, .7, .1, .5, .4};
  stance_predictions q3 = {4, 3, three, t.data(), a.data(), pr.data(), nullptr, nullptr};
  stance_metrics *m3 = nullptr;
  ASSERT_EQ(stance_metrics_compute(&m3, &q3, 100, 1, nullptr), STANCE_OK);
  e = {};
  e.labels = three, e.n_labels = 3, e.model = {&q3, m3, {0, 0}, nullptr};
  std::string page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  for (auto *line : {"line l0", "line l1", "line l2"}) EXPECT_HAS(page, line);
  EXPECT_EQ(page.find("class=\"line b\""), std::string::npos);
  stance_metrics_free(m3);
}

TEST_F(Evaluation, PageOfNothingButNeitherIsAPage) {
  e.model = {&p, nullptr, {3, 2}, nullptr};
  std::string page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_HAS(page, "<section id=\"neither\"");
  EXPECT_EQ(page.find("<svg class=\"plot\""), std::string::npos);
}
