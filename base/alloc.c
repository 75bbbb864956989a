#include "base/alloc.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The only mutable state of the library: the tests' fault injection. */
static atomic_long fail_at;
static atomic_long counted;

static bool must_fail(void) {
  long number = atomic_fetch_add_explicit(&counted, 1, memory_order_relaxed) + 1;
  return number == atomic_load_explicit(&fail_at, memory_order_relaxed);
}

long stance__alloc_fail_at(long n) {
  atomic_store(&fail_at, n);
  return atomic_exchange(&counted, 0);
}

void *stance__malloc(size_t size) { return must_fail() ? NULL : malloc(size ? size : 1); }

void *stance__calloc(size_t count, size_t size) { return must_fail() ? NULL : calloc(count ? count : 1, size ? size : 1); }

void *stance__array(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return NULL;
  return stance__malloc(count * size);
}

void *stance__realloc(void *old, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return NULL;
  size_t total = count * size;
  return must_fail() ? NULL : realloc(old, total ? total : 1);
}

void stance__free(void *p) { free(p); }

char *stance__strndup(const char *text, size_t length) {
  char *copy = length < SIZE_MAX ? stance__malloc(length + 1) : NULL;
  if (!copy) return NULL;
  if (length) memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}
