/* Every computation under every single failed allocation: it says so, or got by without; it neither crashes nor leaks. */
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "base/alloc.h"
#include "stance/report.h"

static void survive(const std::function<stance_status()> &compute) {
  long refused = 0;
  stance__alloc_fail_at(0);
  ASSERT_EQ(compute(), STANCE_OK);
  for (long allocations = stance__alloc_fail_at(0), n = 1; n <= allocations; n++) {
    stance__alloc_fail_at(n);
    stance_status status = compute();
    EXPECT_TRUE(status == STANCE_OK || status == STANCE_MACHINE) << n;
    refused += status == STANCE_MACHINE;
  }
  stance__alloc_fail_at(0);
  EXPECT_GT(refused, 0);
}

TEST(Memory, MayRunOutAnywhere) {
  const char *const labels[] = {"a", "b"};
  std::vector<uint32_t> truth = {0, 0, 1, 1, 0}, predicted = {0, 1, 1, 1, 0}, other = {0, 0, 0, 1, 0};
  std::vector<double> probabilities = {.9, .1, .25, .75, .4, .6, .2, .8, .8, .2};
  stance_predictions p = {5, 2, labels, truth.data(), predicted.data(), probabilities.data(), nullptr, nullptr}, q = p;
  q.predicted = other.data();
  survive([&] {
    stance_metrics *m = nullptr;
    stance_status status = stance_metrics_compute(&m, &p, 100, 1, nullptr);
    stance_metrics_free(m);
    return status;
  });
  survive([&] {
    const char *const values[] = {"x", nullptr, "y", "x", "x"};
    stance_slices *s = nullptr;
    stance_status status = stance_slices_compute(&s, &p, "f", values, 100, 1, nullptr);
    stance_slices_free(s);
    return status;
  });
  survive([&] {
    stance_comparison *c = nullptr;
    stance_status status = stance_comparison_compute(&c, &p, &q, 100, 1, nullptr);
    stance_comparison_free(c);
    return status;
  });
  survive([&] {
    size_t out[5], found;
    return stance_mistakes_find(out, 5, &found, &p, nullptr);
  });
  survive([&] {
    const size_t counts[] = {1, 2, 3, 1}, confusion[] = {9, 1, 2, 8};
    stance_share_counts c = {2, 2, 2, counts, confusion};
    stance_share out[2];
    return stance_shares_compute(out, &c, 100, 1, nullptr);
  });
  survive([&] {
    const char *const names[] = {"ana", "ben"};
    const uint32_t given[] = {0, 0, 1, 0, 1, 1};
    stance_annotations in = {3, 2, 2, names, labels, given, nullptr};
    stance_agreement *a = nullptr;
    stance_status status = stance_agreement_compute(&a, &in, 100, 1, nullptr);
    stance_agreement_free(a);
    return status;
  });
}
