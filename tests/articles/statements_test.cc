/* Short articles, each built around one hard phenomenon; every statement is right to the letter. All names are invented. */
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/articles/statement_lines.h"

namespace {
struct Case {
  const char *phenomenon, *text;
  std::vector<std::string> statements; /* kind | speaker | mention | target | spans, joined by " … " */
};
void PrintTo(const Case &c, std::ostream *out) { *out << c.phenomenon; } /* in the test's name */

const Case kCases[] = {
    {"he after an unnamed man",
     "The union's chairwoman, Ada Penrose, arrived on Monday.\n\nA spokesman for the mediators said the talks would go on. He called the "
     "day useful.\n",
     {"indirect | spokesman for the mediators | A spokesman for the mediators | - | the talks would go on",
      "indirect | spokesman for the mediators | He | - | the day useful"}},
    {"hard line breaks",
     "Dam talks resume\n\nFoldavia's water minister, Ada Penrose, said on Monday that the\ntalks over the Karsk dam would resume "
     "in spring. She called the\nlast round a "
     "failure and asked both delegations to come back\nwithout threats.\n",
     {"indirect | Ada Penrose | Ada Penrose | - | that the\ntalks over the Karsk dam would resume in spring",
      "indirect | Ada Penrose | She | - | the\nlast round a failure",
      "indirect | Ada Penrose | She | both delegations | to come back\nwithout threats"}},
    {"dateline and byline",
     "By Odo Brandt\n\nKARSK, Foldavia (UPW) - President Ines Varga vowed Friday to close the border.\n",
     {"indirect | Ines Varga | President Ines Varga | - | to close the border"}},
    {"abbreviations and initials",
     "Gen. J. R. Vane Jr. said the U.N. convoy of Sept. 9 would not reach St. Orla by 6 p.m. on Friday.\n",
     {"indirect | J. R. Vane Jr. | Gen. J. R. Vane Jr. | - | the U.N. convoy of Sept. 9 would not reach St. Orla by 6 p.m. on "
      "Friday"}},
    {"nested quotations",
     "“He told me, ‘Go home,’ and I went,” Ada Penrose said.\n",
     {"direct | Ada Penrose | Ada Penrose | - | “He told me, ‘Go home,’ and I went,”"}},
    {"apostrophes and single quotes",
     "'We don't fear the Varga brothers' guns,' Ada Penrose said.\n",
     {"direct | Ada Penrose | Ada Penrose | - | 'We don't fear the Varga brothers' guns,'"}},
    {"quotation over paragraphs",
     "Ada Penrose said: “We will talk to them.\n\n“We will do it tomorrow.”\n\nThe dam stands in a valley.\n",
     {"direct | Ada Penrose | Ada Penrose | - | “We will talk to them. … “We will do it tomorrow.”"}},
    {"unclosed quotation",
     "Ada Penrose said, “We will talk to them tomorrow if they come.\n\nThe dam stands in a valley.\n",
     {"direct | Ada Penrose | Ada Penrose | - | “We will talk to them tomorrow if they come."}},
    {"interrupted quotation",
     "“We will talk,” Ada Penrose said on Monday, “but only in the capital.”\n",
     {"direct | Ada Penrose | Ada Penrose | - | “We will talk,” … “but only in the capital.”"}},
    {"partial quotation",
     "The ministry said the plan was “a gift to the rebels” and would be withdrawn.\n",
     {"mixed | ministry | The ministry | - | the plan was “a gift to the rebels” and would be withdrawn"}},
    {"scare quotes", "The so-called “peace park” lies on the border.\n", {}},
    {"title of a book", "Penrose read “War and Harvest” on the train.\n", {}},
    {"that-clause",
     "Penrose argued that the dam would drown forty villages.\n",
     {"indirect | Penrose | Penrose | - | that the dam would drown forty villages"}},
    {"bare clause",
     "Penrose believes the rebels will not come back.\n",
     {"indirect | Penrose | Penrose | - | the rebels will not come back"}},
    {"inversion",
     "The talks will go on until spring, the ministry said on Monday.\n",
     {"indirect | ministry | the ministry | - | The talks will go on until spring"}},
    {"attribution in the middle",
     "The talks, Penrose said, will go on until spring.\n",
     {"indirect | Penrose | Penrose | - | The talks … will go on until spring"}},
    {"according to",
     "According to the ministry, forty villages will be drowned.\n",
     {"indirect | ministry | the ministry | - | forty villages will be drowned"}},
    {"according to, behind",
     "Forty villages will be drowned, according to Ada Penrose.\n",
     {"indirect | Ada Penrose | Ada Penrose | - | Forty villages will be drowned"}},
    {"nominal cue",
     "Penrose dismissed Varga’s claim that the dam is safe.\n",
     {"indirect | Penrose | Penrose | - | Varga’s claim that the dam is safe"}},
    {"infinitive", "Varga refused to open the border.\n", {"indirect | Varga | Varga | - | to open the border"}},
    {"coordinated verbs",
     "Penrose praised the truce and said it should last.\n",
     {"indirect | Penrose | Penrose | - | the truce", "indirect | Penrose | Penrose | - | it should last"}},
    {"participle",
     "Penrose left the hall on Monday, saying she would not return.\n",
     {"indirect | Penrose | Penrose | - | she would not return"}},
    {"chain",
     "The ministry reported that Penrose stressed the need for a truce.\n",
     {"indirect | Penrose | Penrose | - | the need for a truce"}},
    {"apposition",
     "“We are ready,” said Ada Penrose, Foldavia's top diplomat.\n",
     {"direct | Ada Penrose | Ada Penrose | - | “We are ready,”"}},
    {"long apposition",
     "Odo Brandt, who has led the panel since 2011, said the talks had failed.\n",
     {"indirect | Odo Brandt | Odo Brandt | - | the talks had failed"}},
    {"unnamed sources",
     "Two officials said the envoy would leave on Monday.\n",
     {"indirect | Two officials | Two officials | - | the envoy would leave on Monday"}},
    {"a place that speaks", "Karsk said it would answer any attack.\n", {"indirect | Karsk | Karsk | - | it would answer any attack"}},
    {"pronouns",
     "Mr. Odo Brandt met Mrs. Ada Penrose on Monday. “We agreed on nothing,” she said. He said the dam would be built.\n",
     {"direct | Ada Penrose | she | - | “We agreed on nothing,”", "indirect | Odo Brandt | He | - | the dam would be built"}},
    {"role",
     "President Ines Varga came late. The president said she was tired.\n",
     {"indirect | Ines Varga | The president | - | she was tired"}},
    {"run of quotations",
     "“We will not yield,” Varga said. “Not one metre. Not one well.”\n\n“Our answer is no.”\n",
     {"direct | Varga | Varga | - | “We will not yield,” … “Not one metre. Not one well.” … “Our answer is no.”"}},
    {"told",
     "Varga told Penrose that the border would stay shut.\n",
     {"indirect | Varga | Varga | Penrose | that the border would stay shut"}},
    {"warned against", "Penrose warned Karsk against closing the border.\n", {"indirect | Penrose | Penrose | Karsk | closing the border"}},
    {"called on",
     "Penrose called on both sides to lay down their arms.\n",
     {"indirect | Penrose | Penrose | both sides | both sides to lay down their arms"}},
    {"accused", "Varga accused the rebels of burning the bridge.\n", {"indirect | Varga | Varga | - | the rebels of burning the bridge"}},
    {"poll",
     "In a Gazette poll, most voters back the truce.\n",
     {"indirect | Gazette poll | a Gazette poll | - | most voters back the truce"}},
    {"passive", "The truce is expected to hold until spring.\n", {"indirect | - | - | - | The truce … to hold until spring"}},
    {"transcript",
     "Q: Will you talk to the rebels?\n\nA: We will talk to anybody who lays down his arms.\n",
     {"indirect | Q | Q | - | Will you talk to the rebels?", "indirect | A | A | - | We will talk to anybody who lays down his arms"}},
    {"headline",
     "Varga: Border Will Stay Shut\n\nThe border lies in the hills.\n",
     {"indirect | Varga | Varga | - | Border Will Stay Shut"}},
    {"announced by a colon",
     "Penrose told the crowd:\n\n“We will not leave this valley.”\n",
     {"direct | Penrose | Penrose | crowd | “We will not leave this valley.”"}},
    {"a mark alone where words are announced", "Penrose told the crowd:\n\n:\n", {}},
    {"a mark alone before the words announced",
     "Penrose told the crowd:\n\n-\n\nWe will not leave this valley.\n",
     {"indirect | Penrose | Penrose | crowd | We will not leave this valley"}},
    {"a quotation behind what a colon announces",
     "“Never,” said Penrose:\n\nThey will stay. “Always.” And they will fight.\n",
     {"direct | Penrose | Penrose | - | “Never,”", "indirect | Penrose | Penrose | - | They will stay … “Always.” And they will fight"}},
    {"end mark before the attribution", "“We will not leave.” Penrose said.\n", {"direct | Penrose | Penrose | - | “We will not leave.”"}},
    {"other marks",
     "«We will not leave,» Penrose said. 「We will stay here,」 Brandt said.\n",
     {"direct | Penrose | Penrose | - | «We will not leave,»", "direct | Brandt | Brandt | - | 「We will stay here,」"}},
    {"question", "Penrose asked whether the bridge would hold.\n", {"indirect | Penrose | Penrose | - | whether the bridge would hold"}},
    {"ellipsis",
     "“We will stay … and we will fight,” Penrose said.\n",
     {"direct | Penrose | Penrose | - | “We will stay … and we will fight,”"}},
    {"list", "The panel asked for three things:\n\n- a truce\n- open wells\n", {}},
    {"no statement", "The dam stands in a valley. Forty villages lie below it.\n", {}},
};
} // namespace

class Phenomenon : public ::testing::TestWithParam<Case> {};

TEST_P(Phenomenon, IsReadToTheLetter) {
  auto found = statement_lines(GetParam().text);
  EXPECT_EQ(found, GetParam().statements) << GetParam().phenomenon << "\n" << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Articles, Phenomenon, ::testing::ValuesIn(kCases), [](const ::testing::TestParamInfo<Case> &one) {
  std::string name;
  for (const char *c = one.param.phenomenon; *c; c++)
    if (isalnum(static_cast<unsigned char>(*c)))
      name += *c;
    else if (*c == ' ')
      name += '_';
  return name;
});
