#include <gtest/gtest.h>

#include <cmath>
#include <vector>

extern "C" {
#include "reports/resampling.h"
}

namespace {
void mean(const void *, const double *sums, double *, stance__random *, double *values) {
  values[0] = sums[1] / sums[0];
  values[1] = sums[2] > 0 ? 1 : NAN; /* undefined unless the one rare statement is drawn: about one draw in three */
}

std::vector<stance__entry> entries(uint32_t n) {
  std::vector<stance__entry> out;
  for (uint32_t i = 0; i < n; i++) {
    out.push_back({i, 0, 1});
    out.push_back({i, 1, (double)i});
  }
  out.push_back({0, 2, 1});
  return out;
}
} // namespace

TEST(Resampling, IsTheSameForAnyNumberOfThreads) {
  auto e = entries(100);
  stance_interval one[2], four[2];
  stance__resampling r = {e.data(), e.size(), 3, 2, 0, mean, nullptr, 1100, 1, 9};
  ASSERT_EQ(stance__resample(one, &r, nullptr), STANCE_OK);
  r.threads = 4;
  ASSERT_EQ(stance__resample(four, &r, nullptr), STANCE_OK);
  EXPECT_EQ(one[0].low, four[0].low);
  EXPECT_EQ(one[0].high, four[0].high);
  /* The mean of 0..99 has a standard error of 2.89. */
  EXPECT_NEAR(one[0].low, 49.5 - 1.96 * 2.89, 0.9);
  EXPECT_NEAR(one[0].high, 49.5 + 1.96 * 2.89, 0.9);
  EXPECT_TRUE(std::isnan(one[1].low)) << "undefined in more than one draw of twenty";
}

TEST(Resampling, SqueezesOutNumbersWithoutEntries) {
  std::vector<stance__entry> e = {{5, 0, 1}, {5, 1, 3}, {4000, 0, 1}, {4000, 1, 3}};
  stance_interval out[2];
  stance__resampling r = {e.data(), e.size(), 3, 2, 0, mean, nullptr, 300, 1, 1};
  ASSERT_EQ(stance__resample(out, &r, nullptr), STANCE_OK);
  EXPECT_EQ(out[0].low, 3);
  EXPECT_EQ(out[0].high, 3);
  r.n_entries = 2;
  ASSERT_EQ(stance__resample(out, &r, nullptr), STANCE_OK);
  EXPECT_TRUE(std::isnan(out[0].low)) << "one group";
  r.n_entries = 0;
  ASSERT_EQ(stance__resample(out, &r, nullptr), STANCE_OK);
  EXPECT_TRUE(std::isnan(out[0].low)) << "none";
}

/* Groups of three kinds, and the same groups each with a trace in a cell that the measure does not read, so that no two are alike and
   they are drawn one by one: both ways have the same distribution. */
TEST(Resampling, OfPooledGroupsIsThatOfSingleOnes) {
  std::vector<stance__entry> alike, unlike;
  for (uint32_t i = 0; i < 600; i++) {
    uint32_t size = 1 + i % 3;
    for (uint32_t s = 0; s < size; s++) {
      alike.push_back({i, 0, 1});
      if (i % 3 != 1) alike.push_back({i, 1, s == 0 ? 2.0 : 0.5});
    }
  }
  for (uint32_t i = 0; i < 600; i++) unlike.push_back({i, 2, 1.0 + i});
  unlike.insert(unlike.end(), alike.begin(), alike.end());
  alike.push_back({0, 2, 1});
  const size_t draws = 40000;
  stance_interval pooled[2], single[2];
  stance__resampling r = {alike.data(), alike.size(), 3, 2, 0, mean, nullptr, draws, 0, 9};
  ASSERT_EQ(stance__resample(pooled, &r, nullptr), STANCE_OK);
  r.entries = unlike.data(), r.n_entries = unlike.size();
  ASSERT_EQ(stance__resample(single, &r, nullptr), STANCE_OK);
  /* Both ends of an interval about 0.083 wide agree to a fiftieth of it: about four standard errors of a percentile of so many draws. */
  EXPECT_NEAR(pooled[0].low, single[0].low, 0.0016);
  EXPECT_NEAR(pooled[0].high, single[0].high, 0.0016);
  EXPECT_GT(pooled[0].high - pooled[0].low, 0.06);
  EXPECT_TRUE(std::isnan(pooled[1].low)) << "the one rare group keeps its share";
}
