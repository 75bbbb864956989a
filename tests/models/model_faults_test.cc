/* Memory that runs out and a disk that does not answer while a model is written, opened and used: never a wrong answer, never a model that
   is called damaged for it, nothing left behind. */
#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

#include "tests/models/model_parts_samples.h"
#include "tests/support/every_allocation.h"
#include "tests/support/system_faults.h"

class ModelFaults : public ::testing::TestWithParam<Sort> {
protected:
  Temporary folder;
  const std::string path = folder.write("model", Sample(GetParam()).file(folder));

  stance_status open(stance_error *error) {
    stance_model *model = untouched<stance_model>();
    stance_status status = stance_model_open(&model, path.c_str(), error);
    if (status == STANCE_OK)
      stance_model_close(model);
    else
      EXPECT_EQ(model, untouched<stance_model>());
    return status;
  }
};

TEST_P(ModelFaults, EveryAllocationOfOpening) {
  EXPECT_GT(every_allocation([&](stance_error *e) { return open(e); }), 5);
}

TEST_P(ModelFaults, EveryAllocationOfTheJsonParser) {
  bool more = true;
  for (long n = 1; more; n++) {
    stance_error error{};
    fail_cjson_at(n);
    stance_status status = open(&error);
    more = cjson_failed();
    fail_cjson_at(0);
    ASSERT_EQ(status, more ? STANCE_MACHINE : STANCE_OK) << n << ": " << error.message;
  }
}

TEST_P(ModelFaults, EveryAllocationOfWriting) {
  Sample s(GetParam());
  const std::string target = folder.write("target", "old");
  every_allocation([&](stance_error *e) {
    stance_status status = stance__model_write(target.c_str(), &s.parts, e);
    if (status != STANCE_OK) {
      const std::string now = read_file(target);
      EXPECT_TRUE(now == "old" || now == read_file(path)) << "one or the other, whole";
    }
    return status;
  });
  EXPECT_EQ(read_file(target), read_file(path));
  size_t files = 0;
  for (const auto &entry : std::filesystem::directory_iterator(folder.folder())) files += entry.exists();
  EXPECT_EQ(files, 3u) << "sample, model, target; nothing temporary";
}

TEST_P(ModelFaults, EveryAllocationOfLabellingAndExplaining) {
  stance_model *model = nullptr;
  ASSERT_EQ(stance_model_open(&model, path.c_str(), nullptr), STANCE_OK);
  const char text[] = "They talk, refuse to talk, and do not talk: no.";
  every_allocation([&](stance_error *e) {
    stance_labeller *l = untouched<stance_labeller>();
    stance_status status = stance_labeller_new(&l, model, e);
    if (status != STANCE_OK) {
      EXPECT_EQ(l, untouched<stance_labeller>());
      return status;
    }
    stance_label answer;
    status = stance_label_text(l, text, sizeof text - 1, &answer, nullptr, e);
    stance_reason reasons[3];
    size_t found = 99;
    if (status == STANCE_OK) status = stance_explain_text(l, text, sizeof text - 1, answer.label, reasons, 3, &found, e);
    if (status != STANCE_OK) {
      EXPECT_EQ(found, 99u);
    }
    stance_labeller_free(l);
    return status;
  });
  every_allocation([&](stance_error *e) {
    const stance_text texts[] = {{text, sizeof text - 1}, {"no", 2}};
    stance_label answers[2];
    return stance_label_batch(model, texts, 2, 1, answers, nullptr, e);
  });
  every_allocation([&](stance_error *e) {
    size_t terms[2], found = 99;
    stance_status status = stance_model_strongest_terms(terms, 2, &found, model, 0, e);
    if (status != STANCE_OK) {
      EXPECT_EQ(found, 99u);
    }
    return status;
  });
  stance_model_close(model);
}

TEST_P(ModelFaults, EveryReadThatFailsSaysSo) {
  long reads = 0;
  for (bool more = true; more; reads++) {
    stance_error error{};
    SystemFault fault(Call::Pread, reads + 1, EIO);
    stance_status status = open(&error);
    more = fault.happened();
    ASSERT_EQ(status, more ? STANCE_MACHINE : STANCE_OK);
    if (more) {
      EXPECT_NE(std::string(error.message).find("cannot read the model: "), std::string::npos) << error.message;
    }
  }
  EXPECT_GE(reads, 4) << "length, header, tensors, checksum";
  for (long n = 1; n < reads; n++) {
    SystemFault interrupted(Call::Pread, n, EINTR);
    EXPECT_EQ(open(nullptr), STANCE_OK) << "an interrupted read is asked again";
    EXPECT_TRUE(interrupted.happened());
  }
  for (long n = 1; n < reads; n++) {
    SystemFault shrunk(Call::Pread, n, 0);
    EXPECT_EQ(open(nullptr), STANCE_MODEL) << "a file that becomes shorter while it is read";
  }
}

TEST_P(ModelFaults, OtherCallsThatFail) {
  const struct {
    Call call;
    const char *words;
  } calls[] = {{Call::Fstat, "cannot read the model"}, {Call::Mmap, "cannot map the model"}, {Call::HashState, "out of memory"}};
  for (const auto &c : calls) {
    stance_error error{};
    SystemFault fault(c.call, 1, c.call == Call::Mmap ? ENOMEM : EIO);
    EXPECT_EQ(open(&error), STANCE_MACHINE);
    EXPECT_NE(std::string(error.message).find(c.words), std::string::npos) << error.message;
    EXPECT_TRUE(fault.happened());
  }
  Sample s(GetParam());
  stance_error error{};
  SystemFault fault(Call::HashState, 1, ENOMEM);
  EXPECT_EQ(stance__model_write(folder.path("new").c_str(), &s.parts, &error), STANCE_MACHINE);
  EXPECT_FALSE(exists(folder.path("new")));
}

INSTANTIATE_TEST_SUITE_P(EverySort, ModelFaults, ::testing::Values(Sort::Linear, Sort::Lexicon, Sort::Vectors));

TEST(ModelFaultsOfFiles, WhatIsNoRegularFileIsRefused) {
  Temporary folder;
  ASSERT_EQ(mkfifo(folder.path("fifo").c_str(), 0600), 0);
  stance_model *model = nullptr;
  stance_error error{};
  EXPECT_EQ(stance_model_open(&model, "/dev/null", &error), STANCE_MODEL);
  EXPECT_EQ(stance_model_open(&model, "/proc/self/mem", &error), STANCE_MODEL);
  EXPECT_EQ(stance_model_open(&model, folder.folder().c_str(), &error), STANCE_MODEL);
  EXPECT_NE(std::string(error.message).find("is a directory"), std::string::npos);
  EXPECT_EQ(stance_model_open(&model, folder.path("none").c_str(), &error), STANCE_MACHINE);
  stance_model_close(nullptr);
}

/* The index is built anew, a little larger each time, where a term's place would be too far from its own; and given up where nothing helps.
 */
TEST(ModelFaultsOfFiles, TermsThatCannotBeToldApartAreNotWritten) {
  Temporary folder;
  Sample s(Sort::Linear, {"same", "same"});
  stance_error error{};
  EXPECT_EQ(stance__model_write(folder.path("m").c_str(), &s.parts, &error), STANCE_DATA);
  EXPECT_NE(std::string(error.message).find("same 64-bit hash"), std::string::npos) << error.message;
}
