#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "reports/multinomial.h"
#include "stance/report.h"

namespace {
std::vector<stance_share> shares(size_t k, const std::vector<size_t> &predicted, const std::vector<size_t> &confusion, size_t draws = 500) {
  size_t m = confusion.size() / k;
  stance_share_counts c = {k, m, predicted.size() / m, predicted.data(), confusion.data()};
  std::vector<stance_share> out(k);
  stance_error error;
  EXPECT_EQ(stance_shares_compute(out.data(), &c, draws, 1, &error), STANCE_OK) << error.message;
  return out;
}
}  // namespace

TEST(AdjustedShares, OfTwoLabelsAreFormansFormula) {
  /* tpr 0.8, fpr 0.1; raw 0.45: (0.45 - 0.1) / 0.7 = 0.5. */
  auto s = shares(2, {30, 20, 25, 25}, {90, 10, 20, 80});
  EXPECT_NEAR(s[1].raw, 0.45, 1e-12);
  EXPECT_NEAR(s[1].adjusted, 0.5, 1e-9);
  EXPECT_NEAR(s[0].adjusted + s[1].adjusted, 1, 1e-9);
  EXPECT_LT(s[1].adjusted_ci95.low, 0.5);
  EXPECT_GT(s[1].adjusted_ci95.high, 0.5);
  EXPECT_GT(s[1].adjusted_ci95.high - s[1].adjusted_ci95.low, s[1].raw_ci95.high - s[1].raw_ci95.low) << "the confusion is uncertain too";
  s = shares(2, {99, 1, 99, 1}, {90, 10, 20, 80});
  EXPECT_EQ(s[1].adjusted, 0) << "below fpr: cut";
  EXPECT_EQ(s[0].adjusted, 1);
}

TEST(AdjustedShares, OfAPerfectModelAreTheRawOnes) {
  auto s = shares(3, {2, 3, 5, 1, 4, 5}, {10, 0, 0, 0, 10, 0, 0, 0, 10});
  for (auto &share : s) {
    EXPECT_NEAR(share.adjusted, share.raw, 1e-12);
    EXPECT_NEAR(share.adjusted_ci95.low, share.raw_ci95.low, 1e-12) << "its confusion has no spread";
  }
}

TEST(AdjustedShares, UseAnswersThatNameNoLabel) {
  /* 40 % of a, 60 % of b; a is called a, b, unclear in 6 : 1 : 3 cases, b in 2 : 7 : 1. */
  auto s = shares(2, {36, 46, 18}, {60, 10, 30, 20, 70, 10});
  EXPECT_NEAR(s[0].raw, 0.36, 1e-12);
  EXPECT_NEAR(s[0].adjusted, 0.4, 1e-9);
  EXPECT_NEAR(s[1].adjusted, 0.6, 1e-9);
}

TEST(AdjustedShares, AreUnknownWhereTheConfusionIs) {
  for (const std::vector<size_t> &confusion : {std::vector<size_t>{0, 0, 0, 0}, {90, 10, 0, 0}, {50, 50, 50, 50}}) {
    auto s = shares(2, {30, 20, 25, 25}, confusion);
    EXPECT_NEAR(s[0].raw, 0.55, 1e-12);
    EXPECT_FALSE(std::isnan(s[0].raw_ci95.low));
    EXPECT_TRUE(std::isnan(s[0].adjusted) && std::isnan(s[1].adjusted));
    EXPECT_TRUE(std::isnan(s[0].adjusted_ci95.low) && std::isnan(s[0].adjusted_ci95.high));
  }
  auto nothing = shares(2, {0, 0}, {9, 1, 1, 9});
  EXPECT_TRUE(std::isnan(nothing[0].raw) && std::isnan(nothing[0].adjusted));
  stance_share out[1];
  stance_share_counts one = {1, 1, 0, nullptr, nullptr};
  EXPECT_EQ(stance_shares_compute(out, &one, 0, 1, nullptr), STANCE_USAGE);
}

TEST(AdjustedShares, IntervalsHoldTheTruthAsOftenAsTheyClaim) {
  /* 200 worlds: true share 0.3, tpr 0.85, fpr 0.25, 150 single statements, a confusion of 120 + 80 statements. */
  stance__random random;
  stance__random_seed(&random, 42);
  int held = 0, raw_held = 0;
  for (uint64_t world = 0; world < 200; world++) {
    std::vector<size_t> predicted, confusion(4);
    for (int i = 0; i < 150; i++) {
      bool positive = stance__binomial_draw(&random, 1, 0.3) == 1;
      bool said = stance__binomial_draw(&random, 1, positive ? 0.85 : 0.25) == 1;
      predicted.push_back(!said), predicted.push_back(said);
    }
    confusion[1] = stance__binomial_draw(&random, 120, 0.25), confusion[0] = 120 - confusion[1];
    confusion[3] = stance__binomial_draw(&random, 80, 0.85), confusion[2] = 80 - confusion[3];
    stance_share out[2];
    stance_share_counts c = {2, 2, 150, predicted.data(), confusion.data()};
    ASSERT_EQ(stance_shares_compute(out, &c, 400, world, nullptr), STANCE_OK);
    held += out[1].adjusted_ci95.low <= 0.3 && 0.3 <= out[1].adjusted_ci95.high;
    raw_held += out[1].raw_ci95.low <= 0.3 && 0.3 <= out[1].raw_ci95.high;
  }
  EXPECT_GE(held, 180);
  EXPECT_LE(raw_held, 40) << "the raw share is biased to 0.43";
}
