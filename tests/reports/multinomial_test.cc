#include <gtest/gtest.h>

#include <cmath>

#include "reports/multinomial.h"

TEST(Binomial, HasItsMeanAndVariance) {
  stance__random random;
  stance__random_seed(&random, 3);
  for (size_t n : {1u, 50u, 65u, 1000u, 1000000u})
    for (double p : {0.0, 0.03, 0.5, 0.9, 1.0}) {
      const int draws = 4000;
      double sum = 0, squares = 0, mean = (double)n * p, variance = mean * (1 - p);
      for (int i = 0; i < draws; i++) {
        size_t x = stance__binomial_draw(&random, n, p);
        ASSERT_LE(x, n);
        sum += (double)x - mean, squares += ((double)x - mean) * ((double)x - mean);
      }
      EXPECT_NEAR(sum / draws, 0, 4 * std::sqrt(variance / draws) + 1e-12) << n << ' ' << p;
      EXPECT_NEAR(squares / draws, variance, 0.12 * variance + 0.01) << n << ' ' << p;
    }
}

TEST(Multinomial, KeepsTheTotal) {
  stance__random random;
  stance__random_seed(&random, 3);
  const size_t counts[] = {500, 0, 3, 97};
  double out[4], sum = 0;
  for (int i = 0; i < 1000; i++) {
    stance__multinomial_draw(&random, out, counts, 4);
    EXPECT_EQ(out[0] + out[1] + out[2] + out[3], 600);
    EXPECT_EQ(out[1], 0);
    sum += out[3];
  }
  EXPECT_NEAR(sum / 1000, 97, 2);
}
