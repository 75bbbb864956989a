#include <gtest/gtest.h>

#include "base/input.h"
#include "tests/support/temporary.h"

TEST(ReadAll, LimitsFilesAndWhatHasNoEnd) {
  Temporary t;
  stance_error error;
  stance__buffer all = STANCE__BUFFER_INIT;
  std::string largest(STANCE__LARGEST_FILE, 'x');
  EXPECT_EQ(stance__read_all(&all, t.write("largest", largest).c_str(), &error), STANCE_OK);
  EXPECT_EQ(all.length, largest.size());
  for (const std::string &path : {t.write("larger", largest + "x"), std::string("/dev/zero")}) {
    stance__buffer_clear(&all);
    EXPECT_EQ(stance__read_all(&all, path.c_str(), &error), STANCE_DATA);
    EXPECT_STREQ(error.message, "over 64 MiB; name a smaller file");
    EXPECT_EQ(error.file, path);
  }
  stance__buffer_release(&all);
}
