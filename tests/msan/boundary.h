/* The two names that the linker gives a wrapped function: ours, which the program's calls go to, and the library's. */
#ifndef STANCE_TESTS_MSAN_BOUNDARY_H
#define STANCE_TESTS_MSAN_BOUNDARY_H
#include <cjson/cJSON.h>
#include <stddef.h>
#include <utf8proc.h>
#include <xxhash.h>
#include <zlib.h>

#pragma clang diagnostic ignored "-Wreserved-identifier" /* the linker's choice of names */
#define STANCE_WRAPPED(type, name, ...)                                                                                                    \
  type __wrap_##name(__VA_ARGS__);                                                                                                         \
  type __real_##name(__VA_ARGS__)

STANCE_WRAPPED(utf8proc_ssize_t, utf8proc_decompose_char, utf8proc_int32_t c, utf8proc_int32_t *out, utf8proc_ssize_t room,
               utf8proc_option_t how, int *state);
STANCE_WRAPPED(utf8proc_ssize_t, utf8proc_normalize_utf32, utf8proc_int32_t *points, utf8proc_ssize_t length, utf8proc_option_t how);
STANCE_WRAPPED(utf8proc_bool, utf8proc_grapheme_break_stateful, utf8proc_int32_t before, utf8proc_int32_t after, utf8proc_int32_t *state);
STANCE_WRAPPED(XXH64_hash_t, XXH3_64bits, const void *bytes, size_t length);
STANCE_WRAPPED(XXH64_hash_t, XXH3_64bits_withSeed, const void *bytes, size_t length, XXH64_hash_t seed);
STANCE_WRAPPED(XXH128_hash_t, XXH3_128bits_withSeed, const void *bytes, size_t length, XXH64_hash_t seed);
STANCE_WRAPPED(XXH_errorcode, XXH3_128bits_update, XXH3_state_t *state, const void *bytes, size_t length);
STANCE_WRAPPED(void, XXH128_canonicalFromHash, XXH128_canonical_t *out, XXH128_hash_t hash);
STANCE_WRAPPED(int, inflate, z_streamp stream, int flush);
STANCE_WRAPPED(cJSON *, cJSON_ParseWithLength, const char *text, size_t length);
STANCE_WRAPPED(char *, cJSON_PrintUnformatted, const cJSON *item);
STANCE_WRAPPED(void *, dlsym, void *library, const char *name);
#endif
