/* What becomes of a process in which libsvm runs out of memory. */
#ifndef STANCE_CLI_LIBSVM_GUARD_H
#define STANCE_CLI_LIBSVM_GUARD_H
/* From now on the process ends with a message and exit code 1, instead of a signal, where libsvm crashes or terminates. For programs only:
   it changes what signals do, though only to threads that are inside libsvm. */
void cli_guard_libsvm(void);
#endif
