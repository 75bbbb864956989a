#include "features/stemmer.h"

#include <assert.h>
#include <dlfcn.h>
#include <libstemmer.h>

#include "base/alloc.h"
#include "base/error.h"

struct stance__stemmer {
  void *library;
  struct sb_stemmer *snowball;
  void (*delete_stemmer)(struct sb_stemmer *);
  const sb_symbol *(*stem)(struct sb_stemmer *, const sb_symbol *, int);
  int (*length)(struct sb_stemmer *);
};

stance_status stance__stemmer_new(stance__stemmer **out, stance_error *error) {
  static const char *const names[] = {"libstemmer.so.0d", "libstemmer.so.0", "libstemmer.so"};
  stance__stemmer *s = stance__calloc(1, sizeof *s);
  if (!s) return stance__fail_memory(error);
  for (size_t i = 0; !s->library && i < sizeof names / sizeof *names; i++) s->library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  struct sb_stemmer *(*new_stemmer)(const char *, const char *) = NULL;
  if (s->library) { /* POSIX lets a pointer to an object be one to a function; C does not */
    *(void **)&new_stemmer = dlsym(s->library, "sb_stemmer_new");
    *(void **)&s->delete_stemmer = dlsym(s->library, "sb_stemmer_delete");
    *(void **)&s->stem = dlsym(s->library, "sb_stemmer_stem");
    *(void **)&s->length = dlsym(s->library, "sb_stemmer_length");
  }
  stance_status status = STANCE_OK;
  if (!new_stemmer || !s->delete_stemmer || !s->stem || !s->length)
    status = stance__fail(error, STANCE_MACHINE, NULL, 0, "Snowball's library %s cannot be loaded; install libstemmer0d", names[0]);
  else if (!(s->snowball = new_stemmer("english", "UTF_8")))
    status = stance__fail_memory(error);
  if (status != STANCE_OK) {
    stance__stemmer_free(s);
    return status;
  }
  *out = s;
  return STANCE_OK;
}

void stance__stemmer_free(stance__stemmer *s) {
  if (!s) return;
  if (s->snowball) {
    assert(s->delete_stemmer); /* looked up before there is one */
    s->delete_stemmer(s->snowball);
  }
  if (s->library) dlclose(s->library);
  stance__free(s);
}

const char *stance__stem(stance__stemmer *s, const char *word, size_t length, size_t *stem_length) {
  const char *stem = (const char *)s->stem(s->snowball, (const sb_symbol *)word, (int)length);
  if (stem) *stem_length = (size_t)s->length(s->snowball);
  return stem;
}
