/* Reports that lack something, or have more than usual: no options, no probabilities, slices, long and unprintable names. */
#include "tests/reports/evaluation_sample.h"
#include "tests/support/every_allocation.h"
#include "tests/support/hostile_model.h"
#include "tests/support/page_check.h"

namespace {
const stance_report_format kFormats[] = {STANCE_REPORT_TABLE, STANCE_REPORT_JSON, STANCE_REPORT_CSV, STANCE_REPORT_MARKDOWN,
                                         STANCE_REPORT_HTML};

class EvaluationVariants : public EvaluationSample {
protected:
  stance_slices *s = nullptr;
  void slice(const std::vector<const char *> &values) {
    ASSERT_EQ(stance_slices_compute(&s, &p, "desk", values.data(), 200, 1, nullptr), STANCE_OK);
    e.slices = s;
  }
  void TearDown() override {
    stance_slices_free(s);
    EvaluationSample::TearDown();
  }
  std::string bare(stance_report_format format) {
    char *text = nullptr;
    EXPECT_EQ(stance_evaluation_render(&text, &e, format, nullptr, nullptr), STANCE_OK);
    std::string out = text ? text : "";
    stance_report_free_text(text);
    return out;
  }
};
} // namespace

TEST_F(EvaluationVariants, SlicesAreShownInEveryFormat) {
  slice({"<home>", "<home>", nullptr, "<home>"});
  EXPECT_HAS(render(STANCE_REPORT_JSON), "\"by\":\"desk\",\"slices\":[{\"name\":\"<home>\",\"n\":3,\"accuracy\":0.6666");
  EXPECT_HAS(render(STANCE_REPORT_JSON), "{\"name\":null,\"n\":1,\"accuracy\":1,\"accuracy_ci95\":null,");
  EXPECT_HAS(render(STANCE_REPORT_TABLE), "By desk\n");
  EXPECT_HAS(render(STANCE_REPORT_TABLE), "  (none)  1                 1.000                 1.000\n");
  EXPECT_HAS(render(STANCE_REPORT_CSV), "\r\nslices,<home>,n,3,,\r\n");
  EXPECT_HAS(render(STANCE_REPORT_CSV), "\r\nslices,,n,1,,\r\n");
  EXPECT_HAS(render(STANCE_REPORT_MARKDOWN), "| \\<home\\> | 3 | 0.667 [");
  std::string page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_HAS(page, "<th scope=\"row\"><bdi>&lt;home&gt;</bdi></th>");
  EXPECT_HAS(page, "<th scope=\"row\"><bdi>(none)</bdi></th>");
}

TEST_F(EvaluationVariants, NothingIsNamedWithoutOptions) {
  compare(), quote();
  EXPECT_EQ(bare(STANCE_REPORT_JSON).find("{\"schema\":\"stance.evaluation/1\",\"n\":4,"), 0u);
  EXPECT_EQ(bare(STANCE_REPORT_TABLE).find("Evaluation\n"), 0u);
  EXPECT_HAS(bare(STANCE_REPORT_TABLE), "the model");
  EXPECT_EQ(bare(STANCE_REPORT_CSV).find("section,item,measure,value,ci95_low,ci95_high\r\nevaluation,,n,4,,\r\n"), 0u);
  EXPECT_EQ(page_fault(bare(STANCE_REPORT_HTML)), "");
  options = {false, 0, "Autumn <round>", nullptr, nullptr};
  EXPECT_EQ(render(STANCE_REPORT_TABLE).find("Autumn <round>\n"), 0u);
  EXPECT_HAS(render(STANCE_REPORT_HTML), "<h1>Autumn &lt;round&gt;</h1>");
}

TEST_F(EvaluationVariants, WithoutProbabilitiesNoneIsMadeUp) {
  std::swap(p.probabilities, q.probabilities);
  stance_metrics_free(m);
  ASSERT_EQ(stance_metrics_compute(&m, &p, 200, 1, nullptr), STANCE_OK);
  e.model.metrics = m;
  compare(), quote();
  EXPECT_HAS(render(STANCE_REPORT_JSON), "\"label\":\"b|c\",\"probability\":null,\"text\":\"two");
  EXPECT_HAS(render(STANCE_REPORT_JSON), "\"roc_auc\":null");
  std::string page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_EQ(page.find("<svg class=\"plot\""), std::string::npos) << "no curve without probabilities";
  EXPECT_HAS(render(STANCE_REPORT_TABLE), "—");
}

TEST_F(EvaluationVariants, BothModelsHaveTheirCurves) {
  q.probabilities = p.probabilities;
  compare();
  std::string page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_HAS(page, "class=\"line a\"");
  EXPECT_HAS(page, "class=\"line b\"");
  EXPECT_HAS(page, "<p class=\"key\">");
}

TEST_F(EvaluationVariants, NoMistakesIsSaid) {
  e.has_mistakes = true;
  EXPECT_HAS(render(STANCE_REPORT_TABLE), "  none\n");
  EXPECT_HAS(render(STANCE_REPORT_JSON), "\"errors\":[]");
  std::string page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_HAS(page, "none");
}

TEST_F(EvaluationVariants, SeveralTermsAreListed) {
  const stance_report_term terms[] = {{"three", 5, 0.5, 0, 5}, {"<thr", 4, 0.25, 90, 99}, {"ree", 3, 0.125, 2, 5}};
  mistake = {2, terms, 3};
  quote();
  EXPECT_HAS(render(STANCE_REPORT_TABLE), "three +0.500, <thr +0.250, ree +0.125");
  std::string page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_HAS(page, "<i>three</i>\xC2\xA0+0.500, <i>&lt;thr</i>\xC2\xA0+0.250");
  EXPECT_HAS(page, "<mark class=\"w\">three</mark></blockquote>") << "terms over one another, and one past the end, mark once";
  mistake.n_terms = 0;
  page = render(STANCE_REPORT_HTML);
  EXPECT_EQ(page_fault(page), "");
  EXPECT_EQ(page.find("Weighed for the answer"), std::string::npos);
}

TEST_F(EvaluationVariants, LongAndUnprintableNamesFitATerminal) {
  std::string name(300, 'n'), words;
  for (int i = 0; i < 30; i++) words += "harbour ";
  slice({name.c_str(), "a\xC2\x85\x7F\tb", "\xC3\xA9t\xC3\xA9", "x"});
  statements[1].text = words.c_str();
  quote();
  std::string table = render(STANCE_REPORT_TABLE);
  EXPECT_HAS(table, "nnn…");
  EXPECT_EQ(table.find(name), std::string::npos);
  EXPECT_EQ(table.find("\xC2\x85"), std::string::npos);
  EXPECT_EQ(table.find("\x7F"), std::string::npos);
  EXPECT_HAS(table, "\xC3\xA9t\xC3\xA9");
  EXPECT_HAS(table, "harbour\n    harbour") << "wrapped at the width that was asked for";
  options.width = 1;
  EXPECT_HAS(render(STANCE_REPORT_TABLE), "\n    harbour\n    harbour\n") << "a word a line at least";
}

TEST_F(EvaluationVariants, UnknownFormatsAreRefused) {
  char *text = nullptr;
  stance_error error;
  EXPECT_EQ(stance_evaluation_render(&text, &e, static_cast<stance_report_format>(9), &options, &error), STANCE_USAGE);
  EXPECT_STREQ(error.message, "no such report format");
  EXPECT_EQ(text, nullptr);
}

TEST_F(EvaluationVariants, SharesThatCannotBeAdjustedAreExplained) {
  shares[1].adjusted = NAN;
  e.shares = shares;
  EXPECT_HAS(render(STANCE_REPORT_TABLE), "out-of-fold confusion is unknown");
  EXPECT_HAS(render(STANCE_REPORT_JSON), "\"adjusted\":null");
}

TEST_F(EvaluationVariants, MemoryMayRunOutOverAWholeReport) {
  HostileModel hostile("{\"name\":\"x\",\"data\":{\"n\":3},\"gone\":null,\"learning_curve\":[{\"statements\":10,\"macro_f1\":0.5},"
                       "{\"statements\":20,\"macro_f1\":0.7}]}");
  slice({"x", "y", nullptr, "x"});
  e.shares = shares, e.model.opened = hostile.model;
  compare(), quote();
  q.probabilities = p.probabilities;
  for (auto format : kFormats)
    every_allocation([&](stance_error *error) {
      char *text = untouched<char>();
      stance_status status = stance_evaluation_render(&text, &e, format, &options, error);
      if (status == STANCE_OK) {
        stance_report_free_text(text);
      } else {
        EXPECT_EQ(text, untouched<char>());
      }
      return status;
    });
}

TEST_F(EvaluationVariants, FiguresOfWhatDoesNotFitAreRefused) {
  stance_metrics *none = nullptr;
  stance_comparison *c = nullptr;
  stance_error error;
  stance_predictions odd = p;
  odd.n_labels = 1;
  EXPECT_EQ(stance_metrics_compute(&none, &odd, 10, 1, &error), STANCE_USAGE);
  odd = p, predicted[2] = 2;
  EXPECT_EQ(stance_metrics_compute(&none, &odd, 10, 1, &error), STANCE_USAGE);
  EXPECT_STREQ(error.message, "statement 2: label number out of range");
  EXPECT_EQ(stance_comparison_compute(&c, &q, &odd, 10, 1, &error), STANCE_USAGE);
  predicted[2] = 1;
  const char *const other_labels[] = {"a", "z"};
  std::vector<uint32_t> other_truth = {0, 0, 1, 0}, groups = {0, 0, 1, 1}, other_groups = {0, 1, 1, 1};
  stance_predictions grouped = p, regrouped = q;
  odd = q, odd.labels = other_labels;
  EXPECT_EQ(stance_comparison_compute(&c, &p, &odd, 10, 1, &error), STANCE_USAGE) << "other labels";
  odd = q, odd.truth = other_truth.data();
  EXPECT_EQ(stance_comparison_compute(&c, &p, &odd, 10, 1, &error), STANCE_USAGE) << "another truth";
  odd = q, odd.n = 3;
  EXPECT_EQ(stance_comparison_compute(&c, &p, &odd, 10, 1, &error), STANCE_USAGE) << "other statements";
  grouped.groups = groups.data(), regrouped.groups = other_groups.data();
  EXPECT_EQ(stance_comparison_compute(&c, &grouped, &q, 10, 1, &error), STANCE_USAGE) << "groups in one alone";
  EXPECT_EQ(stance_comparison_compute(&c, &grouped, &regrouped, 10, 1, &error), STANCE_USAGE) << "other groups";
  regrouped.groups = groups.data();
  EXPECT_EQ(stance_comparison_compute(&c, &grouped, &regrouped, 10, 1, &error), STANCE_OK) << error.message;
  stance_comparison_free(c);
  EXPECT_EQ(none, nullptr);
}
