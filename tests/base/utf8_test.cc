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

TEST(Utf8, CharactersThatDriveOrTurnWhatIsShown) {
  for (uint32_t c : {0x00u, 0x0Au, 0x1Fu, 0x7Fu, 0x80u, 0x9Fu}) EXPECT_TRUE(stance__utf8_is_control(c)) << c;
  for (uint32_t c : {0x20u, 0x7Eu, 0xA0u, 0x5D0u}) EXPECT_FALSE(stance__utf8_is_control(c)) << c;
  for (uint32_t c : {0x61Cu, 0x200Eu, 0x200Fu, 0x202Au, 0x202Eu, 0x2066u, 0x2069u}) EXPECT_TRUE(stance__utf8_is_bidi_control(c)) << c;
  for (uint32_t c : {0x5D0u, 0x200Du, 0x2029u, 0x202Fu, 0x206Au}) EXPECT_FALSE(stance__utf8_is_bidi_control(c)) << c;
}
