#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "features/analyzer.h"
#include "features/class_lexicon.h"

namespace {
struct Lexicon {
  stance__class_lexicon l{};
  stance_error error{};
  stance_status status;
  explicit Lexicon(const std::string &text) { status = stance__class_lexicon_build(&l, text.data(), text.size(), "test", &error); }
  ~Lexicon() { stance__class_lexicon_release(&l); }
};

std::vector<std::string> classes(const Lexicon &lexicon, const std::string &text) {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  o.stem_min = o.stem_max = o.char_min = o.char_max = 0;
  stance__analyzer *a = nullptr;
  std::vector<std::string> out;
  EXPECT_EQ(stance__analyzer_new(&a, &o, &lexicon.l, nullptr), STANCE_OK);
  auto visit = [](void *context, const stance__term *t) { static_cast<std::vector<std::string> *>(context)->emplace_back(t->text, t->length); };
  EXPECT_EQ(stance__analyze(a, text.data(), text.size(), visit, &out, nullptr), STANCE_OK);
  stance__analyzer_free(a);
  return out;
}
using Terms = std::vector<std::string>;
const char kText[] = "# comment\n[talks +]\nnegotiate, talk\n\n[refuse -]\nrefuse, walk out\n[negator ~]\nnever, not\n[motion ~]\nwalk\n";
}  // namespace

TEST(ClassLexicon, FindsStemsAndTheLongestPhrase) {
  Lexicon l(kText);
  ASSERT_EQ(l.status, STANCE_OK) << l.error.message;
  EXPECT_EQ(classes(l, "They negotiated and walked out."), (Terms{"{talks}", "{+}", "{refuse}", "{-}"}));
  EXPECT_EQ(classes(l, "They walk, out of step"), (Terms{"{motion}"})) << "a phrase does not cross punctuation";
}

TEST(ClassLexicon, NegatesWithinAClause) {
  Lexicon l(kText);
  EXPECT_EQ(classes(l, "We do not want to refuse"), (Terms{"{negator}", "{not refuse}", "{+}"}));
  EXPECT_EQ(classes(l, "Not today, we refuse"), (Terms{"{negator}", "{refuse}", "{-}"}));
  EXPECT_EQ(classes(l, "never shall any of us again talk"), (Terms{"{negator}", "{talks}", "{+}"})) << "out of scope";
}

TEST(ClassLexicon, RefusesTextThatIsNone) {
  for (const char *bad : {"", "word\n", "[no side]\nword\n", "[a +]\nUpper\n", "[a +]\none two three four\n", "[a +]\ntalk, talks\n", "[a +\nx\n"}) {
    Lexicon l(bad);
    EXPECT_EQ(l.status, STANCE_DATA) << bad;
  }
}

TEST(ClassLexicon, TheBuiltInOneIsWhole) {
  stance__class_lexicon l;
  stance_error error;
  ASSERT_EQ(stance__class_lexicon_builtin(&l, &error), STANCE_OK) << error.line << error.message;
  EXPECT_GE(l.n_classes, 40u);
  EXPECT_GE(l.index.n_terms, 900u);
  EXPECT_TRUE(stance__class_lexicon_check(&l, l.index.offset[l.index.n_terms]));
  stance__class_lexicon_release(&l);
}
