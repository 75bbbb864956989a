/* The fast path's terms are those that the showing path names, whatever the text and the options. */
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "features/analyzer.h"
#include "features/number_sort.h"
#include "features/row_builder.h"
#include "features/term_dictionary.h"
#include "features/term_hash.h"

namespace {
using Counts = std::map<std::string, int>;

struct Lexicon {
  stance__class_lexicon l{};
  Lexicon() { EXPECT_EQ(stance__class_lexicon_builtin(&l, nullptr), STANCE_OK); }
  ~Lexicon() { stance__class_lexicon_release(&l); }
};

Counts shown(const std::string &text, const stance_feature_options &o, const Lexicon &lexicon) {
  Counts out;
  stance__analyzer *a = nullptr;
  EXPECT_EQ(stance__analyzer_new(&a, &o, &lexicon.l, nullptr), STANCE_OK);
  auto visit = [](void *context, const stance__term *t) {
    EXPECT_EQ(t->hash, stance__term_hash(t->text, t->length));
    (*static_cast<Counts *>(context))[std::string(t->text, t->length)]++;
  };
  EXPECT_EQ(stance__analyze(a, text.data(), text.size(), visit, &out, nullptr), STANCE_OK);
  stance__analyzer_free(a);
  return out;
}

/* Counts as numbers, one analyzer over all texts, so that its memo is used. */
struct Numbered {
  stance__term_dictionary terms{};
  stance__analyzer *a = nullptr;
  Numbered(const stance_feature_options &o, const Lexicon &lexicon) {
    EXPECT_EQ(stance__analyzer_new(&a, &o, &lexicon.l, nullptr), STANCE_OK);
    stance__numbering n{&terms, stance__term_dictionary_find, stance__term_dictionary_add};
    stance__analyzer_use(a, &n);
  }
  ~Numbered() {
    stance__analyzer_free(a);
    stance__term_dictionary_release(&terms);
  }
  std::vector<uint32_t> numbers(const std::string &text) {
    std::vector<uint32_t> out;
    auto take = [](void *context, const uint32_t *numbers, size_t n) {
      auto *into = static_cast<std::vector<uint32_t> *>(context);
      into->insert(into->end(), numbers, numbers + n);
    };
    EXPECT_EQ(stance__analyze_numbers(a, text.data(), text.size(), take, &out, nullptr), STANCE_OK);
    return out;
  }
  std::string text(uint32_t number) {
    return std::string(terms.bytes + terms.offset[number], terms.offset[number + 1] - terms.offset[number]);
  }
  Counts counts(const std::string &from) {
    Counts out;
    for (uint32_t number : numbers(from)) out[text(number & ~STANCE__NEGATIVE)] += number & STANCE__NEGATIVE ? -1 : 1;
    return out;
  }
};

std::string random_text(std::mt19937 &random, bool ascii) {
  static const std::vector<std::string> pieces = {"we",    "will", "not", "refuse", "talks", "don't", "re-open",   "1,250.5",
                                                  ".",     ",",    "—",   "über",   "ﬁne",   "WAR",   "e\xCC\x81", "’",
                                                  "agree", "to",   "\t",  "a-",     "-b-",   "'",     "\"x\"",     "naïve"};
  std::string out;
  size_t n = random() % 30;
  for (size_t i = 0; i < n; i++) {
    std::string piece = pieces[random() % pieces.size()];
    bool plain = std::all_of(piece.begin(), piece.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii && !plain) continue;
    out += piece + (random() % 5 ? " " : "");
  }
  if (random() % 40 == 0) out += std::string(300, 'y'); /* longer than any word that is kept */
  return out;
}

stance_feature_options option_set(int which) {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  if (which == 0) o.word_min = 1, o.word_max = 2, o.stem_min = o.stem_max = o.char_min = o.char_max = 0, o.lexicon = false;
  if (which == 1) o.word_min = 2, o.word_max = 5;
  if (which == 2) o.stem_min = 2, o.char_min = 1, o.char_max = 8;
  return o; /* 3: the default */
}
} // namespace

TEST(NumberTerms, AreTheShownOnes) {
  std::mt19937 random(7);
  Lexicon lexicon;
  for (int which = 0; which < 4; which++) {
    stance_feature_options o = option_set(which);
    Numbered numbered(o, lexicon);
    for (int round = 0; round < 300; round++) {
      std::string text = random_text(random, round % 2);
      ASSERT_EQ(numbered.counts(text), shown(text, o, lexicon)) << which << ": " << text;
    }
  }
}

TEST(NumberTerms, TheAsciiPathCutsAsTheUnicodePathDoes) {
  std::mt19937 random(8);
  Lexicon lexicon;
  stance_feature_options o = option_set(1);
  static const char bytes[] = "aZ09'-., \t\n!\"_{~[#";
  for (int round = 0; round < 3000; round++) {
    std::string text;
    for (size_t n = random() % 24; n > 0; n--) text += bytes[random() % (sizeof bytes - 1)];
    Counts wide = shown(text + " \xE2\x80\x94 \xC3\xA9", o, lexicon), plain = shown(text + " \x01 e", o, lexicon);
    for (auto &term : plain) {
      if (term.first.find("e") != std::string::npos) continue;
      ASSERT_EQ(wide[term.first], term.second) << text << ": " << term.first;
    }
  }
}

TEST(NumberTerms, OutliveAMemoThatIsEmptied) {
  Lexicon lexicon;
  stance_feature_options o = option_set(3);
  Numbered numbered(o, lexicon);
  Counts before = numbered.counts("talks will resume");
  std::string many;
  for (int i = 0; i < 70000; i++) many += "w" + std::to_string(i * 7919) + " ";
  numbered.numbers(many);
  EXPECT_EQ(numbered.counts("talks will resume"), before);
}

TEST(NumberTerms, FeatureHashingGivesColumnsAndSigns) {
  Lexicon lexicon;
  stance_feature_options o = option_set(3);
  o.hash_bits = 8, o.hash_seed = 3;
  Numbered numbered(o, lexicon);
  std::mt19937 random(9);
  size_t negative = 0, all = 0;
  for (int round = 0; round < 200; round++)
    for (uint32_t number : numbered.numbers(random_text(random, false))) negative += (number & STANCE__NEGATIVE) != 0, all++;
  EXPECT_GT(negative, all / 4);
  EXPECT_LT(negative, all * 3 / 4);
  size_t columns = 0;
  for (uint32_t t = 0; t < numbered.terms.n_terms; t++) columns += numbered.text(t)[0] == '#';
  EXPECT_GT(columns, 200u);
  EXPECT_LE(columns, 256u);
  for (uint32_t t = 0; t < numbered.terms.n_terms; t++) {
    std::string text = numbered.text(t);
    ASSERT_EQ(numbered.terms.hash[t], stance__term_hash(text.data(), text.size())) << text;
  }
  o.hash_seed = 4;
  Numbered other(o, lexicon);
  EXPECT_NE(other.counts("we refuse to talk"), numbered.counts("we refuse to talk"));
}

TEST(NumberTerms, RowsCountDistinctTermsHoweverLongTheText) {
  Lexicon lexicon;
  stance_feature_options o = option_set(0);
  Numbered numbered(o, lexicon);
  std::string text, again;
  for (int i = 0; i < 3000; i++) text += "word" + std::to_string(i % 1700) + " ";
  Counts expected = numbered.counts(text);
  std::vector<std::string> terms;
  for (uint32_t t = 0; t < numbered.terms.n_terms; t++) terms.push_back(numbered.text(t));
  std::sort(terms.begin(), terms.end());
  std::vector<uint32_t> offset{0};
  std::string bytes;
  for (auto &term : terms) bytes += term, offset.push_back(static_cast<uint32_t>(bytes.size()));
  stance__term_index index{terms.size(), 0, nullptr, offset.data(), bytes.data()};
  stance__term_bucket *buckets = nullptr;
  ASSERT_EQ(stance__term_index_build(&buckets, &index.n_buckets, offset.data(), bytes.data(), terms.size(), nullptr), STANCE_OK);
  index.buckets = buckets;
  EXPECT_TRUE(stance__term_index_check(&index, bytes.size()));
  stance__row_builder *builder = nullptr;
  ASSERT_EQ(stance__row_builder_new(&builder, &o, &index, nullptr, nullptr), STANCE_OK);
  const uint32_t *term;
  const float *count;
  size_t n;
  for (int round = 0; round < 3; round++) { /* nothing of a row stays for the next */
    ASSERT_EQ(stance__row_build(builder, "word1 unknown word1", 19, &term, &count, &n, nullptr), STANCE_OK);
    ASSERT_EQ(n, 1u);
    EXPECT_EQ(count[0], 2);
    ASSERT_EQ(stance__row_build(builder, text.data(), text.size(), &term, &count, &n, nullptr), STANCE_OK);
    Counts got;
    for (size_t k = 0; k < n; k++) got[terms[term[k]]] += static_cast<int>(count[k]);
    ASSERT_EQ(got.size(), n);
    ASSERT_EQ(got, expected);
  }
  stance__row_builder_free(builder);
  free(buckets);
}

TEST(NumberSort, SortsShortAndLong) {
  std::mt19937 random(3);
  for (size_t n : {0u, 1u, 2u, 39u, 40u, 41u, 300u, 5000u}) {
    std::vector<uint32_t> numbers(n), spare(n);
    for (auto &x : numbers) x = n % 2 ? random() : random() % 1000;
    auto sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    stance__sort_numbers(numbers.data(), n, spare.data());
    EXPECT_EQ(numbers, sorted);
  }
}

TEST(TermIndex, ReadsNothingOutsideHostileBuckets) {
  std::vector<stance__term_bucket> buckets(3);
  for (auto &b : buckets) {
    memset(&b, 0xff, sizeof b);
    b.n = 6, b.overflows = 1;
  }
  uint32_t offset[] = {0, 1};
  stance__term_index index{1, 3, buckets.data(), offset, "x"};
  EXPECT_EQ(stance__term_index_find(&index, 0x123456789abcdefu), STANCE__NO_TERM);
  size_t used = 0;
  EXPECT_FALSE(stance__term_buckets_check(buckets.data(), 3, 1, &used));
  EXPECT_FALSE(stance__term_index_check(&index, 1));
}
