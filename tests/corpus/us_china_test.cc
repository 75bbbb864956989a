/* The article the project started from, beside the checkout; skipped where it is not there. */
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "stance/infer.h"
#include "tests/support/paths.h"
#include "tests/support/temporary.h"

namespace {
const std::string kPath = std::string(STANCE_SHARED_DATA) + "/articles/us-china-talks.txt";

class UsChina : public ::testing::Test {
protected:
  void SetUp() override {
    if (!exists(kPath)) GTEST_SKIP() << kPath << " is not there";
    text = read_file(kPath);
    ASSERT_EQ(stance_article_parse(&article, text.data(), text.size(), kPath.c_str(), &error), STANCE_OK) << error.message;
    ASSERT_EQ(stance_model_open(&model, STANCE_BINARY_DIR "/default.stance", &error), STANCE_OK) << error.message;
    ASSERT_EQ(stance_labeller_new(&labeller, model, &error), STANCE_OK);
  }
  void TearDown() override {
    stance_labeller_free(labeller);
    stance_model_close(model);
    stance_article_free(article);
  }
  /* The one statement that holds `words`; its speaker and label must be these. */
  void expect(const std::string &words, const std::string &speaker, const std::string &label) {
    size_t holders = 0;
    for (size_t i = 0; i < stance_article_statement_count(article); i++) {
      const stance_statement *s = stance_article_statement(article, i);
      std::string hull(stance_article_text(article, nullptr) + s->hull.byte_start, s->hull.byte_end - s->hull.byte_start);
      if (hull.find(words) == std::string::npos) continue;
      holders++;
      EXPECT_EQ(speaker, s->speaker ? s->speaker : "") << hull;
      if (label.empty()) continue;
      stance_label answer;
      ASSERT_EQ(stance_label_statement(labeller, article, i, &answer, nullptr, nullptr, 0, nullptr, &error), STANCE_OK);
      EXPECT_EQ(label, stance_model_label(model, answer.label)) << hull << " at " << answer.probability;
    }
    EXPECT_EQ(holders, 1u) << words;
  }
  std::string text;
  stance_error error;
  stance_article *article = nullptr;
  stance_model *model = nullptr;
  stance_labeller *labeller = nullptr;
};
} // namespace

TEST_F(UsChina, QuotedStatementsAreFoundOnceWithTheirSpeakers) {
  expect("It is absolutely vital", "Antony Blinken", "");
  expect("something we’re going to keep working on", "Antony Blinken", "");
  expect("The Chinese side has made our position clear", "Xi Jinping", "");
  expect("This is very good.", "Xi Jinping", "");
  expect("no room to compromise or concede” on the Taiwan question", "Wang Yi", "");
  expect("must truly adhere", "Wang Yi", "");
  expect("between dialogue or confrontation", "Wang Yi", "");
  expect("take a responsible attitude", "Wang Yi", "");
  expect("responsibly managing the competition", "Antony Blinken", "");
  expect("open channels of communication", "Antony Blinken", "");
}

TEST_F(UsChina, ReportedStatementsAreFound) {
  expect("relations have arrived at a crucial point", "Wang Yi", "");
  expect("discontinue threats aimed at Beijing", "Wang Yi", "");
  expect("persistently use diplomacy", "Antony Blinken", "");
  expect("needs to honor the “One China” principle", "Wang Yi", "");
}

TEST_F(UsChina, StancesAreTheOnesAnyReaderSees) {
  expect("no room to compromise or concede", "Wang Yi", "uncompromising");
  expect("must truly adhere", "Wang Yi", "uncompromising");
  expect("needs to honor the “One China” principle", "Wang Yi", "uncompromising");
  expect("The Chinese side has made our position clear", "Xi Jinping", "conciliatory");
  expect("This is very good.", "Xi Jinping", "conciliatory");
  expect("It is absolutely vital", "Antony Blinken", "conciliatory");
  expect("open channels of communication", "Antony Blinken", "conciliatory");
}

TEST_F(UsChina, HeadingsAreNoStatements) {
  for (size_t i = 0; i < stance_article_statement_count(article); i++) {
    const stance_statement *s = stance_article_statement(article, i);
    EXPECT_EQ(text.substr(s->hull.byte_start, s->hull.byte_end - s->hull.byte_start).find("LATEST VIDEO"), std::string::npos);
  }
}

/* None of the article stands in the shipped statements: no run of five words of its. */
TEST_F(UsChina, NothingOfItIsInTheTrainingData) {
  auto words_of = [](const std::string &from) {
    std::vector<std::string> words(1);
    for (char c : from) {
      if (isalnum(static_cast<unsigned char>(c)))
        words.back() += static_cast<char>(tolower(c));
      else if (!words.back().empty())
        words.emplace_back();
    }
    return words;
  };
  std::string shipped = " ";
  for (auto &entry : std::filesystem::directory_iterator(STANCE_SOURCE_DIR "/datasets/statements"))
    for (auto &word : words_of(read_file(entry.path().string()))) shipped += word + " ";
  auto words = words_of(text);
  for (size_t i = 0; i + 5 <= words.size(); i++) {
    std::string run = " ";
    for (size_t k = i; k < i + 5; k++) run += words[k] + " ";
    EXPECT_EQ(shipped.find(run), std::string::npos) << run;
  }
}
