/* The model file: what was written is read back; whatever else stands in a file is refused. */
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <xxhash.h>

#include "features/term_hash.h"
#include "features/term_index.h"
#include "models/model_layout.h"
#include "models/model_parts.h"
#include "tests/models/model_parts_samples.h"
#include "tests/support/temporary.h"

namespace {
struct Parts {
  std::vector<std::string> terms = {"[_no]", "agree", "no", "refuse", "talk"};
  std::vector<uint32_t> offset{0};
  std::string bytes;
  std::vector<float> cells = {1, -0.5f, 2, -2, 1.5f, 0.75f, 2, 3, 1, -1}; /* weight in the row, weight of the machine */
  std::vector<uint64_t> confusion = std::vector<uint64_t>(9, 7);
  double bias = 0.25, a = -2, b = 0.1;
  const char *labels[2] = {"conciliatory", "uncompromising"};
  stance__model_parts parts{};
  Parts() {
    for (auto &t : terms) bytes += t, offset.push_back(static_cast<uint32_t>(bytes.size()));
    stance_feature_options f = STANCE_FEATURE_OPTIONS_INIT;
    f.stem_min = f.stem_max = 0, f.word_min = f.word_max = 1, f.char_min = f.char_max = 3;
    f.lexicon = false, f.weight = STANCE_TERMS_IDF;
    parts.n_parts = 1, parts.cells = cells.data(), parts.confusion = confusion.data(), parts.neither_threshold = 1;
    parts.features = f, parts.n_labels = 2, parts.n_machines = 1, parts.labels = labels, parts.n_terms = 5;
    parts.offset = offset.data(), parts.bytes = bytes.data(), parts.kernel = STANCE__KERNEL_LINEAR;
    parts.bias = &bias, parts.platt_a = &a, parts.platt_b = &b, parts.threshold = 0.8;
    parts.card = "{\"schema\":\"stance.card/1\"}";
  }
};
stance_status open_bytes(const Temporary &t, const std::string &bytes, stance_error *error) {
  stance_model *model = nullptr;
  stance_status status = stance_model_open(&model, t.write("try", bytes).c_str(), error);
  stance_model_close(model);
  return status;
}
} // namespace

TEST(ModelFile, IsReadBackAsWritten) {
  Temporary t;
  Parts p;
  stance_error error;
  ASSERT_EQ(stance__model_write(t.path("m").c_str(), &p.parts, &error), STANCE_OK) << error.message;
  stance_model *m = nullptr;
  ASSERT_EQ(stance_model_open(&m, t.path("m").c_str(), &error), STANCE_OK) << error.message;
  EXPECT_STREQ(stance_model_label(m, 1), "uncompromising");
  EXPECT_STREQ(stance_model_card(m), p.parts.card);
  EXPECT_EQ(stance_model_threshold(m), 0.8);
  ASSERT_EQ(stance_model_term_count(m), 5u);
  EXPECT_EQ(stance_model_features(m)->char_max, 3u);
  EXPECT_EQ(stance_model_features(m)->weight, STANCE_TERMS_IDF);
  EXPECT_EQ(stance_model_weight(m, 3, 1), 6.0);
  EXPECT_EQ(stance_model_weight(m, 3, 0), -6.0);
  EXPECT_EQ(stance_model_confusion(m, 2, 2), 7u);
  EXPECT_FALSE(stance_model_has_neither(m));
  stance_labeller *l = nullptr;
  ASSERT_EQ(stance_labeller_new(&l, m, nullptr), STANCE_OK);
  stance_label answer;
  double probabilities[2];
  ASSERT_EQ(stance_label_text(l, "They refuse.", 12, &answer, probabilities, nullptr), STANCE_OK);
  EXPECT_EQ(answer.label, 1u);
  EXPECT_NEAR(answer.decision, 3.25, 1e-6); /* a row of one known term has length 1 */
  EXPECT_NEAR(answer.probability, 1 / (1 + std::exp(-2 * 3.25 + 0.1)), 1e-9);
  EXPECT_TRUE(answer.confident);
  stance_reason reason;
  size_t found;
  ASSERT_EQ(stance_explain_text(l, "They refuse.", 12, 1, &reason, 1, &found, nullptr), STANCE_OK);
  EXPECT_EQ(found, 1u);
  EXPECT_EQ(reason.start, 5u);
  EXPECT_EQ(reason.end, 11u);
  ASSERT_EQ(stance_label_text(l, "xyz", 3, &answer, probabilities, nullptr), STANCE_OK);
  EXPECT_EQ(answer.known_terms, 0u);
  EXPECT_FALSE(answer.confident);
  stance_labeller_free(l);
  stance_model_close(m);
}

TEST(ModelFile, CarriesItsLexiconAndBothMachines) {
  Temporary t;
  Parts p;
  stance_error error;
  const char text[] = "[talks +]\ntalk\n[negator ~]\nnot\n";
  stance__class_lexicon lexicon;
  ASSERT_EQ(stance__class_lexicon_build(&lexicon, text, sizeof text - 1, "test", &error), STANCE_OK) << error.message;
  const std::vector<std::string> terms = {"talk", "{not talks}", "{talks}"};
  std::string bytes;
  std::vector<uint32_t> offset{0};
  for (auto &term : terms) bytes += term, offset.push_back(static_cast<uint32_t>(bytes.size()));
  /* cells [term][label machine, neither machine][weight in the row, weight] */
  std::vector<float> cells = {1, -1, 1, 0.5f, 1, 2, 1, -0.25f, 1, -2, 1, -0.5f};
  double bias[] = {0, 0.125}, a[] = {-1, -1}, b[] = {0, 0};
  p.parts.features.lexicon = true, p.parts.features.char_min = p.parts.features.char_max = 0, p.parts.features.lexicon_weight = 0.5;
  p.parts.lexicon = &lexicon, p.parts.has_neither = true, p.parts.n_terms = 3, p.parts.offset = offset.data(), p.parts.bytes = bytes.data();
  p.parts.cells = cells.data(), p.parts.bias = bias, p.parts.platt_a = a, p.parts.platt_b = b, p.parts.neither_threshold = 0.6;
  ASSERT_EQ(stance__model_write(t.path("m").c_str(), &p.parts, &error), STANCE_OK) << error.message;
  stance__class_lexicon_release(&lexicon);
  stance_model *m = nullptr;
  ASSERT_EQ(stance_model_open(&m, t.path("m").c_str(), &error), STANCE_OK) << error.message;
  stance_labeller *l = nullptr;
  ASSERT_EQ(stance_labeller_new(&l, m, nullptr), STANCE_OK);
  stance_label answer;
  ASSERT_EQ(stance_label_text(l, "We talk", 7, &answer, nullptr, nullptr), STANCE_OK);
  EXPECT_NEAR(answer.decision, -1 + 0.5 * -2, 1e-6); /* the term's part has length 1, the classes' 0.5 */
  EXPECT_NEAR(answer.neither, 1 / (1 + std::exp(-(0.125 + 0.5 - 0.25))), 1e-6);
  ASSERT_EQ(stance_label_text(l, "We do not talk", 14, &answer, nullptr, nullptr), STANCE_OK);
  EXPECT_NEAR(answer.decision, -1 + 0.5 * 2, 1e-6);
  stance_labeller_free(l);
  stance_model_close(m);
}

TEST(ModelFile, RefusesPartsThatMakeNoSense) {
  Temporary t;
  stance_error error;
  auto refuse = [&](const char *what, auto &&spoil) {
    Parts p;
    spoil(p);
    stance_status status = stance__model_write(t.path("bad").c_str(), &p.parts, &error);
    if (status == STANCE_OK) { /* then opening must see it */
      stance_model *m = nullptr;
      status = stance_model_open(&m, t.path("bad").c_str(), &error);
      stance_model_close(m);
    }
    EXPECT_NE(status, STANCE_OK) << what;
  };
  refuse("weight not finite", [](Parts &p) { p.cells[2] = INFINITY; });
  refuse("weight NaN", [](Parts &p) { p.cells[1] = NAN; });
  refuse("bias NaN", [](Parts &p) { p.bias = NAN; });
  refuse("offsets fall", [](Parts &p) { p.offset[2] = 999; });
  refuse("options out of range", [](Parts &p) { p.parts.features.word_max = 90; });
  refuse("confusion beyond any count", [](Parts &p) { p.confusion[3] = UINT64_MAX; });
  refuse("norm out of range", [](Parts &p) { p.parts.features.norm = 2; });
  refuse("lexicon promised, none there", [](Parts &p) { p.parts.features.lexicon = true; });
  refuse("threshold", [](Parts &p) { p.parts.threshold = NAN; });
}

namespace {
/* The file with its first bucket changed and the checksum made to fit: what only malice does. */
std::string with_bucket(const Parts &p, const Temporary &t, void (*change)(stance__term_bucket *)) {
  EXPECT_EQ(stance__model_write(t.path("m").c_str(), &p.parts, nullptr), STANCE_OK);
  std::string file = read_file(t.path("m"));
  uint64_t header;
  memcpy(&header, file.data(), sizeof header);
  size_t at = sizeof header + header; /* the buckets come first */
  EXPECT_EQ(at % sizeof(stance__term_bucket), 0u);
  stance__term_bucket bucket;
  memcpy(&bucket, file.data() + at, sizeof bucket);
  EXPECT_GE(bucket.n, 2) << "the changes need two entries";
  change(&bucket);
  memcpy(&file[at], &bucket, sizeof bucket);
  XXH128_canonical_t sum;
  XXH128_canonicalFromHash(&sum, XXH3_128bits(file.data(), file.size() - sizeof sum));
  memcpy(&file[file.size() - sizeof sum], &sum, sizeof sum);
  return file;
}
} // namespace

TEST(ModelFile, RefusesBucketsThatWouldMislead) {
  Temporary t;
  Parts p;
  stance_error error;
  auto untouched = [](stance__term_bucket *) {};
  EXPECT_EQ(open_bytes(t, with_bucket(p, t, untouched), &error), STANCE_OK) << error.message;
  EXPECT_EQ(open_bytes(t, with_bucket(p, t, [](stance__term_bucket *b) { b->n = 7; }), &error), STANCE_MODEL);
  EXPECT_EQ(open_bytes(t, with_bucket(p, t, [](stance__term_bucket *b) { b->n++; }), &error), STANCE_MODEL) << "more than there are terms";
  EXPECT_EQ(open_bytes(t, with_bucket(p, t, [](stance__term_bucket *b) { b->term[0] = 5; }), &error), STANCE_MODEL) << "no such term";
  EXPECT_EQ(open_bytes(t, with_bucket(p, t, [](stance__term_bucket *b) { b->overflows = 1; }), &error), STANCE_MODEL) << "not full";
}

TEST(ModelFile, VerifyingFindsTermsUnderOthersNumbers) {
  Temporary t;
  Parts p;
  stance_model *m = nullptr;
  auto swap = [](stance__term_bucket *b) { std::swap(b->term[0], b->term[1]); };
  ASSERT_EQ(stance_model_open(&m, t.write("honest", with_bucket(p, t, [](stance__term_bucket *) {})).c_str(), nullptr), STANCE_OK);
  EXPECT_EQ(stance_model_verify(m, nullptr), STANCE_OK);
  stance_model_close(m);
  ASSERT_EQ(stance_model_open(&m, t.write("swapped", with_bucket(p, t, swap)).c_str(), nullptr), STANCE_OK);
  stance_error error;
  EXPECT_EQ(stance_model_verify(m, &error), STANCE_MODEL);
  stance_model_close(m);
}

TEST(ModelFile, MissingFilesAndFoldersAreSaidApartFromBadOnes) {
  Temporary t;
  stance_model *m = nullptr;
  stance_error error;
  EXPECT_EQ(stance_model_open(&m, t.path("none").c_str(), &error), STANCE_MACHINE);
  EXPECT_EQ(stance_model_open(&m, t.folder().c_str(), &error), STANCE_MODEL);
  EXPECT_EQ(open_bytes(t, "", &error), STANCE_MODEL);
  EXPECT_EQ(open_bytes(t, "svm_type c_svc\n", &error), STANCE_MODEL);
}

TEST(ModelFile, StrongestTermsSpeakForTheLabel) {
  Temporary t;
  Parts p; /* for the last label: -0.5, -4, 1.125, 6, -1 */
  stance_model *m = nullptr;
  ASSERT_EQ(stance__model_write(t.path("m").c_str(), &p.parts, nullptr), STANCE_OK);
  ASSERT_EQ(stance_model_open(&m, t.path("m").c_str(), nullptr), STANCE_OK);
  auto strongest = [&](size_t n, size_t label) {
    std::vector<size_t> terms(n);
    size_t found = 0;
    EXPECT_EQ(stance_model_strongest_terms(terms.data(), n, &found, m, label, nullptr), STANCE_OK);
    terms.resize(found);
    return terms;
  };
  EXPECT_EQ(strongest(1, 1), (std::vector<size_t>{3}));
  EXPECT_EQ(strongest(9, 1), (std::vector<size_t>{3, 2})) << "those against are left out";
  EXPECT_EQ(strongest(2, 0), (std::vector<size_t>{1, 4}));
  EXPECT_EQ(strongest(5, 0), (std::vector<size_t>{1, 4, 0}));
  EXPECT_TRUE(strongest(0, 0).empty());
  stance_model_close(m);
}

/* Limits: the most that is taken, and one more. */

TEST(ModelFile, LimitsLabels) {
  Temporary t;
  stance_error error;
  auto written = [&](size_t n) {
    Parts p;
    std::vector<std::string> names;
    std::vector<const char *> labels;
    for (size_t i = 0; i < n; i++) names.push_back("l" + std::to_string(10000 + i));
    for (auto &name : names) labels.push_back(name.c_str());
    std::vector<double> numbers(n, 1);
    std::vector<uint64_t> confusion((n + 1) * (n + 1), 1);
    std::vector<float> cells(5 * n * 2, 1);
    p.parts.labels = labels.data(), p.parts.n_labels = p.parts.n_machines = n;
    p.parts.bias = p.parts.platt_a = p.parts.platt_b = numbers.data();
    p.parts.confusion = confusion.data(), p.parts.cells = cells.data();
    return stance__model_write(t.path("m").c_str(), &p.parts, &error);
  };
  ASSERT_EQ(written(STANCE__MODEL_MAX_LABELS), STANCE_OK) << error.message;
  stance_model *m = nullptr;
  ASSERT_EQ(stance_model_open(&m, t.path("m").c_str(), &error), STANCE_OK) << error.message;
  EXPECT_EQ(stance_model_label_count(m), static_cast<size_t>(STANCE__MODEL_MAX_LABELS));
  stance_model_close(m);
  EXPECT_EQ(written(STANCE__MODEL_MAX_LABELS + 1), STANCE_USAGE);
}

TEST(ModelFile, LimitsItsHeader) {
  Temporary t;
  Parts p;
  stance_error error;
  auto card = [](size_t n) { return "{\"schema\":\"stance.card/1\",\"note\":\"" + std::string(n, 'x') + "\"}"; };
  std::string most = card(STANCE__LARGEST_HEADER - 4096), more = card(STANCE__LARGEST_HEADER);
  p.parts.card = most.c_str();
  ASSERT_EQ(stance__model_write(t.path("m").c_str(), &p.parts, &error), STANCE_OK) << error.message;
  EXPECT_EQ(open_bytes(t, read_file(t.path("m")), &error), STANCE_OK) << error.message;
  p.parts.card = more.c_str();
  EXPECT_EQ(stance__model_write(t.path("larger").c_str(), &p.parts, &error), STANCE_DATA);
  EXPECT_STREQ(error.message, "its header would be larger than 16 MiB; shorten the names of labels or the note");
  std::string file(static_cast<size_t>(18) << 20, ' ');
  uint64_t length = STANCE__LARGEST_HEADER + 8;
  memcpy(&file[0], &length, sizeof length); /* little-endian, as the processors that build this */
  EXPECT_EQ(open_bytes(t, file, &error), STANCE_MODEL);
  EXPECT_STREQ(error.message, "no stance model: its header would be larger than 16 MiB");
}

TEST(ModelFile, AFifoIsRefusedAndNotWaitedFor) {
  Temporary t;
  stance_error error;
  stance_model *m = nullptr;
  ASSERT_EQ(mkfifo(t.path("fifo").c_str(), 0600), 0);
  EXPECT_EQ(stance_model_open(&m, t.path("fifo").c_str(), &error), STANCE_MODEL);
  EXPECT_STREQ(error.message, "is no regular file; name a model file written by 'stance train'");
  EXPECT_EQ(stance_model_open(&m, "/dev/zero", &error), STANCE_MODEL);
}

TEST(ModelFile, EachOfSeveralLabelsHasItsWeights) {
  Temporary t;
  Sample s(Sort::Vectors);
  s.parts.kernel = STANCE__KERNEL_LINEAR;
  s.cells[2 * 2 + 1] = -3; /* the first term, the third label */
  stance_model *m = nullptr;
  ASSERT_EQ(stance_model_open(&m, t.write("m", s.file(t)).c_str(), nullptr), STANCE_OK);
  EXPECT_EQ(stance_model_weight(m, 0, 0), 0.25);
  EXPECT_EQ(stance_model_weight(m, 0, 2), -1.5);
  stance_model_close(m);
}

/* Two terms that agree in 32 bits of their hashes and not in the next 16 are told apart. */
TEST(ModelFile, TermsWithTheSameTagAreToldApart) {
  std::vector<std::pair<uint32_t, std::string>> tags;
  for (int i = 0; i < 300000; i++) {
    std::string term = "t" + std::to_string(i);
    tags.emplace_back(static_cast<uint32_t>(stance__term_hash(term.data(), term.size())), term);
  }
  std::sort(tags.begin(), tags.end());
  size_t i = 1;
  while (i < tags.size() && tags[i].first != tags[i - 1].first) i++;
  ASSERT_LT(i, tags.size());
  Temporary t;
  Sample s(Sort::Linear, {tags[i - 1].second, tags[i].second});
  stance_model *m = nullptr;
  ASSERT_EQ(stance_model_open(&m, t.write("m", s.file(t)).c_str(), nullptr), STANCE_OK);
  EXPECT_EQ(stance_model_verify(m, nullptr), STANCE_OK);
  stance_model_close(m);
}
