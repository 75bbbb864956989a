#include <gtest/gtest.h>

#include <cstring>
#include <string>

extern "C" {
#include "articles/article_parts.h"
}

static std::string lemma(const std::string &word) { return stance__word_rows[stance__word_find(word.data(), word.size()).row].text; }

TEST(WordFind, EveryRowIsFoundByItsWord) { /* the script that writes the slots must hash as word_find.c does */
  size_t rows = 0;
  for (uint16_t slot = 0; slot < STANCE__WORD_SLOTS; slot++) {
    uint16_t row = stance__word_slots[slot];
    if (!row) continue;
    rows++;
    const stance__word_row &r = stance__word_rows[row];
    stance__word_entry found = stance__word_find(r.text, strlen(r.text));
    EXPECT_EQ(found.flags & r.flags, r.flags) << r.text;
    EXPECT_NE(found.row, 0) << r.text;
    EXPECT_TRUE(r.cue[1] == 0 || found.cue[1] == r.cue[1]) << r.text;
  }
  EXPECT_GT(rows, 3000u);
}

TEST(WordFind, DerivesRegularFormsAndMindsNoCase) {
  EXPECT_EQ(lemma("SAID"), "say");
  EXPECT_EQ(lemma("denied"), "deny");
  EXPECT_EQ(lemma("planned"), "plan");
  EXPECT_EQ(lemma("Urging"), "urge");
  EXPECT_EQ(lemma("Gen."), "gen");
  EXPECT_EQ(lemma("ain\xE2\x80\x99t"), "ain't");
  EXPECT_EQ(lemma("xyzzy"), "");
  EXPECT_EQ(lemma("internationalisations"), "");
}

TEST(WordLists, AnswerByWholeWords) {
  stance_article *a = nullptr;
  stance_error error;
  const std::string text = "That whethers IF x";
  ASSERT_EQ(stance_article_parse(&a, text.data(), text.size(), "t", &error), STANCE_OK);
  EXPECT_TRUE(stance__word_in(a, 0, "if that whether"));
  EXPECT_FALSE(stance__word_in(a, 0, "thatch hat"));
  EXPECT_FALSE(stance__word_in(a, 1, "that whether if"));
  EXPECT_TRUE(stance__word_in(a, 2, "that whether if"));
  EXPECT_TRUE(stance__word_is(a, 2, "if"));
  EXPECT_FALSE(stance__word_is(a, 2, "i"));
  EXPECT_FALSE(stance__word_in(a, 9, "x"));
  stance_article_free(a);
}
