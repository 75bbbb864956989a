/* Seeded random numbers: xoshiro256** (Blackman and Vigna, 2018), seeded by splitmix64. Not thread-safe: one generator a user. */
#ifndef STANCE_BASE_RANDOM_H
#define STANCE_BASE_RANDOM_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct stance__random {
  uint64_t state[4];
} stance__random;
void stance__random_seed(stance__random *r, uint64_t seed);
uint64_t stance__random_next(stance__random *r);
uint64_t stance__random_below(stance__random *r, uint64_t bound);          /* uniform in [0, bound), unbiased; bound > 0 */
void stance__random_shuffle(stance__random *r, uint32_t *items, size_t n); /* Fisher-Yates */
#ifdef __cplusplus
}
#endif
#endif
