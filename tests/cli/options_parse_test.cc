/* Command lines: what each kind of option takes, what it refuses, and what is said then. */
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/command_runner.h"
#include "tests/support/temporary.h"

extern "C" {
#include "cli/options.h"
}

namespace {
class Options : public testing::Test {
protected:
  Said parse(const std::vector<std::string> &words) {
    const cli_usage usage = {"test", "[option...] [FILE...]", "Tests.", "  stance test\n"};
    const cli_option table[] = {{CLI_HEADING, nullptr, 0, nullptr, nullptr, "values"},
                                {CLI_FLAG, "flag", 'f', &flag, nullptr, "a flag"},
                                {CLI_TEXT, "text", 't', &text, "TEXT", "a text"},
                                {CLI_LIST, "list", 0, &list, "ITEM", "a list"},
                                {CLI_COUNT, "count", 'n', &count, "N", "a count"},
                                {CLI_SIZE, "size", 0, &size, "BYTES", "a size"},
                                {CLI_NUMBER, "number", 0, &number, "X", "a number"},
                                {CLI_NUMBERS, "numbers", 0, &numbers, "X[,X...]", "numbers"},
                                {CLI_RANGE, "range", 0, range, "N-M", "a range"},
                                {CLI_CHOICE, "choice", 0, &choice, "one|two|three-and-a-word-that-is-long", "a choice"},
                                {CLI_END, nullptr, 0, nullptr, nullptr, nullptr}};
    flag = false, text = nullptr, list = {nullptr, 0}, count = size = 7, number = 7, numbers = {nullptr, 0}, range[0] = range[1] = 7,
    choice = 7;
    stance__arena_release(&arena);
    arena = STANCE__ARENA_INIT;
    storage = words;
    std::vector<char *> arguments;
    for (std::string &word : storage) arguments.push_back(word.data());
    return captured(folder.folder(), [&] { return cli_parse(&usage, table, (int)arguments.size(), arguments.data(), &files, &arena); });
  }
  void TearDown() override { stance__arena_release(&arena); }
  void refuses(const std::vector<std::string> &words, const std::string &why) {
    const Said said = parse(words);
    EXPECT_EQ(said.code, 2) << words[0];
    EXPECT_NE(said.err.find(why), std::string::npos) << said.err;
    EXPECT_NE(said.err.find("'stance help test' shows"), std::string::npos) << said.err;
  }

  Temporary folder;
  stance__arena arena = STANCE__ARENA_INIT;
  std::vector<std::string> storage;
  bool flag;
  const char *text;
  cli_list list, files;
  size_t count, size;
  double number;
  cli_numbers numbers;
  uint32_t range[2];
  int choice;
};
} // namespace

TEST_F(Options, EveryKindTakesItsValues) {
  ASSERT_EQ(parse({"-f", "-tx", "--list=a", "--list", "b", "-n", "3", "--size", "2K", "--number=-.5", "--numbers", "1,2.5", "--range",
                   "1-3", "--choice", "two", "-", "--", "-x"})
                .code,
            CLI_CONTINUE);
  EXPECT_TRUE(flag);
  EXPECT_STREQ(text, "x");
  ASSERT_EQ(list.n, 2u);
  EXPECT_STREQ(list.items[1], "b");
  EXPECT_EQ(count, 3u);
  EXPECT_EQ(size, 2048u);
  EXPECT_EQ(number, -.5);
  ASSERT_EQ(numbers.n, 2u);
  EXPECT_EQ(numbers.items[1], 2.5);
  EXPECT_EQ(range[1], 3u);
  EXPECT_EQ(choice, 1);
  ASSERT_EQ(files.n, 2u);
  EXPECT_STREQ(files.items[0], "-");
  EXPECT_STREQ(files.items[1], "-x");
  const struct {
    const char *text;
    size_t bytes;
  } sizes[] = {{"5", 5}, {"1k", 1024}, {"1M", 1 << 20}, {"1m", 1 << 20}, {"1G", 1 << 30}, {"1g", 1 << 30}};
  for (const auto &s : sizes) {
    ASSERT_EQ(parse({"--size", s.text}).code, CLI_CONTINUE) << s.text;
    EXPECT_EQ(size, s.bytes) << s.text;
  }
  ASSERT_EQ(parse({"--range", "none"}).code, CLI_CONTINUE);
  EXPECT_EQ(range[0] + range[1], 0u);
  ASSERT_EQ(parse({"--range", "2"}).code, CLI_CONTINUE);
  EXPECT_EQ(range[0] * 10 + range[1], 22u);
}

TEST_F(Options, WhatIsNoValueIsRefusedAndNothingSet) {
  for (const char *bad : {"", "x", "-1", "1x", "1 ", "99999999999999999999999", "1K"}) refuses({"--count", bad}, "expected N");
  for (const char *bad : {"", "x", "K", "1T", "1KB", "18446744073709551615K"}) refuses({"--size", bad}, "expected BYTES");
  for (const char *bad : {"", "x", "1x", "-", ".", "nan", "inf", "1e999", "1,2", "/", ":"}) refuses({"--number", bad}, "expected X");
  for (const char *bad : {"", "1,", ",1", "1,x", "1,,2"}) refuses({"--numbers", bad}, "expected X[,X...]");
  for (const char *bad : {"", "x", "3-1", "1-100", "1-", "1-x", "1-2x", "-1", "1-:", "1-/"}) refuses({"--range", bad}, "expected N-M");
  for (const char *bad : {"", "on", "ones", "one|two", "four"}) refuses({"--choice", bad}, "expected one|two");
  refuses({"--flag=1"}, "takes no value");
  refuses({"-f1"}, "takes no value");
  refuses({"--count"}, "needs a value: N");
  refuses({"-n"}, "needs a value: N");
  EXPECT_EQ(count, 7u);
  EXPECT_EQ(choice, 7);
}

TEST_F(Options, MistypedOnesAreGuessed) {
  refuses({"--flga"}, "did you mean '--flag'?");
  refuses({"--cuont=3"}, "unknown option '--cuont'; did you mean '--count'?");
  refuses({"--umbers"}, "did you mean '--numbers'?");
  refuses({"-x"}, "unknown option '-x'");
  refuses({"--nothing-like-it"}, "unknown option '--nothing-like-it'\n");
  refuses({"--" + std::string(200, 'a')}, "unknown option '--" + std::string(58, 'a') + "'\n");
}

TEST_F(Options, HelpAndTheDescriptionListThemAll) {
  for (const char *asked : {"-h", "--help", "--describe"}) {
    const Said said = parse({asked});
    EXPECT_EQ(said.code, 0);
    for (const char *name : {"flag", "text", "list", "count", "size", "number", "numbers", "range", "choice", "help"})
      EXPECT_NE(said.out.find(name), std::string::npos) << asked << ": " << name;
  }
  EXPECT_NE(parse({"--help"}).out.find("      --choice one|two|three-and-a-word-that-is-long\n"), std::string::npos)
      << "what is too long has a line to itself";
}
