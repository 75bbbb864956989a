#include <gtest/gtest.h>

#include <set>
#include <string>

#include "stance/status.h"

TEST(Status, EveryOneHasANameOfItsOwn) {
  std::set<std::string> names;
  for (int s = STANCE_OK; s <= STANCE_CANCELLED; s++) names.insert(stance_status_name(static_cast<stance_status>(s)));
  EXPECT_EQ(names.size(), 7u);
  EXPECT_EQ(names.count("unknown"), 0u);
  EXPECT_STREQ(stance_status_name(STANCE_MODEL), "model");
  EXPECT_STREQ(stance_status_name(static_cast<stance_status>(7)), "unknown");
}
