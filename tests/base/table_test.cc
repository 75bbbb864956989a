#include "base/table.h"

#include <gtest/gtest.h>

#include <string>

TEST(Table, NumbersStringsInOrderOfFirstSight) {
  stance__table *t = stance__table_new();
  for (uint32_t i = 0; i < 5000; i++) {
    std::string key = "key" + std::to_string(i);
    ASSERT_EQ(stance__table_insert(t, key.data(), key.size()), i);
    ASSERT_EQ(stance__table_insert(t, key.data(), key.size()), i);
  }
  EXPECT_EQ(stance__table_size(t), 5000u);
  EXPECT_EQ(stance__table_find(t, "key42", 5), 42u);
  EXPECT_EQ(stance__table_find(t, "key4", 4), 4u);
  EXPECT_EQ(stance__table_find(t, "nothing", 7), STANCE__TABLE_NONE);
  size_t length;
  EXPECT_STREQ(stance__table_text(t, 4999, &length), "key4999");
  stance__table_free(t);
}
