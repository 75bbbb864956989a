/* Where our code meets libraries that are not instrumented. The linker sends each call here (--wrap, CMakeLists.txt): what is handed over
   must have been written, which makes the libraries' reads count as ours, and what the library's manual says it writes, and no byte more,
   is marked as written. Calls that only take and return numbers, or write nothing of ours, go straight through. */
#include <dlfcn.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <libstemmer.h>
#include <sanitizer/msan_interface.h>
#include <utf8proc.h>
#include <xxhash.h>
#include <zlib.h>

#include "tests/msan/boundary.h"

static void must_be_written(const void *bytes, size_t length) {
  if (length) __msan_check_mem_is_initialized(bytes, length);
}

/* strlen would look at shadows that nobody has set yet. */
__attribute__((no_sanitize("memory"), noinline)) static size_t length_of(const char *text) {
  size_t n = 0;
  while (text[n]) n++;
  return n;
}

static void unpoison_string(const char *text) {
  if (text) __msan_unpoison(text, length_of(text) + 1);
}

/* ---- utf8proc ---- */

utf8proc_ssize_t __wrap_utf8proc_decompose_char(utf8proc_int32_t c, utf8proc_int32_t *out, utf8proc_ssize_t room, utf8proc_option_t how,
                                                int *state) {
  must_be_written(state, sizeof *state);
  utf8proc_ssize_t got = __real_utf8proc_decompose_char(c, out, room, how, state);
  if (got > 0) __msan_unpoison(out, (size_t)(got < room ? got : room) * sizeof *out);
  return got;
}

utf8proc_ssize_t __wrap_utf8proc_normalize_utf32(utf8proc_int32_t *points, utf8proc_ssize_t length, utf8proc_option_t how) {
  must_be_written(points, (size_t)length * sizeof *points);
  return __real_utf8proc_normalize_utf32(points, length, how);
}

utf8proc_bool __wrap_utf8proc_grapheme_break_stateful(utf8proc_int32_t before, utf8proc_int32_t after, utf8proc_int32_t *state) {
  must_be_written(state, sizeof *state);
  return __real_utf8proc_grapheme_break_stateful(before, after, state);
}

/* ---- xxHash (words are hashed by its header, which is compiled, and instrumented, with our own code) ---- */

XXH64_hash_t __wrap_XXH3_64bits(const void *bytes, size_t length) {
  must_be_written(bytes, length);
  return __real_XXH3_64bits(bytes, length);
}

XXH64_hash_t __wrap_XXH3_64bits_withSeed(const void *bytes, size_t length, XXH64_hash_t seed) {
  must_be_written(bytes, length);
  return __real_XXH3_64bits_withSeed(bytes, length, seed);
}

XXH128_hash_t __wrap_XXH3_128bits_withSeed(const void *bytes, size_t length, XXH64_hash_t seed) {
  must_be_written(bytes, length);
  return __real_XXH3_128bits_withSeed(bytes, length, seed);
}

XXH_errorcode __wrap_XXH3_128bits_update(XXH3_state_t *state, const void *bytes, size_t length) {
  must_be_written(bytes, length);
  return __real_XXH3_128bits_update(state, bytes, length);
}

void __wrap_XXH128_canonicalFromHash(XXH128_canonical_t *out, XXH128_hash_t hash) {
  __real_XXH128_canonicalFromHash(out, hash);
  __msan_unpoison(out, sizeof *out);
}

/* ---- zlib ---- */

int __wrap_inflate(z_streamp stream, int flush) {
  must_be_written(&stream->next_in, sizeof stream->next_in);
  must_be_written(stream->next_in, stream->avail_in);
  Bytef *out = stream->next_out;
  int code = __real_inflate(stream, flush);
  __msan_unpoison(stream, sizeof *stream);
  if (stream->next_out > out) __msan_unpoison(out, (size_t)(stream->next_out - out));
  return code;
}

/* ---- cJSON: a tree of blocks that the library has filled ---- */

static void unpoison_tree(const cJSON *node) { /* our scan has limited the nesting to 64 */
  for (; node; node = node->next) {
    __msan_unpoison(node, sizeof *node);
    unpoison_string(node->string);
    unpoison_string(node->valuestring);
    unpoison_tree(node->child);
  }
}

cJSON *__wrap_cJSON_ParseWithLength(const char *text, size_t length) {
  must_be_written(text, length);
  cJSON *tree = __real_cJSON_ParseWithLength(text, length);
  unpoison_tree(tree);
  return tree;
}

char *__wrap_cJSON_PrintUnformatted(const cJSON *item) {
  char *text = __real_cJSON_PrintUnformatted(item);
  unpoison_string(text);
  return text;
}

/* ---- Snowball, which features/stemmer.c loads itself ---- */

static const sb_symbol *(*stem)(struct sb_stemmer *, const sb_symbol *, int);
static int (*stem_length)(struct sb_stemmer *);

static const sb_symbol *watched_stem(struct sb_stemmer *stemmer, const sb_symbol *word, int length) {
  must_be_written(word, (size_t)length);
  const sb_symbol *out = stem(stemmer, word, length);
  if (out) __msan_unpoison(out, (size_t)stem_length(stemmer));
  return out;
}

/* The sanitizer's runtime finds what it intercepts by dlsym, too, before there are shadows: nothing here may be instrumented or
 * intercepted. */
__attribute__((no_sanitize("memory"))) void *__wrap_dlsym(void *library, const char *name) {
  static const char wanted[] = "sb_stemmer_stem";
  void *found = __real_dlsym(library, name);
  for (size_t i = 0; i < sizeof wanted; i++)
    if (name[i] != wanted[i]) return found;
  if (!found) return NULL;
  *(void **)&stem = found;
  *(void **)&stem_length = __real_dlsym(library, "sb_stemmer_length");
  const sb_symbol *(*watched)(struct sb_stemmer *, const sb_symbol *, int) = watched_stem;
  return *(void **)&watched;
}
