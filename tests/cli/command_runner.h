/* Commands run inside the test's process, so that its own memory can be made to fail: what they print, and their exit code. */
#ifndef STANCE_TESTS_CLI_COMMAND_RUNNER_H
#define STANCE_TESTS_CLI_COMMAND_RUNNER_H
#include <functional>
#include <string>
#include <vector>

struct Said {
  int code = 0;
  std::string out, err;
};

/* Calls `work` with standard output and standard error sent into files of `folder`, and gives both back. */
Said captured(const std::string &folder, const std::function<int()> &work);
/* The same with a pseudo-terminal of so many columns for both. */
Said on_a_terminal(unsigned short columns, const std::function<int()> &work);
/* `stance COMMAND ARGUMENT...`, of the commands that need no other program. */
int run_command(const std::vector<std::string> &words);
#endif
