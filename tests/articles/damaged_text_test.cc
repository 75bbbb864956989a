/* Properties that hold on any text: random words and marks, articles with bytes flipped, marks sprinkled in, ends cut off. */
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "stance/article.h"

namespace {
const char *const kPieces[] = {"“",
                               "”",
                               "\"",
                               "'",
                               "‘",
                               "’",
                               "''",
                               "«",
                               "»",
                               "„",
                               "「",
                               "」",
                               "(",
                               ")",
                               "[",
                               ",",
                               ".",
                               "?",
                               "!",
                               ":",
                               ";",
                               "—",
                               "-",
                               "…",
                               "\n",
                               "\n\n",
                               "$",
                               "%",
                               " ",
                               " ",
                               " ",
                               "said",
                               "Ada Penrose",
                               "he",
                               "she",
                               "the ministry",
                               "that",
                               "to",
                               "according to",
                               "told",
                               "warned against",
                               "asked whether",
                               "his claim that",
                               "is expected to",
                               "in a poll",
                               "Q:",
                               "A:",
                               "Mr.",
                               "U.S.",
                               "’s",
                               "'s",
                               "don’t",
                               "who",
                               "which",
                               "and",
                               "but",
                               "saying",
                               "the dam",
                               "will burst",
                               "on Monday",
                               "refused",
                               "Varga",
                               "é",
                               "漢",
                               "😀",
                               "called",
                               "on",
                               "of",
                               "a",
                               "no",
                               "42",
                               "“",
                               "”",
                               "V:",
                               "TAPPER:",
                               "announced",
                               "the crowd",
                               ":\n\n",
                               "\n\n- ",
                               "be",
                               "appealed to",
                               "seems",
                               "her statement"};

const std::string kArticle =
    "Talks resume\n\nFoldavia’s water minister, Ada Penrose, said on Monday that the “Karsk dam” would be opened. “We will talk,” "
    "she said, “but not today.”\n\n“It is "
    "time,” said Odo Brandt, the mediator, who told reporters that both sides wanted peace. “We’ll see.”\n\nAccording to the U.N., "
    "42 villages are empty. President Varga "
    "refused to comment; her spokesman called the claim that wells were poisoned ‘a lie’.\n\nQ: Will you talk?\n\nA: Yes.\n";

std::string random_text(std::mt19937 &random, size_t pieces) {
  std::string text;
  for (size_t i = 0; i < pieces; i++) {
    text += kPieces[random() % (sizeof kPieces / sizeof *kPieces)];
    if (random() % 3) text += " ";
  }
  return text;
}

size_t points(const char *text, size_t bytes) {
  return static_cast<size_t>(std::count_if(text, text + bytes, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/* Offsets in range and ordered, spans inside their hull, code points that agree with bytes, no two spans that share a character. */
void check(const std::string &text, const std::string &what) {
  stance_article *a = nullptr;
  stance_error error;
  stance_status status = stance_article_parse(&a, text.data(), text.size(), "damaged.txt", &error);
  if (status == STANCE_DATA) return; /* invalid UTF-8 or NUL */
  ASSERT_EQ(status, STANCE_OK) << what;
  size_t length;
  const char *decoded = stance_article_text(a, &length);
  std::vector<std::pair<size_t, size_t>> all;
  for (size_t i = 0; i < stance_article_statement_count(a); i++) {
    const stance_statement *s = stance_article_statement(a, i);
    ASSERT_GT(s->n_spans, 0u) << what;
    size_t end = 0;
    for (size_t k = 0; k < s->n_spans; k++) {
      const stance_span &span = s->spans[k];
      ASSERT_LT(span.byte_start, span.byte_end) << what;
      ASSERT_LE(span.byte_end, length) << what;
      ASSERT_LE(end, span.byte_start) << what;
      ASSERT_EQ(span.start, points(decoded, span.byte_start)) << what;
      ASSERT_EQ(span.end, points(decoded, span.byte_end)) << what;
      end = span.byte_end;
      all.emplace_back(span.byte_start, span.byte_end);
    }
    ASSERT_EQ(s->hull.byte_start, s->spans[0].byte_start) << what;
    ASSERT_EQ(s->hull.byte_end, s->spans[s->n_spans - 1].byte_end) << what;
    ASSERT_LE(s->mention.byte_start, s->mention.byte_end) << what;
    ASSERT_LE(s->mention.byte_end, length) << what;
    if (s->speaker) {
      ASSERT_LT(s->mention.byte_start, s->mention.byte_end) << what;
    } /* a name always comes from words */
    if (i) {
      ASSERT_LE(stance_article_statement(a, i - 1)->hull.byte_start, s->hull.byte_start) << what;
    }
  }
  std::sort(all.begin(), all.end());
  for (size_t i = 1; i < all.size(); i++) ASSERT_LE(all[i - 1].second, all[i].first) << what << ": statements overlap in\n" << text;
  stance_article_free(a);
}
} // namespace

TEST(DamagedText, RandomPieces) {
  std::mt19937 random(1);
  for (int n = 0; n < 20000; n++) check(random_text(random, 1 + random() % (n % 3 ? 20 : 120)), "random text " + std::to_string(n));
}

TEST(DamagedText, FlippedBytes) {
  std::mt19937 random(2);
  for (int n = 0; n < 3000; n++) {
    std::string text = kArticle;
    for (size_t k = 1 + random() % 8; k > 0; k--)
      text[random() % text.size()] = static_cast<char>(random() % 3 ? 32 + random() % 95 : random() % 256);
    check(text, "flipped bytes " + std::to_string(n));
  }
}

TEST(DamagedText, SprinkledMarks) {
  std::mt19937 random(3);
  for (int n = 0; n < 3000; n++) {
    std::string text = kArticle;
    for (size_t k = 1 + random() % 12; k > 0; k--) {
      size_t at = random() % text.size();
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) at++;
      text.insert(at, kPieces[random() % 30]);
    }
    check(text, "sprinkled marks " + std::to_string(n));
  }
}

TEST(DamagedText, CutAnywhere) {
  for (size_t n = 0; n <= kArticle.size(); n++) check(kArticle.substr(0, n), "cut at " + std::to_string(n));
}

/* A token for nearly every byte: work that grew with the square of the text would take minutes for each of these, and ctest's time limit
   ends it; how long it takes is not judged. */
static const size_t kManyMarks = 500000;

TEST(DamagedText, ManyMarksEnd) {
  for (const char *piece : {"\"", "“", "” ", "'", "''", "“a ", "“a” ", "a” “", "\"a, ", "’s ", "「", "Ada said “", "he said, ", "X: "}) {
    std::string text;
    while (text.size() < kManyMarks) text += piece;
    stance_article *a = nullptr;
    stance_error error;
    ASSERT_EQ(stance_article_parse(&a, text.data(), text.size(), "marks.txt", &error), STANCE_OK) << error.message;
    stance_article_free(a);
  }
}
