#include "base/buffer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/alloc.h"
#include "base/random.h"

static std::string number(double value) {
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__buffer_number(&b, value);
  std::string text = b.data;
  stance__buffer_release(&b);
  return text;
}

TEST(Buffer, NumbersReadBackAsTheSameDouble) {
  stance__random random;
  stance__random_seed(&random, 3);
  for (int i = 0; i < 20000; i++) {
    uint64_t bits = stance__random_next(&random);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(strtod(number(value).c_str(), nullptr), value);
  }
  EXPECT_EQ(number(0.1), "0.1");
  EXPECT_EQ(number(3), "3");
  EXPECT_EQ(number(NAN), "null");
  EXPECT_EQ(number(-INFINITY), "null");
}

TEST(Buffer, QuotesJsonAndCsv) {
  stance__buffer b = STANCE__BUFFER_INIT;
  const char text[] = "a\"\\\n\x01\xC3\xA9\xFF";
  stance__buffer_json_string(&b, text, sizeof text - 1);
  EXPECT_STREQ(b.data, "\"a\\\"\\\\\\n\\u0001\xC3\xA9\xEF\xBF\xBD\"");
  stance__buffer_clear(&b);
  stance__buffer_csv_field(&b, "a,\"b\"", 5);
  EXPECT_STREQ(b.data, "\"a,\"\"b\"\"\"");
  stance__buffer_release(&b);
}

TEST(Buffer, EscapesWhereverAByteStands) {
  for (int c = 1; c < 0x80; c++) {
    char quoted[8];
    bool plain = c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
    const char *escape = c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : nullptr;
    snprintf(quoted, sizeof quoted, plain ? "%c" : "\\u%04x", c);
    for (size_t before = 0; before < 17; before++) {
      std::string text = std::string(before, 'x') + static_cast<char>(c) + "\xC3\xA9\xFFyz";
      stance__buffer b = STANCE__BUFFER_INIT;
      stance__buffer_json_string(&b, text.data(), text.size());
      EXPECT_EQ(std::string(b.data, b.length), "\"" + std::string(before, 'x') + (escape ? escape : quoted) + "\xC3\xA9\xEF\xBF\xBDyz\"");
      stance__buffer_release(&b);
    }
  }
}

TEST(Buffer, CountsAreDecimal) {
  for (size_t n : {size_t{0}, size_t{9}, size_t{10}, size_t{1234567890}, SIZE_MAX}) {
    stance__buffer b = STANCE__BUFFER_INIT;
    stance__buffer_count(&b, n);
    EXPECT_EQ(std::string(b.data, b.length), std::to_string(n));
    stance__buffer_release(&b);
  }
}

TEST(Buffer, ErrorsStickWhenMemoryRunsOut) {
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__alloc_fail_at(1);
  stance__buffer_puts(&b, "x");
  stance__alloc_fail_at(0);
  EXPECT_TRUE(b.failed);
  stance__buffer_puts(&b, "y");
  EXPECT_TRUE(b.failed);
  stance__buffer_release(&b);
}

TEST(Buffer, RoundsToSixDecimals) {
  auto text = [](double value) {
    stance__buffer b = STANCE__BUFFER_INIT;
    stance__buffer_rounded(&b, value);
    std::string out(b.data, b.length);
    stance__buffer_release(&b);
    return out;
  };
  EXPECT_EQ(text(0.5), "0.5");
  EXPECT_EQ(text(-0.1234567), "-0.123457");
  EXPECT_EQ(text(1), "1");
  EXPECT_EQ(text(-0.0000001), "0");
  EXPECT_EQ(text(12.000001), "12.000001");
  EXPECT_EQ(text(0.0000015), "0.000002");
  EXPECT_EQ(text(1e300), "1e+300");
  EXPECT_EQ(text(NAN), "null");
}
