#include "datasets/duplicates.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/alloc.h"
#include "base/random.h"
#include "datasets/shingles.h"

namespace {
std::string canonical(const std::string &text) {
  std::string out(text.size(), 0);
  out.resize(stance__canonical(out.data(), text.data(), text.size()));
  return out;
}

std::set<std::string> shingles_of(const std::string &s) {
  std::set<std::string> out;
  if (s.size() < 5) out.insert(s);
  for (size_t i = 0; i + 5 <= s.size(); i++) out.insert(s.substr(i, 5));
  return out;
}

bool near_by_definition(const std::set<std::string> &x, const std::set<std::string> &y) {
  size_t shared = 0;
  for (const std::string &s : x) shared += y.count(s);
  return 5 * shared >= 4 * (x.size() + y.size() - shared);
}

std::vector<stance_record> records_of(const std::vector<std::string> &texts) {
  std::vector<stance_record> out;
  for (const std::string &t : texts) {
    stance_record r = {};
    r.text = t.c_str();
    r.text_length = t.size();
    out.push_back(r);
  }
  return out;
}

struct Found {
  std::vector<size_t> repeats;
  std::vector<unsigned char> exact;
};
Found find(const std::vector<std::string> &texts, size_t threads) {
  std::vector<stance_record> records = records_of(texts);
  Found f = {std::vector<size_t>(texts.size()), std::vector<unsigned char>(texts.size())};
  EXPECT_EQ(stance__duplicates_find(f.repeats.data(), f.exact.data(), records.data(), records.size(), threads, nullptr), STANCE_OK);
  return f;
}

/* Sentences, and after them copies: as they are, in capitals and with wide spaces, or with some letters changed. */
std::vector<std::string> sentences(uint64_t seed, size_t n, size_t copies, size_t words) {
  stance__random random;
  stance__random_seed(&random, seed);
  std::vector<std::string> out;
  for (size_t i = 0; i < n; i++) {
    std::string text;
    for (size_t w = 0; w < words; w++) {
      if (w) text += ' ';
      for (uint64_t c = 2 + stance__random_below(&random, 7); c > 0; c--)
        text += static_cast<char>('a' + stance__random_below(&random, 26));
    }
    out.push_back(text);
  }
  for (size_t i = 0; i < copies; i++) {
    std::string text = out[stance__random_below(&random, out.size())]; /* of a copy too, so that there are chains */
    uint64_t kind = stance__random_below(&random, 6);
    if (kind == 0)
      for (char &c : text) c = static_cast<char>(toupper(c));
    if (kind == 1 && text.find(' ') != std::string::npos) text.replace(text.find(' '), 1, " \t ");
    if (kind > 1)
      for (uint64_t changes = kind - 1; changes > 0; changes--) text[stance__random_below(&random, text.size())] = 'q';
    out.push_back(text);
  }
  return out;
}
} // namespace

TEST(Shingles, NearIsTheJaccardSimilarity) {
  std::vector<std::string> texts = sentences(1, 20, 100, 12);
  for (const char *s : {"a", "ab", "abcd", "abcde", "abcdef", "aaaaaaaaaaaaaa", "aaaaaaaaa", "ababababababab", "babababababa"})
    texts.push_back(s);
  stance__shingle_set set = {};
  size_t near_ones = 0;
  std::vector<std::set<std::string>> sets;
  for (std::string &t : texts) sets.push_back(shingles_of(t = canonical(t)));
  for (size_t i = 0; i < texts.size(); i++) {
    ASSERT_TRUE(stance__shingle_set_make(&set, texts[i].data(), texts[i].size()));
    for (size_t j = 0; j < texts.size(); j++) {
      bool near = stance__shingle_set_near(&set, texts[j].data(), texts[j].size());
      EXPECT_EQ(near, near_by_definition(sets[i], sets[j])) << texts[i] << '|' << texts[j];
      near_ones += near;
    }
  }
  EXPECT_GT(near_ones, texts.size() + 50);
  /* More comparisons with one set than the set can number. */
  ASSERT_TRUE(stance__shingle_set_make(&set, texts[0].data(), texts[0].size()));
  for (int i = 0; i < 1100000; i++)
    ASSERT_TRUE(stance__shingle_set_near(&set, texts[0].data(), i % 1000 ? 8 : texts[0].size()) == (i % 1000 == 0));
  stance__shingle_set_release(&set);
}

TEST(Shingles, CanonicalFormsMergeSpaceAndCase) {
  EXPECT_EQ(canonical(" \t The  END\r\n is\fNear "), "the end is near");
  EXPECT_EQ(canonical("\xC3\x84 [@`{Z"), "\xC3\x84 [@`{z");
  EXPECT_EQ(canonical("  "), "");
}

TEST(Duplicates, AreThoseOfBruteForceButFewMissed) {
  size_t expected_near = 0, found_near = 0;
  for (uint64_t seed = 0; seed < 4; seed++) {
    std::vector<std::string> texts = sentences(seed, 80, 100, seed % 2 ? 25 : 8), forms;
    std::vector<std::set<std::string>> sets;
    for (const std::string &t : texts) {
      forms.push_back(canonical(t));
      sets.push_back(shingles_of(forms.back()));
    }
    Found f = find(texts, 2);
    for (size_t i = 0; i < texts.size(); i++) {
      size_t earliest = SIZE_MAX, earliest_equal = SIZE_MAX;
      for (size_t j = 0; j < i && earliest_equal == SIZE_MAX; j++) {
        if (forms[i] == forms[j]) earliest_equal = j;
        if (earliest == SIZE_MAX && near_by_definition(sets[i], sets[j])) earliest = j;
      }
      EXPECT_EQ(f.exact[i] != 0, earliest_equal != SIZE_MAX) << texts[i];
      expected_near += earliest != SIZE_MAX;
      found_near += f.repeats[i] != SIZE_MAX;
      if (f.repeats[i] == SIZE_MAX) continue;
      ASSERT_NE(earliest, SIZE_MAX) << texts[i]; /* what is found is near something */
      ASSERT_LT(f.repeats[i], i);
      EXPECT_EQ(f.repeats[f.repeats[i]], SIZE_MAX);
      if (f.repeats[earliest] == SIZE_MAX) {
        EXPECT_LE(earliest, f.repeats[i]);
      }
    }
  }
  EXPECT_GT(expected_near, 200u);
  EXPECT_GE(static_cast<double>(found_near), 0.99 * static_cast<double>(expected_near));
}

TEST(Duplicates, DoNotDependOnThreads) {
  std::vector<std::string> texts = sentences(7, 3000, 3000, 15);
  Found one = find(texts, 1);
  for (size_t threads : {2, 5}) {
    Found other = find(texts, threads);
    EXPECT_EQ(one.repeats, other.repeats);
    EXPECT_EQ(one.exact, other.exact);
  }
}

/* Thousands of texts with the same beginning and the same band keys, none near another, must not be compared all with all. */
TEST(Duplicates, OfManyTextsWithTheSameWordsTakeBoundedTime) {
  std::vector<std::string> texts;
  for (int i = 0; i < 20000; i++) texts.push_back("ok " + std::to_string(i));
  for (int i = 0; i < 20000; i++) texts.push_back("ok");
  Found f = find(texts, 1);
  EXPECT_EQ(f.repeats.back(), 20000u);
  EXPECT_EQ(f.repeats[20000], SIZE_MAX);
}

TEST(Duplicates, SurviveEveryFailedAllocation) {
  std::vector<std::string> texts = sentences(9, 40, 40, 10);
  std::vector<stance_record> records = records_of(texts);
  std::vector<size_t> repeats(texts.size());
  std::vector<unsigned char> exact(texts.size());
  auto run = [&] { return stance__duplicates_find(repeats.data(), exact.data(), records.data(), records.size(), 1, nullptr); };
  stance__alloc_fail_at(0);
  ASSERT_EQ(run(), STANCE_OK);
  for (long allocations = stance__alloc_fail_at(0), n = 1; n <= allocations; n++) {
    stance__alloc_fail_at(n);
    EXPECT_EQ(run(), STANCE_MACHINE) << n;
  }
  stance__alloc_fail_at(0);
}
