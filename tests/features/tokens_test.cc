#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "features/analyzer.h"

static std::vector<std::string> terms(const std::string &text, stance_feature_options o, std::vector<std::string> *places = nullptr) {
  struct Out {
    std::vector<std::string> terms, *places;
    const std::string *text;
  } out{{}, places, &text};
  stance__analyzer *a = nullptr;
  EXPECT_EQ(stance__analyzer_new(&a, &o, nullptr, nullptr), STANCE_OK);
  auto visit = [](void *context, const stance__term *t) {
    auto *into = static_cast<Out *>(context);
    into->terms.emplace_back(t->text, t->length);
    if (into->places) into->places->push_back(into->text->substr(t->start, t->end - t->start));
  };
  EXPECT_EQ(stance__analyze(a, text.data(), text.size(), visit, &out, nullptr), STANCE_OK);
  stance__analyzer_free(a);
  return out.terms;
}

static stance_feature_options words(uint32_t low, uint32_t high) {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  o.stem_min = o.stem_max = o.char_min = o.char_max = 0, o.lexicon = false;
  o.word_min = low, o.word_max = high;
  return o;
}
using Terms = std::vector<std::string>;

TEST(Tokens, KeepInnerApostrophesHyphensAndNumbers) {
  EXPECT_EQ(terms("We won’t RE-open 1,250.5 posts — ever.", words(1, 1)), (Terms{"we", "won't", "re-open", "1,250.5", "posts", "ever"}));
  EXPECT_EQ(terms("'quoted' rock'n'roll -5 a- b", words(1, 1)), (Terms{"quoted", "rock'n'roll", "5", "a", "b"}));
}

TEST(Tokens, FoldCaseAndCompatibilityForms) {
  EXPECT_EQ(terms("ﬁne STRASSE straße Ｗｉｄｅ", words(1, 1)), (Terms{"fine", "strasse", "strasse", "wide"}));
  EXPECT_EQ(terms("e\xCC\x81 \xC3\xA9", words(1, 1)), (Terms{"\xC3\xA9", "\xC3\xA9"}));
}

TEST(Tokens, NgramsDoNotCrossPunctuation) {
  auto got = terms("no talks, no deal", words(2, 2));
  EXPECT_EQ(got, (Terms{"no talks", "no deal"}));
}

TEST(Tokens, CharacterNgramsStayInsidePaddedWords) {
  stance_feature_options o = words(0, 0);
  o.char_min = o.char_max = 3;
  EXPECT_EQ(terms("no war", o), (Terms{"[_no]", "[no_]", "[_wa]", "[war]", "[ar_]"}));
}

TEST(Tokens, StemsMergeForms) {
  stance_feature_options o = words(0, 0);
  o.stem_min = 1, o.stem_max = 2;
  EXPECT_EQ(terms("negotiate negotiated, talks", o), (Terms{"~negoti", "~negoti ~negoti", "~negoti", "~talk"}));
}

TEST(Tokens, PlacesAreThoseOfTheOriginalText) {
  Terms places;
  terms("Über ﬁne — WAR", words(1, 1), &places);
  EXPECT_EQ(places, (Terms{"Über", "ﬁne", "WAR"}));
}

TEST(Tokens, AnyBytesOfValidUtf8AreReadAndInvalidOnesRefused) {
  stance__analyzer *a = nullptr;
  stance_feature_options o = words(1, 3);
  o.char_min = 1, o.char_max = 5;
  ASSERT_EQ(stance__analyzer_new(&a, &o, nullptr, nullptr), STANCE_OK);
  auto ignore = [](void *, const stance__term *) {};
  std::string marks;
  for (int i = 0; i < 20000; i++) marks += "\xCC\x81"; /* a grapheme without end */
  EXPECT_EQ(stance__analyze(a, marks.data(), marks.size(), ignore, nullptr, nullptr), STANCE_OK);
  EXPECT_EQ(stance__analyze(a, "\xFF", 1, ignore, nullptr, nullptr), STANCE_DATA);
  EXPECT_EQ(stance__analyze(a, "", 0, ignore, nullptr, nullptr), STANCE_OK);
  stance__analyzer_free(a);
}

TEST(Tokens, ATextIsAtMost16MiB) {
  stance_feature_options options = words(1, 1);
  stance__analyzer *analyzer = nullptr;
  stance_error error;
  ASSERT_EQ(stance__analyzer_new(&analyzer, &options, nullptr, &error), STANCE_OK);
  auto ignore = [](void *, const stance__term *) {};
  std::string longest(16 << 20, ' ');
  EXPECT_EQ(stance__analyze(analyzer, longest.data(), longest.size(), ignore, nullptr, &error), STANCE_OK);
  longest += ' ';
  EXPECT_EQ(stance__analyze(analyzer, longest.data(), longest.size(), ignore, nullptr, &error), STANCE_DATA);
  EXPECT_STREQ(error.message, "a text over 16 MiB; split it");
  stance__analyzer_free(analyzer);
}
