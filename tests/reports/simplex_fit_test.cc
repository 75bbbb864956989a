#include <gtest/gtest.h>

#include <vector>

#include "base/random.h"
#include "reports/simplex_fit.h"

static double distance(const std::vector<double> &x, const std::vector<double> &p, const std::vector<double> &target) {
  double sum = 0;
  size_t k = x.size();
  for (size_t j = 0; j < k; j++) {
    double gap = -target[j];
    for (size_t i = 0; i < k; i++) gap += x[i] * p[i * k + j];
    sum += gap * gap;
  }
  return sum;
}

TEST(SimplexFit, BeatsEveryGridPointWhereNoExactSolutionIsAShare) {
  stance__random random;
  stance__random_seed(&random, 7);
  auto uniform = [&] { return (double)(stance__random_next(&random) >> 11) * 0x1p-53; };
  for (int trial = 0; trial < 200; trial++) {
    const size_t k = 3;
    std::vector<double> p(k * k), target(k), x(k), scratch(stance__simplex_fit_scratch(k));
    auto fill = [&](double *row) {
      double sum = 0;
      for (size_t j = 0; j < k; j++) sum += row[j] = uniform();
      for (size_t j = 0; j < k; j++) row[j] /= sum;
    };
    for (size_t i = 0; i < k; i++) fill(&p[i * k]);
    fill(target.data());
    if (!stance__simplex_fit(x.data(), p.data(), target.data(), k, k, scratch.data())) continue;
    double sum = 0, best = distance(x, p, target);
    for (double share : x) {
      EXPECT_GE(share, 0);
      sum += share;
    }
    EXPECT_NEAR(sum, 1, 1e-9);
    for (int a = 0; a <= 40; a++)
      for (int b = 0; a + b <= 40; b++) EXPECT_LE(best, distance({a / 40.0, b / 40.0, (40 - a - b) / 40.0}, p, target) + 1e-9);
  }
}
