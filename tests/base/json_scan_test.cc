#include "base/json_scan.h"

#include <cjson/cJSON.h>
#include <gtest/gtest.h>

#include <string>

static stance_status scan(const std::string &text, stance_error *error = nullptr) {
  return stance__json_scan(text.data(), text.size(), STANCE_DATA, "f.json", 7, error);
}

TEST(JsonScan, AcceptsWhatRfc8259Allows) {
  for (const char *text :
       {"{}", "[]", "0", "-1.5e+3", "\"\\u00e9\\ud83d\\ude00\"", " {\"a\":[1,{\"b\":null}],\"c\":true}\n", "\"\xC3\xA9\""})
    EXPECT_EQ(scan(text), STANCE_OK) << text;
}

TEST(JsonScan, RefusesWhatParsersLetThrough) {
  for (const char *text : {"",
                           "{",
                           "{\"a\":1,\"a\":2}",
                           "{\"a\":1,\"\\u0061\":2}",
                           "0123",
                           "1e999",
                           "01",
                           "+1",
                           ".5",
                           "1.",
                           "\"\\u0000\"",
                           "\"\\ud800\"",
                           "{} x",
                           "[1,]",
                           "{\"a\":1,}",
                           "nul",
                           "'a'",
                           "\"\t\"",
                           "\"\xFF\"",
                           "\"\xC0\x80\"",
                           "NaN"})
    EXPECT_EQ(scan(text), STANCE_DATA) << text;
}

/* cJSON copies a number of at most 63 characters: it would fail on a longer one as if memory had run out. */
TEST(JsonScan, RefusesNumbersThatCJsonCannotHold) {
  const std::string longest = "1" + std::string(62, '0');
  EXPECT_EQ(scan("[" + longest + "]"), STANCE_OK);
  cJSON *parsed = cJSON_Parse(("[" + longest + "]").c_str());
  ASSERT_NE(parsed, nullptr);
  EXPECT_EQ(parsed->child->valuedouble, 1e62);
  cJSON_Delete(parsed);
  stance_error error;
  EXPECT_EQ(scan("[" + longest + "0]", &error), STANCE_DATA);
  EXPECT_NE(std::string(error.message).find("63 characters"), std::string::npos) << error.message;
}

TEST(JsonScan, NamesFileLineAndColumn) {
  stance_error error;
  ASSERT_EQ(scan("{\"a\":1,\n \"b\":tru}", &error), STANCE_DATA);
  EXPECT_STREQ(error.file, "f.json");
  EXPECT_EQ(error.line, 8);
  EXPECT_NE(std::string(error.message).find("column"), std::string::npos);
}

TEST(JsonScan, RefusesDeepNestingWithoutRecursingOutOfStack) {
  EXPECT_EQ(scan(std::string(1000000, '[')), STANCE_DATA);
  EXPECT_EQ(scan(std::string(60, '[') + std::string(60, ']')), STANCE_OK);
}

TEST(JsonScan, NoCutOfAnObjectPassesAndNoFlipCrashes) {
  const std::string whole = "{\"id\":9007199254740993,\"text\":\"a\\n\\u00e9\",\"x\":[1,2.5e3,{\"y\":false}]}";
  for (size_t n = 0; n < whole.size(); n++) EXPECT_NE(scan(whole.substr(0, n)), STANCE_OK) << n;
  for (size_t i = 0; i < whole.size(); i++)
    for (int bit = 0; bit < 8; bit++) {
      std::string bad = whole;
      bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
      if (scan(bad) != STANCE_OK) continue;
      stance__json_member member; /* what passes can be walked */
      for (size_t cursor = 0; stance__json_next(bad.data(), bad.size(), &cursor, &member);) ASSERT_LE(cursor, bad.size());
    }
}

TEST(JsonRaw, EchoesLongIdsAsTheyAre) {
  const std::string text = "{ \"a\" : \"}\" , \"id\" : 1234567890123456789 , \"z\":[1,{\"id\":2}]}";
  const char *value;
  size_t length;
  stance__json_raw(text.data(), text.size(), "id", &value, &length);
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(std::string(value, length), "1234567890123456789");
  stance__json_raw(text.data(), text.size(), "z", &value, &length);
  EXPECT_EQ(std::string(value, length), "[1,{\"id\":2}]");
  stance__json_raw(text.data(), text.size(), "none", &value, &length);
  EXPECT_EQ(value, nullptr);
}

TEST(JsonScan, LimitsDepthNumbersAndValues) {
  stance_error error;
  auto message = [&](const std::string &text) {
    return stance__json_scan(text.data(), text.size(), STANCE_DATA, "f", 1, &error) == STANCE_OK ? std::string("good") : error.message;
  };
  auto nested = [](size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(message(nested(64)), "good");
  EXPECT_EQ(message(nested(65)), "invalid JSON at column 65: nested too deep (64 at most)");
  EXPECT_EQ(message("0." + std::string(61, '1')), "good");
  EXPECT_EQ(message("0." + std::string(62, '1')),
            "invalid JSON at column 1: a number of over 63 characters; shorten it, or write it as a string");
  auto values = [](size_t n) { /* an array and what is in it */
                               std::string text = "[1";
                               for (size_t i = 2; i < n; i++) text += ",1";
                               return text + "]";
  };
  EXPECT_EQ(message(values(1 << 21)), "good");
  EXPECT_EQ(message(values((1 << 21) + 1)), "invalid JSON at column 4194304: over 2097152 values; split it");
}
