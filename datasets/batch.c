/* Records read together, whose strings last: one thread reads while others work on what was read before. */
#include "datasets/batch.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

stance_status stance_batch_new(stance_batch **out, stance_error *error) {
  stance_batch *b = stance__calloc(1, sizeof *b);
  if (!b) return stance__fail_memory(error);
  *out = b;
  return STANCE_OK;
}

void stance_batch_free(stance_batch *b) {
  if (!b) return;
  stance__arena_release(&b->texts);
  stance__free(b->records);
  stance__free(b);
}

size_t stance_batch_size(const stance_batch *b) { return b->n; }
const stance_record *stance_batch_record(const stance_batch *b, size_t i) { return &b->records[i]; }

void stance__batch_clear(stance_batch *b) {
  stance__arena_clear(&b->texts);
  b->n = 0;
}

static bool copy_string(const char **field, stance__arena *arena) {
  *field = stance__arena_copy(arena, *field, strlen(*field));
  return *field != NULL;
}

bool stance__record_copy(stance_record *to, const stance_record *r, size_t n_extra, stance__arena *arena) {
  *to = *r;
  to->extra = NULL;
  if (r->raw && !(to->raw = stance__arena_copy(arena, r->raw, r->raw_length))) return false;
  to->text = r->text == r->raw ? to->raw : stance__arena_copy(arena, r->text, r->text_length);
  if (!to->text) return false;
  const char **fields[] = {&to->label, &to->id, &to->group, &to->speaker, &to->kind};
  for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
    if (*fields[f] && !copy_string(fields[f], arena)) return false;
  if (!n_extra) return true;
  const char **extra = stance__arena_alloc(arena, n_extra * sizeof *extra);
  if (!extra) return false;
  for (size_t e = 0; e < n_extra; e++) {
    extra[e] = r->extra[e];
    if (extra[e] && !copy_string(&extra[e], arena)) return false;
  }
  to->extra = extra;
  return true;
}

bool stance__batch_add(stance_batch *b, const stance_record *r, size_t n_extra) {
  if (b->n == b->capacity) {
    size_t capacity = b->capacity ? 2 * b->capacity : 64;
    stance_record *records = stance__realloc(b->records, capacity, sizeof *records);
    if (!records) return false;
    b->records = records;
    b->capacity = capacity;
  }
  if (!stance__record_copy(&b->records[b->n], r, n_extra, &b->texts)) return false;
  b->n++;
  return true;
}
