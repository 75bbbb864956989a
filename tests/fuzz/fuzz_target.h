/* What every target is made of: one function that takes bytes, checks that stop the process, and files without a disk. */
#ifndef STANCE_TESTS_FUZZ_TARGET_H
#define STANCE_TESTS_FUZZ_TARGET_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* libFuzzer's name for it; replay_main.c and limits_main.c call the same. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Not assert: it must hold in release builds too. */
#define FUZZ_CHECK(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_fail(const char *condition, const char *file, int line);

/* The path of a file in memory that holds the bytes. There is one at a time: the next call replaces it. */
const char *fuzz_memory_file(const void *bytes, size_t length);
/* Another one, that stays until the process ends. */
const char *fuzz_lasting_file(const void *bytes, size_t length);
/* The bytes as one gzip member; freed with free. */
uint8_t *fuzz_gzip(const uint8_t *bytes, size_t length, size_t *packed);

/* A cursor over the input: targets take their choices from its start. */
typedef struct fuzz_input {
  const uint8_t *data;
  size_t size;
} fuzz_input;
uint8_t fuzz_byte(fuzz_input *in); /* 0 at the end */
#endif
