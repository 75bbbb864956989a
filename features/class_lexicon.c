#include "features/class_lexicon.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "features/stemmer.h"

extern const unsigned char stance__lexicon_text[]; /* stance_lexicon.txt, compiled in by the build */
extern const size_t stance__lexicon_text_length;

/* Entries while they are read: texts one after the other, then sorted. */
typedef struct entry {
  size_t start, length; /* in the texts */
  size_t number_of_line;
  uint8_t class_number;
} entry;

typedef struct reading {
  stance__stemmer *stemmer;
  const char *file;
  stance_error *error;
  stance__buffer texts, names;
  entry *entries;
  size_t n, capacity, n_classes, line;
} reading;

typedef struct owned {
  uint32_t *offset;
  stance__term_bucket *buckets;
  char *bytes, *names;
  uint8_t *class_of;
} owned;

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || c == '\'' || c == '-'; }

static stance_status open_class(reading *r, const char *text, size_t length) {
  bool good = length >= 5 && text[length - 1] == ']' && text[length - 3] == ' ' && strchr("+-~", text[length - 2]);
  good = good && length - 4 <= STANCE__LEXICON_LONGEST_NAME && r->n_classes < STANCE__LEXICON_MOST_CLASSES;
  for (size_t i = 1; good && i + 3 < length; i++) good = is_letter(text[i]);
  if (!good) return stance__fail(r->error, STANCE_DATA, r->file, (long)r->line, "a class is opened by a line such as '[offer +]'");
  stance__buffer_add(&r->names, text + 1, length - 2);
  stance__buffer_putc(&r->names, '\n');
  r->n_classes++;
  return STANCE_OK;
}

/* One entry of one to three words, stemmed. */
static stance_status add_entry(reading *r, const char *text, size_t length) {
  if (r->n == r->capacity) {
    size_t capacity = r->capacity ? r->capacity * 2 : 2048;
    entry *entries = stance__realloc(r->entries, capacity, sizeof *entries);
    if (!entries) return stance__fail_memory(r->error);
    r->entries = entries;
    r->capacity = capacity;
  }
  entry *e = &r->entries[r->n++];
  *e = (entry){r->texts.length, 0, r->line, (uint8_t)(r->n_classes - 1)};
  size_t words = 0;
  for (size_t at = 0; at < length; words++) {
    size_t end = at;
    while (end < length && is_letter(text[end])) end++;
    if (end == at || (end < length && text[end] != ' ') || words == STANCE__LEXICON_LONGEST_ENTRY)
      return stance__fail(r->error, STANCE_DATA, r->file, (long)r->line, "'%.*s' is no entry: one to three lower-case ASCII words",
                          (int)length, text);
    size_t stem_length;
    const char *stem = stance__stem(r->stemmer, text + at, end - at, &stem_length);
    if (!stem) return stance__fail_memory(r->error);
    stance__buffer_puts(&r->texts, words ? " ~" : "~");
    stance__buffer_add(&r->texts, stem, stem_length);
    at = end + (end < length);
  }
  e->length = r->texts.length - e->start;
  return STANCE_OK;
}

static stance_status read_line(reading *r, const char *text, size_t length) {
  if (length == 0 || text[0] == '#') return STANCE_OK;
  if (text[0] == '[') return open_class(r, text, length);
  if (r->n_classes == 0) return stance__fail(r->error, STANCE_DATA, r->file, (long)r->line, "entries before the first class");
  for (size_t at = 0; at < length;) {
    size_t end = at;
    while (end < length && text[end] != ',') end++;
    stance_status status = add_entry(r, text + at, end - at);
    if (status != STANCE_OK) return status;
    at = end + 1;
    while (at < length && text[at] == ' ') at++;
  }
  return STANCE_OK;
}

static int by_text(const void *x, const void *y, void *texts) {
  const entry *a = x, *b = y;
  int order = memcmp((const char *)texts + a->start, (const char *)texts + b->start, a->length < b->length ? a->length : b->length);
  if (order != 0) return order;
  return a->length < b->length ? -1 : a->length > b->length;
}

static stance_status lay_out(stance__class_lexicon *out, reading *r) {
  owned *o = stance__calloc(1, sizeof *o);
  if (!o) return stance__fail_memory(r->error);
  size_t n = r->n, n_buckets = 0;
  out->owned = o;
  o->offset = stance__array(n + 1, sizeof *o->offset);
  o->bytes = stance__malloc(r->texts.length);
  o->class_of = stance__array(n, 1);
  if (!o->offset || !o->bytes || !o->class_of) return stance__fail_memory(r->error);
  qsort_r(r->entries, n, sizeof *r->entries, by_text, r->texts.data);
  o->offset[0] = 0;
  for (size_t i = 0; i < n; i++) {
    const entry *e = &r->entries[i];
    if (i && by_text(e, e - 1, r->texts.data) == 0)
      return stance__fail(r->error, STANCE_DATA, r->file, (long)e->number_of_line, "'%.*s' stands twice", (int)e->length,
                          r->texts.data + e->start);
    memcpy(o->bytes + o->offset[i], r->texts.data + e->start, e->length);
    o->offset[i + 1] = o->offset[i] + (uint32_t)e->length;
    o->class_of[i] = e->class_number;
  }
  stance_status status = stance__term_index_build(&o->buckets, &n_buckets, o->offset, o->bytes, n, r->error);
  if (status != STANCE_OK) return status;
  o->names = r->names.data;
  out->index = (stance__term_index){n, n_buckets, o->buckets, o->offset, o->bytes};
  out->class_of = o->class_of;
  out->n_classes = r->n_classes;
  out->names = o->names;
  out->names_length = r->names.length;
  r->names = (stance__buffer)STANCE__BUFFER_INIT;
  return STANCE_OK;
}

stance_status stance__class_lexicon_build(stance__class_lexicon *out, const char *text, size_t length, const char *name,
                                          stance_error *error) {
  reading r = {.file = name, .error = error};
  *out = (stance__class_lexicon){.owned = NULL};
  stance_status status = stance__stemmer_new(&r.stemmer, error);
  for (size_t at = 0; at < length && status == STANCE_OK;) {
    const char *end = memchr(text + at, '\n', length - at);
    size_t n = end ? (size_t)(end - text) - at : length - at;
    r.line++;
    status = read_line(&r, text + at, n);
    at += n + 1;
  }
  if (status == STANCE_OK && r.n == 0) status = stance__fail(error, STANCE_DATA, name, 0, "a lexicon without entries");
  if (status == STANCE_OK && (r.texts.failed || r.names.failed)) status = stance__fail_memory(error);
  if (status == STANCE_OK) status = lay_out(out, &r);
  stance__stemmer_free(r.stemmer);
  stance__buffer_release(&r.texts);
  stance__buffer_release(&r.names);
  stance__free(r.entries);
  if (status != STANCE_OK) stance__class_lexicon_release(out);
  return status;
}

stance_status stance__class_lexicon_builtin(stance__class_lexicon *out, stance_error *error) {
  return stance__class_lexicon_build(out, (const char *)stance__lexicon_text, stance__lexicon_text_length, "stance_lexicon.txt", error);
}

void stance__class_lexicon_release(stance__class_lexicon *l) {
  owned *o = l->owned;
  if (o) {
    stance__free(o->offset);
    stance__free(o->buckets);
    stance__free(o->bytes);
    stance__free(o->names);
    stance__free(o->class_of);
    stance__free(o);
  }
  *l = (stance__class_lexicon){.owned = NULL};
}

int stance__class_lexicon_next(const stance__class_lexicon *l, size_t *cursor, const char **name, size_t *length, char *side) {
  if (*cursor >= l->names_length) return 0;
  const char *line = l->names + *cursor, *end = memchr(line, '\n', l->names_length - *cursor);
  if (!end || end - line < 3) return 0;
  *name = line;
  *length = (size_t)(end - line) - 2;
  *side = end[-1];
  *cursor += (size_t)(end - line) + 1;
  return 1;
}

int stance__class_lexicon_check(const stance__class_lexicon *l, size_t n_bytes) {
  size_t cursor = 0, length, n = 0;
  const char *name;
  char side;
  while (stance__class_lexicon_next(l, &cursor, &name, &length, &side)) {
    if (length > STANCE__LEXICON_LONGEST_NAME || name[length] != ' ' || (side != '+' && side != '-' && side != '~')) return 0;
    for (size_t i = 0; i < length; i++)
      if (!is_letter(name[i])) return 0;
    n++;
  }
  if (cursor != l->names_length || n == 0 || n > STANCE__LEXICON_MOST_CLASSES || n != l->n_classes) return 0;
  for (size_t i = 0; i < l->index.n_terms; i++)
    if (l->class_of[i] >= n) return 0;
  return stance__term_index_check(&l->index, n_bytes);
}
