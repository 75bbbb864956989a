/* Options at and past their ends, data that is too little of something, and memory that runs out with everything asked for. */
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "stance/train.h"
#include "tests/support/every_allocation.h"
#include "tests/support/temporary.h"

namespace {
/* Twelve words in turn, two of which tell the label; every third row may be of neither. */
std::string rows(int n, bool neither = false, const char *weight = "") {
  static const char *const telling[] = {"agree", "refuse", "measure"}, *const other[] = {"harbour", "valley", "ferry", "union", "mine"};
  std::string out;
  for (int i = 0; i < n; i++) {
    const int k = neither ? i % 3 : i % 2;
    out += std::string("{\"text\":\"we ") + telling[k] + " on the " + other[i % 5] + " " + other[i / 5 % 5] + " x" + std::to_string(i) +
           "\",\"label\":\"" +
           (k == 0   ? "a"
            : k == 1 ? "b"
                     : "neither") +
           "\",\"group\":\"g" + std::to_string(i) + "\"" + weight + "}\n";
  }
  return out;
}

class TrainLimits : public ::testing::Test {
protected:
  Temporary folder;
  stance_dataset *dataset = nullptr;
  stance_error error{};
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;

  void SetUp() override {
    o.threads = 1, o.features.char_min = o.features.char_max = 0, o.features.stem_min = o.features.stem_max = 1;
    o.features.lexicon = false;
  }
  void TearDown() override { stance_dataset_free(dataset); }
  void use(const std::string &jsonl, bool need_labels = true) {
    stance_dataset_free(dataset);
    dataset = nullptr;
    const std::string path = folder.write("d.jsonl", jsonl);
    const char *paths[] = {path.c_str()};
    stance_dataset_options data = STANCE_DATASET_OPTIONS_INIT;
    data.need_labels = need_labels;
    ASSERT_EQ(stance_dataset_read(&dataset, paths, 1, &data, &error), STANCE_OK) << error.message;
  }
  stance_status train(stance_error *e, bool save = false) {
    stance_training *t = untouched<stance_training>();
    stance_status status = stance_train(&t, dataset, &o, e);
    if (status != STANCE_OK) {
      EXPECT_EQ(t, untouched<stance_training>());
      return status;
    }
    if (save) status = stance_training_save(t, folder.path("m").c_str(), e);
    stance_training_free(t);
    return status;
  }
  void refused(const char *part) {
    EXPECT_EQ(train(&error), STANCE_USAGE);
    EXPECT_NE(std::string(error.message).find(part), std::string::npos) << error.message;
  }
};
} // namespace

TEST_F(TrainLimits, OptionsPastTheirEndsAreRefused) {
  use(rows(40));
  for (size_t folds : {0, 1001}) {
    o.folds = folds;
    refused("the number of folds must lie between 1 and 1000");
  }
  o.folds = 5;
  for (double share : {0.0, -1.0, 1.5, (double)NAN}) {
    o.confidence = share;
    refused("must be above 0 and at most 1");
  }
  o.confidence = 1;
  for (double seconds : {-1.0, (double)NAN}) {
    o.budget = seconds;
    refused("the budget is a number of seconds");
  }
  o.budget = 0;
  for (double cost : {0.0, (double)NAN, (double)INFINITY}) {
    o.c = &cost, o.n_c = 1;
    refused("C must be a positive number");
  }
  const double two[] = {1, 2};
  o.c = two, o.n_c = 2, o.folds = 2;
  refused("3 folds");
  o.c = nullptr, o.n_c = 0, o.folds = 5, o.kernel = STANCE_KERNEL_RBF, o.features.weight = STANCE_TERMS_IDF, o.tune = true;
  refused("need the linear kernel");
  o.tune = false, o.features.weight = STANCE_TERMS_LCR;
  refused("need the linear kernel");
}

TEST_F(TrainLimits, TooLittleDataIsSaid) {
  use("{\"text\":\"we agree\",\"label\":\"neither\"}\n{\"text\":\"we refuse\",\"label\":\"neither\"}\n");
  EXPECT_EQ(train(&error), STANCE_DATA);
  EXPECT_STREQ(error.message, "only one label: at least two are needed to train");
  use("{\"text\":\"we agree\",\"label\":\"c\"}\n{\"text\":\"we do\",\"label\":\"c\"}\n");
  EXPECT_EQ(train(&error), STANCE_DATA);
  EXPECT_STREQ(error.message, "only one label ('c'): at least two are needed to train");
  use(rows(20) + "{\"text\":\"we wait\"}\n", false);
  EXPECT_EQ(train(&error), STANCE_DATA);
  EXPECT_NE(std::string(error.message).find("a statement without a label"), std::string::npos) << error.message;
  EXPECT_EQ(error.line, 21);
}

TEST_F(TrainLimits, ACurveLeavesOutSharesThatAreTooSmall) {
  use(rows(9));
  o.folds = 3, o.learning_curve = true;
  stance_training *t = nullptr;
  ASSERT_EQ(stance_train(&t, dataset, &o, &error), STANCE_OK) << error.message;
  size_t n = 0;
  const stance_curve_point *points = stance_training_curve(t, &n);
  ASSERT_GE(n, 1u) << "the whole can always be trained on";
  EXPECT_LT(n, 5u) << "one group alone, or one label, is no training set";
  for (size_t i = 0; i < n; i++) EXPECT_TRUE(points[i].macro_f1 >= 0 && points[i].macro_f1 <= 1);
  stance_training_free(t);
}

TEST_F(TrainLimits, MemoryMayRunOutWithEverythingAskedFor) {
  use(rows(12, true, ",\"weight\":2"));
  const double c = 1;
  o.folds = 2, o.c = &c, o.n_c = 1, o.learning_curve = true, o.name = "d", o.note = "n", o.solver = STANCE_SOLVER_DESCENT;
  EXPECT_GT(every_allocation([&](stance_error *e) { return train(e, true); }), 200);
}

TEST_F(TrainLimits, MemoryMayRunOutInEverySolver) {
  use(rows(8));
  const double c = 1;
  o.folds = 2, o.c = &c, o.n_c = 1, o.solver = STANCE_SOLVER_LIBSVM;
  EXPECT_GT(every_allocation([&](stance_error *e) { return train(e, true); }), 100);
  o.kernel = STANCE_KERNEL_RBF, o.features.weight = STANCE_TERMS_IDF;
  EXPECT_GT(every_allocation([&](stance_error *e) { return train(e, true); }), 100);
}
