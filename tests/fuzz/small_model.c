#include "tests/fuzz/small_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "features/class_lexicon.h"
#include "models/model_layout.h"
#include "models/model_parts.h"
#include "tests/fuzz/fuzz_target.h"

static const char *const words[] = {"agree", "never", "refuse", "talk", "talks", "we will", "welcome", "über"};
static const char *const classes[] = {"never", "refuse", "talk", "{+}", "{-}", "{agreement}", "~agre", "~talk"};
static const char *const columns[] = {"#1", "#2f", "#3", "#40", "#7", "#80", "#a", "#ff"};
enum { TERMS = 8, MOST_MACHINES = 3, VECTORS = 3 };

static int by_bytes(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void write_file(const char *path, small_model_sort sort) {
  static const char *const labels[] = {"conciliatory", "other", "uncompromising"}, *const two[] = {"conciliatory", "uncompromising"};
  const char *terms[TERMS];
  char bytes[256];
  uint32_t offset[TERMS + 1] = {0};
  float cells[TERMS * MOST_MACHINES * 4], coefficient[VECTORS] = {1, -0.5f, -0.5f}, vector_value[] = {0.5f, 0.5f, 1, 0.25f};
  uint64_t confusion[16], vector_start[VECTORS + 1] = {0, 2, 3, 4};
  uint32_t vector_column[] = {0, 3, 1, 7};
  double bias[] = {0.1, -0.2, 0.3}, a[] = {-1, -2, -1.5}, b[] = {0, 0.1, -0.1};
  stance_feature_options f = STANCE_FEATURE_OPTIONS_INIT;
  stance__class_lexicon lexicon;
  stance__model_parts p = {.n_labels = 2, .labels = two, .n_machines = 1, .n_terms = TERMS, .n_parts = 1, .threshold = 0.7};
  memcpy(terms, sort == SMALL_LEXICON ? classes : sort == SMALL_THREE ? columns : words, sizeof terms);
  qsort(terms, TERMS, sizeof *terms, by_bytes);
  f.lexicon = false, f.weight = STANCE_TERMS_IDF, f.word_min = 1, f.word_max = 2, f.stem_min = f.stem_max = f.char_min = f.char_max = 0;
  p.neither_threshold = 1;
  if (sort == SMALL_LEXICON) {
    FUZZ_CHECK(stance__class_lexicon_builtin(&lexicon, NULL) == STANCE_OK);
    f.lexicon = true, f.stem_min = f.stem_max = 1, f.weight = STANCE_TERMS_LCR_IDF;
    p.lexicon = &lexicon, p.has_neither = true, p.n_parts = 2, p.neither_threshold = 0.6;
  }
  if (sort == SMALL_THREE) {
    f.hash_bits = 8, f.hash_seed = 3, f.stem_min = f.stem_max = 1;
    p.n_labels = 3, p.labels = labels, p.n_machines = 3;
  }
  if (sort == SMALL_RBF) {
    p.kernel = STANCE__KERNEL_RBF, p.gamma = 0.5, p.n_vectors = VECTORS, p.n_vector_values = vector_start[VECTORS];
    p.vector_start = vector_start, p.vector_column = vector_column, p.vector_value = vector_value, p.coefficient = coefficient;
  }
  for (size_t t = 0; t < TERMS; t++) {
    offset[t + 1] = offset[t] + (uint32_t)strlen(terms[t]);
    memcpy(bytes + offset[t], terms[t], strlen(terms[t]));
  }
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
    cells[i] = sort == SMALL_RBF && i % 2 ? 0 : (float)((int)(i * 7 % 11) - 5) / 4 + (i % 2 ? 0 : 1.5f);
  for (size_t i = 0; i < 16; i++) confusion[i] = i + 1;
  p.features = f, p.offset = offset, p.bytes = bytes, p.cells = cells, p.bias = bias, p.platt_a = a, p.platt_b = b;
  p.confusion = confusion, p.card = "{\"schema\":\"stance.card/1\",\"data\":{\"name\":\"small\"}}";
  stance_error error = {.message = ""};
  if (stance__model_write(path, &p, &error) != STANCE_OK) fuzz_fail(error.message, path, 0);
  if (sort == SMALL_LEXICON) stance__class_lexicon_release(&lexicon);
}

const uint8_t *small_model(small_model_sort sort, size_t *size) {
  static uint8_t *made[SMALL_MODELS];
  static size_t sizes[SMALL_MODELS];
  if (!made[sort]) {
    char path[] = "/tmp/stance-fuzz-XXXXXX";
    int file = mkstemp(path);
    FUZZ_CHECK(file >= 0);
    close(file);
    write_file(path, sort);
    FILE *in = fopen(path, "rb");
    FUZZ_CHECK(in && fseek(in, 0, SEEK_END) == 0);
    sizes[sort] = (size_t)ftell(in);
    rewind(in);
    made[sort] = malloc(sizes[sort]);
    FUZZ_CHECK(made[sort] && fread(made[sort], 1, sizes[sort], in) == sizes[sort]);
    fclose(in);
    unlink(path);
  }
  *size = sizes[sort];
  return made[sort];
}

void small_model_seal(uint8_t *bytes, size_t size) {
  XXH128_canonical_t canonical;
  if (size < STANCE__CHECKSUM_SIZE) return;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, size - STANCE__CHECKSUM_SIZE));
  memcpy(bytes + size - STANCE__CHECKSUM_SIZE, &canonical, STANCE__CHECKSUM_SIZE);
}
