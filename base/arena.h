/* Memory that is freed all at once. */
#ifndef STANCE_BASE_ARENA_H
#define STANCE_BASE_ARENA_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct stance__arena {
  struct stance__arena_block *head;
} stance__arena;
#define STANCE__ARENA_INIT                                                                                                                 \
  { NULL }
void *stance__arena_alloc(stance__arena *a, size_t size);                    /* 16-byte aligned, not zeroed; NULL when out of memory */
char *stance__arena_copy(stance__arena *a, const char *text, size_t length); /* NUL-terminated copy */
void stance__arena_clear(stance__arena *a); /* frees what was handed out, and keeps one block for what comes */
void stance__arena_release(stance__arena *a);
#ifdef __cplusplus
}
#endif
#endif
