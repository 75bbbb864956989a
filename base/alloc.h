/* All allocation of the library, so that tests can make any of it fail. */
#ifndef STANCE_BASE_ALLOC_H
#define STANCE_BASE_ALLOC_H
#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
void *stance__malloc(size_t size);                           /* NULL when out of memory; size 0 gives a unique pointer */
void *stance__calloc(size_t count, size_t size);             /* zeroed; NULL on overflow of count*size */
void *stance__array(size_t count, size_t size);              /* not zeroed; NULL on overflow */
void *stance__realloc(void *old, size_t count, size_t size); /* old stays valid on NULL; NULL on overflow */
void stance__free(void *p);                                  /* NULL does nothing */
char *stance__strndup(const char *text, size_t length);      /* always NUL-terminated copy */
/* Whether so much memory could be had now, in one piece; nothing is kept. For what is about to be asked for by a library that crashes where
   it gets none: another thread may still be quicker. */
bool stance__memory_has_room(size_t bytes);
/* Tests only: make the n-th allocation from now on (1-based) fail, once; 0 turns it off. Returns allocations since last call. */
long stance__alloc_fail_at(long n);
#ifdef __cplusplus
}
#endif
#endif
