#include "base/output.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/temporary.h"

static stance_status write_all(const std::string &path, const std::string &bytes, bool commit) {
  stance__output *out;
  stance_status status = stance__output_open(&out, path.c_str(), nullptr);
  if (status != STANCE_OK) return status;
  if ((status = stance__output_write(out, bytes.data(), bytes.size(), nullptr)) != STANCE_OK || !commit) {
    stance__output_abort(out);
    return status;
  }
  return stance__output_commit(out, nullptr);
}

TEST(Output, AppearsWholeOrNotAtAll) {
  Temporary t;
  std::string path = t.write("model", "old");
  ASSERT_EQ(write_all(path, "new bytes", false), STANCE_OK);
  EXPECT_EQ(read_file(path), "old");
  ASSERT_EQ(write_all(path, "new bytes", true), STANCE_OK);
  EXPECT_EQ(read_file(path), "new bytes");
}

TEST(Output, LeavesNoTemporaryFileBehind) {
  Temporary t;
  ASSERT_EQ(write_all(t.path("a"), "x", false), STANCE_OK);
  ASSERT_EQ(rmdir(t.folder().c_str()), 0) << "the folder is not empty";
}

TEST(Output, TheNextWriterRemovesWhatADeadOneLeft) {
  Temporary t;
  std::string target = t.write("model", "old");
  t.write("model.stance-0.tmp", "half of a mod");
  ASSERT_EQ(write_all(target, "new", true), STANCE_OK);
  EXPECT_EQ(read_file(target), "new");
  EXPECT_NE(access(t.path("model.stance-0.tmp").c_str(), F_OK), 0);
}

TEST(Output, TwoWritersAtATimeDoNotTouchEachOther) {
  Temporary t;
  std::string target = t.path("model");
  stance__output *first, *second;
  ASSERT_EQ(stance__output_open(&first, target.c_str(), nullptr), STANCE_OK);
  ASSERT_EQ(stance__output_write(first, "first", 5, nullptr), STANCE_OK);
  ASSERT_EQ(stance__output_open(&second, target.c_str(), nullptr), STANCE_OK);
  ASSERT_EQ(stance__output_write(second, "second", 6, nullptr), STANCE_OK);
  ASSERT_EQ(stance__output_commit(second, nullptr), STANCE_OK);
  EXPECT_EQ(read_file(target), "second");
  ASSERT_EQ(stance__output_commit(first, nullptr), STANCE_OK);
  EXPECT_EQ(read_file(target), "first");
}

TEST(Output, LinksAndFoldersUnderATemporaryNameStay) {
  Temporary t;
  t.write("precious", "kept");
  ASSERT_EQ(symlink("precious", t.path("model.stance-0.tmp").c_str()), 0);
  ASSERT_EQ(mkdir(t.path("model.stance-1.tmp").c_str(), 0777), 0);
  ASSERT_EQ(write_all(t.path("model"), "new", true), STANCE_OK);
  EXPECT_EQ(read_file(t.path("precious")), "kept");
  EXPECT_EQ(access(t.path("model.stance-1.tmp").c_str(), F_OK), 0);
}

TEST(Output, FollowsSymbolicLinks) {
  Temporary t;
  t.write("target", "old");
  ASSERT_EQ(symlink("target", t.path("link").c_str()), 0);
  ASSERT_EQ(write_all(t.path("link"), "new", true), STANCE_OK);
  EXPECT_EQ(read_file(t.path("target")), "new");
  char buffer[16];
  EXPECT_GT(readlink(t.path("link").c_str(), buffer, sizeof buffer), 0) << "the link itself was replaced";
}

TEST(Output, WritesDevicesInPlaceAndSaysWhatFails) {
  EXPECT_EQ(write_all("/dev/null", "x", true), STANCE_OK);
  EXPECT_EQ(write_all("/nonexistent/folder/model", "x", true), STANCE_MACHINE);
  Temporary t;
  EXPECT_EQ(write_all(t.folder(), "x", true), STANCE_MACHINE);
}
