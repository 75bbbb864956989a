/* Our solvers against libsvm itself, which trains on the sparse rows with its own linear and RBF kernels. */
#include <gtest/gtest.h>
#include <libsvm/svm.h>

#include <cmath>
#include <vector>

#include "base/random.h"
#include "features/gram.h"
#include "train/solver.h"

namespace {
struct Problem {
  size_t n, columns;
  std::vector<size_t> start{0};
  std::vector<uint32_t> column;
  std::vector<float> value;
  std::vector<signed char> y;
  stance_rows rows{};

  Problem(size_t n_, size_t columns_, uint64_t seed) : n(n_), columns(columns_) {
    stance__random random;
    stance__random_seed(&random, seed);
    for (size_t i = 0; i < n; i++) {
      y.push_back(stance__random_below(&random, 3) ? 1 : -1);
      size_t first = column.size();
      for (uint32_t j = 0; j < columns; j++) {
        bool common = j < 6, here = stance__random_below(&random, common ? 2 : 12) == 0;
        bool tells = j % 5 == (y.back() > 0 ? 1u : 2u) && stance__random_below(&random, 6) == 0;
        if (!here && !tells) continue;
        column.push_back(j);
        value.push_back(0.2f + static_cast<float>(stance__random_below(&random, 100)) / 100.0f);
      }
      double norm = 0;
      for (size_t k = first; k < value.size(); k++) norm += value[k] * value[k];
      for (size_t k = first; k < value.size(); k++) value[k] /= static_cast<float>(std::sqrt(norm));
      start.push_back(column.size());
    }
    rows = {n, columns, start.data(), column.data(), value.data()};
  }
  std::vector<double> oracle(double c, double weight_positive) const {
    std::vector<std::vector<svm_node>> nodes(n);
    std::vector<svm_node *> x;
    std::vector<double> labels;
    for (size_t i = 0; i < n; i++) {
      for (size_t k = start[i]; k < start[i + 1]; k++) nodes[i].push_back({static_cast<int>(column[k]) + 1, value[k]});
      nodes[i].push_back({-1, 0});
      x.push_back(nodes[i].data());
      labels.push_back(y[i]);
    }
    svm_problem problem{static_cast<int>(n), labels.data(), x.data()};
    svm_parameter p{};
    int weight_label = 1;
    p.svm_type = C_SVC, p.kernel_type = LINEAR, p.cache_size = 50, p.eps = 1e-7, p.C = c, p.shrinking = 1;
    p.nr_weight = 1, p.weight_label = &weight_label, p.weight = &weight_positive;
    svm_set_print_string_function([](const char *) {});
    svm_model *model = svm_train(&problem, &p);
    double sign = model->label[0] == 1 ? 1 : -1;
    std::vector<double> out;
    for (size_t i = 0; i < n; i++) {
      double decision;
      svm_predict_values(model, x[i], &decision);
      out.push_back(sign * decision);
    }
    svm_free_and_destroy_model(&model);
    return out;
  }
};
} // namespace

TEST(LibsvmSolver, DecisionsAreLibsvmsOwn) {
  for (double c : {0.1, 1.0, 8.0}) {
    Problem p(150, 60, 11);
    std::vector<float> gram(p.n * p.n);
    std::vector<double> coefficient(p.n);
    double bias = 0;
    ASSERT_EQ(stance__gram(gram.data(), &p.rows, 2, nullptr), STANCE_OK);
    stance__binary_problem problem{p.n, p.y.data(), c * 2.5, c, 1e-7, nullptr};
    stance__libsvm_kernel *kernel = nullptr;
    ASSERT_EQ(stance__libsvm_kernel_new(&kernel, gram.data(), p.n, nullptr), STANCE_OK);
    ASSERT_EQ(stance__libsvm_fit(coefficient.data(), &bias, &problem, kernel, nullptr), STANCE_OK);
    stance__libsvm_kernel_free(kernel);
    std::vector<double> weights(p.columns, 0); /* folded, as models keep them */
    for (size_t i = 0; i < p.n; i++)
      for (size_t k = p.start[i]; k < p.start[i + 1]; k++) weights[p.column[k]] += coefficient[i] * p.value[k];
    std::vector<double> want = p.oracle(c, 2.5);
    for (size_t i = 0; i < p.n; i++) {
      double decision = bias;
      for (size_t k = p.start[i]; k < p.start[i + 1]; k++) decision += weights[p.column[k]] * p.value[k];
      ASSERT_NEAR(decision, want[i], 1e-4) << "C " << c << " row " << i;
    }
  }
}

TEST(DescentSolver, DecisionsAgreeWithLibsvm) {
  for (double c : {0.1, 1.0, 8.0}) {
    Problem p(300, 80, 5);
    std::vector<double> weights(p.columns), alpha(p.n, 0);
    double bias = 0;
    stance__binary_problem problem{p.n, p.y.data(), c, c, 1e-7, nullptr};
    ASSERT_EQ(stance__descent_fit(weights.data(), &bias, alpha.data(), &problem, &p.rows, 1, nullptr), STANCE_OK);
    std::vector<double> want = p.oracle(c, 1);
    for (size_t i = 0; i < p.n; i++) {
      double decision = bias;
      for (size_t k = p.start[i]; k < p.start[i + 1]; k++) decision += weights[p.column[k]] * p.value[k];
      ASSERT_NEAR(decision, want[i], 1e-3 * std::fmax(1, c)) << "C " << c << " row " << i;
      if (std::fabs(want[i]) > 1e-3) {
        ASSERT_EQ(decision > 0, want[i] > 0);
      }
    }
  }
}

TEST(Gram, IsTheInnerProductsForAnyNumberOfThreads) {
  Problem p(130, 90, 2);
  std::vector<float> one(p.n * p.n), many(p.n * p.n);
  ASSERT_EQ(stance__gram(one.data(), &p.rows, 1, nullptr), STANCE_OK);
  ASSERT_EQ(stance__gram(many.data(), &p.rows, 7, nullptr), STANCE_OK);
  EXPECT_EQ(one, many);
  for (size_t i = 0; i < p.n; i++)
    for (size_t j = 0; j < p.n; j++) {
      double sum = 0;
      for (size_t a = p.start[i]; a < p.start[i + 1]; a++)
        for (size_t b = p.start[j]; b < p.start[j + 1]; b++)
          if (p.column[a] == p.column[b]) sum += static_cast<double>(p.value[a]) * p.value[b];
      ASSERT_NEAR(one[i * p.n + j], sum, 1e-5);
    }
}
