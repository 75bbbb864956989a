/* Who gave which label. The label file is the truth: what is kept here is what reading it again would give. */
#include "serve/labelling.h"

#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/error.h"

static const char NEITHER[] = "neither";

/* ---- Annotators ---- */

serve_annotator *serve_annotator_find(const serve_labelling *l, const char *name) {
  for (size_t i = 0; i < l->n_annotators; i++)
    if (strcmp(l->annotators[i]->name, name) == 0) return l->annotators[i];
  return NULL;
}

uint16_t serve_given(const serve_annotator *a, uint32_t item) { return a && item < a->given_capacity ? a->given[item] : SERVE_NOT_SEEN; }

static void annotator_free(serve_annotator *a) {
  if (!a) return;
  stance__free(a->given);
  stance__free(a->past);
  stance__free(a);
}

static bool reserve(serve_annotator *a, uint32_t item) {
  if (item >= a->given_capacity) {
    size_t capacity = (size_t)item * 2 + 64;
    uint16_t *given = stance__realloc(a->given, capacity, sizeof *given);
    if (!given) return false;
    memset(given + a->given_capacity, 0, (capacity - a->given_capacity) * sizeof *given);
    a->given = given;
    a->given_capacity = capacity;
  }
  if (a->n_past == a->past_capacity) {
    size_t capacity = a->past_capacity * 2 + 64;
    serve_past *past = stance__realloc(a->past, capacity, sizeof *past);
    if (!past) return false;
    a->past = past;
    a->past_capacity = capacity;
  }
  return true;
}

/* The annotator with room for one more, in the list or not yet. NULL when out of memory. */
static serve_annotator *prepare(const serve_labelling *l, const char *name, uint32_t item) {
  serve_annotator *a = serve_annotator_find(l, name), *made = NULL;
  if (!a) {
    a = made = stance__calloc(1, sizeof *a);
    if (!a) return NULL;
    memcpy(a->name, name, strlen(name)); /* its length was checked */
  }
  if (reserve(a, item)) return a;
  annotator_free(made);
  return NULL;
}

static bool is_listed(const serve_labelling *l, const serve_annotator *a) {
  for (size_t i = 0; i < l->n_annotators; i++)
    if (l->annotators[i] == a) return true;
  return false;
}

/* Cannot fail: there is room. */
static void apply(serve_labelling *l, serve_annotator *a, uint32_t item, uint16_t given, uint64_t seq) {
  if (!is_listed(l, a)) l->annotators[l->n_annotators++] = a;
  a->given[item] = given;
  a->past[a->n_past++] = (serve_past){item, seq};
  if (given == SERVE_SKIPPED)
    a->skipped++;
  else
    a->labelled++;
}

static void take_back(serve_annotator *a) {
  uint32_t item = a->past[--a->n_past].item;
  if (a->given[item] == SERVE_SKIPPED)
    a->skipped--;
  else
    a->labelled--;
  a->given[item] = SERVE_NOT_SEEN;
}

/* The value for `given` of a label (NULL: a skip), 0 when out of memory or of numbers. */
static uint16_t given_of(serve_labelling *l, const char *label) {
  if (!label) return SERVE_SKIPPED;
  uint32_t number = stance__table_insert(l->labels, label, strlen(label));
  return number < UINT16_MAX - SERVE_FIRST_LABEL ? (uint16_t)(SERVE_FIRST_LABEL + number) : SERVE_NOT_SEEN;
}

/* ---- Reading the file ---- */

typedef struct replay {
  serve_labelling *l;
  serve_batch batch; /* texts of the file; their numbers are those the labelling gives them, both being in order of first appearance */
  stance__arena arena;
} replay;

static stance_status replay_undo(serve_labelling *l, const serve_record *r, long number, stance_error *error) {
  serve_annotator *a = serve_annotator_find(l, r->annotator);
  if (!a || a->n_past == 0 || a->past[a->n_past - 1].seq != r->undoes || a->past[a->n_past - 1].item != serve_item_find(l, r->id))
    return stance__fail(error, STANCE_DATA, l->path, number, "undoes line %llu, which is not the annotator's last; restore the file",
                        (unsigned long long)r->undoes);
  take_back(a);
  return STANCE_OK;
}

static stance_status replay_line(void *context, const char *line, size_t length, long number, stance_error *error) {
  replay *p = context;
  serve_labelling *l = p->l;
  serve_record r;
  stance_status status = serve_record_read(&r, line, length, l->path, number, &p->arena, error);
  if (status != STANCE_OK) return status;
  l->records = r.seq;
  if (r.event == SERVE_UNDO) return replay_undo(l, &r, number, error);
  uint32_t known = stance__table_size(l->ids), item = stance__table_insert(l->ids, (const char *)&r.id, sizeof r.id);
  serve_annotator *a = item == STANCE__TABLE_NONE ? NULL : prepare(l, r.annotator, item);
  uint16_t given = given_of(l, r.event == SERVE_LABEL ? r.label : NULL);
  if (!a || given == SERVE_NOT_SEEN) {
    if (a && !is_listed(l, a)) annotator_free(a);
    return stance__fail_memory(error);
  }
  if (serve_given(a, item) != SERVE_NOT_SEEN)
    status = stance__fail(error, STANCE_DATA, l->path, number, "the annotator labelled this statement before; restore the file");
  else if (!is_listed(l, a) && l->n_annotators == SERVE_MOST_ANNOTATORS)
    status = stance__fail(error, STANCE_DATA, l->path, number, "more than %d annotators", SERVE_MOST_ANNOTATORS);
  if (status == STANCE_OK && item == known) {
    serve_item new_one = {.text = r.text, .length = strlen(r.text), .article = r.group, .speaker = r.speaker, .kind = r.kind};
    status = serve_batch_add(&p->batch, &new_one, error);
    if (status == STANCE_OK) p->batch.items[item].random = r.random;
  }
  if (status == STANCE_OK)
    apply(l, a, item, given, r.seq);
  else if (!is_listed(l, a))
    annotator_free(a);
  return status;
}

stance_status serve_labelling_open(serve_labelling *l, const char *path, serve_model *model, stance__buffer *notice, stance_error *error) {
  size_t k = stance_model_label_count(model->model), added;
  replay p = {.l = l};
  pthread_mutex_init(&l->lock, NULL);
  l->path = path;
  l->n_model_labels = k;
  l->ids = stance__table_new();
  l->labels = stance__table_new();
  l->annotators = stance__calloc(SERVE_MOST_ANNOTATORS, sizeof *l->annotators);
  stance_status status = l->ids && l->labels && l->annotators ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; status == STANCE_OK && i <= k; i++)
    if (given_of(l, i < k ? stance_model_label(model->model, i) : NEITHER) == SERVE_NOT_SEEN) status = stance__fail_memory(error);
  if (status == STANCE_OK) status = serve_label_file_open(&l->file, path, replay_line, &p, notice, error);
  if (status == STANCE_OK) status = serve_batch_answer(&p.batch, model->model, error);
  if (status == STANCE_OK) {
    /* The numbers are given; putting the batch in wants them new. */
    stance__table_free(l->ids);
    l->ids = stance__table_new();
    status = l->ids ? serve_items_put(l, &p.batch, NULL, &added, error) : stance__fail_memory(error);
  }
  serve_batch_release(&p.batch);
  stance__arena_release(&p.arena);
  return status;
}

void serve_labelling_close(serve_labelling *l) {
  if (!l->path) return;
  serve_label_file_close(l->file);
  for (size_t i = 0; i < l->n_annotators; i++) annotator_free(l->annotators[i]);
  stance__free(l->annotators);
  stance__free(l->items);
  stance__free(l->probabilities);
  stance__free(l->by_doubt);
  stance__free(l->by_draw);
  stance__free(l->sources);
  stance__table_free(l->ids);
  stance__table_free(l->labels);
  stance__arena_release(&l->arena);
  pthread_mutex_destroy(&l->lock);
  l->path = NULL;
}

/* ---- What comes next ---- */

/* The first of the order from *at on that the annotator has not seen; UINT32_MAX at the end. *at moves behind it. */
static uint32_t unseen(const serve_annotator *a, const uint32_t *order, size_t n, size_t *at) {
  while (*at < n) {
    uint32_t item = order[(*at)++];
    if (serve_given(a, item) == SERVE_NOT_SEEN) return item;
  }
  return UINT32_MAX;
}

size_t serve_label_next(const serve_labelling *l, const serve_annotator *a, size_t n, uint32_t *out) {
  size_t found = 0, seen = a ? a->n_past : 0, at_doubt = 0, at_draw = 0;
  for (; found < n; found++) {
    bool random = (seen + found) % SERVE_RANDOM_EVERY == SERVE_RANDOM_EVERY - 1;
    uint32_t item = UINT32_MAX;
    for (int attempt = 0; attempt < 2 && item == UINT32_MAX; attempt++, random = !random)
      item = random ? unseen(a, l->by_draw, l->n_random, &at_draw) : unseen(a, l->by_doubt, l->n_uncertain, &at_doubt);
    if (item == UINT32_MAX) break;
    out[found] = item;
  }
  return found;
}

/* ---- Giving and taking back ---- */

static void stamp(serve_record *r) {
  time_t now = time(NULL);
  struct tm utc;
  if (!gmtime_r(&now, &utc) || strftime(r->time, sizeof r->time, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) r->time[0] = '\0';
}

static serve_outcome write_record(serve_labelling *l, const serve_record *r, stance_error *error) {
  stance__buffer line = STANCE__BUFFER_INIT;
  serve_record_print(&line, r);
  stance_status status = line.failed ? stance__fail_memory(error) : serve_label_file_append(l->file, line.data, line.length, error);
  stance__buffer_release(&line);
  if (status == STANCE_OK) l->records = r->seq;
  return status == STANCE_OK ? SERVE_SAVED : SERVE_NOT_SAVED;
}

/* The annotator's record of an item, as far as it is kept. */
static uint64_t seq_of(const serve_annotator *a, uint32_t item) {
  for (size_t i = a->n_past; i-- > 0;)
    if (a->past[i].item == item) return a->past[i].seq;
  return 0;
}

serve_outcome serve_label_give(serve_labelling *l, const char *annotator, uint32_t number, const char *label, const stance_model *model,
                               serve_record *r, stance_error *error) {
  const serve_item *item = &l->items[number];
  uint16_t given = given_of(l, label);
  serve_annotator *a = prepare(l, annotator, number);
  if (!a || given == SERVE_NOT_SEEN) {
    if (a && !is_listed(l, a)) annotator_free(a);
    (void)stance__fail_memory(error);
    return SERVE_NOT_SAVED;
  }
  *r = (serve_record){.seq = l->records + 1, .event = label ? SERVE_LABEL : SERVE_SKIP, .id = item->id, .annotator = annotator};
  stamp(r);
  r->text = item->text;
  r->random = item->random;
  r->group = item->article;
  r->speaker = item->speaker;
  r->kind = item->kind;
  r->label = label;
  r->model_label = stance_model_label(model, item->answer.label);
  r->model_probability = item->answer.probability;
  uint16_t before = serve_given(a, number);
  if (before != SERVE_NOT_SEEN) {
    r->seq = seq_of(a, number);
    return before == given ? SERVE_WAS_THERE : SERVE_CONFLICT;
  }
  bool listed = is_listed(l, a);
  serve_outcome outcome = !listed && l->n_annotators == SERVE_MOST_ANNOTATORS ? SERVE_TOO_MANY : write_record(l, r, error);
  if (outcome == SERVE_SAVED)
    apply(l, a, number, given, r->seq);
  else if (!listed)
    annotator_free(a);
  return outcome;
}

serve_outcome serve_label_undo(serve_labelling *l, const char *annotator, uint32_t *item, serve_record *r, stance_error *error) {
  serve_annotator *a = serve_annotator_find(l, annotator);
  if (!a || a->n_past == 0) return SERVE_NOTHING;
  const serve_past *last = &a->past[a->n_past - 1];
  *item = last->item;
  *r = (serve_record){.seq = l->records + 1, .event = SERVE_UNDO, .id = l->items[*item].id, .annotator = annotator, .undoes = last->seq};
  stamp(r);
  serve_outcome outcome = write_record(l, r, error);
  if (outcome == SERVE_SAVED) take_back(a);
  return outcome;
}

uint32_t serve_label_majority(const serve_labelling *l, uint32_t item) {
  uint16_t best = 0;
  size_t most = 0;
  bool tie = false;
  for (size_t i = 0; i < l->n_annotators; i++) {
    uint16_t given = serve_given(l->annotators[i], item);
    size_t n = 0;
    if (given < SERVE_FIRST_LABEL || given == best) continue;
    for (size_t j = 0; j < l->n_annotators; j++) n += serve_given(l->annotators[j], item) == given;
    if (n > most) {
      most = n;
      best = given;
      tie = false;
    } else if (n == most) {
      tie = true;
    }
  }
  return most && !tie ? (uint32_t)(best - SERVE_FIRST_LABEL) : UINT32_MAX;
}
