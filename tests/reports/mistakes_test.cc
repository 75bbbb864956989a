#include <gtest/gtest.h>

#include <vector>

#include "stance/report.h"

TEST(Mistakes, ComeMostConfidentFirst) {
  const char *const labels[] = {"a", "b"};
  std::vector<uint32_t> truth = {0, 0, 1, 1, 0}, predicted = {1, 0, 0, 0, 1};
  std::vector<double> probabilities = {.4, .6, .99, .01, .7, .3, .8, .2, .4, .6};
  stance_predictions p = {5, 2, labels, truth.data(), predicted.data(), probabilities.data(), nullptr, nullptr};
  size_t out[5], found = 9;
  ASSERT_EQ(stance_mistakes_find(out, 5, &found, &p, nullptr), STANCE_OK);
  EXPECT_EQ(std::vector<size_t>(out, out + found), (std::vector<size_t>{3, 2, 0, 4})) << "equal ones in order, right ones not at all";
  ASSERT_EQ(stance_mistakes_find(out, 2, &found, &p, nullptr), STANCE_OK);
  EXPECT_EQ(found, 2u);
  p.probabilities = nullptr;
  ASSERT_EQ(stance_mistakes_find(out, 5, &found, &p, nullptr), STANCE_OK);
  EXPECT_EQ(std::vector<size_t>(out, out + found), (std::vector<size_t>{0, 2, 3, 4}));
}
