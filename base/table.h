/* A hash table from byte strings to dense numbers 0..n-1 in order of first insertion; strings are copied. XXH3-64. */
#ifndef STANCE_BASE_TABLE_H
#define STANCE_BASE_TABLE_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
#define STANCE__TABLE_NONE UINT32_MAX
typedef struct stance__table stance__table;
stance__table *stance__table_new(void); /* NULL when out of memory */
void stance__table_free(stance__table *t);
/* Number of the string, inserted where new; STANCE__TABLE_NONE when out of memory. */
uint32_t stance__table_insert(stance__table *t, const char *text, size_t length);
uint32_t stance__table_find(const stance__table *t, const char *text, size_t length); /* STANCE__TABLE_NONE where absent */
uint32_t stance__table_size(const stance__table *t);
/* NUL-terminated; valid until the table is freed (stays put while others are inserted). */
const char *stance__table_text(const stance__table *t, uint32_t number, size_t *length);
#ifdef __cplusplus
}
#endif
#endif
