#include "base/day.h"

#include <gtest/gtest.h>

#include <string>

static std::string day(const std::string &text) {
  char out[STANCE__DAY_SIZE] = "untouched";
  if (stance__day_read(out, text.data(), text.size())) return out;
  EXPECT_STREQ(out, "untouched") << text;
  return "";
}

TEST(Day, IsReadInFiguresAndWords) {
  for (const char *text :
       {"2026-11-25", "20261125", "2026/11/25", "2026-11-25T23:59:00+09:00", "  \t2026-11-25 08:00", "20261125T080000Z",
        "Wed, 25 Nov 2026 08:00:00 GMT", "25 November 2026", "November 25, 2026", "Wednesday 25 nov. 2026", "NOV 25 2026"})
    EXPECT_EQ(day(text), "2026-11-25") << text;
  EXPECT_EQ(day("1 may 1000"), "1000-05-01");
}

TEST(Day, HasTheCalendarsLeapYears) {
  EXPECT_EQ(day("2024-02-29"), "2024-02-29");
  EXPECT_EQ(day("2000-02-29"), "2000-02-29");
  EXPECT_EQ(day("2023-02-29"), "");
  EXPECT_EQ(day("1900-02-29"), "");
  EXPECT_EQ(day("29 Feb 2023"), "");
}

TEST(Day, IsNoneWhereTheCalendarHasNone) {
  for (const char *text : {"2026-00-10", "2026-13-10", "2026-11-00", "2026-11-31", "0999-11-25", "20260230", "0 May 2026", "32 May 2026",
                           "25 November 20261", "25 November 202"})
    EXPECT_EQ(day(text), "") << text;
}

TEST(Day, IsNoneInAnythingElse) {
  for (const char *text : {"",
                           " ",
                           "2026",
                           "2026-11",
                           "2026-11-2",
                           "2026-1-25",
                           "2026.11.25",
                           "2026-11/25",
                           "202611251",
                           "noon",
                           "25 2026",
                           "25 2026 November",
                           "November",
                           "25 No 2026",
                           "Novembers 25, 2026",
                           "25 November May 2026",
                           "25 November noon 2026",
                           "on this Wednesday 25 November 2026",
                           "25 November, ---",
                           "25 \xC3\xA9 2026",
                           "-11-25-2026"})
    EXPECT_EQ(day(text), "") << text;
  EXPECT_EQ(day(std::string(80, '.') + "25 November 2026"), "") << "far from the start of the text";
}
