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
/* One kind of term, weighed by idf with log term frequencies. */
static stance_feature_options plain() {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  o.stem_min = o.stem_max = o.char_min = o.char_max = 0, o.lexicon = false;
  o.word_min = 1, o.word_max = 1, o.tf = STANCE_TF_LOG, o.weight = STANCE_TERMS_IDF;
  return o;
}
static const std::vector<std::string> kTexts = {"we will talk", "we will not talk talk", "they refuse"};

struct Fitted {
  stance_vectorizer *v = nullptr;
  stance_rows *rows = nullptr;
  explicit Fitted(const stance_feature_options &o, size_t threads = 1) {
    auto texts = views(kTexts);
    EXPECT_EQ(stance_vectorizer_fit(&v, texts.data(), nullptr, texts.size(), &o, threads, nullptr), STANCE_OK);
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
  stance_feature_options o = plain();
  o.norm = 0;
  Fitted f(o);
  ASSERT_EQ(stance_vectorizer_size(f.v), 6u);
  auto row = f.row(1);
  double idf_two = std::log(4.0 / 3.0) + 1, idf_one = std::log(4.0 / 2.0) + 1;
  EXPECT_NEAR(row["talk"], (1 + std::log(2.0)) * idf_two, 1e-6);
  EXPECT_NEAR(row["not"], idf_one, 1e-6);
  o.norm = 1;
  Fitted unit(o);
  double sum = 0;
  for (auto &term : unit.row(1)) sum += term.second * term.second;
  EXPECT_NEAR(sum, 1, 1e-6);
  o.tf = STANCE_TF_BINARY, o.weight = STANCE_TERMS_PLAIN, o.norm = 0;
  Fitted binary(o);
  for (auto &term : binary.row(1)) EXPECT_EQ(term.second, 1.0f);
}

TEST(Vectorizer, LimitsDocumentFrequencyAndSize) {
  stance_feature_options o = plain();
  o.min_df = 2;
  EXPECT_EQ(stance_vectorizer_size(Fitted(o).v), 3u); /* talk we will */
  o.min_df = 1, o.max_df = 0.5;
  EXPECT_EQ(stance_vectorizer_size(Fitted(o).v), 3u); /* not refuse they */
  o.max_df = 1, o.max_terms = 2;
  EXPECT_EQ(stance_vectorizer_size(Fitted(o).v), 2u);
  stance_vectorizer *v = nullptr;
  stance_error error;
  auto texts = views(kTexts);
  o.min_df = 9;
  EXPECT_EQ(stance_vectorizer_fit(&v, texts.data(), nullptr, texts.size(), &o, 1, &error), STANCE_DATA);
  o.min_df = 0;
  EXPECT_EQ(stance_vectorizer_fit(&v, texts.data(), nullptr, texts.size(), &o, 1, &error), STANCE_USAGE);
}

TEST(Vectorizer, ThreadsDoNotChangeABit) {
  stance_feature_options o = plain();
  Fitted one(o, 1), many(o, 5);
  ASSERT_EQ(one.rows->start[3], many.rows->start[3]);
  for (size_t k = 0; k < one.rows->start[3]; k++) {
    EXPECT_EQ(one.rows->column[k], many.rows->column[k]);
    EXPECT_EQ(one.rows->value[k], many.rows->value[k]);
  }
}

/* By hand: counts of texts with the term among positive and negative ones, smoothed by 1, each side over its sum. */
TEST(Vectorizer, LogCountRatiosAreThoseOfThePaper) {
  stance_feature_options o = plain();
  o.weight = STANCE_TERMS_LCR, o.smoothing = 1;
  auto texts = views(kTexts);
  const uint8_t positive[] = {1, 1, 0};
  stance_vectorizer *v = nullptr;
  ASSERT_EQ(stance_vectorizer_fit(&v, texts.data(), positive, texts.size(), &o, 1, nullptr), STANCE_OK);
  /* not refuse talk they we will: positive 1 0 2 0 2 2 (+6 = 13), negative 0 1 0 1 0 0 (+6 = 8) */
  std::map<std::string, double> want = {{"not", std::log(2.0 / 13) - std::log(1.0 / 8)},
                                        {"refuse", std::log(1.0 / 13) - std::log(2.0 / 8)},
                                        {"talk", std::log(3.0 / 13) - std::log(1.0 / 8)},
                                        {"they", std::log(1.0 / 13) - std::log(2.0 / 8)}};
  for (size_t j = 0; j < stance_vectorizer_size(v); j++) {
    auto found = want.find(stance_vectorizer_term(v, j));
    if (found != want.end()) {
      EXPECT_NEAR(stance_vectorizer_weight(v, j), found->second, 1e-6) << found->first;
    }
  }
  stance_vectorizer_free(v);
  EXPECT_EQ(stance_vectorizer_fit(&v, texts.data(), nullptr, texts.size(), &o, 1, nullptr), STANCE_USAGE) << "ratios of what?";
}

TEST(Vectorizer, PartsOfARowHaveTheirOwnNorms) {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  auto texts = views(kTexts);
  const uint8_t positive[] = {1, 1, 0};
  stance_vectorizer *v = nullptr;
  stance_rows *rows = nullptr;
  ASSERT_EQ(stance_vectorizer_fit(&v, texts.data(), positive, texts.size(), &o, 1, nullptr), STANCE_OK);
  ASSERT_EQ(stance_vectorizer_transform(&rows, v, texts.data(), texts.size(), 1, nullptr), STANCE_OK);
  size_t n = stance_vectorizer_size(v);
  ASSERT_EQ(rows->n_columns, 2 * n);
  double sum[3] = {0, 0, 0}; /* terms, by idf, classes */
  for (size_t k = rows->start[1]; k < rows->start[2]; k++) {
    size_t part = rows->column[k] >= n ? 1 : stance_vectorizer_term(v, rows->column[k])[0] == '{' ? 2 : 0;
    sum[part] += rows->value[k] * rows->value[k];
  }
  EXPECT_NEAR(sum[0], 1, 1e-5);
  EXPECT_NEAR(sum[1], 1, 1e-5);
  EXPECT_NEAR(sum[2], o.lexicon_weight * o.lexicon_weight, 1e-5);
  stance_rows_free(rows);
  stance_vectorizer_free(v);
}

/* With a norm between 0 and 1 a part's length is its own, over the mean one, to the power of what the norm leaves. */
TEST(Vectorizer, ASoftNormKeepsSomeOfARowsLength) {
  stance_feature_options o = plain();
  o.weight = STANCE_TERMS_PLAIN, o.tf = STANCE_TF_BINARY, o.norm = 0.5;
  Fitted f(o);
  const double terms[] = {3, 4, 2};
  double mean = 0;
  for (double n : terms) mean += std::sqrt(n) / 3;
  for (size_t i = 0; i < 3; i++) {
    double sum = 0;
    for (auto &term : f.row(i)) sum += term.second * term.second;
    EXPECT_NEAR(std::sqrt(sum), std::sqrt(std::sqrt(terms[i]) / mean), 1e-5) << i;
  }
}

TEST(Vectorizer, SelectsTheTermsThatTellTheLabel) {
  stance_feature_options o = plain();
  o.select = 1;
  std::vector<std::string> all = {"yes it rains", "yes it snows", "no it rains", "no it snows", "no it pours"};
  auto texts = views(all);
  const uint8_t positive[] = {1, 1, 0, 0, 0};
  stance_vectorizer *v = nullptr;
  ASSERT_EQ(stance_vectorizer_fit(&v, texts.data(), positive, texts.size(), &o, 1, nullptr), STANCE_OK);
  ASSERT_EQ(stance_vectorizer_size(v), 1u);
  EXPECT_STREQ(stance_vectorizer_term(v, 0), "no"); /* "no" and "yes" tell alike: the first in byte order */
  stance_vectorizer_free(v);
}
