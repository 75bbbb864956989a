/* A model judged on a dataset: what is counted, what is refused, and the figures of the predictions. */
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stance/evaluate.h"
#include "tests/support/paths.h"

namespace {
class Judgement : public ::testing::Test {
protected:
  stance_model *model = nullptr;
  stance_dataset *dataset = nullptr;
  stance_judgement *judgement = nullptr;
  stance_error error{};

  void SetUp() override { ASSERT_EQ(stance_model_open(&model, STANCE_BINARY_DIR "/default.stance", &error), STANCE_OK) << error.message; }
  void TearDown() override {
    stance_judgement_free(judgement);
    stance_dataset_free(dataset);
    stance_model_close(model);
  }
  stance_status judge(const std::vector<std::pair<const char *, const char *>> &rows, bool need_labels = true) {
    std::vector<stance_record> records;
    stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
    options.need_labels = need_labels;
    for (auto &row : rows) {
      stance_record r{};
      r.label = row.first, r.text = row.second, r.text_length = std::string(row.second).size();
      records.push_back(r);
    }
    EXPECT_EQ(stance_dataset_from_records(&dataset, records.data(), records.size(), &options, &error), STANCE_OK) << error.message;
    return stance_evaluate(&judgement, model, dataset, nullptr, &error);
  }
};
} // namespace

TEST_F(Judgement, CountsWhatTakesAStanceAndWhatDoesNot) {
  ASSERT_EQ(judge({{"neither", "The meeting begins at noon on Tuesday in the old town hall."},
                   {"conciliatory", "We welcome the offer and are ready to talk."},
                   {"uncompromising", "We will never accept this, and there is nothing to discuss."},
                   {"conciliatory", "We will never yield to these threats."}}),
            STANCE_OK)
      << error.message;
  const stance_evaluation *e = stance_judgement_evaluation(judgement);
  ASSERT_EQ(e->model.predictions->n, 3u);
  EXPECT_EQ(stance_judgement_records(judgement)[0], 1u);
  EXPECT_EQ(stance_judgement_records(judgement)[2], 3u);
  EXPECT_EQ(stance_judgement_answers(judgement)[1].label, 1u);
  EXPECT_EQ(e->model.neither.n, 1u);
  EXPECT_NEAR(e->model.metrics->accuracy, 2 / 3.0, 1e-12);
  EXPECT_EQ(e->model.metrics->confusion[1], 1u); /* conciliatory taken for uncompromising */
  EXPECT_STREQ(e->statements[2].text, "We will never yield to these threats.");
  EXPECT_EQ(e->statements[2].line, 4);
  char *text = nullptr;
  stance_report_options options{};
  ASSERT_EQ(stance_evaluation_render(&text, e, STANCE_REPORT_JSON, &options, &error), STANCE_OK) << error.message;
  EXPECT_NE(std::string(text).find("\"n\":3,"), std::string::npos) << text;
  stance_report_free_text(text);
}

TEST_F(Judgement, HasNoFiguresWhereNothingTakesAStance) {
  ASSERT_EQ(judge({{"neither", "The meeting begins at noon."}}), STANCE_OK) << error.message;
  EXPECT_EQ(stance_judgement_evaluation(judgement)->model.metrics, nullptr);
  EXPECT_EQ(stance_judgement_evaluation(judgement)->model.neither.n, 1u);
}

TEST_F(Judgement, RefusesLabelsThatTheModelDoesNotKnow) {
  EXPECT_EQ(judge({{"conciliatory", "We agree."}, {"hawkish", "We refuse."}}), STANCE_DATA);
  EXPECT_EQ(error.line, 2);
  EXPECT_NE(std::string(error.message).find("hawkish"), std::string::npos);
}

TEST_F(Judgement, RefusesRecordsWithoutALabel) {
  EXPECT_EQ(judge({{"conciliatory", "We agree."}, {nullptr, "We refuse."}}, false), STANCE_DATA);
  EXPECT_EQ(error.line, 2);
}
