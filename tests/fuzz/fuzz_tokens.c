/* The tokeniser. The fast path of labelling (features/number_terms.c) must give the terms that the showing path (features/analyzer.c)
   names; ASCII text must be cut alike by the table of its characters and by Unicode's categories; every term covers a part of the text. */
#include <stdlib.h>
#include <string.h>

#include "features/analyzer.h"
#include "features/term_dictionary.h"
#include "features/term_hash.h"
#include "features/tokens.h"
#include "tests/fuzz/fuzz_target.h"

/* A bag of hashes, of which two are equal where these are: the bags of a large text would take more memory than what is tried. */
typedef struct bag {
  uint64_t n, sum, mixed;
} bag;

static void put(bag *b, uint64_t hash) {
  b->n++;
  b->sum += hash;
  b->mixed += stance__hash_join(STANCE__WORDS_KEY, hash);
}

static void same(const bag *a, const bag *b) { FUZZ_CHECK(a->n == b->n && a->sum == b->sum && a->mixed == b->mixed); }

/* What the two paths run over. */
typedef struct pass {
  bag shown, numbered;
  const char *text;
  size_t length;
  bool hashed;
  stance__term_dictionary terms;
} pass;

static bool starts_point(const pass *p, size_t at) { return at == p->length || ((unsigned char)p->text[at] & 0xC0) != 0x80; }

static void show(void *context, const stance__term *term) {
  pass *p = context;
  bool column = p->hashed && stance__block_of(term->text, term->length) != STANCE__CLASSES_BLOCK;
  FUZZ_CHECK(term->length > 0 && term->start < term->end && term->end <= p->length);
  FUZZ_CHECK(starts_point(p, term->start) && starts_point(p, term->end));
  if (!column) FUZZ_CHECK(term->hash == stance__term_hash(term->text, term->length));
  put(&p->shown, term->hash);
}

static void take(void *context, const uint32_t *numbers, size_t n) {
  pass *p = context;
  for (size_t i = 0; i < n; i++) {
    uint32_t number = numbers[i] & ~STANCE__NEGATIVE;
    FUZZ_CHECK(number < p->terms.n_terms && (p->hashed || number == numbers[i]));
    put(&p->numbered, p->terms.hash[number]);
  }
}

static stance_feature_options options_of(uint8_t choice) {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  switch (choice & 3) {
  case 0: o.word_min = 1, o.word_max = 2, o.stem_min = o.stem_max = o.char_min = o.char_max = 0, o.lexicon = false; break;
  case 1: o.word_min = 2, o.word_max = 5, o.char_min = o.char_max = 0, o.lexicon = false; break;
  case 2: o.stem_min = 2, o.char_min = 1, o.char_max = 8, o.lexicon = false; break;
  default: break; /* the default recipe */
  }
  if (choice & 4) o.hash_bits = 8, o.hash_seed = 3;
  return o;
}

static void compare_paths(uint8_t choice, const char *text, size_t length) {
  static stance__class_lexicon lexicon;
  static bool loaded;
  if (!loaded) FUZZ_CHECK(stance__class_lexicon_builtin(&lexicon, NULL) == STANCE_OK);
  loaded = true;
  stance_feature_options o = options_of(choice);
  stance__analyzer *a = NULL;
  pass p = {.text = text, .length = length, .hashed = o.hash_bits != 0};
  FUZZ_CHECK(stance__analyzer_new(&a, &o, &lexicon, NULL) == STANCE_OK);
  stance__numbering numbering = {&p.terms, stance__term_dictionary_find, stance__term_dictionary_add};
  stance__analyzer_use(a, &numbering);
  stance_status status = stance__analyze_numbers(a, text, length, take, &p, NULL);
  FUZZ_CHECK(stance__analyze(a, text, length, show, &p, NULL) == status);
  if (status == STANCE_OK) {
    same(&p.shown, &p.numbered);
    p.numbered = (bag){0, 0, 0}; /* once more, now that every short word is in the memo */
    FUZZ_CHECK(stance__analyze_numbers(a, text, length, take, &p, NULL) == STANCE_OK);
    same(&p.shown, &p.numbered);
  }
  stance__analyzer_free(a);
  stance__term_dictionary_release(&p.terms);
}

/* ASCII text, and the same text in front of something that is not: the tokens of the first are the first of the second. */
static void compare_cuts(const char *text, size_t length) {
  static const char wide_end[] = " \xE2\x80\x94\xC3\xA9";
  stance__normal plain = {.wide = STANCE__BUFFER_INIT}, wide = {.wide = STANCE__BUFFER_INIT};
  stance__tokens a = {NULL, 0, 0}, b = {NULL, 0, 0};
  char *longer = malloc(length + sizeof wide_end);
  FUZZ_CHECK(longer != NULL);
  if (length) memcpy(longer, text, length);
  memcpy(longer + length, wide_end, sizeof wide_end);
  FUZZ_CHECK(stance__normalise(&plain, text, length, NULL) == STANCE_OK && plain.ascii);
  FUZZ_CHECK(stance__normalise(&wide, longer, length + sizeof wide_end - 1, NULL) == STANCE_OK && !wide.ascii);
  FUZZ_CHECK(stance__tokenise(&a, &plain, NULL) == STANCE_OK && stance__tokenise(&b, &wide, NULL) == STANCE_OK);
  FUZZ_CHECK(b.n == a.n + 1);
  for (size_t i = 0; i < a.n; i++) {
    FUZZ_CHECK(a.items[i].length == b.items[i].length && a.items[i].after_boundary == b.items[i].after_boundary);
    FUZZ_CHECK(memcmp(plain.text + a.items[i].start, wide.text + b.items[i].start, a.items[i].length) == 0);
    FUZZ_CHECK(stance__normal_start(&wide, b.items[i].start) == a.items[i].start);
  }
  stance__normal_release(&plain);
  stance__normal_release(&wide);
  free(a.items);
  free(b.items);
  free(longer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_input in = {data, size};
  uint8_t choice = fuzz_byte(&in);
  const char *text = in.size ? (const char *)in.data : "";
  bool ascii = true;
  for (size_t i = 0; i < in.size; i++) ascii = ascii && in.data[i] < 0x80;
  compare_paths(choice, text, in.size);
  if (ascii) compare_cuts(text, in.size);
  return 0;
}
