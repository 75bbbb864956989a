/* Files that cannot be written, and targets that change while they are. */
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "base/output.h"
#include "tests/support/every_allocation.h"
#include "tests/support/temporary.h"

namespace {
struct Writing {
  stance__output *out = nullptr;
  stance_error error{};
  stance_status status;
  explicit Writing(const std::string &path) { status = stance__output_open(&out, path.c_str(), &error); }
  stance_status add(const std::string &bytes) { return status = stance__output_write(out, bytes.data(), bytes.size(), &error); }
  bool says(const char *part) const { return std::string(error.message).find(part) != std::string::npos; }
};
} // namespace

TEST(OutputErrors, AFullDiskIsSaidWhereItShows) {
  Writing small("/dev/full");
  ASSERT_EQ(small.status, STANCE_OK) << small.error.message;
  EXPECT_EQ(small.add("a few bytes"), STANCE_OK) << "they wait for more";
  EXPECT_EQ(stance__output_commit(small.out, &small.error), STANCE_MACHINE);
  EXPECT_TRUE(small.says("cannot write")) << small.error.message;
  EXPECT_EQ(small.error.file, std::string("/dev/full"));
  Writing large("/dev/full");
  ASSERT_EQ(large.add("x"), STANCE_OK);
  EXPECT_EQ(large.add(std::string(4 << 20, 'x')), STANCE_MACHINE) << "what waited cannot be written";
  stance__output_abort(large.out);
  Writing whole("/dev/full");
  EXPECT_EQ(whole.add(std::string(4 << 20, 'x')), STANCE_MACHINE);
  stance__output_abort(whole.out);
}

TEST(OutputErrors, ATargetThatBecameAFolderKeepsIt) {
  Temporary t;
  Writing w(t.path("model"));
  ASSERT_EQ(w.add("bytes"), STANCE_OK) << w.error.message;
  ASSERT_EQ(mkdir(t.path("model").c_str(), 0700), 0);
  EXPECT_EQ(stance__output_commit(w.out, &w.error), STANCE_MACHINE);
  EXPECT_TRUE(w.says("move into place")) << w.error.message;
  ASSERT_EQ(rmdir(t.path("model").c_str()), 0);
  EXPECT_EQ(rmdir(t.folder().c_str()), 0) << "no temporary file is left";
}

TEST(OutputErrors, FoldersAndMissingFoldersAreNoTargets) {
  Temporary t;
  Writing folder(t.folder());
  EXPECT_EQ(folder.status, STANCE_MACHINE);
  EXPECT_TRUE(folder.says("is a directory; name a file to write")) << folder.error.message;
  Writing missing(t.path("none/model"));
  EXPECT_EQ(missing.status, STANCE_MACHINE);
  EXPECT_TRUE(missing.says("create")) << missing.error.message;
  EXPECT_EQ(missing.out, nullptr);
}

TEST(OutputErrors, NothingWrittenIsAnEmptyFile) {
  Temporary t;
  Writing w(t.path("model"));
  ASSERT_EQ(stance__output_write(w.out, nullptr, 0, &w.error), STANCE_OK);
  ASSERT_EQ(stance__output_commit(w.out, &w.error), STANCE_OK) << w.error.message;
  EXPECT_EQ(read_file(t.path("model")), "");
  stance__output_abort(nullptr);
}

TEST(OutputErrors, StandardOutputIsLeftOpen) {
  Writing w("-");
  ASSERT_EQ(w.status, STANCE_OK) << w.error.message;
  ASSERT_EQ(stance__output_commit(w.out, &w.error), STANCE_OK) << w.error.message;
  struct stat info;
  EXPECT_EQ(fstat(STDOUT_FILENO, &info), 0);
}

TEST(OutputErrors, MemoryMayRunOut) {
  Temporary t;
  t.write("model", "old");
  for (const std::string &path : {t.path("model"), t.path("new"), std::string("-")})
    every_allocation([&](stance_error *e) {
      stance__output *out = untouched<stance__output>();
      stance_status status = stance__output_open(&out, path.c_str(), e);
      if (status == STANCE_OK) {
        stance__output_abort(out);
      } else {
        EXPECT_EQ(out, untouched<stance__output>());
      }
      return status;
    });
  EXPECT_EQ(read_file(t.path("model")), "old");
}
