/* What untrusted text may and may not become in a page. */
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "reports/markup.h"
#include "reports/report_page.h"

namespace {
class Markup : public ::testing::Test {
protected:
  stance__buffer b = STANCE__BUFFER_INIT;
  void TearDown() override { stance__buffer_release(&b); }
  std::string taken() {
    std::string out(b.data ? b.data : "", b.length);
    stance__buffer_clear(&b);
    return out;
  }
  std::string text(const std::string &in) {
    stance__markup_text(&b, in.data(), in.size());
    return taken();
  }
};
} // namespace

TEST_F(Markup, TextCannotLeaveAnElementOrAnAttribute) {
  EXPECT_EQ(text("<script>alert('x')</script> & \"y\""), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;");
  EXPECT_EQ(text("\" onmouseover=x "), "&quot; onmouseover=x ");
  EXPECT_EQ(text("]]><!-- &lt;"), "]]&gt;&lt;!-- &amp;lt;");
}

TEST_F(Markup, CharactersThatDeceiveAreShown) {
  EXPECT_EQ(text("a\xE2\x80\xAE"
                 "b"),
            "a[U+202E]b");
  EXPECT_EQ(text("\xE2\x81\xA6\xE2\x80\x8F\xD8\x9C"), "[U+2066][U+200F][U+061C]");
  EXPECT_EQ(text(std::string("a\0b\x1b\x7f\xC2\x85", 7)), "a\xEF\xBF\xBD"
                                                          "b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(text("a\tb\nc\r\n"), "a\tb\nc\n\n");
  EXPECT_EQ(text("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D é 中 \xF0\x9F\x98\x80"), "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D é 中 \xF0\x9F\x98\x80");
}

TEST_F(Markup, DamagedUtf8IsReplaced) {
  EXPECT_EQ(text("a\xFF"
                 "b\xE2\x80"),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(text("\xC0\xBC"
                 "script"),
            "\xEF\xBF\xBD\xEF\xBF\xBDscript")
      << "an overlong <";
}

TEST_F(Markup, NamesDoNotTurnTheirSurroundings) {
  stance__markup_name(&b, "<b>\xD7\xA9");
  EXPECT_EQ(taken(), "<bdi>&lt;b&gt;\xD7\xA9</bdi>");
}

TEST_F(Markup, AnswersHaveASignBesideTheirColour) {
  const char *const labels[] = {"a", "<b>"};
  stance__answer_markup(&b, 1, labels, 2);
  EXPECT_EQ(taken(), "<span class=\"stance l1\"><span aria-hidden=\"true\">■</span>\xC2\xA0&lt;b&gt;</span>");
  EXPECT_STREQ(stance__answer_class(2, 2), "un");
  EXPECT_STREQ(stance__answer_class(3, 2), "ne");
  EXPECT_STREQ(stance__answer_class(7, 9), "l1") << "styles repeat beyond the sixth label";
  EXPECT_STREQ(stance__answer_class(10, 9), "ne");
  for (size_t i = 0; i < 8; i++)
    for (size_t j = 0; j < i; j++) EXPECT_STRNE(stance__answer_sign(i, 6), stance__answer_sign(j, 6));
}

TEST_F(Markup, SharesArePercent) {
  stance__markup_percent(&b, 0.625, 1);
  EXPECT_EQ(taken(), "62.5\xC2\xA0%");
  stance__markup_percent(&b, NAN, 0);
  EXPECT_EQ(taken(), "—");
}

TEST_F(Markup, APageAllowsNothingButItsStyle) {
  stance__page_open(&b, "k<", "t<");
  stance__page_close(&b);
  std::string page = taken();
  EXPECT_NE(page.find("default-src 'none'; style-src 'sha256-"), std::string::npos);
  EXPECT_NE(page.find("<title>t&lt;</title>"), std::string::npos);
  EXPECT_NE(page.find("<p class=\"kicker\">k&lt;</p>"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find(" style="), std::string::npos) << "the policy would refuse it";
  EXPECT_EQ(page.find("http:"), std::string::npos);
  EXPECT_EQ(page.find("https:"), std::string::npos);
  EXPECT_EQ(page.find("url(\""), std::string::npos);
  EXPECT_EQ(page.find("@import"), std::string::npos);
  size_t head = page.find("<main>");
  EXPECT_NE(head, std::string::npos);
}
