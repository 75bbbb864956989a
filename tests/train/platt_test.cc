#include "train/platt.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.h"

TEST(Platt, RecoversASigmoid) {
  stance__random random;
  stance__random_seed(&random, 9);
  std::vector<double> decision;
  std::vector<unsigned char> positive;
  for (int i = 0; i < 20000; i++) {
    double f = static_cast<double>(stance__random_below(&random, 6001)) / 1000 - 3;
    decision.push_back(f);
    positive.push_back(static_cast<double>(stance__random_below(&random, 1000000)) / 1e6 < 1 / (1 + std::exp(-1.7 * f + 0.4)));
  }
  double a, b;
  stance__platt_fit(&a, &b, decision.data(), positive.data(), decision.size());
  EXPECT_NEAR(a, -1.7, 0.1);
  EXPECT_NEAR(b, 0.4, 0.1);
}

TEST(Platt, StaysFiniteOnSeparatedAndExtremeDecisions) {
  std::vector<double> decision = {-1e6, -1e5, 1e5, 1e6};
  std::vector<unsigned char> positive = {0, 0, 1, 1};
  double a, b;
  stance__platt_fit(&a, &b, decision.data(), positive.data(), 4);
  for (double f : {-1e300, -1e6, 0.0, 1e6, 1e300}) {
    double p = stance__platt_apply(a, b, f);
    EXPECT_TRUE(p >= 0 && p <= 1) << f;
  }
  EXPECT_GT(stance__platt_apply(a, b, 1e6), stance__platt_apply(a, b, -1e6));
}
