/* What the attributes of a page say of its parts, and the places where pages name an encoding, a title or a day. */
#include <gtest/gtest.h>

#include <string>

#include "stance/page.h"

namespace {
const std::string LONG = "The ferry talks went on into the night, and both harbours said that they would come back to the table.";
const std::string MORE = "A spokesman for the harbour of Ulm said that nobody had left the room, and that nobody was going to.";

struct Read {
  std::string text, title, source, day;
  explicit Read(const std::string &html) {
    stance_page *page = nullptr;
    stance_error error{};
    if (stance_page_read(&page, html.data(), html.size(), "p.html", &error) == STANCE_OK) {
      text = page->text, title = page->title ? page->title : "", source = page->source ? page->source : "", day = page->day;
    } else {
      text = std::string("!") + error.message;
    }
    stance_page_free(page);
  }
};
std::string text(const std::string &html) { return Read(html).text; }
std::string p(const std::string &inner, const std::string &attributes = "") { return "<p " + attributes + ">" + inner + "</p>"; }
} // namespace

TEST(HtmlAttributes, RolesSayWhatIsFurniture) {
  const std::string whole = p(LONG) + p(MORE);
  for (std::string role : {"navigation", "BANNER", "complementary", "contentinfo", "search", "tablist"})
    EXPECT_EQ(text("<body>" + whole + "<div role=" + role + ">" + p("Words beside it.") + "</div></body>"), LONG + "\n\n" + MORE + "\n");
  EXPECT_EQ(text("<body>" + p(MORE) + "<div role=main>" + p(LONG) + p(LONG) + "</div></body>"), LONG + "\n\n" + LONG + "\n");
  EXPECT_EQ(text("<body>" + whole + p("Kept.", "role=paragraph") + "</body>"), LONG + "\n\n" + MORE + "\n\nKept.\n");
}

TEST(HtmlAttributes, TheBodyOfAnArticleIsNamed) {
  EXPECT_EQ(text("<body>" + p(MORE) + "<div itemprop=articleBody>" + p(LONG) + p(LONG) + "</div>" + p("Small print.") + "</body>"),
            LONG + "\n\n" + LONG + "\n");
  EXPECT_EQ(text("<body><div itemprop=headline>" + p(LONG) + "</div>" + p(MORE) + "</body>"), LONG + "\n\n" + MORE + "\n");
}

TEST(HtmlAttributes, WhatIsHiddenIsNoText) {
  EXPECT_EQ(text("<body>" + p(LONG) + p("Gone.", "hidden") + p("Gone.", "aria-hidden=true") + p("Here.", "aria-hidden=false") +
                 p("And <span hidden>not </span>here.") + "</body>"),
            LONG + "\n\nHere.\n\nAnd here.\n");
}

TEST(HtmlAttributes, AnAttributeWithoutAValueSaysNothing) {
  EXPECT_EQ(
      text("<body>" + p(LONG, "class id role itemprop aria-hidden") + "<time datetime>Monday</time>" + "<meta property content></body>"),
      LONG + "\n\nMonday\n");
}

TEST(HtmlAttributes, TheFirstTitleAndSiteAreTaken) {
  Read page("<meta property=og:title content=One><meta property=og:title content=Two><meta name=og:site_name content=Gazette>"
            "<meta property=og:site_name content=Post>" +
            p(LONG));
  EXPECT_EQ(page.title, "One");
  EXPECT_EQ(page.source, "Gazette");
  EXPECT_EQ(Read("<meta property=og:title content='&#x200B;'><h1>Ferry</h1>" + p(LONG)).title, "Ferry") << "nothing is left of it";
}

TEST(HtmlAttributes, LongTitlesEndAtACharacter) {
  std::string title;
  while (title.size() < 1500) title += "aé€";
  std::string got = Read("<title>" + title + "</title>" + p(LONG)).title;
  EXPECT_GE(got.size(), 997u);
  EXPECT_LE(got.size(), 1000u);
  EXPECT_EQ(title.compare(0, got.size(), got), 0);
  EXPECT_NE(static_cast<unsigned char>(title[got.size()]) & 0xC0, 0x80) << "no character is cut";
}

TEST(HtmlAttributes, ATimeSaysWhetherItIsThatOfPublication) {
  const std::string first = "<article><time datetime=2020-02-03>then</time>" + p(LONG);
  EXPECT_EQ(Read(first + "<time datetime=2026-11-25 pubdate>today</time></article>").day, "2026-11-25");
  EXPECT_EQ(Read(first + "<time datetime=2026-11-25 itemprop=datePublished>today</time></article>").day, "2026-11-25");
  EXPECT_EQ(Read(first + "<time datetime=2026-11-25 itemprop=dateModified>today</time></article>").day, "2020-02-03");
  EXPECT_EQ(Read("<article><time datetime=noon>then</time><time datetime=2026-11-25>x</time>" + p(LONG) + "</article>").day, "2026-11-25");
  std::string times;
  for (int i = 0; i < 200; i++) times += "<time datetime=2026-11-25>x</time> ";
  EXPECT_EQ(Read("<article>" + p(LONG) + times + "</article>").day, "2026-11-25") << "more than are kept";
  EXPECT_EQ(Read("<meta itemprop=datePublished content=2026-11-24>" + first + "</article>").day, "2026-11-24");
  EXPECT_EQ(Read("<meta name=date content=2026-11-23><meta name=pubdate content=2026-11-24>" + p(LONG)).day, "2026-11-23");
}

TEST(HtmlAttributes, EncodingsAreNamedInSeveralWays) {
  const std::string mir = p("\xED\xC9\xD2");
  EXPECT_EQ(text("<meta charset = 'koi8-r'>" + mir), "Мир\n");
  EXPECT_EQ(text("<?xml version='1.0' encoding=\"KOI8-R\"?>" + mir), "Мир\n");
  EXPECT_EQ(text("<p>The charset is koi8-r" + mir), "The charset is koi8-r\n\níÉÒ\n") << "words are no declaration";
  EXPECT_EQ(text("<meta charset=''><meta charset=koi8-r>" + mir), "Мир\n");
  EXPECT_EQ(text("<!--" + std::string(5000, ' ') + "--><meta charset=koi8-r>" + mir), "íÉÒ\n") << "too far from the start";
  EXPECT_EQ(text(mir + "<meta charset"), "íÉÒ\n");
  EXPECT_EQ(text(std::string("\xFE\xFF\0<\0p\0>\x04\x1C\0.", 12)), "М.\n");
  EXPECT_NE(text("<meta charset=" + std::string(60, 'x') + ">" + mir).find("'" + std::string(40, 'x') + "'"), std::string::npos);
  EXPECT_EQ(text("<meta charset=utf-16>" + p("caf\xE9")), "caf\xEF\xBF\xBD\n") << "what could be read so far was not in it";
}

TEST(HtmlAttributes, CellsStandApartAndLongOnesAlone) {
  EXPECT_EQ(text("<table><tr><td>Ulm<td>3<tr><td>Karsk<td>4</table>"), "Ulm\t3\n\nKarsk\t4\n");
  EXPECT_EQ(text("<table><tr><td>" + LONG + " " + MORE + "<td>" + MORE + "</table>").find('\t'), std::string::npos);
}

TEST(HtmlAttributes, SpacesOfEverySortAreOne) {
  EXPECT_EQ(text(p("a&#x2003;&#x3000; &#x2028;b&#x7f;&#x81;&#x2066;c&#x61c;d")), "a bcd\n");
  EXPECT_EQ(text(p("&#x80;5 &#x99; caf\xC3\xA9 &#x4e2d;")), "€5 ™ café 中\n");
}
