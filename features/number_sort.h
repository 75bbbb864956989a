/* Sorting the numbers of a row: short ones by insertion, long ones by radix. */
#ifndef STANCE_FEATURES_NUMBER_SORT_H
#define STANCE_FEATURES_NUMBER_SORT_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
/* Ascending; spare [n] is scratch. */
void stance__sort_numbers(uint32_t *numbers, size_t n, uint32_t *spare);
#ifdef __cplusplus
}
#endif
#endif
