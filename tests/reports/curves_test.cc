/* Curves against points worked out by hand. */
#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "base/alloc.h"
#include "reports/curves.h"

namespace {
const char *const kLabels[] = {"n", "p"};

/* Label 1 has .9 (right), .8 (wrong), .8 (right), .1 (right: label 0 at .9). */
class Curves : public ::testing::Test {
protected:
  std::vector<uint32_t> truth = {1, 0, 1, 0}, predicted = {1, 1, 1, 0};
  std::vector<double> probabilities = {.1, .9, .2, .8, .2, .8, .9, .1};
  stance_predictions p = {4, 2, kLabels, truth.data(), predicted.data(), probabilities.data(), nullptr, nullptr};
  stance__curve c = {nullptr, 0};
  void TearDown() override { stance__curve_release(&c); }
  std::vector<std::pair<double, double>> points() const {
    std::vector<std::pair<double, double>> out;
    for (size_t i = 0; i < c.n; i++) out.emplace_back(c.points[i].x, c.points[i].y);
    return out;
  }
};
using Points = std::vector<std::pair<double, double>>;
} // namespace

TEST_F(Curves, RocGoesThroughEachDistinctScore) {
  ASSERT_EQ(stance__roc_curve(&c, &p, 1, nullptr), STANCE_OK);
  EXPECT_EQ(points(), (Points{{0, 0}, {0, .5}, {.5, 1}, {1, 1}})) << "the two of .8 are one step across and up";
}

TEST_F(Curves, RocOfOneSideAloneIsEmpty) {
  truth = {1, 1, 1, 1};
  ASSERT_EQ(stance__roc_curve(&c, &p, 1, nullptr), STANCE_OK);
  EXPECT_EQ(c.n, 0u);
}

TEST_F(Curves, ARankThatIsNoNumberMakesNoCurve) {
  probabilities[3] = NAN;
  ASSERT_EQ(stance__roc_curve(&c, &p, 1, nullptr), STANCE_OK);
  EXPECT_EQ(c.n, 0u);
}

TEST_F(Curves, PrecisionFallsAsRecallRises) {
  ASSERT_EQ(stance__precision_recall_curve(&c, &p, 1, nullptr), STANCE_OK);
  EXPECT_EQ(points(), (Points{{.5, 1}, {1, 2.0 / 3}, {1, .5}}));
}

TEST_F(Curves, CoverageCountsTheSurestFirst) {
  ASSERT_EQ(stance__coverage_curve(&c, &p, nullptr), STANCE_OK);
  EXPECT_EQ(points(), (Points{{.5, 1}, {1, .75}}));
}

TEST_F(Curves, ReliabilityHasAWilsonInterval) {
  stance__reliability_bin bins[STANCE__RELIABILITY_BINS];
  size_t n = 0;
  ASSERT_EQ(stance__reliability(bins, &n, &p, nullptr), STANCE_OK);
  ASSERT_EQ(n, 4u) << "four statements fill four of ten bins";
  EXPECT_EQ(bins[0].promised, .8);
  EXPECT_EQ(bins[0].kept, 0) << "of equal ones the first stands first";
  EXPECT_NEAR(bins[0].interval.high, 0.7935, 1e-4);
  EXPECT_NEAR(bins[3].interval.low, 0.2065, 1e-4);
  EXPECT_EQ(bins[3].interval.high, 1);

  std::vector<uint32_t> many(100, 1), said(100, 1);
  std::vector<double> claims;
  for (int i = 0; i < 100; i++) claims.push_back(.25), claims.push_back(.75), many[(size_t)i] = i % 10 < 8;
  stance_predictions q = {100, 2, kLabels, many.data(), said.data(), claims.data(), nullptr, nullptr};
  ASSERT_EQ(stance__reliability(bins, &n, &q, nullptr), STANCE_OK);
  ASSERT_EQ(n, 10u);
  EXPECT_EQ(bins[4].n, 10u);
  EXPECT_NEAR(bins[4].kept, .8, 1e-12);
  EXPECT_NEAR(bins[4].interval.low, 0.4902, 1e-4);
  EXPECT_NEAR(bins[4].interval.high, 0.9433, 1e-4);
}

TEST_F(Curves, ThinningKeepsEndsAndBothArms) {
  std::vector<stance__point> arms;
  for (int i = 0; i <= 500; i++) arms.push_back({0, i / 500.0});
  for (int i = 1; i <= 500; i++) arms.push_back({i / 500.0, 1});
  stance__curve whole = {arms.data(), arms.size()};
  stance__curve_thin(&whole, 41);
  ASSERT_EQ(whole.n, 41u);
  EXPECT_EQ(whole.points[0].y, 0);
  EXPECT_EQ(whole.points[40].x, 1);
  EXPECT_NEAR(whole.points[20].x, 0, 0.0021) << "half of the points on the way up";
  EXPECT_NEAR(whole.points[20].y, 1, 0.0021);
  for (size_t i = 1; i < whole.n; i++)
    EXPECT_NEAR(whole.points[i].x - whole.points[i - 1].x + whole.points[i].y - whole.points[i - 1].y, 0.05, 0.0021);
  stance__curve_thin(&whole, 100);
  EXPECT_EQ(whole.n, 41u) << "few points stay as they are";
}

TEST_F(Curves, MemoryMayRunOut) {
  stance__reliability_bin bins[STANCE__RELIABILITY_BINS];
  size_t n = 0;
  for (long at = 1; at <= 2; at++) {
    stance__alloc_fail_at(at);
    EXPECT_EQ(stance__roc_curve(&c, &p, 1, nullptr), STANCE_MACHINE);
    stance__alloc_fail_at(at);
    EXPECT_EQ(stance__precision_recall_curve(&c, &p, 1, nullptr), STANCE_MACHINE);
    stance__alloc_fail_at(at);
    EXPECT_EQ(stance__coverage_curve(&c, &p, nullptr), STANCE_MACHINE);
  }
  stance__alloc_fail_at(1);
  EXPECT_EQ(stance__reliability(bins, &n, &p, nullptr), STANCE_MACHINE);
  stance__alloc_fail_at(0);
  EXPECT_EQ(c.n, 0u) << "nothing is written without success";
}
