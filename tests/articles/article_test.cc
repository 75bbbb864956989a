#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/alloc.h"
#include "stance/article.h"
#include "tests/support/every_allocation.h"

namespace {
struct Found {
  std::string kind, speaker, cue, text;
  size_t spans;
};
struct Article {
  stance_article *a = nullptr;
  stance_error error{};
  stance_status status;
  explicit Article(const std::string &text) { status = stance_article_parse(&a, text.data(), text.size(), "a.txt", &error); }
  ~Article() { stance_article_free(a); }
  Article(const Article &) = delete;
  std::vector<Found> all() const {
    std::vector<Found> out;
    EXPECT_EQ(status, STANCE_OK) << error.message;
    for (size_t i = 0; a && i < stance_article_statement_count(a); i++) {
      const stance_statement *s = stance_article_statement(a, i);
      out.push_back({stance_kind_name(s->kind), s->speaker ? s->speaker : "", s->cue ? s->cue : "",
                     std::string(stance_article_text(a, nullptr) + s->hull.byte_start, s->hull.byte_end - s->hull.byte_start), s->n_spans});
    }
    return out;
  }
  Found only() const {
    auto found = all();
    EXPECT_EQ(found.size(), 1u) << stance_article_text(a, nullptr);
    return found.empty() ? Found{} : found[0];
  }
};
Found only(const std::string &text) { return Article(text).only(); }
size_t count(const std::string &text) { return Article(text).all().size(); }
} // namespace

TEST(Articles, FindDirectQuotationsInEveryKindOfMark) {
  for (const char *quote : {"“We will talk to them,”", "\"We will talk to them,\"", "«We will talk to them,»", "„We will talk to them,“",
                            "‘We will talk to them,’", "''We will talk to them,''"}) {
    Found f = only(std::string(quote) + " Ada Penrose said.\n");
    EXPECT_EQ(f.kind, "direct") << quote;
    EXPECT_EQ(f.speaker, "Ada Penrose") << quote;
    EXPECT_EQ(f.text, quote);
    EXPECT_EQ(f.cue, "said");
  }
}

TEST(Articles, JoinInterruptedQuotations) {
  Found f = only("“We will talk,” Ada Penrose said, “but not today.”");
  EXPECT_EQ(f.spans, 2u);
  f = only("“We will talk to them,” Ada Penrose said. “It is time. We are ready.”");
  EXPECT_EQ(f.spans, 2u);
  auto two = Article("“We will talk to them,” Ada Penrose said.\n\n“Not with us you will not,” Odo Brandt replied.").all();
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[1].speaker, "Odo Brandt");
}

TEST(Articles, QuotationsRunOverParagraphs) {
  Found f = only("Ada Penrose said: “We will talk to them.\n\n“We will do it tomorrow.”\n");
  EXPECT_EQ(f.spans, 2u);
  EXPECT_EQ(f.speaker, "Ada Penrose");
}

TEST(Articles, FindReportedSpeech) {
  Found f = only("Ada Penrose warned on Monday that the dam would burst.");
  EXPECT_EQ(f.kind, "indirect");
  EXPECT_EQ(f.speaker, "Ada Penrose");
  EXPECT_EQ(only("The talks will go on until spring, the ministry said on Monday.").speaker, "ministry");
  EXPECT_EQ(only("According to Ada Penrose, the talks will go on.").text, "the talks will go on");
  f = only("The mediator’s office said it was “very much in favour of a pause” in the fighting.");
  EXPECT_EQ(f.kind, "mixed");
}

TEST(Articles, InvertedAndInterruptedSubjects) {
  EXPECT_EQ(only("“We will talk to them,” said Ada Penrose, the mediator.").speaker, "Ada Penrose");
  EXPECT_EQ(only("Ada Penrose, who chairs the panel, said the talks would go on.").speaker, "Ada Penrose");
  EXPECT_EQ(only("The panel’s chair, Ada Penrose, said the talks would go on.").speaker, "Ada Penrose");
  EXPECT_EQ(only("Mediator Ada Penrose reportedly later told reporters that the talks would go on.").speaker, "Ada Penrose");
}

TEST(Articles, ResolveNamesPronounsAndRoles) {
  auto f = Article("Foreign minister Ada Penrose arrived on Monday.\n\n“We will talk to them,” she said.\n\nPenrose said the talks "
                   "would go on.\n\nThe minister added that "
                   "she was tired.")
               .all();
  ASSERT_EQ(f.size(), 3u);
  for (auto &statement : f) EXPECT_EQ(statement.speaker, "Ada Penrose") << statement.text;
}

TEST(Articles, LeaveTitlesScareQuotesAndHeadingsAlone) {
  EXPECT_EQ(count("The so-called “peace park” lies on the border."), 0u);
  EXPECT_EQ(count("He read “War and Harvest” on the train."), 0u);
  EXPECT_EQ(count("Talks stall\n\nThe dam stands in the valley.\n\nLATEST VIDEO\n"), 0u);
}

TEST(Articles, AbbreviationsEndNoSentence) {
  EXPECT_EQ(only("Gen. Otto Vane said the U.S. Navy would stay at No. 4 pier until Oct. 9 at least.").text,
            "the U.S. Navy would stay at No. 4 pier until Oct. 9 at least");
}

TEST(Articles, OffsetsAreCodePointsOfTheText) {
  std::string text = "\xEF\xBB\xBFÉmile Ørn said:\r\n“Nö, wé will tälk.”\r\n";
  Article article(text);
  ASSERT_EQ(article.all().size(), 1u);
  const stance_statement *s = stance_article_statement(article.a, 0);
  EXPECT_EQ(s->hull.start, 17u); /* the mark after É, m, ... , colon and CRLF; the byte-order mark is not counted */
  EXPECT_EQ(s->hull.end - s->hull.start, 19u);
  EXPECT_EQ(s->mention.start, 0u);
  EXPECT_EQ(s->mention.end, 9u);
}

TEST(Articles, RefuseWhatIsNoText) {
  Article bad("first line\nsecond \xFF line");
  EXPECT_EQ(bad.status, STANCE_DATA);
  EXPECT_EQ(bad.error.line, 2);
  EXPECT_EQ(Article(std::string("a\0b", 3)).status, STANCE_DATA);
}

/* Pieces whose work could grow with the square of the text: that would take hours, and ctest's time limit ends it. */
TEST(Articles, HostileTextEnds) {
  const std::string pieces[] = {"“",       "\"",       "said ", "A, ", "Ada ", "of ",           "“a ",     "he said, ",
                                "saying ", "X said “", "' ",    ". ",  "\n\n", "according to ", "and Ada "};
  for (auto &piece : pieces) {
    std::string text;
    while (text.size() < 400000) text += piece;
    EXPECT_EQ(Article(text).status, STANCE_OK) << piece;
  }
}

TEST(Articles, EveryFailedAllocationIsReported) {
  const std::string text =
      "Talks\n\n“We will talk to them,” Gen. Ada Penrose said. “Soon.”\n\nThe minister told Odo Brandt that he was wrong. "
      "Brandt and Penrose agreed to wait.\n\nPenrose added: “We will wait.\n\n“We have time.”\n\nA: Yes.\n";
  EXPECT_GT(every_allocation([&](stance_error *e) {
              stance_article *a = untouched<stance_article>();
              stance_status status = stance_article_parse(&a, text.data(), text.size(), "a.txt", e);
              if (status == STANCE_OK) {
                EXPECT_GE(stance_article_statement_count(a), 4u);
                stance_article_free(a);
              } else {
                EXPECT_EQ(a, untouched<stance_article>());
              }
              return status;
            }),
            20);
}

TEST(Articles, EnglishIsToldByItsWords) {
  const std::string english =
      "The minister said that the talks would go on until spring, and that both sides had agreed to meet again in the "
      "capital, where they would look at the plan for the dam and at the water of the valley.\n";
  const std::string french =
      "Le ministre a dit que les pourparlers continueraient jusqu'au printemps, et que les deux parties étaient "
      "convenues de se retrouver dans la capitale, où elles examineraient le projet de barrage et l'eau de la vallée.\n";
  EXPECT_GT(stance_article_english(Article(english).a), 0.5);
  EXPECT_LT(stance_article_english(Article(french).a), 0.4) << "below what the command warns of";
  EXPECT_TRUE(std::isnan(stance_article_english(Article("The talks go on. “Yes.”\n").a))) << "too few words to say";
  EXPECT_TRUE(std::isnan(stance_article_english(Article("").a)));
}

TEST(Articles, EveryCutOfAnArticleIsRead) {
  const std::string text =
      "Talks\n\n“We’ll talk,” Gen. Ada Penrose said, “‘now’ or never.” “Yes.”\n\nAccording to the U.S. she, Odo’s aide, said: “no";
  for (size_t n = 0; n <= text.size(); n++) {
    Article article(text.substr(0, n));
    EXPECT_TRUE(article.status == STANCE_OK || article.status == STANCE_DATA);
  }
}

TEST(Article, IsAtMost16MiB) {
  stance_article *article = nullptr;
  stance_error error;
  std::string longest(16 << 20, ' ');
  EXPECT_EQ(stance_article_parse(&article, longest.data(), longest.size(), "a", &error), STANCE_OK) << error.message;
  stance_article_free(article);
  longest += ' ';
  EXPECT_EQ(stance_article_parse(&article, longest.data(), longest.size(), "a", &error), STANCE_DATA);
  EXPECT_STREQ(error.message, "an article over 16 MiB; split it");
}
