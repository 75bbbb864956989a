#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "base/alloc.h"

#ifdef STANCE_SMALL_BLOCKS /* fuzzing: see datasets/line_source.c */
enum { BLOCK = 1 << 9, ALIGNMENT = 16 };
#else
enum { BLOCK = 1 << 16, ALIGNMENT = 16 };
#endif

typedef struct stance__arena_block {
  struct stance__arena_block *next;
  size_t used, size;
  _Alignas(ALIGNMENT) char bytes[];
} block;

void *stance__arena_alloc(stance__arena *a, size_t size) {
  if (size > SIZE_MAX / 2) return NULL;
  size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
  block *head = a->head;
  if (!head || head->size - head->used < size) {
    size_t room = size > BLOCK ? size : BLOCK;
    block *fresh = stance__malloc(sizeof *fresh + room);
    if (!fresh) return NULL;
    *fresh = (block){NULL, 0, room};
    if (head && size > BLOCK / 4) { /* a large piece gets its own block; the current one stays in use */
      fresh->next = head->next;
      head->next = fresh;
      fresh->used = size;
      return fresh->bytes;
    }
    fresh->next = head;
    a->head = head = fresh;
  }
  void *p = head->bytes + head->used;
  head->used += size;
  return p;
}

char *stance__arena_copy(stance__arena *a, const char *text, size_t length) {
  char *copy = length < SIZE_MAX ? stance__arena_alloc(a, length + 1) : NULL;
  if (!copy) return NULL;
  if (length) memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}

void stance__arena_clear(stance__arena *a) {
  block *kept = a->head;
  if (!kept) return;
  stance__arena rest = {kept->next};
  stance__arena_release(&rest);
  kept->next = NULL;
  kept->used = 0;
  if (kept->size > BLOCK) stance__arena_release(a); /* one large piece is no reason to hold on to as much */
}

void stance__arena_release(stance__arena *a) {
  while (a->head) {
    block *next = a->head->next;
    stance__free(a->head);
    a->head = next;
  }
}
