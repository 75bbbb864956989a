#include "datasets/dataset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "base/utf8.h"
#include "datasets/batch.h"
#include "datasets/duplicates.h"
#include "datasets/reader.h"
#include "datasets/record_format.h"

/* The string's one copy; *number may be NULL. False when out of memory. */
static bool intern(const char **field, stance__table *names, uint32_t *number) {
  uint32_t own;
  if (!number) number = &own;
  *number = STANCE__TABLE_NONE;
  if (!*field) return true;
  *number = stance__table_insert(names, *field, strlen(*field));
  if (*number == STANCE__TABLE_NONE) return false;
  *field = stance__table_text(names, *number, NULL);
  return true;
}

static bool grow(stance_dataset *d) {
  size_t capacity = d->capacity ? d->capacity * 2 : 1024;
  if (capacity >= UINT32_MAX) return false;
  stance_record *records = stance__realloc(d->records, capacity, sizeof *records);
  if (records) d->records = records;
  uint32_t *label = stance__realloc(d->label, capacity, sizeof *label), *group = stance__realloc(d->group, capacity, sizeof *group);
  if (label) d->label = label;
  if (group) d->group = group;
  if (!records || !label || !group) return false;
  d->capacity = capacity;
  return true;
}

static stance_status add(stance_dataset *d, const stance_record *r, const char *file, size_t n_extra, stance_error *error) {
  if (d->n == d->capacity && !grow(d)) return stance__fail_memory(error);
  stance_record once = *r;
  if (!intern(&once.label, d->label_names, &d->label[d->n]) || !intern(&once.group, d->group_names, &d->group[d->n]) ||
      !intern(&once.speaker, d->names, NULL) || !intern(&once.kind, d->names, NULL))
    return stance__fail_memory(error);
  const stance_record rest = {.text = r->text, .text_length = r->text_length, .id = r->id, .extra = r->extra};
  stance_record *kept = &d->records[d->n];
  if (!stance__record_copy(kept, &rest, n_extra, &d->texts)) return stance__fail_memory(error);
  once.text = kept->text;
  once.id = kept->id;
  once.extra = kept->extra;
  once.file = file;
  *kept = once;
  d->n++;
  return STANCE_OK;
}

static stance_status read_file(stance_dataset *d, const char *path, const stance_dataset_options *options, stance_error *error) {
  stance_reader *reader = NULL;
  const stance_record *record = NULL;
  const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
  const char *file = stance__arena_copy(&d->texts, name, strlen(name));
  if (!file) return stance__fail_memory(error);
  stance_status status = stance_reader_open(&reader, path, options, error);
  if (status != STANCE_OK) return status;
  stance__reader_leave_raw(reader);
  while ((status = stance_reader_next(reader, &record, error)) == STANCE_OK && record) {
    status = add(d, record, file, options->n_extra_fields, error);
    if (status != STANCE_OK) break;
  }
  d->skipped += stance_reader_skipped(reader, NULL);
  d->dropped += stance__reader_dropped(reader);
  stance_reader_close(reader);
  return status;
}

static int by_bytes(const void *x, const void *y) { return strcmp(*(const char *const *)x, *(const char *const *)y); }

/* Labels sorted, and the numbers of first appearance replaced by those of the order. */
static stance_status number_labels(stance_dataset *d, stance_error *error) {
  size_t n_labels = stance__table_size(d->label_names);
  uint32_t *place = stance__array(n_labels, sizeof *place);
  d->labels = stance__array(n_labels, sizeof *d->labels);
  stance_status status = place && d->labels ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) {
    d->n_labels = n_labels;
    for (size_t l = 0; l < n_labels; l++) d->labels[l] = stance__table_text(d->label_names, (uint32_t)l, NULL);
    if (n_labels) qsort(d->labels, n_labels, sizeof *d->labels, by_bytes);
    for (size_t l = 0; l < n_labels; l++) place[stance__table_find(d->label_names, d->labels[l], strlen(d->labels[l]))] = (uint32_t)l;
    for (size_t i = 0; i < d->n; i++)
      if (d->label[i] != STANCE__TABLE_NONE) d->label[i] = place[d->label[i]];
  }
  stance__free(place);
  return status;
}

/* Union-find: records of one group, and records that repeat each other, end under one root. */
static uint32_t root_of(uint32_t *parent, uint32_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

static void join(uint32_t *parent, uint32_t a, uint32_t b) {
  a = root_of(parent, a), b = root_of(parent, b);
  if (a < b)
    parent[b] = a;
  else
    parent[a] = b;
}

static stance_status number_groups(stance_dataset *d, stance_error *error) {
  size_t n_names = stance__table_size(d->group_names);
  uint32_t *parent = stance__array(d->n, sizeof *parent), *first = stance__array(n_names, sizeof *first);
  stance_status status = parent && first ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) {
    uint32_t names = 0;
    for (size_t i = 0; i < d->n; i++) parent[i] = (uint32_t)i;
    for (size_t i = 0; i < d->n; i++) {
      uint32_t name = d->group[i];
      if (d->repeats[i] != SIZE_MAX) join(parent, (uint32_t)i, (uint32_t)d->repeats[i]);
      if (name == STANCE__TABLE_NONE) continue;
      if (name == names) /* names are numbered as they appear */
        first[names++] = (uint32_t)i;
      else
        join(parent, (uint32_t)i, first[name]);
    }
    /* Roots are the first records of their groups, so one pass numbers them in order. */
    for (size_t i = 0; i < d->n; i++) {
      uint32_t root = root_of(parent, (uint32_t)i);
      d->group[i] = root == i ? (uint32_t)d->n_groups++ : d->group[root];
    }
  }
  stance__free(parent);
  stance__free(first);
  return status;
}

static stance_status find_duplicates(stance_dataset *d, size_t threads, stance_error *error) {
  d->repeats = stance__array(d->n, sizeof *d->repeats);
  d->exact = stance__array(d->n, 1);
  if (!d->repeats || !d->exact) return stance__fail_memory(error);
  stance_status status = stance__duplicates_find(d->repeats, d->exact, d->records, d->n, threads, error);
  for (size_t i = 0; i < d->n && status == STANCE_OK; i++) {
    if (d->repeats[i] == SIZE_MAX) continue;
    if (d->exact[i])
      d->duplicates.exact++;
    else
      d->duplicates.near++;
    if (d->label[i] != d->label[d->repeats[i]]) d->duplicates.conflicts++;
  }
  return status;
}

static const char given_file[] = "records"; /* what records that were not read are said to come from */

static stance_status begin(stance_dataset **out, stance_error *error) {
  stance_dataset *d = stance__calloc(1, sizeof *d);
  if (!d) return stance__fail_memory(error);
  d->label_names = stance__table_new();
  d->group_names = stance__table_new();
  d->names = stance__table_new();
  *out = d;
  return d->label_names && d->group_names && d->names ? STANCE_OK : stance__fail_memory(error);
}

/* What follows the last record. Takes the set over: gives it to the caller, or frees it where `status` or anything here is a failure. */
static stance_status finish(stance_dataset **out, stance_dataset *d, const char *file, size_t threads, stance_status status,
                            stance_error *error) {
  if (status == STANCE_OK && d->n == 0)
    status = stance__fail(error, STANCE_DATA, file, 0, "no labelled statements in it%s; add some",
                          d->skipped   ? " but bad rows"
                          : d->dropped ? " but dropped labels"
                                       : "");
  if (status == STANCE_OK) status = number_labels(d, error);
  if (status == STANCE_OK) status = find_duplicates(d, threads, error);
  if (status == STANCE_OK) status = number_groups(d, error);
  if (status != STANCE_OK) {
    stance_dataset_free(d);
    return status;
  }
  *out = d;
  return STANCE_OK;
}

stance_status stance_dataset_read(stance_dataset **out, const char *const *paths, size_t n_paths, const stance_dataset_options *options,
                                  stance_error *error) {
  stance_dataset *d = NULL;
  stance_status status = begin(&d, error);
  for (size_t i = 0; i < n_paths && status == STANCE_OK; i++) status = read_file(d, paths[i], options, error);
  return finish(out, d, n_paths ? paths[0] : NULL, options->threads, status, error);
}

/* What the readers see to in a file: that strings are what they are said to be. */
static stance_status check_strings(const stance_record *r, stance_error *error) {
  const char *const fields[] = {r->label, r->id, r->group, r->speaker, r->kind};
  bool good = !r->text || (stance__utf8_valid(r->text, r->text_length) == r->text_length && !memchr(r->text, '\0', r->text_length));
  for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
    good = good && (!fields[f] || stance__utf8_valid(fields[f], strlen(fields[f])) == strlen(fields[f]));
  if (!good) return stance__fail(error, STANCE_DATA, r->file, r->line, "invalid UTF-8, or NUL in a text; convert the record to UTF-8");
  if (!isfinite(r->weight) || !(r->weight > 0))
    return stance__fail(error, STANCE_DATA, r->file, r->line, "'weight' is no number above 0; mend it");
  return STANCE_OK;
}

static stance_status add_given(stance_dataset *d, const stance_record *given, size_t number, const stance_dataset_options *options,
                               stance_error *error) {
  stance_record r = *given;
  bool keep = false;
  r.file = r.file ? r.file : given_file;
  r.line = r.line ? r.line : (long)number;
  r.weight = r.weight == 0 ? 1 : r.weight;
  r.raw = NULL;
  r.raw_length = 0;
  r.extra = NULL;
  stance_status status = check_strings(&r, error);
  if (status == STANCE_OK) status = stance__record_settle(&r, options, &keep, error);
  if (status != STANCE_OK) return status;
  d->dropped += !keep;
  if (!keep) return STANCE_OK;
  return intern(&r.file, d->names, NULL) ? add(d, &r, r.file, 0, error) : stance__fail_memory(error);
}

stance_status stance_dataset_from_records(stance_dataset **out, const stance_record *records, size_t n,
                                          const stance_dataset_options *options, stance_error *error) {
  stance_dataset *d = NULL;
  stance_status status = begin(&d, error);
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    status = add_given(d, &records[i], i + 1, options, error);
    if (status != STANCE_DATA || !options->skip_bad) continue;
    d->skipped++;
    status = STANCE_OK;
  }
  return finish(out, d, given_file, options->threads, status, error);
}

void stance_dataset_free(stance_dataset *d) {
  if (!d) return;
  stance__arena_release(&d->texts);
  stance__table_free(d->label_names);
  stance__table_free(d->group_names);
  stance__table_free(d->names);
  stance__free(d->records);
  stance__free(d->labels);
  stance__free(d->label);
  stance__free(d->group);
  stance__free(d->repeats);
  stance__free(d->exact);
  stance__free(d);
}

size_t stance_dataset_size(const stance_dataset *d) { return d->n; }
size_t stance_dataset_skipped(const stance_dataset *d) { return d->skipped; }
size_t stance_dataset_dropped(const stance_dataset *d) { return d->dropped; }
const stance_record *stance_dataset_record(const stance_dataset *d, size_t i) { return &d->records[i]; }
size_t stance_dataset_label_count(const stance_dataset *d) { return d->n_labels; }
const char *stance_dataset_label(const stance_dataset *d, size_t label) { return d->labels[label]; }
uint32_t stance_dataset_label_of(const stance_dataset *d, size_t i) { return d->label[i]; }
uint32_t stance_dataset_group_of(const stance_dataset *d, size_t i) { return d->group[i]; }
size_t stance_dataset_group_count(const stance_dataset *d) { return d->n_groups; }
stance_duplicates stance_dataset_duplicates(const stance_dataset *d) { return d->duplicates; }
size_t stance_dataset_duplicate_of(const stance_dataset *d, size_t i) { return d->repeats[i]; }

void stance_dataset_hash(const stance_dataset *d, char out[33]) {
  static const char hex[] = "0123456789abcdef";
  uint64_t low = 0, high = 0;
  XXH128_hash_t hash = {0, 0};
  for (size_t i = 0; i < d->n; i++) { /* chained: each record's hash is seeded by the ones before */
    const char *label = d->records[i].label ? d->records[i].label : "";
    hash = XXH3_128bits_withSeed(label, strlen(label) + 1, low ^ high);
    hash = XXH3_128bits_withSeed(d->records[i].text, d->records[i].text_length, hash.low64 ^ hash.high64);
    low = hash.low64;
    high = hash.high64;
  }
  for (int i = 0; i < 16; i++) {
    out[i] = hex[(high >> (60 - 4 * i)) & 15];
    out[16 + i] = hex[(low >> (60 - 4 * i)) & 15];
  }
  out[32] = '\0';
}
