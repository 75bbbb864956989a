/* Commands whose memory ends, allocation by allocation: exit code 1 and a message that says so, or the same output as ever; and what a file
   held before stays. */
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/alloc.h"
#include "tests/cli/command_runner.h"
#include "tests/support/temporary.h"

namespace {
const char ARTICLE[] =
    "Ilse Andrade said on Monday that Kelldin was ready to open the lock. \"We will not pay to fill it,\" Bram Osei said.\n"
    "He rejected the plan. \"We welcome the offer,\" Andrade told Osei.\n";

class CommandAllocations : public testing::Test {
protected:
  static void SetUpTestSuite() {
    folder = new Temporary;
    std::string tsv, csv = "text,label,place,ana,ben\r\n", jsonl;
    for (int i = 0; i < 12; i++) {
      const std::string label = i % 2 ? "uncompromising" : "conciliatory", place = i % 3 ? "here" : "there";
      const std::string text =
          std::string(i % 2 ? "We reject" : "We welcome") + " plan " + std::to_string(i) + (i % 4 == 1 ? " of the offer." : ".");
      tsv += label + "\t" + text + "\n";
      csv += text + "," + label + "," + place + "," + label + "," + (i % 5 ? label : "neither") + "\r\n";
      jsonl += "{\"id\":" + std::to_string(i) + ",\"text\":\"" + text + "\",\"label\":\"" + label + "\",\"speaker\":\"" + place + "\"}\n";
    }
    folder->write("s.tsv", tsv);
    folder->write("s.csv", csv);
    folder->write("s.jsonl", jsonl);
    folder->write("s.txt", "We reject plan 1.\nWe welcome it.\n");
    folder->write("a.txt", ARTICLE);
    folder->write("names.tsv", "Ilse Andrade\tAndrade\nBram Osei\tOsei\n");
    folder->write("names.jsonl", "{\"name\":\"Ilse Andrade\",\"aliases\":[\"Andrade\"]}\n");
    std::string articles;
    for (const char *day : {"2026-11-25", "soon"})
      articles += std::string("{\"id\":\"x\",\"source\":\"Wire\",\"date\":\"") + day +
                  "\",\"text\":\"\\\"We agree,\\\" Ann Lee told Odo Brandt.\"}\n";
    folder->write("a.jsonl", articles);
    std::filesystem::create_directory(folder->path("texts"));
    folder->write("texts/a.txt", ARTICLE);
    folder->write("texts/b.jsonl", articles);
    folder->write("texts/c.dat", "no article");
    for (const char *name : {"m", "n"}) {
      const Said said = run({"train",
                             "--quiet",
                             "--words",
                             "1-1",
                             "--stems",
                             "none",
                             "--chars",
                             "none",
                             "--lexicon",
                             "none",
                             "--cost",
                             *name == 'm' ? "1" : "0.1",
                             "--threads",
                             "1",
                             "--folds",
                             "2",
                             "--confidence",
                             "0.01",
                             "@s.tsv",
                             "-o",
                             std::string("@") + name});
      ASSERT_EQ(said.code, 0) << said.err;
    }
  }
  static void TearDownTestSuite() { delete folder; }

  /* "@name" is a file of the folder. */
  static Said run(std::vector<std::string> words, long fail_at = 0, long *made = nullptr) {
    for (std::string &word : words)
      if (word[0] == '@') word = folder->path(word.substr(1));
    return captured(folder->folder(), [&] {
      stance__alloc_fail_at(fail_at);
      const int code = run_command(words);
      const long n = stance__alloc_fail_at(0);
      if (made) *made = n;
      return code;
    });
  }

  /* Each allocation in turn; `most`: only so many of them, where the rest are another room's affair. */
  static void suffer(const std::vector<std::string> &words, long most = 1 << 20) {
    std::string trace;
    for (const std::string &word : words) trace += word + " ";
    SCOPED_TRACE(trace);
    const bool writes = words[words.size() - 2] == "-o";
    const std::string target = writes ? folder->path("out") : "";
    long made = 0;
    const Said whole = run(words, 0, &made);
    ASSERT_EQ(whole.code, 0) << whole.err;
    const std::string written = writes ? read_file(target) : "";
    ASSERT_GT(made, 3);
    for (long k = 1; k <= made && k <= most; k++) {
      if (writes) folder->write("out", "old");
      const Said said = run(words, k);
      if (said.code == 0) {
        EXPECT_EQ(said.out, whole.out) << "allocation " << k;
      } else {
        EXPECT_EQ(said.code, 1) << "allocation " << k << ": " << said.err;
        EXPECT_NE(said.err.find("memory"), std::string::npos) << "allocation " << k << ": " << said.err;
      }
      if (writes) {
        /* Behind the rename only the sync of the folder is left to fail, and the message says so. */
        const bool placed = said.code == 0 || said.err.find("sync the folder") != std::string::npos;
        EXPECT_EQ(read_file(target), placed ? written : "old") << "allocation " << k << ": " << said.err;
      }
      if (HasFailure()) return;
    }
  }

  static Temporary *folder;
};
Temporary *CommandAllocations::folder;
} // namespace

TEST_F(CommandAllocations, OfArticles) {
  suffer({"infer", "-m", "@m", "--threads", "1", "@a.txt"});
  suffer({"infer", "-m", "@m", "--threads", "1", "--format", "json", "--explain", "2", "--aliases", "@names.tsv", "@a.txt"});
  suffer({"infer", "-m", "@m", "--threads", "1", "--format", "csv", "--aliases", "@names.jsonl", "@a.jsonl", "-o", "@out"});
  suffer({"infer", "--emit-text", "--threads", "1", "--format", "jsonl", "@a.jsonl"});
}

TEST_F(CommandAllocations, OfAFolder) {
  suffer({"infer", "-m", "@m", "--threads", "1", "--quiet", "--skip-bad", "--format", "jsonl", "@texts"});
}

TEST_F(CommandAllocations, OfSummaries) {
  suffer({"infer", "-m", "@m", "--threads", "1", "--summary", "speaker", "@a.txt", "@a.jsonl"});
  suffer({"infer", "-m", "@m", "--threads", "1", "--summary", "pair", "--format", "json", "@a.txt", "@a.jsonl"});
  suffer({"infer", "-m", "@m", "--threads", "1", "--summary", "date", "--format", "csv", "@a.jsonl", "-o", "@out"});
}

TEST_F(CommandAllocations, OfAPage) { suffer({"infer", "-m", "@m", "--threads", "1", "--format", "html", "@a.jsonl", "-o", "@out"}); }

TEST_F(CommandAllocations, OfRecords) {
  suffer({"infer", "-m", "@m", "--threads", "1", "--input", "lines", "@s.txt"});
  suffer({"infer", "-m", "@m", "--threads", "1", "--input", "jsonl", "--format", "json", "--explain", "1", "@s.jsonl"});
  suffer({"infer", "-m", "@m", "--threads", "1", "--input", "csv", "--format", "csv", "@s.csv", "-o", "@out"});
}

TEST_F(CommandAllocations, OfReports) {
  suffer({"evaluate", "-m", "@m", "--threads", "1", "--errors", "2", "--by", "place", "--map-label", "x=y", "@s.csv"});
  suffer({"evaluate", "-m", "@m", "--threads", "1", "--compare", "@n", "--by", "speaker", "--format", "json", "@s.jsonl", "-o", "@out"});
  suffer({"evaluate", "--annotators", "ana,ben", "--drop-label", "x", "@s.csv"});
}

TEST_F(CommandAllocations, OfFeatures) {
  suffer({"features", "--words", "1-1", "--stems", "none", "--chars", "none", "--lexicon", "none", "@s.tsv"});
  suffer({"features", "--words", "1-1", "--stems", "none", "--chars", "none", "--lexicon", "none", "--top", "2", "@s.tsv"}, 400);
}

TEST_F(CommandAllocations, OfInspection) {
  suffer({"inspect", "@m"});
  suffer({"inspect", "--format", "json", "--top", "2", "@m"});
}

TEST_F(CommandAllocations, OfATrainingsCommandLine) {
  suffer({"train", "--quiet",     "--words", "1-1",       "--stems", "none",    "--chars", "none",   "--lexicon", "none", "--cost",
          "0.5",   "--map-label", "x=y",     "--threads", "1",       "--folds", "2",       "@s.tsv", "-o",        "@out"},
         12);
}
