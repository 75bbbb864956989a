#include "features/number_sort.h"

#include <string.h>

enum { SHORT = 40, DIGITS = 256 };

static void sort_short(uint32_t *numbers, size_t n) {
  for (size_t i = 1; i < n; i++) {
    uint32_t number = numbers[i];
    size_t j = i;
    for (; j > 0 && numbers[j - 1] > number; j--) numbers[j] = numbers[j - 1];
    numbers[j] = number;
  }
}

void stance__sort_numbers(uint32_t *numbers, size_t n, uint32_t *spare) {
  if (n <= SHORT) {
    sort_short(numbers, n);
    return;
  }
  uint32_t *from = numbers, *to = spare, all = 0;
  for (size_t i = 0; i < n; i++) all |= numbers[i];
  for (int shift = 0; shift < 32 && all >> shift; shift += 8) {
    size_t start[DIGITS + 1] = {0};
    for (size_t i = 0; i < n; i++) start[(from[i] >> shift & 255) + 1]++;
    for (size_t d = 0; d < DIGITS; d++) start[d + 1] += start[d];
    for (size_t i = 0; i < n; i++) to[start[from[i] >> shift & 255]++] = from[i];
    uint32_t *other = from;
    from = to, to = other;
  }
  if (from != numbers) memcpy(numbers, from, n * sizeof *numbers);
}
