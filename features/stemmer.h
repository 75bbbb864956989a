/* English stems, by Snowball. Its tables hold the languages of the world and are relocated when they are loaded, which takes longer than
   labelling a line: the library is loaded where stems are asked for, and not before. Not thread-safe. */
#ifndef STANCE_FEATURES_STEMMER_H
#define STANCE_FEATURES_STEMMER_H
#include "stance/status.h"
#include <stddef.h>
typedef struct stance__stemmer stance__stemmer;
/* STANCE_MACHINE where Snowball's library is not installed. */
STANCE_MUST_CHECK stance_status stance__stemmer_new(stance__stemmer **out, stance_error *error);
void stance__stemmer_free(stance__stemmer *s); /* NULL does nothing */
/* The stem of a lower-case word; valid until the next call. NULL when out of memory. */
const char *stance__stem(stance__stemmer *s, const char *word, size_t length, size_t *stem_length);
#endif
