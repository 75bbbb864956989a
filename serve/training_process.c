#include "serve/training_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "serve/upload.h"

enum { CHILD_ROWS = 3, CHILD_PRIORITY = 5, LONGEST_LINE = 4096 };

/* Between fork and exec, where only what is safe in a signal handler may be called: other threads may have held any lock. */
static void become(const char *program, char *const *arguments, int rows, int out, pid_t parent) {
  sigset_t none;
  int high_rows = fcntl(rows, F_DUPFD, 64), high_out = fcntl(out, F_DUPFD, 64), null = open("/dev/null", O_RDWR);
  if (high_rows < 0 || high_out < 0 || null < 0) _exit(127);
  if (dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(high_out, STDERR_FILENO) < 0 || dup2(high_rows, CHILD_ROWS) < 0)
    _exit(127);
  close_range(CHILD_ROWS + 1, ~0U, 0);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGPIPE, SIG_DFL);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  if (nice(CHILD_PRIORITY) == -1) {
  } /* a courtesy */
  execv(program, arguments);
  static const char complaint[] = "stance: cannot run stance-train; install it again\n";
  if (write(STDERR_FILENO, complaint, sizeof complaint - 1) < 0) {
  }
  _exit(127);
}

stance_status serve_training_start(serve_training_process *out, const serve_training_request *asked, stance_error *error) {
  int ends[2], rows;
  stance_status status = serve_memory_file(&rows, asked->rows, error);
  if (status != STANCE_OK) return status;
  const char **arguments = stance__array(asked->n_base + 10, sizeof *arguments);
  if (!arguments || pipe2(ends, O_CLOEXEC) != 0) {
    status = arguments ? stance__fail_errno(error, NULL, "make a pipe", errno) : stance__fail_memory(error);
    close(rows);
    stance__free(arguments);
    return status;
  }
  size_t n = 0;
  arguments[n++] = asked->program;
  arguments[n++] = "train";
  arguments[n++] = "--progress-lines";
  if (asked->tune) arguments[n++] = "--tune";
  arguments[n++] = "--name";
  arguments[n++] = asked->name;
  arguments[n++] = "--output";
  arguments[n++] = asked->output;
  for (size_t i = 0; i < asked->n_base; i++) arguments[n++] = asked->base[i];
  arguments[n++] = "/dev/fd/3"; /* CHILD_ROWS */
  arguments[n] = NULL;
  pid_t parent = getpid(), pid = fork();
  if (pid == 0) become(asked->program, (char *const *)arguments, rows, ends[1], parent);
  if (pid < 0) status = stance__fail_errno(error, NULL, "start the training", errno);
  close(rows);
  close(ends[1]);
  stance__free(arguments);
  if (pid < 0) {
    close(ends[0]);
    return status;
  }
  *out = (serve_training_process){pid, ends[0]};
  return STANCE_OK;
}

/* Cuts what comes out of the pipe into lines; what is longer than a line may be is cut too. */
static void listen_to(int pipe, serve_said_fn said, void *context) {
  char line[LONGEST_LINE];
  size_t length = 0;
  for (;;) {
    ssize_t n = read(pipe, line + length, sizeof line - length);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    length += (size_t)n;
    size_t from = 0;
    for (char *end; (end = memchr(line + from, '\n', length - from)); from = (size_t)(end - line) + 1)
      said(context, line + from, (size_t)(end - line) - from);
    if (from == 0 && length == sizeof line) {
      said(context, line, length);
      from = length;
    }
    memmove(line, line + from, length - from);
    length -= from;
  }
  if (length) said(context, line, length);
}

stance_status serve_training_wait(serve_training_process *p, serve_said_fn said, void *context) {
  int how;
  listen_to(p->pipe, said, context);
  close(p->pipe);
  while (waitpid(p->pid, &how, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(how)) return STANCE_CANCELLED;
  int code = WEXITSTATUS(how);
  return code >= STANCE_OK && code < STANCE_CANCELLED ? (stance_status)code : STANCE_MACHINE;
}
