#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "base/alloc.h"
#include "base/random.h"
#include "stance/model.h"
#include "stance/train.h"
#include "tests/support/temporary.h"

/* Statements of distinct words around two telling ones, so that none repeats another. */
static std::string statements(int n, int labels = 2) {
  static const char *const telling[][4] = {
      {"agree", "welcome", "accept", "offer"}, {"refuse", "reject", "demand", "threaten"}, {"schedule", "describe", "measure", "report"}};
  static const char *const parts[] = {"ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"};
  stance__random random;
  stance__random_seed(&random, 7);
  std::string out;
  for (int i = 0; i < n; i++) {
    std::string text = "we";
    for (int w = 0; w < 8; w++) {
      text += w == 2 || w == 5 ? std::string(" ") + telling[i % labels][stance__random_below(&random, 4)] : " ";
      if (w != 2 && w != 5)
        for (int part = 0; part < 3; part++) text += parts[stance__random_below(&random, 10)];
    }
    out += "{\"text\":\"" + text + "\",\"label\":\"" + std::string(1, static_cast<char>('a' + i % labels)) + "\",\"group\":\"g" +
           std::to_string(i / 3) + "\"}\n";
  }
  return out;
}

struct Trained {
  Temporary folder;
  stance_dataset *dataset = nullptr;
  stance_training *training = nullptr;
  stance_error error{};
  stance_status status;
  Trained(const std::string &jsonl, stance_train_options o) {
    std::string path = folder.write("d.jsonl", jsonl);
    const char *paths[] = {path.c_str()};
    stance_dataset_options data = STANCE_DATASET_OPTIONS_INIT;
    status = stance_dataset_read(&dataset, paths, 1, &data, &error);
    if (status == STANCE_OK) status = stance_train(&training, dataset, &o, &error);
    if (status == STANCE_OK) status = stance_training_save(training, folder.path("m").c_str(), &error);
  }
  ~Trained() { stance_training_free(training), stance_dataset_free(dataset); }
  std::string bytes() const { return read_file(folder.path("m")); }
};

TEST(TrainThreads, ModelsAreTheSameBytesForAnyNumberOfThreads) {
  for (stance_solver solver : {STANCE_SOLVER_LIBSVM, STANCE_SOLVER_DESCENT}) {
    stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
    double c[] = {0.5, 2};
    o.c = c, o.n_c = 2, o.solver = solver, o.threads = 1;
    Trained one(statements(90), o);
    o.threads = 6;
    Trained six(statements(90), o);
    ASSERT_EQ(one.status, STANCE_OK) << one.error.message;
    EXPECT_EQ(one.bytes(), six.bytes());
    o.seed = 2;
    Trained other(statements(90), o);
    EXPECT_NE(one.bytes(), other.bytes());
  }
}

TEST(TrainThreads, AHeldOutPartGivesTheSameBytesForAnyNumberOfThreads) {
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
  o.folds = 1, o.threads = 1;
  Trained one(statements(90, 3), o);
  o.threads = 5;
  Trained five(statements(90, 3), o);
  ASSERT_EQ(one.status, STANCE_OK) << one.error.message;
  EXPECT_EQ(one.bytes(), five.bytes());
}

/* One fold: a fifth of the groups is held out for the figures, and the model is the one that a cross-validation would have written. */
TEST(Train, OneFoldHoldsAFifthOut) {
  double c[] = {1};
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
  o.c = c, o.n_c = 1;
  Trained folds(statements(150), o);
  o.folds = 1;
  Trained held(statements(150), o);
  ASSERT_EQ(held.status, STANCE_OK) << held.error.message;
  stance_training_summary s = stance_training_summarise(held.training);
  const stance_metrics *m = stance_training_metrics(held.training);
  EXPECT_EQ(s.n_held_out, 30u);
  EXPECT_EQ(m->n, 30u);
  EXPECT_EQ(m->per_label[0].support, 15u) << "stratified";
  EXPECT_EQ(s.label_counts[0], 75u) << "of the data, not of the part";
  EXPECT_EQ(s.fold_macro_f1[0], m->macro_f1);
  EXPECT_GT(m->macro_f1, 0.9);
  EXPECT_NE(held.bytes().find("held_out"), std::string::npos) << "the card says so";
  EXPECT_EQ(stance_training_summarise(folds.training).n_held_out, 0u);
  EXPECT_EQ(folds.bytes().find("held_out"), std::string::npos);
  for (size_t i = 0; i < 150; i++) ASSERT_EQ(stance_training_predictions(held.training)[i], stance_training_predictions(folds.training)[i]);
}

/* Labels drawn by chance: the held-out part's figure stays near chance while the model knows its training data by heart. */
TEST(Train, TheHeldOutPartIsNotTrainedOn) {
  std::string all = statements(600);
  stance__random random;
  stance__random_seed(&random, 4);
  for (size_t at = 0; (at = all.find("\"label\":\"", at)) != std::string::npos; at += 10)
    all[at + 9] = stance__random_below(&random, 2) ? 'a' : 'b';
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
  o.folds = 1;
  Trained t(all, o);
  ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
  EXPECT_NEAR(stance_training_metrics(t.training)->accuracy, 0.5, 0.15);
  EXPECT_GT(stance_training_summarise(t.training).training_accuracy, 0.9);
}

TEST(Train, LearnsKernelsAndSeveralLabels) {
  for (stance_kernel kernel : {STANCE_KERNEL_LINEAR, STANCE_KERNEL_RBF})
    for (int labels : {2, 3}) {
      stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
      o.kernel = kernel;
      if (kernel == STANCE_KERNEL_RBF) o.features.weight = STANCE_TERMS_IDF;
      Trained t(statements(150, labels), o);
      ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
      EXPECT_GT(stance_training_metrics(t.training)->macro_f1, 0.95);
      stance_model *model = nullptr;
      ASSERT_EQ(stance_model_open(&model, t.folder.path("m").c_str(), &t.error), STANCE_OK) << t.error.message;
      stance_text text = {"we refuse their plan and demand more", 36};
      stance_label answer;
      std::vector<double> p(static_cast<size_t>(labels));
      ASSERT_EQ(stance_label_batch(model, &text, 1, 1, &answer, p.data(), nullptr), STANCE_OK);
      EXPECT_STREQ(stance_model_label(model, answer.label), "b");
      double sum = 0;
      for (double x : p) sum += x;
      EXPECT_NEAR(sum, 1, 1e-9);
      EXPECT_EQ(answer.probability, p[answer.label]);
      stance_model_close(model);
    }
}

TEST(Train, TheFinalModelAnswersAsTrainingSaid) {
  for (stance_kernel kernel : {STANCE_KERNEL_LINEAR, STANCE_KERNEL_RBF}) {
    stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
    o.kernel = kernel;
    if (kernel == STANCE_KERNEL_RBF) o.features.weight = STANCE_TERMS_IDF;
    Trained t(statements(60, 3), o);
    ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
    stance_model *model = nullptr;
    ASSERT_EQ(stance_model_open(&model, t.folder.path("m").c_str(), nullptr), STANCE_OK);
    std::vector<stance_text> texts;
    for (size_t i = 0; i < stance_dataset_size(t.dataset); i++)
      texts.push_back({stance_dataset_record(t.dataset, i)->text, stance_dataset_record(t.dataset, i)->text_length});
    std::vector<stance_label> answers(texts.size());
    ASSERT_EQ(stance_label_batch(model, texts.data(), texts.size(), 3, answers.data(), nullptr, nullptr), STANCE_OK);
    for (size_t i = 0; i < texts.size(); i++) EXPECT_EQ(answers[i].label, stance_training_predictions(t.training)[i]);
    stance_model_close(model);
  }
}

/* A held-out part judges the second machine too. */
TEST(Train, NeitherRowsAreHeldOutToo) {
  std::string all = statements(300, 3);
  for (size_t at; (at = all.find("\"c\"")) != std::string::npos;) all.replace(at, 3, "\"neither\"");
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
  o.folds = 1;
  Trained t(all, o);
  ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
  stance_training_summary s = stance_training_summarise(t.training);
  EXPECT_EQ(s.n_held_out, 60u);
  EXPECT_EQ(stance_training_metrics(t.training)->n, 40u);
  EXPECT_GT(s.neither_auc, 0.9);
  stance_model *model = nullptr;
  ASSERT_EQ(stance_model_open(&model, t.folder.path("m").c_str(), &t.error), STANCE_OK) << t.error.message;
  size_t rows = 0;
  for (size_t truth = 0; truth < 3; truth++)
    for (size_t said = 0; said < 3; said++) rows += stance_model_confusion(model, truth, said);
  EXPECT_EQ(rows, 60u);
  stance_model_close(model);
}

/* Rows labelled neither are no label: they train the second machine, and answers to them are not confident. */
TEST(Train, NeitherRowsTrainTheSecondMachine) {
  std::string all = statements(240, 3);
  for (size_t at; (at = all.find("\"c\"")) != std::string::npos;) all.replace(at, 3, "\"neither\"");
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
  Trained t(all, o);
  ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
  stance_training_summary s = stance_training_summarise(t.training);
  EXPECT_EQ(s.n_neither, 80u);
  EXPECT_GT(s.neither_auc, 0.9);
  EXPECT_GT(s.neither_rejected, 0.8);
  EXPECT_EQ(stance_training_metrics(t.training)->n, 160u);
  stance_model *model = nullptr;
  ASSERT_EQ(stance_model_open(&model, t.folder.path("m").c_str(), &t.error), STANCE_OK) << t.error.message;
  EXPECT_EQ(stance_model_label_count(model), 2u);
  stance_text texts[] = {{"we refuse and demand", 20}, {"we schedule and measure", 23}};
  stance_label answers[2];
  ASSERT_EQ(stance_label_batch(model, texts, 2, 1, answers, nullptr, nullptr), STANCE_OK);
  EXPECT_LT(answers[0].neither, 0.5);
  EXPECT_GT(answers[1].neither, 0.5);
  EXPECT_TRUE(answers[0].confident);
  EXPECT_FALSE(answers[1].confident);
  size_t rows = 0;
  for (size_t truth = 0; truth < 3; truth++)
    for (size_t said = 0; said < 3; said++) rows += stance_model_confusion(model, truth, said);
  EXPECT_EQ(rows, 240u);
  stance_model_close(model);
}

/* Labels drawn by chance: what is reported after choosing among many candidates must stay near chance, not at the best one's luck. */
TEST(Train, TheFigureAfterTuningIsNested) {
  double sum = 0;
  for (uint64_t seed = 1; seed <= 4; seed++) {
    std::string all = statements(120);
    stance__random random;
    stance__random_seed(&random, seed);
    for (size_t at = 0; (at = all.find("\"label\":\"", at)) != std::string::npos; at += 10)
      all[at + 9] = stance__random_below(&random, 2) ? 'a' : 'b';
    stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
    o.tune = true, o.trials = 8, o.seed = seed;
    Trained t(all, o);
    ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
    stance_training_summary s = stance_training_summarise(t.training);
    EXPECT_TRUE(s.nested);
    EXPECT_EQ(s.tried, 8u);
    sum += stance_training_metrics(t.training)->accuracy;
  }
  EXPECT_NEAR(sum / 4, 0.5, 0.1);
}

/* The first candidate is always tried; a budget that has run out starts no other. */
TEST(Train, ABudgetStopsTheSearch) {
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
  o.tune = true, o.budget = 1e-9, o.folds = 3;
  Trained t(statements(60), o);
  ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
  EXPECT_EQ(stance_training_summarise(t.training).tried, 1u);
  EXPECT_GT(stance_training_summarise(t.training).candidates, 1u);
}

/* Ten times as many of one label: balanced classes answer the rare one more often. */
TEST(Train, BalancedClassesWeighTheRareLabelUp) {
  std::string all = statements(220), rare;
  size_t kept = 0;
  for (size_t at = 0, end; (end = all.find('\n', at)) != std::string::npos; at = end + 1) {
    std::string line = all.substr(at, end - at + 1);
    if (line.find("\"label\":\"b\"") == std::string::npos || kept++ % 10 == 0) rare += line;
  }
  double c[] = {0.02}, recall[2];
  for (int balanced = 0; balanced < 2; balanced++) {
    stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
    o.c = c, o.n_c = 1, o.class_weight = balanced ? STANCE_WEIGHT_BALANCED : STANCE_WEIGHT_NONE;
    Trained t(rare, o);
    ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
    recall[balanced] = stance_training_metrics(t.training)->per_label[1].recall;
  }
  EXPECT_GT(recall[1], recall[0]);
}

TEST(Train, WeightsOfStatementsCount) {
  /* The same words under both labels: the heavier side wins. */
  std::string all;
  for (int i = 0; i < 40; i++) {
    bool a = i % 2;
    all += "{\"text\":\"we maybe x" + std::to_string(i) + "\",\"label\":\"" + (a ? "a" : "b") + "\",\"weight\":" + (a ? "9" : "1") + "}\n";
  }
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
  double c[] = {1};
  o.c = c, o.n_c = 1, o.features.char_min = o.features.char_max = 0, o.features.weight = STANCE_TERMS_PLAIN, o.features.min_df = 2,
  o.features.stem_max = 1;
  Trained t(all, o);
  ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
  stance_model *model = nullptr;
  ASSERT_EQ(stance_model_open(&model, t.folder.path("m").c_str(), &t.error), STANCE_OK) << t.error.message;
  stance_text text = {"we maybe", 8};
  stance_label answer;
  ASSERT_EQ(stance_label_batch(model, &text, 1, 1, &answer, nullptr, nullptr), STANCE_OK);
  EXPECT_STREQ(stance_model_label(model, answer.label), "a");
  stance_model_close(model);
  o.solver = STANCE_SOLVER_LIBSVM;
  EXPECT_EQ(Trained(all, o).status, STANCE_USAGE) << "libsvm knows no such weights";
}

TEST(Train, TheLearningCurveGrows) {
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
  o.learning_curve = true;
  Trained t(statements(200), o);
  ASSERT_EQ(t.status, STANCE_OK) << t.error.message;
  size_t n;
  const stance_curve_point *points = stance_training_curve(t.training, &n);
  ASSERT_GE(n, 4u);
  for (size_t i = 1; i < n; i++) EXPECT_GT(points[i].n, points[i - 1].n);
  EXPECT_EQ(points[n - 1].n, 160u);
}

TEST(Train, RefusesWhatCannotBeTrained) {
  stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
  EXPECT_EQ(Trained(statements(30, 1), o).status, STANCE_DATA) << "one label";
  EXPECT_EQ(Trained(statements(4), o).status, STANCE_DATA) << "fewer groups than folds";
  double bad[] = {-1};
  o.c = bad, o.n_c = 1;
  EXPECT_EQ(Trained(statements(30), o).status, STANCE_USAGE);
  o = STANCE_TRAIN_OPTIONS_INIT;
  o.kernel = STANCE_KERNEL_RBF;
  EXPECT_EQ(Trained(statements(30), o).status, STANCE_USAGE) << "log-count ratios with a kernel";
  o.features.weight = STANCE_TERMS_IDF, o.solver = STANCE_SOLVER_DESCENT;
  EXPECT_EQ(Trained(statements(30), o).status, STANCE_USAGE);
  o = STANCE_TRAIN_OPTIONS_INIT;
  double two[] = {1, 2};
  o.folds = 1, o.c = two, o.n_c = 2;
  EXPECT_EQ(Trained(statements(30), o).status, STANCE_USAGE) << "nothing to choose on";
  o.n_c = 1, o.tune = true;
  EXPECT_EQ(Trained(statements(30), o).status, STANCE_USAGE) << "nothing to tune on";
  o.tune = false;
  EXPECT_EQ(Trained(statements(12), o).status, STANCE_DATA) << "four groups have no fifth";
  o = STANCE_TRAIN_OPTIONS_INIT;
  o.progress = [](void *, const char *, double, double) { return 1; };
  EXPECT_EQ(Trained(statements(30), o).status, STANCE_CANCELLED);
}

/* Property: whichever allocation fails, training says so and leaks nothing (ASan watches). */
TEST(Train, SurvivesEveryFailedAllocation) {
  for (size_t folds : {1, 2}) {
    stance_train_options o = STANCE_TRAIN_OPTIONS_INIT;
    o.threads = 1, o.folds = folds, o.features.stem_max = 1, o.features.char_min = o.features.char_max = 0, o.features.lexicon = false;
    stance__alloc_fail_at(0);
    Trained whole(statements(15), o);
    ASSERT_EQ(whole.status, STANCE_OK) << whole.error.message;
    long total = stance__alloc_fail_at(0), step = total / 400 + 1;
    for (long n = 1; n <= total; n += step) {
      stance__alloc_fail_at(n);
      Trained t(statements(15), o);
      stance__alloc_fail_at(0);
      if (t.status == STANCE_OK) {
        EXPECT_EQ(t.bytes(), whole.bytes()) << n;
      } else {
        EXPECT_EQ(t.status, STANCE_MACHINE) << n << ": " << t.error.message;
      }
    }
  }
}

TEST(Train, RefusesMoreLabelsThanAModelHolds) {
  Temporary t;
  std::string rows;
  for (int i = 0; i < 2002; i++) rows += "l" + std::to_string(i % 1001) + "\tstatement w" + std::to_string(i) + "\n";
  stance_dataset *d = nullptr;
  stance_training *training = nullptr;
  stance_error error;
  std::string path = t.write("d.tsv", rows);
  const char *paths[] = {path.c_str()};
  stance_dataset_options data = STANCE_DATASET_OPTIONS_INIT;
  stance_train_options options = STANCE_TRAIN_OPTIONS_INIT;
  ASSERT_EQ(stance_dataset_read(&d, paths, 1, &data, &error), STANCE_OK) << error.message;
  EXPECT_EQ(stance_train(&training, d, &options, &error), STANCE_DATA);
  EXPECT_STREQ(error.message, "1001 different labels, at most 1000 can be trained; name the field of labels with --label-field");
  EXPECT_EQ(error.file, path);
  stance_dataset_free(d);
}
