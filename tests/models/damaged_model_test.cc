/* What happens to files: they are cut short, bits of them change, others are appended. Every cut and every single bit of small models. */
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include "tests/models/model_parts_samples.h"

namespace {
/* A file that is damaged in place and mended again, which takes a hundredth of the time that writing it anew would. */
class Damaged {
public:
  explicit Damaged(const std::string &whole)
      : whole_(whole), path_(folder_.write("damaged", whole)), file_(open(path_.c_str(), O_WRONLY)) {}
  ~Damaged() { close(file_); }
  void put(size_t at, char byte) { ASSERT_EQ(pwrite(file_, &byte, 1, static_cast<off_t>(at)), 1); }
  void cut(size_t length) { ASSERT_EQ(ftruncate(file_, static_cast<off_t>(length)), 0); }
  void expect_refused(const char *what, size_t where) {
    stance_error error{};
    stance_model *model = nullptr;
    ASSERT_EQ(stance_model_open(&model, path_.c_str(), &error), STANCE_MODEL) << what << " " << where;
    ASSERT_EQ(model, nullptr);
    ASSERT_NE(std::string(error.message).find("damaged or truncated"), std::string::npos) << what << " " << where << ": " << error.message;
  }
  void expect_whole() {
    stance_model *model = nullptr;
    ASSERT_EQ(stance_model_open(&model, path_.c_str(), nullptr), STANCE_OK);
    stance_model_close(model);
  }

private:
  Temporary folder_;
  const std::string whole_, path_;
  int file_;
};
} // namespace

class DamagedModel : public ::testing::TestWithParam<Sort> {
protected:
  Temporary folder;
  const std::string whole = Sample(GetParam()).file(folder);
};

TEST_P(DamagedModel, EveryFlippedBitIsRefused) {
  Damaged d(whole);
  d.expect_whole();
  for (size_t i = 0; i < whole.size(); i++) {
    for (int bit = 0; bit < 8; bit++) {
      d.put(i, static_cast<char>(whole[i] ^ (1 << bit)));
      d.expect_refused("bit", i * 8 + static_cast<size_t>(bit));
      if (HasFatalFailure()) return;
    }
    d.put(i, whole[i]);
  }
  d.expect_whole();
}

TEST_P(DamagedModel, EveryCutIsRefused) {
  Damaged d(whole);
  for (size_t n = whole.size(); n-- > 0;) {
    d.cut(n);
    d.expect_refused("cut at", n);
    if (HasFatalFailure()) return;
  }
}

TEST_P(DamagedModel, WhatIsAppendedIsRefused) {
  for (const std::string &tail : {std::string(1, '\0'), std::string(16, '\0'), whole}) {
    Damaged d(whole + tail);
    d.expect_refused("appended", tail.size());
  }
}

INSTANTIATE_TEST_SUITE_P(EverySort, DamagedModel, ::testing::Values(Sort::Linear, Sort::Lexicon, Sort::Vectors));
