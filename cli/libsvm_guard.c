/* libsvm 3.24 checks no allocation: where memory ends it writes through NULL, or its `new` throws through our C frames, which ends the
   process. The library asks for what libsvm will want beforehand (train/libsvm_solver.c); but another thread, or another process, may take
   it in between. What then happens inside libsvm cannot be mended, only said: nothing has been written yet, so that ending is safe. */
#include "cli/libsvm_guard.h"

#include <dlfcn.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "stance/train.h"

/* Only what may be called in a signal handler. */
static void end(void) {
  static const char said[] = "stance: libsvm ran out of memory, and can only crash then; nothing was written. Free some, or train with "
                             "--solver descent\n";
  if (isatty(STDERR_FILENO) && write(STDERR_FILENO, "\n", 1) < 0) _exit(1); /* the progress bar's line */
  if (write(STDERR_FILENO, said, sizeof said - 1) < 0) _exit(1);
  _exit(1);
}

static void on_signal(int number) {
  if (stance_training_in_libsvm()) end();
  signal(number, SIG_DFL); /* somebody else's crash: it happens again, or is raised again, at once */
  raise(number);
}

static void (*terminate_before)(void);

static void on_terminate(void) {
  if (stance_training_in_libsvm()) end();
  if (terminate_before) terminate_before();
}

void cli_guard_libsvm(void) {
  static const int numbers[] = {SIGSEGV, SIGBUS, SIGABRT};
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaction(numbers[i], &action, NULL);
  /* std::set_terminate, so that the C++ library does not print its own idea of it first. It came with libsvm; where it did not, SIGABRT
     follows. */
  void (*(*set_terminate)(void (*)(void)))(void) = NULL;
  void *symbol = dlsym(RTLD_DEFAULT, "_ZSt13set_terminatePFvvE");
  memcpy(&set_terminate, &symbol, sizeof set_terminate);
  if (set_terminate) terminate_before = set_terminate(on_terminate);
}
