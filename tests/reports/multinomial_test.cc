#include <gtest/gtest.h>

#include <cmath>
#include <vector>

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

TEST(Binomial, HasItsDistribution) {
  stance__random random;
  stance__random_seed(&random, 4);
  /* Pearson's chi-square against the probabilities themselves, on both sides of where the method changes. */
  const std::vector<std::pair<size_t, double>> cases = {{3, 0.5},   {19, 0.5},   {21, 0.5},   {40, 0.3},       {100, 0.09},
                                                        {120, 0.1}, {900, 0.02}, {500, 0.97}, {200000, 0.0004}};
  for (auto [n, p] : cases) {
    const int draws = 40000;
    std::vector<int> seen(n + 1);
    for (int i = 0; i < draws; i++) seen[stance__binomial_draw(&random, n, p)]++;
    double chi = 0, expected_rest = 0, seen_rest = 0;
    int cells = 0;
    for (size_t x = 0; x <= n; x++) {
      double log_p = std::lgamma(n + 1.0) - std::lgamma(x + 1.0) - std::lgamma(n - x + 1.0) + x * std::log(p) + (n - x) * std::log1p(-p);
      expected_rest += draws * std::exp(log_p), seen_rest += seen[x];
      if (expected_rest < 20 && x < n) continue; /* neighbours with few are taken together */
      if (expected_rest > 0) chi += (seen_rest - expected_rest) * (seen_rest - expected_rest) / expected_rest, cells++;
      expected_rest = seen_rest = 0;
    }
    ASSERT_GE(cells, 4);
    const double degrees = cells - 1;
    EXPECT_LT(chi, degrees + 4 * std::sqrt(2 * degrees) + 6) << n << ' ' << p;
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
