#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

TEST(Utf8, EveryCodePointGoesRoundAndSurrogatesAreRefused) {
  for (uint32_t c = 1; c <= 0x10FFFF; c++) {
    char bytes[4];
    if (c >= 0xD800 && c < 0xE000) continue;
    size_t n = stance__utf8_encode(bytes, c), size;
    ASSERT_EQ(stance__utf8_valid(bytes, n), n) << c;
    ASSERT_EQ(stance__utf8_decode(bytes, n, &size), c);
    ASSERT_EQ(size, n);
    ASSERT_EQ(stance__utf8_count(bytes, n), 1u);
  }
  for (const char *bad : {"\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC0\xAF", "\xE0\x80\xAF", "\x80", "\xC3", "\xE2\x82", "\xFE"})
    EXPECT_EQ(stance__utf8_valid(bad, std::string(bad).size()), 0u) << bad;
}

TEST(Utf8, CountsCodePointsOfAnyLength) {
  std::string text;
  size_t points = 0;
  for (int i = 0; i < 40; i++) {
    text += i % 3 == 0 ? "a" : i % 3 == 1 ? "\xC3\xA9" : "\xF0\x9F\x8C\x8A";
    points++;
    EXPECT_EQ(stance__utf8_count(text.data(), text.size()), points) << text;
  }
}
