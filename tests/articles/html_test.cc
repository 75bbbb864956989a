#include <gtest/gtest.h>

#include <random>
#include <string>

#include "base/alloc.h"
#include "base/utf8.h"
#include "stance/page.h"

namespace {
const std::string LONG = "The ferry talks went on into the night, and both harbours said that they would come back to the table.";
const std::string MORE = "A spokesman for the harbour of Ulm said that nobody had left the room, and that nobody was going to.";

struct Page {
  stance_page *page = nullptr;
  stance_error error{};
  stance_status status;
  explicit Page(const std::string &html) { status = stance_page_read(&page, html.data(), html.size(), "p.html", &error); }
  ~Page() { stance_page_free(page); }
  Page(const Page &) = delete;
  std::string text() const { return page ? page->text : std::string("!") + error.message; }
  std::string title() const { return page && page->title ? page->title : ""; }
  std::string day() const { return page ? page->day : ""; }
};
std::string text(const std::string &html) { return Page(html).text(); }
std::string article(const std::string &inner) { return "<!doctype html><html><body><article>" + inner + "</article></body></html>"; }
std::string p(const std::string &inner) { return "<p>" + inner + "</p>"; }
} // namespace

TEST(Html, ParagraphsStandApart) { EXPECT_EQ(text(article(p("One  line\n of  text.") + p("Two."))), "One line of text.\n\nTwo.\n"); }

TEST(Html, InlineMarkupLeavesNoTrace) {
  EXPECT_EQ(text(article(p("“We <b>will</b> <i>t<u>al</u>k</i>,” said <a href=/x>Ada <span>Pen<wbr>rose</span></a>."))),
            "“We will talk,” said Ada Penrose.\n");
}

TEST(Html, EntitiesAreDecoded) {
  EXPECT_EQ(
      text(article(p("&ldquo;Yes&rdquo; &amp; &#8220;no&#x201D; &mdash; caf&eacute;, &lt;b&gt;, &#146;90s&nbsp;talk, AT&T, &nosuch;"))),
      "“Yes” & “no” — café, <b>, ’90s talk, AT&T, &nosuch;\n");
}

TEST(Html, BrokenMarkupIsRead) {
  EXPECT_EQ(text("<p>One <b>two<p>three</i> <div>four</span></p><p>five"), "One two\n\nthree\n\nfour\n\nfive\n");
  EXPECT_EQ(text("<article><p>One</p><p>two</article"), "One\n\ntwo\n");
  EXPECT_EQ(text(article(p("a < b and <3 and <>."))), "a < b and <3 and <>.\n");
}

TEST(Html, ScriptsStylesAndTemplatesAreNoText) {
  EXPECT_EQ(text(article("<script>var a = '<p>no</p>';</script><style>p { x }</style>" + p("Yes<!-- no -->.") +
                         "<noscript><p>no</p></noscript><template><p>no</p></template><svg><title>no</title><text>no</text></"
                         "svg><iframe>no</iframe>")),
            "Yes.\n");
}

TEST(Html, FurnitureIsLeftOut) {
  std::string page = "<html><body class='has-sidebar nav-open'><header><a href=/>Home</a> Banner "
                     "words</header><nav><ul><li>News<li>Sport</ul></nav>"
                     "<main>" +
                     p(LONG) + p(MORE) +
                     "<aside>Aside words.</aside><form><p>Your e-mail</p><input value=x><button>Send</button></form>"
                     "<div class='article-share'>Share words</div><div id=relatedArticles><p>" +
                     LONG +
                     "</p></div></main>"
                     "<div class=comments><p>" +
                     MORE + "</p></div><footer>Footer words</footer></body></html>";
  EXPECT_EQ(text(page), LONG + "\n\n" + MORE + "\n");
}

TEST(Html, FurnitureThatHoldsThePageIsNone) {
  EXPECT_EQ(text("<main><header><p>By Ada Penrose</p></header><article class=comment>" + p(LONG) + "<article class=comment>" + p(MORE) +
                 "</article></article></main>"),
            LONG + "\n");
  EXPECT_EQ(text(article("<div class=paywall>" + p(LONG) + "</div>" + p(MORE) + p(LONG))), LONG + "\n\n" + MORE + "\n\n" + LONG + "\n");
  EXPECT_EQ(text("<body><form id=aspnet>" + p(LONG) + p(MORE) + "</form>"), LONG + "\n\n" + MORE + "\n");
  EXPECT_EQ(text("<body><div class='content with-sidebar'>" + p(LONG) + p(MORE) + "</div>"), LONG + "\n\n" + MORE + "\n");
}

TEST(Html, ReadMoreAndShareAreLeftOut) {
  EXPECT_EQ(text(article(p(LONG) + p("Read more: <a href=/x>How the ferry stopped</a>") + p("<a href=/y>Ten things about harbours</a>") +
                         "<h2>Related stories</h2><ul><li><a href=/1>One story here</a><li><a href=/2>Another</a></ul>" +
                         p("Share this article") + p("ADVERTISEMENT") + p("Share prices fell, <a href=/z>the bank</a> said.") +
                         p("Related talks went on."))),
            LONG + "\n\nShare prices fell, the bank said.\n\nRelated talks went on.\n");
}

TEST(Html, ALinkedHeadOfALinkListGoesWithIt) {
  EXPECT_EQ(text(article(p(LONG) + "<h3>From our harbour desk</h3><p><a href=/x>Ten things about harbours</a></p><h3>What is next</h3>" +
                         p("Talks."))),
            LONG + "\n\nWhat is next\n\nTalks.\n");
}

TEST(Html, HeadingsListsQuotationsAndCaptionsAreParagraphs) {
  EXPECT_EQ(text(article("<h1>Ferry talks</h1><h2>Day two</h2>" + p("Words.") +
                         "<ul><li>First <b>point</b></li><li>Second</ul><blockquote><p>“We agree.”</p>"
                         "<footer>— Ada Penrose</footer></blockquote><figure><img alt=no><figcaption>The harbour.</figcaption></figure>")),
            "Ferry talks\n\nDay two\n\nWords.\n\nFirst point\n\nSecond\n\n“We agree.”\n\n— Ada Penrose\n\nThe harbour.\n");
}

TEST(Html, BreaksAreLineEndsAndTwoOfThemAParagraph) {
  EXPECT_EQ(text(article("One<br>two<br/>\n<br>three<hr>four")), "One\ntwo\n\nthree\n\nfour\n");
  EXPECT_EQ(text(article("<pre>Wire  text\ngoes on.\n\nNext.</pre>")), "Wire text\ngoes on.\n\nNext.\n");
}

TEST(Html, TableRowsAreLinesAndLayoutTablesParagraphs) {
  EXPECT_EQ(text(article("<table><tr><th>Q:</th><td>Will you talk?</td></tr><tr><td>A:<td>Yes.</table>")),
            "Q:\tWill you talk?\n\nA:\tYes.\n");
  EXPECT_EQ(text("<table><tr><td width=100><a href=/>Home</a></td><td>" + p(LONG) + p(MORE) + "</td></tr></table>"),
            LONG + "\n\n" + MORE + "\n");
}

TEST(Html, QuotedWordsGetTheirMarks) {
  EXPECT_EQ(text(article(p("<q>We heard <q>no</q>,</q> she said."))), "“We heard ‘no’,” she said.\n");
}

TEST(Html, TheLongestOfSeveralArticlesIsRead) {
  std::string teaser = "<article><h2>Other</h2><p>" + MORE + "</p></article>";
  EXPECT_EQ(text("<body><article>" + p(LONG) + p(MORE) + p(LONG) + "</article>" + teaser), LONG + "\n\n" + MORE + "\n\n" + LONG + "\n");
  /* An index page: no article stands out, all of them are read. */
  std::string index = text("<body><main>" + teaser + teaser + teaser + "</main></body>");
  EXPECT_NE(index.find(MORE + "\n\nOther\n\n" + MORE), std::string::npos) << index;
}

TEST(Html, WithoutArticleTheElementWithTheTextIsRead) {
  EXPECT_EQ(text("<body><div><div>Menu words</div><div><h1>T</h1><div class=story>" + p(LONG) + p(MORE) + p(LONG) +
                 "</div><div>Small print.</div></div></div>"),
            LONG + "\n\n" + MORE + "\n\n" + LONG + "\n");
  EXPECT_EQ(text("<body><div>" + LONG + "</div><div>Short end.</div>"), LONG + "\n\nShort end.\n");
}

TEST(Html, TitlesComeFromOpenGraphThenHeadingThenTitle) {
  std::string head = "<head><title>Ferry talks &ndash; The Harbour</title>",
              body = "<body><article><h1>Ferry <i>talks</i></h1>" + p(LONG) + "</article>";
  EXPECT_EQ(Page(head + "<meta property='og:title' content='Ferry &amp; talks'></head>" + body).title(), "Ferry & talks");
  EXPECT_EQ(Page(head + "</head>" + body).title(), "Ferry talks");
  EXPECT_EQ(Page(head + "</head><body>" + p(LONG)).title(), "Ferry talks – The Harbour");
  EXPECT_EQ(Page(p(LONG)).title(), "");
  Page site("<meta property=og:site_name content='The Harbour'>" + p(LONG));
  ASSERT_NE(site.page, nullptr);
  EXPECT_STREQ(site.page->source, "The Harbour");
}

TEST(Html, DaysComeFromMetaJsonAndTime) {
  std::string body = "<body><article><time datetime='2026-11-23T10:00'>Monday</time>" + p(LONG) + "</article>";
  std::string json = "<script type='application/ld+json'>{\"@graph\":[{\"n\":\"datePublished\",\"datePublished\" : "
                     "\"2026-11-24T01:00:00Z\"}]}</script>";
  EXPECT_EQ(Page("<meta property='article:published_time' content='2026-11-25T08:00:00+01:00'>" + json + body).day(), "2026-11-25");
  EXPECT_EQ(Page(json + body).day(), "2026-11-24");
  EXPECT_EQ(Page(body).day(), "2026-11-23");
  EXPECT_EQ(Page("<aside><time datetime=2020-01-01>old</time></aside>" + body).day(), "2026-11-23");
  EXPECT_EQ(Page("<meta name=date content='soon'>" + p(LONG)).day(), "");
  EXPECT_EQ(Page("<script type='application/ld+json'>{\"datePublished\":\"2026-1").day(), "");
}

TEST(Html, DeclaredEncodingsAreConverted) {
  EXPECT_EQ(text("<meta charset=iso-8859-1>" + p("caf\xE9 \x93yes\x94")), "café “yes”\n");
  EXPECT_EQ(text("<meta http-equiv=content-type content='text/html; charset=koi8-r'>" + p("\xED\xC9\xD2")), "Мир\n");
  EXPECT_EQ(text(p("caf\xE9")), "café\n");                            /* undeclared: windows-1252 */
  EXPECT_EQ(text("<meta charset=iso-8859-1>" + p("café")), "café\n"); /* declared wrongly */
  EXPECT_EQ(text("<meta charset=utf-8>" + p("caf\xE9!")), "caf\xEF\xBF\xBD!\n");
  EXPECT_EQ(text(std::string("\xFF\xFE<\0p\0>\0\xE9\0.\0", 12)), "é.\n");
  EXPECT_EQ(text("\xEF\xBB\xBF" + p("é")), "é\n");
  EXPECT_EQ(text("<meta charset=x-klingon>" + p("\xE9")),
            "!in the encoding 'x-klingon', which is not known here; convert the page to UTF-8");
}

TEST(Html, ControlAndBidirectionalCharactersAreLeftOut) {
  EXPECT_EQ(text(article(p("a\xE2\x80\xAE"
                           "b\xE2\x80\x8B"
                           "c\xC2\xAD"
                           "d\x1B[31me\xE2\x81\xA6&#x202E;&#8203;f&#1;&#0;"))),
            "abcd[31mef\n");
  EXPECT_EQ(Page("<meta property=og:title content='a&#x202E;b&#27;'>" + p("x")).title(), "ab");
}

TEST(Html, PagesWithoutTextAreRefused) {
  for (std::string page :
       {"", "<!doctype html>", "<html><body></body></html>", "<body><nav>Home</nav><script>x</script></body>", "<p>&nbsp;</p>", "\xFF\xFE"})
    EXPECT_EQ(text(page), "!no article text found on the page") << page;
  EXPECT_EQ(Page("").status, STANCE_DATA);
  EXPECT_EQ(text(std::string("<p>a\0b</p>", 10)), "!NUL byte: this is no page");
  EXPECT_EQ(text(std::string((16 << 20) + 1, 'x')), "!an HTML page over 16 MiB; convert it to text");
}

TEST(Html, NothingOutsideThePageIsRead) {
  EXPECT_EQ(text("<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><body><p>a &x; b</p><link rel=stylesheet "
                 "href='http://x.invalid/'>")
                .find("root:"),
            std::string::npos);
}

TEST(Html, HostilePagesEndAndAreNeverHalfRead) {
  std::string deep, mixed, amps, opens;
  for (int i = 0; i < 400; i++) deep += "<div>";
  EXPECT_EQ(text(deep + "core"), "core\n");
  for (int i = 0; i < 300000; i++) deep += "<b>";
  EXPECT_EQ(text(deep + "core"), "!elements nested deeper than 500: no article page");
  for (int i = 0; i < 490; i++) mixed += "<b>";
  for (int i = 0; i < 1000000; i++) mixed += "</i><p>";
  EXPECT_EQ(text(mixed + "core"), "core\n");
  EXPECT_EQ(text("<p title='" + std::string(12 << 20, 'x') + "' class='" + std::string(1 << 20, 'y') + "'>core</p>"), "core\n");
  EXPECT_EQ(text("<p>core</p><!-- " + std::string(12 << 20, '-')).substr(0, 4), "core");
  std::string words;
  while (words.size() < (12u << 20)) words += "word ";
  EXPECT_EQ(text(p(words)).size(), words.size());
  for (int i = 0; i < 500000; i++) amps += "&a;", opens += "<";
  EXPECT_EQ(text(p(amps)).size(), amps.size() + 1);
  text(opens);
  std::string attributes = "<p";
  for (int i = 0; i < 300000; i++) attributes += " a" + std::to_string(i) + (i % 2 ? "='>'" : " = x");
  EXPECT_EQ(text(attributes + ">core").substr(0, 60), "!an element with hundreds of attributes: no article page");
  EXPECT_EQ(text("<!-- " + attributes + " --><script>if (a <" + attributes.substr(1) + ") {}</script><p>core").substr(0, 60), "core\n");
}

TEST(Html, DamagedPagesGiveValidTextOrAnError) {
  std::string page = "<!doctype html><html><head><title>T</title><meta property=og:title content='x'><script "
                     "type='application/ld+json'>{\"datePublished\":\"2026-01-02\"}"
                     "</script></head><body><nav>n</nav><article><h1>é</h1><p>“a” <q>b</q> "
                     "&eacute;<br><br>c</p><table><tr><td>d<td>e</table><ul><li>f</ul></article></body>";
  std::mt19937 random(7);
  for (int round = 0; round < 4000; round++) {
    std::string damaged = page;
    for (int k = 0; k < 1 + round % 8 && !damaged.empty(); k++) {
      size_t at = random() % damaged.size();
      switch (random() % 4) {
      case 0: damaged[at] = static_cast<char>(random() % 255 + 1); break;
      case 1: damaged.erase(at, random() % 20); break;
      case 2: damaged.insert(at, page.substr(random() % page.size(), random() % 30)); break;
      default: damaged.resize(at + 1); break;
      }
    }
    Page got(damaged);
    if (got.page) {
      EXPECT_EQ(stance__utf8_valid(got.page->text, got.page->length), got.page->length);
      EXPECT_EQ(std::string(got.page->text).size(), got.page->length);
    } else {
      EXPECT_EQ(got.status, STANCE_DATA) << got.error.message;
    }
  }
}

TEST(Html, EveryFailedAllocationIsReported) {
  std::string page = "<title>T</title><script type='application/ld+json'>{}</script>" + article("<h1>H</h1>" + p(LONG) + "caf\xE9");
  for (long n = 1;; n++) {
    stance__alloc_fail_at(n);
    Page got(page);
    long done = stance__alloc_fail_at(0);
    if (got.status == STANCE_OK) {
      EXPECT_GT(n, 5);
      EXPECT_LT(done, n);
      break;
    }
    EXPECT_EQ(got.status, STANCE_MACHINE) << n;
  }
}
