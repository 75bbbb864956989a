/* Allocation, counted and made to fail, and a ledger of the blocks that live: what was allocated since main began and is not freed when it
   returns was leaked. Blocks are laid to the door of whoever called: the program, a library, or libc. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inject.h"

/* glibc's own, under names that cannot be interposed. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

/* Open addressing with linear probing; deletion shifts back what follows, so there are no tombstones. */
enum { SLOTS = 1 << 18 };
typedef struct slot {
  void *block;
  const void *caller;
} slot;
static slot slots[SLOTS];
static size_t n_slots;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static size_t home(const void *block) { return (size_t)(((uintptr_t)block >> 4) * 0x9E3779B97F4A7C15u >> 44) % SLOTS; }

static void enter(void *block, const void *caller) {
  if (!block || !faults_on) return;
  pthread_mutex_lock(&lock);
  if (++n_slots > SLOTS / 2) {
    static const char said[] = "the injector's ledger is full\n";
    if (write(STDERR_FILENO, said, sizeof said - 1) < 0) abort();
    abort();
  }
  size_t at = home(block);
  while (slots[at].block && slots[at].block != block) at = (at + 1) % SLOTS;
  if (slots[at].block) n_slots--;
  slots[at] = (slot){block, caller};
  pthread_mutex_unlock(&lock);
}

static void strike_out(const void *block) {
  if (!block || !n_slots) return;
  pthread_mutex_lock(&lock);
  size_t at = home(block);
  while (slots[at].block && slots[at].block != block) at = (at + 1) % SLOTS;
  if (slots[at].block) {
    n_slots--;
    slots[at].block = NULL;
    for (size_t next = (at + 1) % SLOTS; slots[next].block; next = (next + 1) % SLOTS) {
      size_t wanted = home(slots[next].block);
      /* It may move to the gap where its home does not lie behind the gap. */
      if ((next - wanted) % SLOTS >= (next - at) % SLOTS) {
        slots[at] = slots[next];
        slots[next].block = NULL;
        at = next;
      }
    }
  }
  pthread_mutex_unlock(&lock);
}

void faults_given(void *block, const void *caller) { enter(block, caller); }

void faults_count_left(void) {
  size_t shown = 0;
  for (size_t i = 0, seen = 0; i < SLOTS && seen < n_slots; i++) {
    faults_place place = {"", 0};
    if (!slots[i].block) continue;
    seen++;
    bool own = faults_is_own(slots[i].caller, &place);
    if (!own &&
        (strncmp(place.object, "libc.", 5) == 0 || strncmp(place.object, "ld-", 3) == 0 || strncmp(place.object, "libfaults", 9) == 0))
      continue;
    if (own)
      faults->left_blocks++;
    else
      faults->left_foreign++;
    if (own && shown < FAULTS_PLACES) faults->left[shown++] = place;
  }
}

/* ---- The calls ---- */

void *malloc(size_t size) {
  if (faults_hit(FAULTS_ALLOC, FAULTS_CALLER)) return NULL;
  void *block = __libc_malloc(size);
  enter(block, FAULTS_CALLER);
  return block;
}

void *calloc(size_t count, size_t size) {
  if (faults_hit(FAULTS_ALLOC, FAULTS_CALLER)) return NULL;
  void *block = __libc_calloc(count, size);
  enter(block, FAULTS_CALLER);
  return block;
}

void *realloc(void *old, size_t size) {
  if (faults_hit(FAULTS_ALLOC, FAULTS_CALLER)) return NULL;
  strike_out(old); /* before another thread can be given its place */
  void *block = __libc_realloc(old, size);
  enter(block ? block : size ? old : NULL, FAULTS_CALLER);
  return block;
}

void free(void *block) {
  strike_out(block);
  __libc_free(block);
}

void *memalign(size_t alignment, size_t size);
void *memalign(size_t alignment, size_t size) {
  if (faults_hit(FAULTS_ALLOC, FAULTS_CALLER)) return NULL;
  void *block = __libc_memalign(alignment, size);
  enter(block, FAULTS_CALLER);
  return block;
}

void *aligned_alloc(size_t alignment, size_t size) {
  if (faults_hit(FAULTS_ALLOC, FAULTS_CALLER)) return NULL;
  void *block = __libc_memalign(alignment, size);
  enter(block, FAULTS_CALLER);
  return block;
}

int posix_memalign(void **out, size_t alignment, size_t size) {
  if (faults_hit(FAULTS_ALLOC, FAULTS_CALLER)) return ENOMEM;
  void *block = __libc_memalign(alignment, size);
  if (!block) return ENOMEM;
  enter(block, FAULTS_CALLER);
  *out = block;
  return 0;
}

char *strndup(const char *text, size_t most) {
  size_t length = strnlen(text, most);
  if (faults_hit(FAULTS_ALLOC, FAULTS_CALLER)) return NULL;
  char *copy = __libc_malloc(length + 1);
  if (!copy) return NULL;
  memcpy(copy, text, length);
  copy[length] = '\0';
  enter(copy, FAULTS_CALLER);
  return copy;
}

char *strdup(const char *text) {
  size_t size = strlen(text) + 1;
  if (faults_hit(FAULTS_ALLOC, FAULTS_CALLER)) return NULL;
  char *copy = __libc_malloc(size);
  if (!copy) return NULL;
  memcpy(copy, text, size);
  enter(copy, FAULTS_CALLER);
  return copy;
}
