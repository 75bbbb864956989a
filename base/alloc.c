#include "base/alloc.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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

enum { LARGE = 16 << 20, LARGE_PAGE = 2 << 20 };

/* Matrices of many megabytes are read at random: with small pages each row waits for the page table too, and filling them is mostly
   faults. Only advice. */
static void *with_large_pages(void *memory, size_t bytes) {
#ifdef MADV_HUGEPAGE
  if (memory && bytes >= LARGE) {
    size_t before = (LARGE_PAGE - (uintptr_t)memory % LARGE_PAGE) % LARGE_PAGE;
    (void)madvise((char *)memory + before, (bytes - before) / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
  }
#endif
  return memory;
}

void *stance__malloc(size_t size) { return must_fail() ? NULL : with_large_pages(malloc(size ? size : 1), size); }

void *stance__calloc(size_t count, size_t size) {
  if (must_fail()) return NULL;
  void *memory = calloc(count ? count : 1, size ? size : 1); /* checks that count * size does not overflow */
  return with_large_pages(memory, memory ? count * size : 0);
}

void *stance__array(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return NULL;
  return stance__malloc(count * size);
}

void *stance__realloc(void *old, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return NULL;
  size_t total = count * size;
  return must_fail() ? NULL : with_large_pages(realloc(old, total ? total : 1), total);
}

bool stance__memory_has_room(size_t bytes) {
  if (must_fail()) return false;
  /* Not malloc: what it gave back it would keep, or learn from. */
  void *room = mmap(NULL, bytes ? bytes : 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED) return false;
  munmap(room, bytes ? bytes : 1);
  return true;
}

void stance__free(void *p) { free(p); }

char *stance__strndup(const char *text, size_t length) {
  char *copy = length < SIZE_MAX ? stance__malloc(length + 1) : NULL;
  if (!copy) return NULL;
  if (length) memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}
