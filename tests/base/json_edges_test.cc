/* Escapes, numbers and members at their edges, where a scan that is off by one reads past its text or lets something through. */
#include <gtest/gtest.h>

#include <string>

#include "base/json_scan.h"
#include "tests/support/every_allocation.h"

namespace {
std::string scan(const std::string &text) {
  stance_error error{};
  std::string copy = text; /* a heap block of its own, so that a sanitizer sees reads past it */
  return stance__json_scan(copy.data(), copy.size(), STANCE_DATA, "f", 1, &error) == STANCE_OK ? "good" : error.message;
}
std::string raw(const std::string &text, const char *key) {
  const char *found = nullptr;
  size_t length = 0;
  stance__json_raw(text.data(), text.size(), key, &found, &length);
  return found ? std::string(found, length) : "none";
}
} // namespace

TEST(JsonEdges, SurrogatesComeInPairs) {
  EXPECT_EQ(scan("\"\\ud83d\\ude00\""), "good");
  EXPECT_EQ(scan("\"\\uD800\\uDC00\\uDBFF\\uDFFF\""), "good");
  for (const char *text : {"\"\\udc00\"", "\"\\udfff\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n12345\"", "\"\\ud800\\u0041\"",
                           "\"\\ud800\\ue000\"", "\"\\ud800\\udbff\"", "\"\\ud800\\udc0", "\"\\ud800\\u"})
    EXPECT_NE(scan(text).find("a lone surrogate"), std::string::npos) << text << ": " << scan(text);
  EXPECT_EQ(scan("\"\\ue000\\ud7ff\""), "good");
}

TEST(JsonEdges, EscapesAreTheEightAndFourFigures) {
  EXPECT_EQ(scan("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00Af\""), "good");
  for (const char *text : {"\"\\", "\"\\\"", "\"\\u", "\"\\u00e", "\"\\u00g0\"", "\"\\U0041\"", "\"\\a\"", "\"\\'\"", "\"\\u 041\""})
    EXPECT_NE(scan(text), "good") << text;
  EXPECT_NE(scan(std::string("\"\\\0\"", 4)), "good");
}

TEST(JsonEdges, NumbersAreThoseOfTheGrammar) {
  for (const char *text : {"0", "-0", "0.0", "10", "1e5", "1E5", "1e+5", "1e-5", "-1.25e-10", "0e0", "9007199254740993"})
    EXPECT_EQ(scan(text), "good") << text;
  for (const char *text : {"-", "-a", "00", "-01", "1.", "1.e5", "1e", "1e+", "1e-", "1e5.5", "0x10", "1e309", "-1e309", "1_000"})
    EXPECT_NE(scan(text), "good") << text;
  EXPECT_NE(scan(std::string(2000, '1')), "good") << "longer than any number";
}

TEST(JsonEdges, EveryCutOfATextIsRefused) {
  const std::string whole = "{\"a\" : [1, -2.5e+3, \"\\u00e9\\ud83d\\ude00\", {\"\": null}], \"b\":\ttrue , \"c\":false}";
  ASSERT_EQ(scan(whole), "good");
  for (size_t n = 0; n < whole.size(); n++) EXPECT_NE(scan(whole.substr(0, n)), "good") << whole.substr(0, n);
}

TEST(JsonEdges, TwoEmptyKeysAreTwice) {
  EXPECT_EQ(scan("{\"\":1}"), "good");
  EXPECT_NE(scan("{\"\":1,\"\":2}"), "good");
  EXPECT_EQ(scan("{\"\":1,\"a\":{\"\":2}}"), "good") << "in another object";
}

TEST(JsonEdges, MembersAreFoundAsTheyStand) {
  EXPECT_EQ(raw("{\"id\" : 12345678901234567890 , \"b\":1}", "id"), "12345678901234567890");
  EXPECT_EQ(raw("{\"b\":{\"id\":1},\"id\":[1, {\"x\":\"]}\"}] }", "id"), "[1, {\"x\":\"]}\"}]");
  EXPECT_EQ(raw("{\"b\":\"\\\"id\\\":7\",\"id\":\"a\\\"b\"}", "id"), "\"a\\\"b\"");
  EXPECT_EQ(raw("{\"idx\":1,\"i\":2}", "id"), "none");
  EXPECT_EQ(raw("{}", "id"), "none");
}

TEST(JsonEdges, MemoryMayRunOut) {
  const std::string text = "{\"a\":[1.5,{\"b\":\"\\u00e9\"}],\"\":{\"c\":null},\"d\":\"" + std::string(300, 'x') + "\"}";
  EXPECT_GT(every_allocation([&](stance_error *e) { return stance__json_scan(text.data(), text.size(), STANCE_DATA, "f", 1, e); }), 1);
}
