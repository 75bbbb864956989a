#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stance/report.h"

static const char *const kLabels[] = {"a", "b"};

TEST(Slices, AreOrderedBySizeThenNameAndJudgedAlone) {
  std::vector<uint32_t> truth = {0, 1, 0, 1, 0, 1, 0, 0}, predicted = {0, 1, 1, 1, 0, 0, 0, 1};
  std::vector<const char *> speaker = {"Oru", "Oru", "Oru", "Adel", "Adel", nullptr, nullptr, "Zim"};
  stance_predictions p = {8, 2, kLabels, truth.data(), predicted.data(), nullptr, nullptr, nullptr};
  stance_slices *s = nullptr;
  stance_error error;
  ASSERT_EQ(stance_slices_compute(&s, &p, "speaker", speaker.data(), 1000, 1, &error), STANCE_OK) << error.message;
  ASSERT_EQ(s->n_slices, 4u);
  EXPECT_STREQ(s->field, "speaker");
  EXPECT_STREQ(s->slices[0].name, "Oru");
  EXPECT_STREQ(s->slices[1].name, "Adel");
  EXPECT_EQ(s->slices[2].name, nullptr) << "no value comes after the names of its size";
  EXPECT_STREQ(s->slices[3].name, "Zim");
  EXPECT_NEAR(s->slices[0].accuracy, 2.0 / 3, 1e-12);
  EXPECT_NEAR(s->slices[0].macro_f1, 2.0 / 3, 1e-12);
  EXPECT_EQ(s->slices[1].accuracy, 1);
  EXPECT_NEAR(s->slices[2].macro_f1, (2.0 / 3 + 0) / 2, 1e-12); /* a: 1 of 1 found, 1 too many; b: missed */
  EXPECT_TRUE(std::isnan(s->slices[3].accuracy_ci95.low)) << "one statement has no interval";
  EXPECT_LE(s->slices[0].accuracy_ci95.low, s->slices[0].accuracy);
  stance_slices_free(s);
}

TEST(Slices, OneSliceIsTheWhole) {
  std::vector<uint32_t> truth, predicted, groups;
  std::vector<const char *> same;
  for (uint32_t i = 0; i < 90; i++) truth.push_back(i % 2), predicted.push_back(i % 7 ? i % 2 : 0), groups.push_back(i / 3), same.push_back("x");
  stance_predictions p = {90, 2, kLabels, truth.data(), predicted.data(), nullptr, groups.data(), nullptr};
  stance_slices *s = nullptr;
  stance_metrics *m = nullptr;
  ASSERT_EQ(stance_slices_compute(&s, &p, "f", same.data(), 0, 5, nullptr), STANCE_OK);
  ASSERT_EQ(stance_metrics_compute(&m, &p, 0, 5, nullptr), STANCE_OK);
  ASSERT_EQ(s->n_slices, 1u);
  EXPECT_EQ(s->slices[0].macro_f1, m->macro_f1);
  EXPECT_EQ(s->slices[0].macro_f1_ci95.low, m->macro_f1_ci95.low);
  EXPECT_EQ(s->slices[0].accuracy_ci95.high, m->accuracy_ci95.high);
  stance_slices_free(s), stance_metrics_free(m);
}
