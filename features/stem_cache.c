#include "features/stem_cache.h"

#include <libstemmer.h>
#include <stdint.h>
#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"

enum { SLOTS = 4096 /* power of two */, LONGEST_KEPT = 23, LONGEST_STEMMED = 64 };

typedef struct slot { /* 32 bytes: two to a cache line */
  uint64_t hash;      /* of the word; 0: empty */
  uint8_t length;
  char stem[LONGEST_KEPT];
} slot;

struct stance__stem_cache {
  struct sb_stemmer *stemmer;
  slot slots[SLOTS];
};

stance__stem_cache *stance__stem_cache_new(void) {
  stance__stem_cache *c = stance__calloc(1, sizeof *c);
  if (!c) return NULL;
  c->stemmer = sb_stemmer_new("english", "UTF_8");
  if (c->stemmer) return c;
  stance__free(c);
  return NULL;
}

void stance__stem_cache_free(stance__stem_cache *c) {
  if (!c) return;
  sb_stemmer_delete(c->stemmer);
  stance__free(c);
}

const char *stance__stem(stance__stem_cache *c, const char *word, size_t length, size_t *stem_length) {
  *stem_length = length;
  if (length > LONGEST_STEMMED) return word;
  uint64_t hash = XXH3_64bits(word, length);
  slot *s = &c->slots[hash % SLOTS];
  if (hash && s->hash == hash) {
    *stem_length = s->length;
    return s->stem;
  }
  const char *stem = (const char *)sb_stemmer_stem(c->stemmer, (const sb_symbol *)word, (int)length);
  if (!stem) return NULL;
  *stem_length = (size_t)sb_stemmer_length(c->stemmer);
  if (*stem_length > LONGEST_KEPT) return stem;
  s->hash = hash;
  s->length = (uint8_t)*stem_length;
  memcpy(s->stem, stem, *stem_length);
  return s->stem;
}
