/* What cross-validation reports against libsvm itself, which trains on each fold's sparse rows with its own linear kernel, as svm-train
   does on what `stance features` writes. */
#include <gtest/gtest.h>
#include <libsvm/svm.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/random.h"
extern "C" {
#include "train/cross_validate.h"
}

namespace {
/* Statements of made-up words, each in a Zipf-like share of them; some words lean to one label. */
struct Statements {
  std::vector<std::string> text;
  std::vector<uint32_t> label, fold, row;
  stance__counts *counts = nullptr;
  stance_feature_options features = STANCE_FEATURE_OPTIONS_INIT;
  explicit Statements(size_t n, uint32_t folds) {
    stance__random random;
    stance__random_seed(&random, 3);
    for (size_t i = 0; i < n; i++) {
      uint32_t side = static_cast<uint32_t>(stance__random_below(&random, 2));
      std::string s;
      for (int w = 0; w < 12; w++) {
        uint64_t most = 2 + stance__random_below(&random, 300), word = stance__random_below(&random, most);
        if (word % 6 == 0 && stance__random_below(&random, 3) == 0) word += side ? 1000 : 2000;
        s += "w" + std::to_string(word) + " ";
      }
      text.push_back(s), label.push_back(side), row.push_back(static_cast<uint32_t>(i));
      fold.push_back(static_cast<uint32_t>(stance__random_below(&random, folds)));
    }
    features.stem_min = features.stem_max = features.char_min = features.char_max = 0, features.lexicon = false;
    features.word_min = 1, features.word_max = 2, features.weight = STANCE_TERMS_IDF;
    std::vector<stance_text> texts;
    for (const std::string &s : text) texts.push_back({s.data(), s.size()});
    EXPECT_EQ(stance__counts_build(&counts, texts.data(), n, &features, nullptr, 2, nullptr), STANCE_OK);
  }
  ~Statements() { stance__counts_free(counts); }
  stance__fit_setting setting(stance_solver solver) const {
    return {counts, label.data(), nullptr, 2, 1, solver, STANCE_KERNEL_LINEAR, STANCE_WEIGHT_NONE, 1, stance__final_tolerance(0), 1};
  }
  /* libsvm's decisions on fold f of a machine fitted on the rest. */
  std::vector<double> oracle(uint32_t f, double c) const {
    std::vector<uint32_t> train, test;
    for (uint32_t i : row) (fold[i] == f ? test : train).push_back(i);
    stance__weighting *weighting = nullptr;
    stance_rows *rows[2] = {nullptr, nullptr};
    EXPECT_EQ(stance__weighting_fit(&weighting, counts, train.data(), train.size(), nullptr, nullptr, &features, nullptr), STANCE_OK);
    EXPECT_EQ(stance__weighting_apply(&rows[0], weighting, counts, train.data(), train.size(), &features, nullptr), STANCE_OK);
    EXPECT_EQ(stance__weighting_apply(&rows[1], weighting, counts, test.data(), test.size(), &features, nullptr), STANCE_OK);
    std::vector<std::vector<svm_node>> nodes[2];
    for (int part = 0; part < 2; part++)
      for (size_t i = 0; i < rows[part]->n_rows; i++) {
        nodes[part].emplace_back();
        for (size_t k = rows[part]->start[i]; k < rows[part]->start[i + 1]; k++)
          nodes[part].back().push_back({static_cast<int>(rows[part]->column[k]) + 1, rows[part]->value[k]});
        nodes[part].back().push_back({-1, 0});
      }
    std::vector<svm_node *> x;
    std::vector<double> y, out;
    for (size_t i = 0; i < train.size(); i++) x.push_back(nodes[0][i].data()), y.push_back(label[train[i]] ? 1 : -1);
    svm_problem problem{static_cast<int>(train.size()), y.data(), x.data()};
    svm_parameter p{};
    p.svm_type = C_SVC, p.kernel_type = LINEAR, p.cache_size = 50, p.eps = 1e-3, p.C = c, p.shrinking = 1;
    svm_set_print_string_function([](const char *) {});
    svm_model *model = svm_train(&problem, &p);
    for (auto &node : nodes[1]) {
      double decision;
      svm_predict_values(model, node.data(), &decision);
      out.push_back(model->label[0] == 1 ? decision : -decision);
    }
    svm_free_and_destroy_model(&model);
    stance_rows_free(rows[0]), stance_rows_free(rows[1]);
    stance__weighting_free(weighting);
    return out;
  }
};
} // namespace

/* With one C libsvm fits every fold; of several C each fold's own is chosen by descent, and libsvm's decisions are reported all the same.
 */
TEST(CrossValidate, LibsvmsDecisionsAreReportedWhoeverChoseC) {
  const uint32_t folds = 4;
  Statements s(500, folds);
  stance__fit_setting setting = s.setting(STANCE_SOLVER_LIBSVM);
  for (std::vector<double> c : {std::vector<double>{1}, std::vector<double>{0.05, 0.5, 4}}) {
    stance__grid grid = {&s.features, 1, c.data(), c.size(), 0};
    stance__validation v;
    ASSERT_EQ(stance__cross_validate(&v, &setting, &grid, s.fold.data(), folds, 2, {}, nullptr, nullptr, nullptr), STANCE_OK);
    for (uint32_t f = 0; f < folds; f++) {
      double nearest = INFINITY; /* over C, the largest difference of a decision */
      for (double one : c) {
        std::vector<double> want = s.oracle(f, one);
        double most = 0;
        size_t at = 0;
        for (uint32_t i : s.row)
          if (s.fold[i] == f) most = std::fmax(most, std::fabs(v.decision[i] - want[at++]));
        nearest = std::fmin(nearest, most);
      }
      EXPECT_LT(nearest, 1e-3) << "fold " << f << " of " << c.size() << " values";
    }
    stance__validation_release(&v);
  }
}

/* Both solvers choose among the same optima. */
TEST(CrossValidate, BothSolversFindTheSameC) {
  const uint32_t folds = 3;
  Statements s(400, folds);
  double c[] = {0.02, 0.2, 2}, score[2][3] = {};
  size_t best[2] = {};
  for (stance_solver solver : {STANCE_SOLVER_LIBSVM, STANCE_SOLVER_DESCENT}) {
    size_t number = solver == STANCE_SOLVER_DESCENT;
    stance__fit_setting setting = s.setting(solver);
    stance__grid grid = {&s.features, 1, c, 3, 0};
    stance__validation v;
    ASSERT_EQ(stance__cross_validate(&v, &setting, &grid, s.fold.data(), folds, 1, {}, nullptr, nullptr, nullptr), STANCE_OK);
    for (size_t i = 0; i < 3; i++) score[number][i] = v.score[i];
    best[number] = v.best_c;
    stance__validation_release(&v);
  }
  EXPECT_EQ(best[0], best[1]);
  for (size_t i = 0; i < 3; i++) EXPECT_DOUBLE_EQ(score[0][i], score[1][i]);
}

/* Rows of no fold are trained on and never judged; the work beside the folds is done once. */
TEST(CrossValidate, RowsOfNoFoldAreTrainedOnOnly) {
  Statements s(300, 5);
  for (uint32_t &f : s.fold)
    if (f != 0) f = UINT32_MAX;
  int done = 0;
  stance__beside beside = {[](void *context, size_t, stance_error *) {
                             ++*static_cast<int *>(context);
                             return STANCE_OK;
                           },
                           &done};
  double c = 1;
  stance__fit_setting setting = s.setting(STANCE_SOLVER_DESCENT);
  stance__grid grid = {&s.features, 1, &c, 1, 0};
  stance__validation v;
  ASSERT_EQ(stance__cross_validate(&v, &setting, &grid, s.fold.data(), 1, 2, beside, nullptr, nullptr, nullptr), STANCE_OK);
  EXPECT_EQ(done, 1);
  std::vector<double> want = s.oracle(0, c);
  size_t at = 0;
  for (uint32_t i : s.row) {
    if (s.fold[i] == 0) {
      EXPECT_NEAR(v.decision[i], want[at++], 2e-3);
    } else {
      EXPECT_EQ(v.decision[i], 0);
    }
  }
  stance__validation_release(&v);
}
