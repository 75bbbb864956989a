/* Short articles, each built around one hard phenomenon; every statement is right to the letter. All names are invented. */
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stance/article.h"

namespace {
struct Case {
  const char *phenomenon, *text;
  std::vector<std::string> statements; /* kind | speaker | mention | target | spans, joined by " … " */
};

std::string part(const stance_article *a, const stance_span &s) {
  return std::string(stance_article_text(a, nullptr) + s.byte_start, s.byte_end - s.byte_start);
}

std::vector<std::string> read(const std::string &text) {
  stance_article *a = nullptr;
  stance_error error;
  std::vector<std::string> out;
  EXPECT_EQ(stance_article_parse(&a, text.data(), text.size(), "case.txt", &error), STANCE_OK) << error.message;
  for (size_t i = 0; a && i < stance_article_statement_count(a); i++) {
    const stance_statement *s = stance_article_statement(a, i);
    std::string line = std::string(stance_kind_name(s->kind)) + " | " + (s->speaker ? s->speaker : "-") + " | " +
                       (s->mention.end > s->mention.start ? part(a, s->mention) : "-") + " | " + (s->target ? s->target : "-") + " | ";
    for (size_t k = 0; k < s->n_spans; k++) line += (k ? " … " : "") + part(a, s->spans[k]);
    out.push_back(line);
  }
  stance_article_free(a);
  return out;
}

const Case kCases[] = {
    {"hard line breaks",
     "Dam talks resume\n\nFoldavia's water minister, Ada Penrose, said on Monday that the\ntalks over the Karsk dam would resume in spring. She called the\nlast round a "
     "failure and asked both delegations to come back\nwithout threats.\n",
     {}},
    {"dateline and byline", "By Odo Brandt\n\nKARSK, Foldavia (UPW) - President Ines Varga vowed Friday to close the border.\n", {}},
    {"abbreviations and initials", "Gen. J. R. Vane Jr. said the U.N. convoy of Sept. 9 would not reach St. Orla by 6 p.m. on Friday.\n", {}},
    {"nested quotations", "“He told me, ‘Go home,’ and I went,” Ada Penrose said.\n", {}},
    {"apostrophes and single quotes", "'We don't fear the Varga brothers' guns,' Ada Penrose said.\n", {}},
    {"quotation over paragraphs", "Ada Penrose said: “We will talk to them.\n\n“We will do it tomorrow.”\n\nThe dam stands in a valley.\n", {}},
    {"unclosed quotation", "Ada Penrose said, “We will talk to them tomorrow if they come.\n\nThe dam stands in a valley.\n", {}},
    {"interrupted quotation", "“We will talk,” Ada Penrose said on Monday, “but only in the capital.”\n", {}},
    {"partial quotation", "The ministry said the plan was “a gift to the rebels” and would be withdrawn.\n", {}},
    {"scare quotes", "The so-called “peace park” lies on the border.\n", {}},
    {"title of a book", "Penrose read “War and Harvest” on the train.\n", {}},
    {"that-clause", "Penrose argued that the dam would drown forty villages.\n", {}},
    {"bare clause", "Penrose believes the rebels will not come back.\n", {}},
    {"inversion", "The talks will go on until spring, the ministry said on Monday.\n", {}},
    {"attribution in the middle", "The talks, Penrose said, will go on until spring.\n", {}},
    {"according to", "According to the ministry, forty villages will be drowned.\n", {}},
    {"according to, behind", "Forty villages will be drowned, according to Ada Penrose.\n", {}},
    {"nominal cue", "Penrose dismissed Varga’s claim that the dam is safe.\n", {}},
    {"infinitive", "Varga refused to open the border.\n", {}},
    {"coordinated verbs", "Penrose praised the truce and said it should last.\n", {}},
    {"participle", "Penrose left the hall on Monday, saying she would not return.\n", {}},
    {"chain", "The ministry reported that Penrose stressed the need for a truce.\n", {}},
    {"apposition", "“We are ready,” said Ada Penrose, Foldavia's top diplomat.\n", {}},
    {"long apposition", "Odo Brandt, who has led the panel since 2011, said the talks had failed.\n", {}},
    {"unnamed sources", "Two officials said the envoy would leave on Monday.\n", {}},
    {"a place that speaks", "Karsk said it would answer any attack.\n", {}},
    {"pronouns", "Mr. Odo Brandt met Mrs. Ada Penrose on Monday. “We agreed on nothing,” she said. He said the dam would be built.\n", {}},
    {"role", "President Ines Varga came late. The president said she was tired.\n", {}},
    {"run of quotations", "“We will not yield,” Varga said. “Not one metre. Not one well.”\n\n“Our answer is no.”\n", {}},
    {"told", "Varga told Penrose that the border would stay shut.\n", {}},
    {"warned against", "Penrose warned Karsk against closing the border.\n", {}},
    {"called on", "Penrose called on both sides to lay down their arms.\n", {}},
    {"accused", "Varga accused the rebels of burning the bridge.\n", {}},
    {"poll", "In a Gazette poll, most voters back the truce.\n", {}},
    {"passive", "The truce is expected to hold until spring.\n", {}},
    {"transcript", "Q: Will you talk to the rebels?\n\nA: We will talk to anybody who lays down his arms.\n", {}},
    {"headline", "Varga: Border Will Stay Shut\n\nThe border lies in the hills.\n", {}},
    {"announced by a colon", "Penrose told the crowd:\n\n“We will not leave this valley.”\n", {}},
    {"end mark before the attribution", "“We will not leave.” Penrose said.\n", {}},
    {"other marks", "«We will not leave,» Penrose said. 「We will stay here,」 Brandt said.\n", {}},
    {"question", "Penrose asked whether the bridge would hold.\n", {}},
    {"ellipsis", "“We will stay … and we will fight,” Penrose said.\n", {}},
    {"list", "The panel asked for three things:\n\n- a truce\n- open wells\n", {}},
    {"no statement", "The dam stands in a valley. Forty villages lie below it.\n", {}},
};
}  // namespace

class Phenomenon : public ::testing::TestWithParam<Case> {};

TEST_P(Phenomenon, IsReadToTheLetter) {
  auto found = read(GetParam().text);
  EXPECT_EQ(found, GetParam().statements) << GetParam().phenomenon << "\n" << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Articles, Phenomenon, ::testing::ValuesIn(kCases), [](const ::testing::TestParamInfo<Case> &info) {
  std::string name;
  for (const char *c = info.param.phenomenon; *c; c++)
    if (isalnum(static_cast<unsigned char>(*c))) name += *c;
    else if (*c == ' ') name += '_';
  return name;
});
