/* English stems (Snowball), with the latest ones kept at hand: most words of a text are ones just seen. Not thread-safe. */
#ifndef STANCE_FEATURES_STEM_CACHE_H
#define STANCE_FEATURES_STEM_CACHE_H
#include <stddef.h>
typedef struct stance__stem_cache stance__stem_cache;
stance__stem_cache *stance__stem_cache_new(void); /* NULL when out of memory */
void stance__stem_cache_free(stance__stem_cache *c);
/* The stem of a lower-case word; words over 64 bytes are no English words and are their own stems. Valid until the next call. NULL when
   out of memory. */
const char *stance__stem(stance__stem_cache *c, const char *word, size_t length, size_t *stem_length);
#endif
