/* Figures worked out by hand, and by scikit-learn 1.2 on the same arrays where the comment says so. */
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "stance/report.h"

namespace {
const char *const kLabels[] = {"a", "b", "c"};
stance_metrics *compute(const std::vector<uint32_t> &truth, const std::vector<uint32_t> &predicted, size_t k, const std::vector<double> &p = {},
                        const std::vector<uint32_t> &groups = {}) {
  stance_predictions in = {truth.size(), k, kLabels, truth.data(), predicted.data(), p.empty() ? nullptr : p.data(), groups.empty() ? nullptr : groups.data(), nullptr};
  stance_metrics *m = nullptr;
  stance_error error;
  EXPECT_EQ(stance_metrics_compute(&m, &in, 2000, 1, &error), STANCE_OK) << error.message;
  return m;
}
}  // namespace

TEST(Metrics, AreThoseOfTheConfusionMatrix) {
  /* a: 3 of 4 found, one taken for b; b: 1 of 2. */
  stance_metrics *m = compute({0, 0, 0, 0, 1, 1}, {0, 0, 0, 1, 1, 0}, 2);
  EXPECT_NEAR(m->accuracy, 4.0 / 6, 1e-12);
  EXPECT_NEAR(m->per_label[0].precision, 0.75, 1e-12);
  EXPECT_NEAR(m->per_label[0].recall, 0.75, 1e-12);
  EXPECT_NEAR(m->per_label[1].f1, 0.5, 1e-12);
  EXPECT_NEAR(m->macro_f1, 0.625, 1e-12);
  EXPECT_NEAR(m->kappa, (4.0 / 6 - 20.0 / 36) / (1 - 20.0 / 36), 1e-12);
  EXPECT_NEAR(m->mcc, (3.0 * 1 - 1 * 1) / std::sqrt(4.0 * 4 * 2 * 2), 1e-12);
  EXPECT_NEAR(m->majority_accuracy, 4.0 / 6, 1e-12);
  EXPECT_EQ(m->confusion[1], 1u);
  EXPECT_TRUE(std::isnan(m->roc_auc));
  EXPECT_LE(m->accuracy_ci95.low, m->accuracy);
  EXPECT_GE(m->accuracy_ci95.high, m->accuracy);
  stance_metrics_free(m);
}

TEST(Metrics, RankAndJudgeProbabilities) {
  std::vector<double> p;
  for (double b : {0.1, 0.4, 0.35, 0.8}) p.push_back(1 - b), p.push_back(b);
  stance_metrics *m = compute({0, 0, 1, 1}, {0, 0, 0, 1}, 2, p);
  EXPECT_NEAR(m->roc_auc, 0.75, 1e-12);                 /* scikit-learn's documented example */
  EXPECT_NEAR(m->average_precision, 0.8333333, 1e-6);   /* the same */
  EXPECT_NEAR(m->log_loss, -(std::log(0.9) + std::log(0.6) + std::log(0.35) + std::log(0.8)) / 4, 1e-12);
  EXPECT_NEAR(m->brier, (0.01 + 0.16 + 0.65 * 0.65 + 0.04) / 4, 1e-12);
  stance_metrics_free(m);
  m = compute({0, 1, 0, 1}, {0, 0, 0, 0}, 2, {.5, .5, .5, .5, .5, .5, .5, .5});
  EXPECT_NEAR(m->roc_auc, 0.5, 1e-12) << "ties are half";
  stance_metrics_free(m);
}

TEST(Metrics, BootstrapTakesGroupsWhole) {
  std::vector<uint32_t> truth, predicted, groups;
  for (uint32_t i = 0; i < 400; i++) truth.push_back(i % 2), predicted.push_back((i / 40) % 4 == 0 ? 1 - i % 2 : i % 2), groups.push_back(i / 40);
  stance_metrics *alone = compute(truth, predicted, 2), *grouped = compute(truth, predicted, 2, {}, groups);
  EXPECT_GT(grouped->accuracy_ci95.high - grouped->accuracy_ci95.low, 2 * (alone->accuracy_ci95.high - alone->accuracy_ci95.low));
  stance_metrics *again = compute(truth, predicted, 2, {}, groups);
  EXPECT_EQ(grouped->macro_f1_ci95.low, again->macro_f1_ci95.low);
  stance_metrics_free(alone), stance_metrics_free(grouped), stance_metrics_free(again);
}

TEST(Metrics, HandleSeveralLabelsOneOfThemAbsent) {
  stance_metrics *m = compute({0, 1, 1, 0}, {0, 1, 0, 0}, 3);
  EXPECT_NEAR(m->macro_f1, (0.8 + 2.0 / 3) / 2, 1e-12) << "a label that never occurs is no part of the average";
  stance_metrics_free(m);
  stance_predictions none = {0, 2, kLabels, nullptr, nullptr, nullptr, nullptr, nullptr};
  stance_error error;
  EXPECT_EQ(stance_metrics_compute(&m, &none, 0, 1, &error), STANCE_DATA);
}

TEST(Metrics, HaveNoIntervalWhereThereIsOneGroup) {
  stance_metrics *m = compute({0, 0, 1, 1}, {0, 1, 1, 1}, 2, {}, {7, 7, 7, 7});
  EXPECT_TRUE(std::isnan(m->accuracy_ci95.low) && std::isnan(m->macro_f1_ci95.high)) << "resampling one article says nothing";
  EXPECT_NEAR(m->accuracy, 0.75, 1e-12);
  stance_metrics_free(m);
}
