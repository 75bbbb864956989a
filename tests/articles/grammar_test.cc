/* The grammar of attribution in news, a sentence each; every statement is right to the letter. All names are invented. */
#include "tests/articles/statement_lines.h"

namespace {
struct Sentence {
  const char *text;
  std::vector<std::string> statements;
};
void expect_read(const std::vector<Sentence> &sentences) {
  for (const auto &s : sentences) EXPECT_EQ(statement_lines(s.text), s.statements) << s.text;
}
} // namespace

TEST(Grammar, QuantitiesBelongToThePhrase) {
  expect_read({
      {"More than 300 workers said the mine would close.\n", {"indirect | 300 workers | 300 workers | - | the mine would close"}},
      {"At least as many as 40 unions said they would strike.\n", {"indirect | 40 unions | 40 unions | - | they would strike"}},
      {"Fewer than a dozen villagers said they would stay.\n", {"indirect | dozen villagers | a dozen villagers | - | they would stay"}},
      {"Two of the three mediators said the talks were over.\n",
       {"indirect | Two of the three mediators | Two of the three mediators | - | the talks were over"}},
      {"One of the miners said there was no water.\n", {"indirect | One of the miners | One of the miners | - | there was no water"}},
      {"One said the mine was empty.\n", {"indirect | One | One | - | the mine was empty"}},
      {"Some say the mine should close.\n", {"indirect | Some | Some | - | the mine should close"}},
      {"The dam is unsafe, according to two people familiar with the talks.\n",
       {"indirect | two people familiar with the talks | two people familiar with the talks | - | The dam is unsafe"}},
  });
}

TEST(Grammar, GroupsOfVerbsAreOneCue) {
  expect_read({
      {"Ada Penrose had to say the talks had failed.\n", {"indirect | Ada Penrose | Ada Penrose | - | the talks had failed"}},
      {"Ada Penrose was forced to admit that the talks had failed.\n",
       {"indirect | Ada Penrose | Ada Penrose | - | that the talks had failed"}},
      {"Ada Penrose, however, said the talks would go on.\n", {"indirect | Ada Penrose | Ada Penrose | - | the talks would go on"}},
      {"Penrose did not say that the dam was unsafe.\n", {"indirect | Penrose | Penrose | - | that the dam was unsafe"}},
      {"Penrose has been saying for years that the dam is unsafe.\n", {"indirect | Penrose | Penrose | - | that the dam is unsafe"}},
      {"Penrose would not have said that the dam was unsafe.\n", {"indirect | Penrose | Penrose | - | that the dam was unsafe"}},
      {"Penrose refused to say whether the dam was unsafe.\n", {"indirect | Penrose | Penrose | - | to say whether the dam was unsafe"}},
      {"Penrose demands to know why the mine is closed.\n", {"indirect | Penrose | Penrose | - | to know why the mine is closed"}},
      {"Penrose reportedly said the mine was empty.\n", {"indirect | Penrose | Penrose | - | the mine was empty"}},
      {"Malik likely raised the matter with the union, Penrose said.\n",
       {"indirect | Penrose | Penrose | - | Malik likely raised the matter with the union"}},
      {"Varga says she would like to talk.\n", {"indirect | Varga | Varga | - | she would like to talk"}},
      {"Varga wants to like the plan, she said.\n", {"indirect | she | she | - | Varga wants to like the plan"}},
      {"Penrose told reporters: “We've had to wait.”\n", {"direct | Penrose | Penrose | reporters | “We've had to wait.”"}},
      {"Penrose tells the union she will not talk.\n", {"indirect | Penrose | Penrose | union | she will not talk"}},
  });
}

TEST(Grammar, PassivesNameTheirAgent) {
  expect_read({
      {"The union was told by the ministry that the mine would close.\n",
       {"indirect | ministry | the ministry | - | that the mine would close"}},
      {"Ada Penrose was quoted by the Gazette as saying that the mine would close.\n",
       {"indirect | Ada Penrose | Ada Penrose | - | that the mine would close"}},
      {"Penrose is said to believe that the dam is unsafe.\n", {"indirect | - | - | - | Penrose … to believe that the dam is unsafe"}},
      {"The dam, said to be unsafe, will be closed.\n", {"indirect | - | - | - | to be unsafe"}},
  });
}

TEST(Grammar, TimesAndPlacesStandBeforeTheContent) {
  expect_read({
      {"Ada Penrose said in an interview with the Gazette on Friday that the dam would be built.\n",
       {"indirect | Ada Penrose | Ada Penrose | - | that the dam would be built"}},
      {"Ada Penrose said late this week that the dam would be built.\n",
       {"indirect | Ada Penrose | Ada Penrose | - | that the dam would be built"}},
      {"Penrose said on Friday she would go, but Brandt said she would not.\n",
       {"indirect | Penrose | Penrose | - | she would go", "indirect | Brandt | Brandt | - | she would not"}},
      {"Penrose assured the union in a letter on Friday that the mine would reopen.\n",
       {"indirect | Penrose | Penrose | union | that the mine would reopen"}},
      {"In a statement on Friday, the ministry said the mine was empty.\n",
       {"indirect | ministry | the ministry | - | the mine was empty"}},
      {"Penrose, speaking in Karsk, said she would go.\n", {"indirect | Penrose | Penrose | - | she would go"}},
      {"Speaking to reporters in Karsk, Penrose said she would go.\n", {"indirect | Penrose | Penrose | - | she would go"}},
  });
}

TEST(Grammar, WhatFollowsTheCueIsNotSaid) {
  expect_read({
      {"The dam would be built, Penrose said, when the money comes.\n", {"indirect | Penrose | Penrose | - | The dam would be built"}},
      {"“We will build it,” Penrose said, while protesters shouted outside.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“We will build it,” Penrose said, as protesters shouted outside.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“We will build it,” Penrose said, even as protesters shouted outside.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“We will build it,” Penrose said, if asked.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“No,” said Penrose, “we will not,” and left.\n", {"direct | Penrose | Penrose | - | “No,” … “we will not,”"}},
      {"“We will not,” he said, adding that the mine was empty.\n",
       {"direct | he | he | - | “We will not,”", "indirect | he | he | - | that the mine was empty"}},
      {"“The mine is empty,” Penrose wrote in a letter seen by the Gazette.\n", {"direct | Penrose | Penrose | - | “The mine is empty,”"}},
      {"“We will build it,” Penrose said after the vote.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“We will build it,” Penrose said because she was asked.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“We will build it,” Penrose said, although nobody asked.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“We will build it,” Penrose said with a smile.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“We will build it,” Penrose said from the steps of the ministry.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“We will build it,” Penrose said, quickly adding that it would be small.\n",
       {"direct | Penrose | Penrose | - | “We will build it,”", "indirect | Penrose | Penrose | - | that it would be small"}},
      {"“We will build it,” Penrose said, visibly tired.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"“We will build it,” Penrose said, whom the union trusts.\n", {"direct | Penrose | Penrose | - | “We will build it,”"}},
      {"Penrose said the dam was unsafe, warning the union.\n", {"indirect | Penrose | Penrose | - | the dam was unsafe"}},
  });
}

TEST(Grammar, WhatBelongsToTheContentIsSaid) {
  expect_read({
      {"Penrose said the dam was safe after the talks on Friday.\n",
       {"indirect | Penrose | Penrose | - | the dam was safe after the talks on Friday"}},
      {"Penrose said the dam (and the bridge) was unsafe.\n", {"indirect | Penrose | Penrose | - | the dam (and the bridge) was unsafe"}},
      {"Penrose said 40% of the dam was unsafe.\n", {"indirect | Penrose | Penrose | - | 40% of the dam was unsafe"}},
      {"Penrose said the mine would close because the union left.\n",
       {"indirect | Penrose | Penrose | - | the mine would close because the union left"}},
      {"Penrose said she would resign if the mine closed.\n", {"indirect | Penrose | Penrose | - | she would resign if the mine closed"}},
      {"Penrose said the mine would close when the money ends.\n",
       {"indirect | Penrose | Penrose | - | the mine would close when the money ends"}},
      {"Penrose said the mine would stay open until Friday.\n",
       {"indirect | Penrose | Penrose | - | the mine would stay open until Friday"}},
      {"Penrose said the mine would close unless the union came back.\n",
       {"indirect | Penrose | Penrose | - | the mine would close unless the union came back"}},
      {"What the union wants, Penrose said, is a truce.\n", {"indirect | Penrose | Penrose | - | What the union wants … is a truce"}},
      {"Her belief, Penrose said, is that the dam is unsafe.\n",
       {"indirect | Penrose | Penrose | - | Her belief … is that the dam is unsafe"}},
  });
}

TEST(Grammar, SubjectsOfManyKinds) {
  expect_read({
      {"Newly elected President Ines Varga said the talks would go on.\n",
       {"indirect | Ines Varga | President Ines Varga | - | the talks would go on"}},
      {"Experts, like their critics, say the dam is unsafe.\n", {"indirect | Experts | Experts | - | the dam is unsafe"}},
      {"The minister herself said the dam was unsafe.\n", {"indirect | minister | The minister | - | the dam was unsafe"}},
      {"Everyone said the dam was unsafe.\n", {"indirect | Everyone | Everyone | - | the dam was unsafe"}},
      {"Both Penrose and Brandt said they would come.\n",
       {"indirect | Both Penrose and Brandt | Both Penrose and Brandt | - | they would come"}},
      {"Neither Penrose nor Brandt said they would come.\n",
       {"indirect | Neither Penrose nor Brandt | Neither Penrose nor Brandt | - | they would come"}},
      {"Penrose and Brandt both said they themselves would come.\n",
       {"indirect | Penrose and Brandt | Penrose and Brandt | - | they themselves would come"}},
      {"Penrose, according to a Gazette report, said the dam was unsafe.\n", {"indirect | Penrose | Penrose | - | the dam was unsafe"}},
      {"Penrose, as head of the union, said the dam was unsafe.\n", {"indirect | Penrose | Penrose | - | the dam was unsafe"}},
      {"Penrose (60) said the dam was unsafe.\n", {"indirect | Penrose | Penrose | - | the dam was unsafe"}},
      {"Penrose, 60, said the dam was unsafe.\n", {"indirect | Penrose | Penrose | - | the dam was unsafe"}},
      {"Penrose, the mediator (and a former judge), said the dam was unsafe.\n", {"indirect | Penrose | Penrose | - | the dam was unsafe"}},
      {"The unions' leaders demand the mine be closed.\n", {"indirect | unions' leaders | The unions' leaders | - | the mine be closed"}},
      {"The union's leaders demand that the mine be closed.\n",
       {"indirect | union's leaders | The union's leaders | - | that the mine be closed"}},
      {"A report by the ministry said the mine was empty.\n",
       {"indirect | report by the ministry | A report by the ministry | - | the mine was empty"}},
      {"“The dam is unsafe,” Penrose, the mediator, said.\n", {"direct | Penrose | Penrose | - | “The dam is unsafe,”"}},
      {"“The dam is unsafe,” the mediator Ada Penrose told the Gazette in Karsk on Friday.\n",
       {"direct | Ada Penrose | the mediator Ada Penrose | Gazette | “The dam is unsafe,”"}},
      {"“The mine will close,” said Odo Brandt, the head of the union, who works there.\n",
       {"direct | Odo Brandt | Odo Brandt | - | “The mine will close,”"}},
      {"“The mine will close,” said Odo Brandt, 45.\n", {"direct | Odo Brandt | Odo Brandt | - | “The mine will close,”"}},
      {"“The mine will close,” Brandt and Penrose said in a joint statement.\n",
       {"direct | Brandt and Penrose | Brandt and Penrose | - | “The mine will close,”"}},
      {"“The mine will close,” read a banner.\n", {"direct | banner | a banner | - | “The mine will close,”"}},
  });
}

TEST(Grammar, CuesOfEveryFrame) {
  expect_read({
      {"Clinton vows change.\n", {"indirect | Clinton | Clinton | - | change"}},
      {"The U.N. calls for a truce.\n", {"indirect | U.N. | The U.N. | - | a truce"}},
      {"It is Penrose's belief that the mine is empty.\n", {"indirect | Penrose | Penrose | - | that the mine is empty"}},
      {"Penrose urged the union to discontinue the strike.\n", {"indirect | Penrose | Penrose | union | to discontinue the strike"}},
      {"Penrose asked that the union come back.\n", {"indirect | Penrose | Penrose | - | that the union come back"}},
      {"Penrose asked for a truce.\n", {"indirect | Penrose | Penrose | - | a truce"}},
      {"Penrose wondered why the mine was closed.\n", {"indirect | Penrose | Penrose | - | why the mine was closed"}},
      {"Penrose explained how the mine had been closed.\n", {"indirect | Penrose | Penrose | - | how the mine had been closed"}},
      {"Penrose described the closure as a disaster.\n", {"indirect | Penrose | Penrose | - | the closure as a disaster"}},
      {"Penrose denied lying to the union.\n", {"indirect | Penrose | Penrose | - | lying to the union"}},
      {"Penrose denied that she had lied.\n", {"indirect | Penrose | Penrose | - | that she had lied"}},
      {"Penrose blamed the ministry for the delay.\n", {"indirect | Penrose | Penrose | ministry | the ministry for the delay"}},
      {"Penrose warned against closing the mine.\n", {"indirect | Penrose | Penrose | - | closing the mine"}},
      {"Penrose spoke of a new start.\n", {"indirect | Penrose | Penrose | - | a new start"}},
      {"Penrose agreed with Brandt that the mine should close.\n", {"indirect | Penrose | Penrose | Brandt | that the mine should close"}},
      {"Penrose agreed to talk to the union.\n", {"indirect | Penrose | Penrose | - | to talk to the union"}},
      {"Penrose insisted on a vote.\n", {"indirect | Penrose | Penrose | - | a vote"}},
      {"Penrose was confident the mine would reopen.\n", {"indirect | Penrose | Penrose | - | the mine would reopen"}},
      {"The union is afraid that the mine will close.\n", {"indirect | union | The union | - | that the mine will close"}},
      {"Penrose put it this way: “The mine is empty.”\n", {"direct | Penrose | Penrose | - | “The mine is empty.”"}},
      {"Penrose had this to say: “The mine is empty.”\n", {"direct | Penrose | Penrose | - | “The mine is empty.”"}},
      {"Penrose said: Close it.\n", {"indirect | Penrose | Penrose | - | Close it"}},
  });
}

TEST(Grammar, StatementsThatOpenASentence) {
  expect_read({
      {"Avoiding war is the only aim, Ada Penrose said.\n", {"indirect | Ada Penrose | Ada Penrose | - | Avoiding war is the only aim"}},
      {"To win would be a miracle, Ada Penrose said.\n", {"indirect | Ada Penrose | Ada Penrose | - | To win would be a miracle"}},
      {"There, Penrose said, the talks would go on.\n", {"indirect | Penrose | Penrose | - | There … the talks would go on"}},
      {"The opening of the talks, Penrose said, was a good sign.\n",
       {"indirect | Penrose | Penrose | - | The opening of the talks … was a good sign"}},
      {"The mine, he said in 2019, would close “within a year.”\n", {"mixed | he | he | - | The mine … would close “within a year.”"}},
  });
}

TEST(Grammar, QuotationsSideBySide) {
  expect_read({
      {"Protesters shouted “Send them home,” and “Build the wall” at the gates.\n",
       {"direct | Protesters | Protesters | - | “Send them home,” and “Build the wall”"}},
      {"Supporters chanted “Send them home” and “Build the dam.”\n",
       {"direct | Supporters | Supporters | - | “Send them home” and “Build the dam.”"}},
      {"Penrose called the deal “a gift,” “a farce” and “a trap.”\n",
       {"indirect | Penrose | Penrose | deal | “a gift,” “a farce” and “a trap.”"}},
      {"Penrose shouted “Stop the dam,” or “Save the valley” from the steps.\n",
       {"direct | Penrose | Penrose | - | “Stop the dam,” or “Save the valley”"}},
      {"“The dam,” Penrose told the union, “is unsafe.”\n", {"direct | Penrose | Penrose | union | “The dam,” … “is unsafe.”"}},
      {"“The mine,” wrote Penrose in the Gazette, “is empty.”\n", {"direct | Penrose | Penrose | - | “The mine,” … “is empty.”"}},
      {"“The mine is empty”, she said.\n", {"direct | she | she | - | “The mine is empty”"}},
      {"“Close it!” Penrose shouted.\n", {"direct | Penrose | Penrose | - | “Close it!”"}},
  });
}

TEST(Grammar, HeadlinesAndTranscripts) {
  expect_read({
      {"Varga: We will not talk\n", {"indirect | Varga | Varga | - | We will not talk"}},
      {"VARGA SAYS SHE WILL NOT TALK\n", {"indirect | VARGA | VARGA | - | SHE WILL NOT TALK"}},
      {"Varga Vows To Close The Border\n", {"indirect | Varga | Varga | - | To Close The Border"}},
      {"Union Says It Will Strike, Ministry Says It Won't\n",
       {"indirect | Union | Union | - | It Will Strike", "indirect | Ministry | Ministry | - | It Won't"}},
      {"Q: Is it safe?\nA: It is not.\n", {"indirect | Q | Q | - | Is it safe?", "indirect | A | A | - | It is not"}},
      {"Penrose: It is unsafe.\n\nBrandt: It is not.\n",
       {"indirect | Penrose | Penrose | - | It is unsafe", "indirect | Brandt | Brandt | - | It is not"}},
  });
}

TEST(Grammar, WhatIsNoStatement) {
  expect_read({
      {"The decision, announced by the ministry, was welcomed.\n", {}},
      {"There was a statement from the ministry.\n", {}},
      {"It is not clear whether the mine will close.\n", {}},
      {"The union is against closing the mine.\n", {}},
      {"“The mine will close,” came the answer.\n", {}},
  });
}
