/* A hash of bytes that is the same on every machine and in every run (XXH3-64), seeded. */
#ifndef STANCE_BASE_HASH_H
#define STANCE_BASE_HASH_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
uint64_t stance__hash64(const void *bytes, size_t length, uint64_t seed);
#ifdef __cplusplus
}
#endif
#endif
