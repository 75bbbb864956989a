#include "tests/cli/command_runner.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

#include "tests/support/temporary.h"

extern "C" {
#include "cli/command.h"
}

namespace {
/* Both streams elsewhere for as long as it lives. */
class Elsewhere {
public:
  Elsewhere(int out, int err) {
    fflush(stdout);
    fflush(stderr);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
  }
  ~Elsewhere() {
    fflush(stdout);
    fflush(stderr);
    clearerr(stdout);
    dup2(out_, STDOUT_FILENO);
    dup2(err_, STDERR_FILENO);
    close(out_);
    close(err_);
  }

private:
  int out_ = dup(STDOUT_FILENO), err_ = dup(STDERR_FILENO);
};
} // namespace

Said captured(const std::string &folder, const std::function<int()> &work) {
  Said said;
  const std::string paths[] = {folder + "/.out", folder + "/.err"};
  const int out = open(paths[0].c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600),
            err = open(paths[1].c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  {
    Elsewhere elsewhere(out, err);
    said.code = work();
  }
  close(out);
  close(err);
  said.out = read_file(paths[0]);
  said.err = read_file(paths[1]);
  return said;
}

Said on_a_terminal(unsigned short columns, const std::function<int()> &work) {
  Said said;
  int screen, program;
  winsize size = {24, columns, 0, 0};
  if (openpty(&screen, &program, nullptr, nullptr, &size) != 0) {
    ADD_FAILURE() << "no pseudo-terminal";
    return said;
  }
  std::thread reader([&] { /* until the last who could write has closed it */
                           char bytes[4096];
                           for (ssize_t n; (n = read(screen, bytes, sizeof bytes)) > 0;) said.out.append(bytes, (size_t)n);
  });
  {
    Elsewhere elsewhere(program, program);
    said.code = work();
  }
  close(program);
  reader.join();
  close(screen);
  return said;
}

int run_command(const std::vector<std::string> &words) {
  static const struct {
    const char *name;
    int (*run)(int, char **);
  } commands[] = {{"train", cli_command_train},
                  {"infer", cli_command_infer},
                  {"evaluate", cli_command_evaluate},
                  {"features", cli_command_features},
                  {"inspect", cli_command_inspect}};
  std::vector<std::string> rest(words.begin() + 1, words.end());
  std::vector<char *> arguments;
  for (std::string &word : rest) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  for (const auto &command : commands)
    if (words[0] == command.name) return command.run((int)rest.size(), arguments.data());
  ADD_FAILURE() << "no such command: " << words[0];
  return -1;
}
