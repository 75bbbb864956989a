#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stance/report.h"

TEST(McNemar, IsTheExactSignTest) {
  EXPECT_EQ(stance_mcnemar_exact(0, 0), 1);
  EXPECT_EQ(stance_mcnemar_exact(7, 7), 1);
  EXPECT_NEAR(stance_mcnemar_exact(0, 5), 2.0 / 32, 1e-14);
  EXPECT_NEAR(stance_mcnemar_exact(2, 8), 2 * (1 + 10 + 45) / 1024.0, 1e-14);
  EXPECT_EQ(stance_mcnemar_exact(8, 2), stance_mcnemar_exact(2, 8));
  EXPECT_NEAR(stance_mcnemar_exact(10, 25), 0.01667384780012071, 1e-13); /* the sum in exact fractions */
  /* Large counts neither overflow nor underflow to nonsense; the normal approximation gives 0.00158 here. */
  EXPECT_NEAR(stance_mcnemar_exact(49500, 50500), 0.00158236, 1e-7);
  EXPECT_EQ(stance_mcnemar_exact(0, 100000), 0) << "below the smallest double";
}

TEST(McNemar, NeverExceedsOneAndFallsWithTheGap) {
  for (size_t n = 1; n < 60; n++) {
    double before = 2;
    for (size_t a = n / 2 + 1; a-- > 0;) {
      double p = stance_mcnemar_exact(a, n - a);
      EXPECT_LE(p, 1);
      EXPECT_LE(p, before);
      before = p;
    }
  }
}

namespace {
const char *const kLabels[] = {"a", "b", "c"};
struct Answers {
  std::vector<uint32_t> truth, predicted, groups;
  stance_predictions view() const {
    return {truth.size(), 3, kLabels, truth.data(), predicted.data(), nullptr, groups.empty() ? nullptr : groups.data(), nullptr};
  }
};
}  // namespace

TEST(Comparison, CountsWhoWasRightAndWhereTheyDiffer) {
  Answers first = {{0, 0, 1, 1, 2, 2}, {0, 0, 1, 0, 0, 1}, {}}, second = {{0, 0, 1, 1, 2, 2}, {0, 1, 1, 1, 2, 0}, {}};
  stance_predictions a = first.view(), b = second.view();
  stance_comparison *c = nullptr;
  stance_error error;
  ASSERT_EQ(stance_comparison_compute(&c, &a, &b, 2000, 1, &error), STANCE_OK) << error.message;
  EXPECT_EQ(c->both_right, 2u);
  EXPECT_EQ(c->only_first, 1u);
  EXPECT_EQ(c->only_second, 2u);
  EXPECT_EQ(c->both_wrong, 1u);
  EXPECT_EQ(std::vector<size_t>(c->differing, c->differing + c->n_differing), (std::vector<size_t>{1, 3, 4, 5})) << "two wrong answers differ too";
  EXPECT_EQ(c->mcnemar_p, 1);
  EXPECT_NEAR(c->accuracy_difference, 1.0 / 6, 1e-12);
  /* F1 of a, b, c: first 4/6, 2/4, 0; second 2/4, 4/5, 2/3. */
  EXPECT_NEAR(c->macro_f1_difference, (0.5 + 0.8 + 2.0 / 3 - 4.0 / 6 - 0.5) / 3, 1e-12);
  EXPECT_LE(c->macro_f1_difference_ci95.low, c->macro_f1_difference);
  EXPECT_GE(c->macro_f1_difference_ci95.high, c->macro_f1_difference);
  stance_comparison_free(c);
}

TEST(Comparison, IsPaired) {
  /* Two models that always differ by the same statements' worth: each alone is uncertain, their difference is not. */
  Answers first, second;
  for (uint32_t i = 0; i < 300; i++) {
    bool hard = i % 3 == 0;
    first.truth.push_back(i % 2), first.predicted.push_back(hard ? 1 - i % 2 : i % 2);
    second.truth.push_back(i % 2), second.predicted.push_back(hard ? 1 - i % 2 : i % 2);
  }
  stance_predictions a = first.view(), b = second.view();
  stance_comparison *c = nullptr;
  ASSERT_EQ(stance_comparison_compute(&c, &a, &b, 500, 1, nullptr), STANCE_OK);
  EXPECT_EQ(c->macro_f1_difference_ci95.low, 0);
  EXPECT_EQ(c->macro_f1_difference_ci95.high, 0);
  EXPECT_EQ(c->n_differing, 0u);
  stance_comparison_free(c);
  second.truth[0] = 2;
  b = second.view();
  EXPECT_EQ(stance_comparison_compute(&c, &a, &b, 500, 1, nullptr), STANCE_USAGE) << "other truths";
}
