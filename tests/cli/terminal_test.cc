/* What a terminal is shown, and what a file, a pipe or a terminal of another mind is spared. */
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>

#include "tests/cli/command_runner.h"
#include "tests/support/temporary.h"

extern "C" {
#include "cli/command.h"
#include "cli/statement_output.h"
}

namespace {
/* An environment variable for as long as it lives; NULL: none. */
class Variable {
public:
  Variable(const char *name, const char *value) : name_(name) {
    if (const char *was = getenv(name)) was_ = was;
    if (value)
      setenv(name, value, 1);
    else
      unsetenv(name);
  }
  ~Variable() {
    if (was_)
      setenv(name_, was_->c_str(), 1);
    else
      unsetenv(name_);
  }

private:
  const char *name_;
  std::optional<std::string> was_;
};

std::string width_and_color() {
  return on_a_terminal(100,
                       [] {
                         printf("%zu %d", cli_terminal_width(), cli_use_color(stdout));
                         return 0;
                       })
      .out;
}
} // namespace

TEST(Terminal, ColoursAreForTerminalsThatWantThem) {
  Variable columns("COLUMNS", nullptr), color("NO_COLOR", nullptr), term("TERM", "xterm");
  EXPECT_EQ(width_and_color(), "100 1");
  for (const char *dumb : {"dumb", "vt100"}) {
    Variable other("TERM", dumb);
    EXPECT_EQ(width_and_color(), std::string(dumb) == "dumb" ? "100 0" : "100 1");
  }
  {
    Variable none("TERM", nullptr);
    EXPECT_EQ(width_and_color(), "100 1");
  }
  {
    Variable refused("NO_COLOR", "1");
    EXPECT_EQ(width_and_color(), "100 0");
  }
  {
    Variable empty("NO_COLOR", "");
    EXPECT_EQ(width_and_color(), "100 1") << "no-color.org: an empty one says nothing";
  }
  Temporary t;
  EXPECT_EQ(captured(t.folder(), [] { return cli_use_color(stdout) ? 1 : 0; }).code, 0) << "a file";
}

TEST(Terminal, WidthIsWhatColumnsSaysWithinReason) {
  Temporary t;
  const struct {
    const char *columns;
    int width;
  } cases[] = {{"120", 120}, {"10", 40}, {"1000", 160}, {"0", 80}, {"wide", 80}, {nullptr, 80}};
  for (const auto &c : cases) {
    Variable columns("COLUMNS", c.columns);
    EXPECT_EQ(captured(t.folder(), [] { return (int)cli_terminal_width(); }).code, c.width) << (c.columns ? c.columns : "(none)");
  }
}

TEST(Terminal, ProgressIsDrawnOnTerminalsAndNotAtOnce) {
  const Said shown = on_a_terminal(80, [] {
    cli_progress p;
    cli_progress_start(&p, false);
    EXPECT_TRUE(p.on);
    cli_progress_report(&p, "too soon", 1, 2);
    for (double done : {0.0, 1.0, 4.0}) {
      p.began -= 10;
      p.shown -= 10;
      cli_progress_report(&p, "reading", done, 4);
    }
    p.shown -= 10;
    cli_progress_report(&p, "no total", 1, 0);
    cli_progress_clear(&p);
    cli_progress_start(&p, true);
    return p.on ? 1 : 0;
  });
  EXPECT_EQ(shown.code, 0) << "quiet is quiet on a terminal too";
  EXPECT_EQ(shown.out.find("too soon"), std::string::npos);
  EXPECT_NE(shown.out.find("reading            [                        ]   0 %"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("[######                  ]  25 %  60 s left"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("[########################] 100 %  0 s left"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("no total           [                        ]"), std::string::npos) << shown.out;
  EXPECT_EQ(shown.out.substr(shown.out.size() - 4), "\r\033[K");
  Temporary t;
  EXPECT_EQ(captured(t.folder(),
                     [] {
                       cli_progress p;
                       cli_progress_start(&p, false);
                       cli_progress_clear(&p);
                       return p.on ? 1 : 0;
                     })
                .err,
            "");
}

TEST(Terminal, EachStanceHasItsColour) {
  EXPECT_STREQ(cli_label_color("conciliatory", true, false), "");
  EXPECT_STREQ(cli_label_color("conciliatory", false, true), "\033[2m");
  EXPECT_STREQ(cli_label_color("conciliatory", true, true), "\033[32m");
  EXPECT_STREQ(cli_label_color("uncompromising", true, true), "\033[31m");
  EXPECT_STREQ(cli_label_color("other", true, true), "\033[36m");
}

TEST(Terminal, ShowsArticlesReportsAndSummariesInColour) {
  Variable columns("COLUMNS", nullptr), color("NO_COLOR", nullptr), term("TERM", "xterm");
  Temporary t;
  std::string rows;
  for (int i = 0; i < 10; i++)
    rows += "conciliatory\tWe welcome plan " + std::to_string(i) + ".\nuncompromising\tWe reject plan " + std::to_string(i) + ".\n";
  const std::string data = t.write("s.tsv", rows), model = t.path("m");
  const std::string
      article =
          t.write("a.txt",
                  "\"We welcome the plan and everything that stands in it, as long as we have said so before,\" Ann Lee told Odo Brandt.\n"
                  "Ann Lee said that she was glad.\n\n\"We reject plan 3,\" Odo Brandt said.\n"),
      second = t.write("b.txt", "\"We welcome plan 2,\" Ann Lee said. \"We reject plan 3,\" Odo Brandt said.\n");
  ASSERT_EQ(captured(t.folder(),
                     [&] {
                       return run_command({"train", "--quiet", "--folds", "2", "--confidence", "0.01", data, "-o", model});
                     })
                .code,
            0);
  const auto shown = [&](unsigned short width, const std::vector<std::string> &words) {
    const Said said = on_a_terminal(width, [&] { return run_command(words); });
    EXPECT_EQ(said.code, 0) << said.out;
    return said.out;
  };
  const std::string articles = shown(60, {"infer", "-m", model, "--explain", "2", article, second});
  EXPECT_NE(articles.find("\033[32mconciliatory"), std::string::npos) << articles;
  EXPECT_NE(articles.find("\033[31muncompromising"), std::string::npos) << articles;
  EXPECT_NE(articles.find("\033[1mSpeakers\033[0m"), std::string::npos) << articles;
  for (unsigned short width : {60, 160}) {
    const std::string summary = shown(width, {"infer", "-m", model, "--summary", "pair", article, second});
    EXPECT_NE(summary.find("Ann Lee"), std::string::npos) << summary;
    EXPECT_NE(summary.find("\033[1m"), std::string::npos) << summary;
  }
  EXPECT_NE(shown(80, {"infer", "-m", model, "--input", "lines", second}).find("\033["), std::string::npos);
  EXPECT_NE(shown(80, {"evaluate", "-m", model, "--errors", "2", data}).find("\033[1m"), std::string::npos);
}
