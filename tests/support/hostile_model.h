/* A small model file whose labels and terms try to be markup. */
#ifndef STANCE_TESTS_HOSTILE_MODEL_H
#define STANCE_TESTS_HOSTILE_MODEL_H
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "models/model_parts.h"
#include "stance/model.h"
#include "tests/support/temporary.h"

struct HostileModel {
  Temporary folder;
  stance_model *model = nullptr;
  explicit HostileModel(const char *card = "{\"schema\":\"stance.card/1\"}") {
    static const char *const labels[] = {"<b>soft", "hard\"x"};
    std::vector<std::string> terms = {"</i><script>", "talk"};
    std::string bytes;
    std::vector<uint32_t> offset{0};
    std::vector<uint64_t> confusion(9, 1);
    std::vector<float> cells = {1, 1, 1, -1};
    for (auto &t : terms) bytes += t, offset.push_back(static_cast<uint32_t>(bytes.size()));
    double bias = 0, a = -1, b = 0;
    stance__model_parts parts{};
    stance_feature_options f = STANCE_FEATURE_OPTIONS_INIT;
    f.lexicon = false, f.weight = STANCE_TERMS_IDF;
    parts.n_parts = 1, parts.cells = cells.data(), parts.confusion = confusion.data(), parts.neither_threshold = 1;
    parts.features = f, parts.n_labels = 2, parts.n_machines = 1, parts.labels = labels, parts.n_terms = 2;
    parts.offset = offset.data(), parts.bytes = bytes.data(), parts.kernel = STANCE__KERNEL_LINEAR;
    parts.bias = &bias, parts.platt_a = &a, parts.platt_b = &b, parts.threshold = 0.8;
    parts.card = card;
    stance_error error;
    EXPECT_EQ(stance__model_write(folder.path("m").c_str(), &parts, &error), STANCE_OK) << error.message;
    EXPECT_EQ(stance_model_open(&model, folder.path("m").c_str(), &error), STANCE_OK) << error.message;
  }
  ~HostileModel() { stance_model_close(model); }
};
#endif
