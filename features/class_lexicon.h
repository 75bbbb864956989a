/* A lexicon of words in classes that speak for one side or turn the sense of others. Its index is laid out like a model's vocabulary, so
   that a model carries its lexicon and reads it in place. Entries are stems joined as the analyzer joins them ("~walk ~out"). */
#ifndef STANCE_FEATURES_CLASS_LEXICON_H
#define STANCE_FEATURES_CLASS_LEXICON_H
#include "features/term_index.h"
#ifdef __cplusplus
extern "C" {
#endif

enum { STANCE__LEXICON_MOST_CLASSES = 250, STANCE__LEXICON_LONGEST_ENTRY = 3 /* words */, STANCE__LEXICON_LONGEST_NAME = 40 };

typedef struct stance__class_lexicon {
  stance__term_index index;
  const uint8_t *class_of; /* [index.n_terms] < n_classes */
  size_t n_classes;
  const char *names; /* a line a class: its name, a space, and its side: '+', '-', or '~' for neither */
  size_t names_length;
  void *owned; /* what a built lexicon frees; NULL where everything is borrowed */
} stance__class_lexicon;

/* Reads the format described in stance_lexicon.txt. `name` is for errors. STANCE_DATA naming the line for text that is none. */
STANCE_MUST_CHECK stance_status stance__class_lexicon_build(stance__class_lexicon *out, const char *text, size_t length, const char *name,
                                                            stance_error *error);
/* The project's own lexicon. */
STANCE_MUST_CHECK stance_status stance__class_lexicon_builtin(stance__class_lexicon *out, stance_error *error);
void stance__class_lexicon_release(stance__class_lexicon *l);
/* Checks borrowed arrays of an untrusted file: the index, the class numbers, the names. */
int stance__class_lexicon_check(const stance__class_lexicon *l, size_t n_bytes);
/* Walks the names: *cursor starts at 0; false at the end. */
int stance__class_lexicon_next(const stance__class_lexicon *l, size_t *cursor, const char **name, size_t *length, char *side);
#ifdef __cplusplus
}
#endif
#endif
