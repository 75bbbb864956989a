/* Four statements as two models judged them, and every part of a report that is about them. */
#ifndef STANCE_TESTS_REPORTS_EVALUATION_SAMPLE_H
#define STANCE_TESTS_REPORTS_EVALUATION_SAMPLE_H
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "stance/report.h"

inline const char *const kLabels[] = {"a", "b|c"};

/* Four statements, one mistake; a second model with another one; texts that try to be markup. */
class EvaluationSample : public ::testing::Test {
protected:
  std::vector<uint32_t> truth = {0, 0, 1, 1}, predicted = {0, 1, 1, 1}, second = {0, 0, 1, 0};
  std::vector<double> probabilities = {.9, .1, .25, .75, .4, .6, .2, .8};
  std::vector<stance_report_statement> statements = {
      {"one", "d.csv", 2}, {"two, \"| *x* \033[31m\n<b>", "d.csv", 3}, {"three", "d.csv", 5}, {"four", "d.csv", 6}};
  stance_predictions p = {4, 2, kLabels, truth.data(), predicted.data(), probabilities.data(), nullptr, nullptr};
  stance_predictions q = {4, 2, kLabels, truth.data(), second.data(), nullptr, nullptr, nullptr};
  stance_metrics *m = nullptr, *m2 = nullptr;
  stance_comparison *comparison = nullptr;
  stance_report_term term = {"t<w>", 4, 0.5, 0, 3};
  stance_report_mistake mistake = {1, &term, 1};
  stance_share shares[2] = {{0.25, NAN, {0, 0.5}, {NAN, NAN}}, {0.75, 0.5, {0.5, 1}, {0.25, 0.75}}};
  stance_report_options options = {false, 60, nullptr, "d.csv", "m"};
  stance_evaluation e = {};

  void SetUp() override {
    ASSERT_EQ(stance_metrics_compute(&m, &p, 200, 1, nullptr), STANCE_OK);
    ASSERT_EQ(stance_metrics_compute(&m2, &q, 200, 1, nullptr), STANCE_OK);
    ASSERT_EQ(stance_comparison_compute(&comparison, &p, &q, 200, 1, nullptr), STANCE_OK);
    e.labels = kLabels, e.n_labels = 2, e.statements = statements.data();
    e.model = {&p, m, {3, 2}, nullptr};
  }
  void TearDown() override { stance_metrics_free(m), stance_metrics_free(m2), stance_comparison_free(comparison); }
  void compare() { e.other_name = "o", e.other = {&q, m2, {3, 1}, nullptr}, e.comparison = comparison; }
  void quote() { e.mistakes = &mistake, e.n_mistakes = 1, e.has_mistakes = true; }
  std::string render(stance_report_format format) {
    char *text = nullptr;
    stance_error error;
    EXPECT_EQ(stance_evaluation_render(&text, &e, format, &options, &error), STANCE_OK) << error.message;
    std::string out = text ? text : "";
    stance_report_free_text(text);
    return out;
  }
};
#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)
#endif
