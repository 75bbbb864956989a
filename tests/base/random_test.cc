#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

TEST(Random, BelowIsUniformAndInRange) {
  stance__random r;
  stance__random_seed(&r, 5);
  std::vector<int> seen(7);
  for (int i = 0; i < 70000; i++) {
    uint64_t x = stance__random_below(&r, 7);
    ASSERT_LT(x, 7u);
    seen[x]++;
  }
  for (int count : seen) EXPECT_NEAR(count, 10000, 500); /* 5.4 standard deviations */
  for (int i = 0; i < 100; i++) EXPECT_EQ(stance__random_below(&r, 1), 0u);
}

TEST(Random, BelowRejectsWhatWouldFavourSomeResults) {
  /* The high half of v * bound is 3v/4 rounded down: of four values two meet in a multiple of 3, unless one of them is rejected. */
  const uint64_t bound = 3ull << 62;
  stance__random r;
  stance__random_seed(&r, 6);
  int even_thirds[3] = {0, 0, 0}, low = 0;
  const int draws = 30000;
  for (int i = 0; i < draws; i++) {
    uint64_t x = stance__random_below(&r, bound);
    ASSERT_LT(x, bound);
    even_thirds[x >> 62]++;
    low += x % 3 == 0; /* half of all without rejection */
  }
  for (int third : even_thirds) EXPECT_NEAR(third, draws / 3.0, 450);
  EXPECT_NEAR(low, draws / 3.0, 450);
}

TEST(Random, ShuffleKeepsAllAndReachesEveryOrder) {
  stance__random r;
  stance__random_seed(&r, 7);
  std::vector<int> orders(6);
  for (int i = 0; i < 6000; i++) {
    uint32_t items[] = {0, 1, 2};
    stance__random_shuffle(&r, items, 3);
    std::vector<uint32_t> sorted(items, items + 3);
    std::sort(sorted.begin(), sorted.end());
    ASSERT_EQ(sorted, (std::vector<uint32_t>{0, 1, 2}));
    orders[items[0] * 2 + (items[1] > items[2])]++;
  }
  for (int count : orders) EXPECT_NEAR(count, 1000, 150);
}
