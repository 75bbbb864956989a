#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "stance/features.h"

static std::vector<stance_text> views(const std::vector<std::string> &texts) {
  std::vector<stance_text> out;
  for (auto &t : texts) out.push_back({t.data(), t.size()});
  return out;
}
static const std::vector<std::string> kTexts = {"we will talk", "we will not talk talk", "they refuse"};

struct Fitted {
  stance_vectorizer *v = nullptr;
  stance_rows *rows = nullptr;
  explicit Fitted(const stance_feature_options &o, size_t threads = 1) {
    auto texts = views(kTexts);
    EXPECT_EQ(stance_vectorizer_fit(&v, texts.data(), texts.size(), &o, threads, nullptr), STANCE_OK);
    EXPECT_EQ(stance_vectorizer_transform(&rows, v, texts.data(), texts.size(), threads, nullptr), STANCE_OK);
  }
  ~Fitted() { stance_rows_free(rows), stance_vectorizer_free(v); }
  std::map<std::string, float> row(size_t i) const {
    std::map<std::string, float> out;
    for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++) out[stance_vectorizer_term(v, rows->column[k])] = rows->value[k];
    return out;
  }
};

TEST(Vectorizer, WeighsByTheFormulas) {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  o.word_max = 1, o.l2 = false;
  Fitted f(o);
  ASSERT_EQ(stance_vectorizer_size(f.v), 6u);
  auto row = f.row(1);
  double idf_two = std::log(4.0 / 3.0) + 1, idf_one = std::log(4.0 / 2.0) + 1;
  EXPECT_NEAR(row["talk"], (1 + std::log(2.0)) * idf_two, 1e-6);
  EXPECT_NEAR(row["not"], idf_one, 1e-6);
  o.l2 = true;
  Fitted unit(o);
  double sum = 0;
  for (auto &term : unit.row(1)) sum += term.second * term.second;
  EXPECT_NEAR(sum, 1, 1e-6);
  o.tf = STANCE_TF_BINARY, o.idf = STANCE_IDF_NONE, o.l2 = false;
  Fitted binary(o);
  for (auto &term : binary.row(1)) EXPECT_EQ(term.second, 1.0f);
}

TEST(Vectorizer, LimitsDocumentFrequencyAndSize) {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  o.word_max = 1, o.min_df = 2;
  EXPECT_EQ(stance_vectorizer_size(Fitted(o).v), 3u); /* talk we will */
  o.min_df = 1, o.max_df = 0.5;
  EXPECT_EQ(stance_vectorizer_size(Fitted(o).v), 3u); /* not refuse they */
  o.max_df = 1, o.max_terms = 2;
  EXPECT_EQ(stance_vectorizer_size(Fitted(o).v), 2u);
  stance_vectorizer *v = nullptr;
  stance_error error;
  auto texts = views(kTexts);
  o.min_df = 9;
  EXPECT_EQ(stance_vectorizer_fit(&v, texts.data(), texts.size(), &o, 1, &error), STANCE_DATA);
  o.min_df = 0;
  EXPECT_EQ(stance_vectorizer_fit(&v, texts.data(), texts.size(), &o, 1, &error), STANCE_USAGE);
}

TEST(Vectorizer, ThreadsDoNotChangeABit) {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  Fitted one(o, 1), many(o, 5);
  ASSERT_EQ(one.rows->start[3], many.rows->start[3]);
  for (size_t k = 0; k < one.rows->start[3]; k++) {
    EXPECT_EQ(one.rows->column[k], many.rows->column[k]);
    EXPECT_EQ(one.rows->value[k], many.rows->value[k]);
  }
}
