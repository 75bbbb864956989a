#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/alloc.h"
#include "stance/infer.h"
#include "tests/support/paths.h"

namespace {
/* An indirect statement by a speaker, and an answer of the default model. */
class Shown : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(stance_model_open(&model_, STANCE_BINARY_DIR "/default.stance", &error_), STANCE_OK) << error_.message;
    ASSERT_EQ(stance_article_parse(&article_, text_.data(), text_.size(), "x", &error_), STANCE_OK);
    ASSERT_EQ(stance_article_statement_count(article_), 1u);
    answer_.model = model_;
    answer_.probabilities = probabilities_;
    answer_.label.label = 1;
    answer_.label.probability = 0.75;
    answer_.label.decision = 1.5;
    answer_.label.neither = NAN;
    answer_.label.confident = true;
    shown_ = {"a \"b\".txt", article_, 0, "Odo Brandt", nullptr};
  }
  void TearDown() override {
    stance_article_free(article_);
    stance_model_close(model_);
    stance_rendered_release(&out_);
  }
  stance_error error_;
  stance_model *model_ = nullptr;
  stance_article *article_ = nullptr;
  const std::string text_ = "The minister Odo Brandt rejected the whole offer of the union on Friday.\n";
  const double probabilities_[2] = {0.25, 0.75};
  stance_answer answer_ = {};
  stance_shown_statement shown_ = {};
  stance_rendered out_ = {nullptr, 0, 0};
};
} // namespace

TEST_F(Shown, ReportedStatementsAreReadWithTheirCue) {
  char *read = nullptr;
  size_t length = 0;
  ASSERT_EQ(stance_statement_read(&read, &length, article_, 0, &error_), STANCE_OK);
  EXPECT_EQ(std::string(read, length).substr(0, 9), "rejected ");
  stance_labeller *l = nullptr;
  stance_label of_statement, of_text;
  ASSERT_EQ(stance_labeller_new(&l, model_, &error_), STANCE_OK);
  ASSERT_EQ(stance_label_statement(l, article_, 0, &of_statement, nullptr, nullptr, 0, nullptr, &error_), STANCE_OK);
  ASSERT_EQ(stance_label_text(l, read, length, &of_text, nullptr, &error_), STANCE_OK);
  EXPECT_EQ(of_statement.decision, of_text.decision) << "what is read is what is labelled";
  stance_labeller_free(l);
  stance_statement_free_text(read);
}

TEST_F(Shown, ASpeakerMayBeUnknown) {
  shown_.speaker = nullptr;
  ASSERT_EQ(stance_statement_json(&out_, &shown_, &answer_, &error_), STANCE_OK);
  EXPECT_NE(std::string(out_.data, out_.length).find(",\"speaker\":null,\"cue\":\"rejected\",\"target\":null,"), std::string::npos);
  stance_rendered_release(&out_);
  ASSERT_EQ(stance_statement_csv(&out_, &shown_, &answer_, &error_), STANCE_OK);
  const std::string row(out_.data, out_.length), header = stance_statement_csv_header();
  EXPECT_NE(row.find(",indirect,,rejected,,"), std::string::npos) << row;
  EXPECT_EQ(std::count(row.begin(), row.end(), ','), std::count(header.begin(), header.end(), ','))
      << "a field for every name of the header";
}

TEST_F(Shown, ASpeakerOfNoWordsOnTheSpotHasNoMention) {
  const std::string text = "“We will not leave the mine to them.”\n";
  stance_article *article = nullptr;
  ASSERT_EQ(stance_article_parse(&article, text.data(), text.size(), "x", &error_), STANCE_OK);
  ASSERT_EQ(stance_article_statement_count(article), 1u);
  stance_shown_statement shown = {"x", article, 0, "Odo Brandt", nullptr}; /* named by the caller, who merges names over articles */
  EXPECT_EQ(stance_statement_json(&out_, &shown, &answer_, &error_), STANCE_OK);
  EXPECT_NE(std::string(out_.data, out_.length).find("{\"name\":\"Odo Brandt\",\"mention\":null,\"start\":null,\"end\":null}"),
            std::string::npos);
  stance_article_free(article);
}

TEST_F(Shown, AppendsToWhatIsThere) {
  ASSERT_EQ(stance_answer_json(&out_, &answer_, text_.data(), &error_), STANCE_OK);
  const std::string once(out_.data, out_.length);
  EXPECT_EQ(once, "\"label\":\"uncompromising\",\"probability\":0.75,\"probabilities\":{\"conciliatory\":0.25,\"uncompromising\":0.75},"
                  "\"neither\":null,\"confident\":true,\"decision\":1.5");
  ASSERT_EQ(stance_answer_json(&out_, &answer_, text_.data(), &error_), STANCE_OK);
  EXPECT_EQ(std::string(out_.data, out_.length), once + once);
}

TEST_F(Shown, NamesAreEscapedInJsonAndQuotedInCsv) {
  ASSERT_EQ(stance_statement_json(&out_, &shown_, &answer_, &error_), STANCE_OK);
  EXPECT_NE(std::string(out_.data).find(R"("article":"a \"b\".txt")"), std::string::npos) << out_.data;
  stance_rendered_release(&out_);
  ASSERT_EQ(stance_statement_csv(&out_, &shown_, &answer_, &error_), STANCE_OK);
  EXPECT_EQ(std::string(out_.data).substr(0, 15), "\"a \"\"b\"\".txt\",0");
}

TEST_F(Shown, OutOfMemoryAppendsNothing) {
  ASSERT_EQ(stance_answer_json(&out_, &answer_, text_.data(), &error_), STANCE_OK);
  const std::string before(out_.data, out_.length);
  int failures = 0;
  for (long n = 1; n <= 8; n++) {
    stance__alloc_fail_at(n);
    stance_status status = stance_statement_json(&out_, &shown_, &answer_, &error_);
    stance__alloc_fail_at(0);
    if (status == STANCE_OK) break;
    failures++;
    EXPECT_EQ(status, STANCE_MACHINE);
    EXPECT_EQ(std::string(out_.data, out_.length), before);
  }
  EXPECT_GT(failures, 0);
}

TEST_F(Shown, WhatIsNotConfidentIsUnclearOrNeither) {
  EXPECT_STREQ(stance_answer_name(model_, stance_model_answer(model_, &answer_.label)), "uncompromising");
  answer_.label.confident = false;
  EXPECT_STREQ(stance_answer_name(model_, stance_model_answer(model_, &answer_.label)), "unclear") << "NaN says nothing";
  answer_.label.neither = 0.999;
  EXPECT_STREQ(stance_answer_name(model_, stance_model_answer(model_, &answer_.label)), "neither");
}
