/* Text to terms: normalising, cutting, stems, characters, classes, by both paths; the texts given, whole and damaged.
   usage: tokens_driver TEXT... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "features/analyzer.h"
#include "features/tokens.h"
#include "tests/msan/drive.h"

enum { DAMAGED = 40 };
/* Ligatures, marks that combine and stack, wide forms, conjoining Korean, a flag, a family of four, what folds to several letters. */
static const char unicode[] = "ﬁne STRASSE straße Ｗｉｄｅ e\xCC\x81\xCC\xA3 ﷺ İstanbul won’t ᄒ\xE1\x85\xA1\xE1\x86\xAB 🇳🇱 "
                              "👨‍👩‍👧‍👦 "
                              "½ Ǆ "
                              "ΌΣΟΣ क्षि ậ\xCC\xA3\xCC\x82 “no”—never… 12٣";

static void see_term(void *context, const stance__term *term) {
  drive_use(term, sizeof *term);
  drive_use(term->text, term->length);
  ++*(size_t *)context;
}

static void tokens_of(drive_bytes text) {
  stance__normal normal = {.wide = STANCE__BUFFER_INIT};
  stance__tokens tokens = {NULL, 0, 0};
  stance_error error;
  if (stance__normalise(&normal, text.data, text.length, &error) != STANCE_OK)
    drive_use_string(error.message);
  else {
    drive_use(normal.text, normal.length + 1);
    for (size_t i = 0; i < normal.length; i++) {
      size_t place[] = {stance__normal_start(&normal, i), stance__normal_end(&normal, i)};
      drive_use(place, sizeof place);
      drive_expect(place[0] < place[1] && place[1] <= text.length, "a byte comes from within the text");
    }
    drive_expect(stance__tokenise(&tokens, &normal, &error) == STANCE_OK, "tokens are cut");
    for (size_t i = 0; i < tokens.n; i++) {
      drive_use(&tokens.items[i].start, sizeof tokens.items[i].start);
      drive_use(&tokens.items[i].length, sizeof tokens.items[i].length);
      drive_use(&tokens.items[i].after_boundary, sizeof tokens.items[i].after_boundary);
    }
  }
  free(tokens.items);
  stance__normal_release(&normal);
}

int main(int argc, char **argv) {
  stance__class_lexicon lexicon;
  stance_error error;
  drive_expect(stance__class_lexicon_builtin(&lexicon, &error) == STANCE_OK, "the lexicon is built");
  stance_feature_options words = STANCE_FEATURE_OPTIONS_INIT, hashed = STANCE_FEATURE_OPTIONS_INIT;
  words.word_min = 1, words.word_max = 3;
  hashed.hash_bits = 12;
  stance__analyzer *analyzers[2];
  drive_expect(stance__analyzer_new(&analyzers[0], &words, &lexicon, &error) == STANCE_OK, "an analyzer is made");
  drive_expect(stance__analyzer_new(&analyzers[1], &hashed, &lexicon, &error) == STANCE_OK, "one that hashes too");
  stance__random random;
  stance__random_seed(&random, 3);
  size_t terms = 0, refused = 0;
  for (int f = 0; f < argc; f++) {
    drive_bytes text = f ? drive_file(argv[f]) : drive_copy(unicode, sizeof unicode - 1);
    for (int i = 0; i <= DAMAGED; i++) {
      drive_bytes broken = i ? drive_damage(&random, text) : drive_copy(text.data, text.length);
      tokens_of(broken);
      for (size_t a = 0; a < 2; a++)
        if (stance__analyze(analyzers[a], broken.data, broken.length, see_term, &terms, &error) != STANCE_OK) refused++;
      free(broken.data);
    }
    free(text.data);
  }
  for (size_t a = 0; a < 2; a++) stance__analyzer_free(analyzers[a]);
  stance__class_lexicon_release(&lexicon);
  printf("%zu terms, %zu texts refused\n", terms, refused);
  drive_expect(terms > 0 && refused > 0, "damage was neither always nor never refused");
  return 0;
}
