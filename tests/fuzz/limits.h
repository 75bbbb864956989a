/* Large inputs held against limits. */
#ifndef STANCE_TESTS_FUZZ_LIMITS_H
#define STANCE_TESTS_FUZZ_LIMITS_H
/* Gives the target its hostile inputs (hostile.h), and each file of the folder repeated to 1 MiB, a process each, and prints what each
   took. 0 where none fell, took more than 256 MiB of memory beyond what the process had before, or more than 20 s of CPU; else 1. */
int fuzz_limits(const char *target, const char *folder);
/* The same for each file of the folder as it is, with 1 s of CPU, printing those alone that fail. */
int fuzz_limits_each(const char *target, const char *folder);
#endif
