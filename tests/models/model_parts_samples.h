/* Small models of each sort, as training would hand them over. */
#ifndef STANCE_TESTS_MODELS_MODEL_PARTS_SAMPLES_H
#define STANCE_TESTS_MODELS_MODEL_PARTS_SAMPLES_H
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "models/model_parts.h"
#include "tests/support/temporary.h"

enum class Sort { Linear, Lexicon /* and a neither machine, and two parts */, Vectors /* three labels */ };

struct Sample {
  std::vector<std::string> terms = {"no", "refuse", "talk", "{not talks}", "{talks}"};
  std::vector<uint32_t> offset{0}, vector_column{0, 2, 1};
  std::vector<uint64_t> confusion = std::vector<uint64_t>(16, 7), vector_start{0, 2, 3};
  std::vector<float> cells, vector_value{0.5f, 0.5f, 1}, coefficient{1, -1, 0.5f, -0.5f, 1, 0};
  std::vector<double> bias{0.25, -0.5, 0.125}, a{-2, -1, -1}, b{0.1, 0, 0};
  std::string bytes;
  const char *labels[3] = {"conciliatory", "mixed", "uncompromising"};
  stance__class_lexicon lexicon{};
  stance__model_parts parts{};

  explicit Sample(Sort sort, std::vector<std::string> texts = {}) {
    if (!texts.empty()) terms = std::move(texts);
    for (auto &t : terms) bytes += t, offset.push_back(static_cast<uint32_t>(bytes.size()));
    stance_feature_options f = STANCE_FEATURE_OPTIONS_INIT;
    f.stem_min = f.stem_max = f.char_min = f.char_max = 0, f.word_min = f.word_max = 1;
    f.lexicon = sort == Sort::Lexicon, f.weight = sort == Sort::Lexicon ? STANCE_TERMS_LCR_IDF : STANCE_TERMS_IDF;
    if (f.lexicon) {
      const char text[] = "[talks +]\ntalk, walk out\n[negator ~]\nnot\n";
      EXPECT_EQ(stance__class_lexicon_build(&lexicon, text, sizeof text - 1, "test", nullptr), STANCE_OK);
    }
    parts.features = f, parts.lexicon = &lexicon;
    parts.n_labels = sort == Sort::Vectors ? 3 : 2, parts.n_machines = sort == Sort::Vectors ? 3 : 1;
    parts.has_neither = sort == Sort::Lexicon, parts.n_parts = sort == Sort::Lexicon ? 2 : 1;
    if (sort != Sort::Vectors) labels[1] = labels[2];
    parts.labels = labels, parts.n_terms = terms.size(), parts.offset = offset.data(), parts.bytes = bytes.data();
    cells.assign(terms.size() * (parts.n_machines + parts.has_neither) * 2 * parts.n_parts, 0.5f);
    parts.cells = cells.data(), parts.confusion = confusion.data();
    parts.bias = bias.data(), parts.platt_a = a.data(), parts.platt_b = b.data();
    parts.threshold = 0.8, parts.neither_threshold = 0.6, parts.gamma = 1;
    parts.card = "{\"schema\":\"stance.card/1\"}";
    if (sort == Sort::Vectors) {
      parts.kernel = STANCE__KERNEL_RBF, parts.n_vectors = 2, parts.n_vector_values = 3;
      parts.vector_start = vector_start.data(), parts.vector_column = vector_column.data(), parts.vector_value = vector_value.data();
      parts.coefficient = coefficient.data();
    }
  }
  Sample(const Sample &) = delete;
  ~Sample() { stance__class_lexicon_release(&lexicon); }

  std::string file(const Temporary &t) const {
    stance_error error;
    EXPECT_EQ(stance__model_write(t.path("sample").c_str(), &parts, &error), STANCE_OK) << error.message;
    return read_file(t.path("sample"));
  }
};
#endif
