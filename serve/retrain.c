#include "serve/retrain.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "serve/app.h"
#include "serve/label_text.h"
#include "serve/training_process.h"

enum { LEAST_ROWS = 10, MOST_LOG = 64 << 10 };

/* What the thread works on: copies, since labelling goes on. */
typedef struct job {
  serve_app *app;
  stance__buffer rows;
  serve_judged judged;
  stance__arena arena; /* of its texts */
  stance__table *groups;
  bool tune;
} job;

void serve_retraining_init(serve_retraining *r) {
  pthread_mutex_init(&r->lock, NULL);
  r->share = (double)NAN;
}

static void job_free(job *j) {
  if (!j) return;
  stance__buffer_release(&j->rows);
  stance__free(j->judged.texts);
  stance__free(j->judged.labels);
  stance__free(j->judged.groups);
  stance__table_free(j->groups);
  stance__arena_release(&j->arena);
  stance__free(j);
}

/* ---- Gathering rows, under the labelling's lock ---- */

/* Statements of one article are one group; others stand alone. */
static uint32_t group_of(job *j, const serve_item *item) {
  if (item->article) return stance__table_insert(j->groups, item->article, strlen(item->article));
  return stance__table_insert(j->groups, (const char *)&item->id, sizeof item->id);
}

static bool add_judged(job *j, const serve_labelling *l, const serve_item *item, uint32_t label) {
  serve_judged *d = &j->judged;
  if (label > l->n_model_labels) return true; /* the model does not know it */
  if (d->n == d->capacity) {
    size_t capacity = d->capacity * 2 + 64;
    stance_text *texts = stance__realloc(d->texts, capacity, sizeof *texts);
    if (texts) d->texts = texts;
    uint32_t *labels = stance__realloc(d->labels, capacity, sizeof *labels);
    if (labels) d->labels = labels;
    uint32_t *groups = stance__realloc(d->groups, capacity, sizeof *groups);
    if (groups) d->groups = groups;
    if (!texts || !labels || !groups) return false;
    d->capacity = capacity;
  }
  const char *text = stance__arena_copy(&j->arena, item->text, item->length);
  uint32_t group = group_of(j, item);
  if (!text || group == STANCE__TABLE_NONE) return false;
  d->texts[d->n] = (stance_text){text, item->length};
  d->labels[d->n] = label;
  d->groups[d->n++] = group;
  return true;
}

static serve_start gather(job *j, serve_labelling *l, size_t n_base, size_t *training_rows, stance_error *error) {
  bool stances[2] = {false, false}; /* the first label seen, and another one */
  uint32_t first = UINT32_MAX;
  size_t n = 0;
  for (uint32_t i = 0; i < l->n_items; i++) {
    uint32_t label = serve_label_majority(l, i);
    if (label == UINT32_MAX) continue;
    if (l->items[i].random) {
      if (add_judged(j, l, &l->items[i], label)) continue;
      (void)stance__fail_memory(error);
      return SERVE_NOT_STARTED;
    }
    serve_put_training_row(&j->rows, l, i, label);
    n++;
    if (label == l->n_model_labels) continue; /* neither */
    if (first == UINT32_MAX) first = label;
    stances[label != first] = true;
  }
  *training_rows = n;
  if (j->rows.failed) {
    (void)stance__fail_memory(error);
    return SERVE_NOT_STARTED;
  }
  if (n == 0 || (n_base == 0 && (n < LEAST_ROWS || !stances[0] || !stances[1]))) return SERVE_TOO_FEW;
  return SERVE_STARTED;
}

/* ---- The thread ---- */

static void heard(void *context, const char *line, size_t length) {
  static const char mark[] = "progress\t";
  serve_retraining *r = context;
  pthread_mutex_lock(&r->lock);
  const char *tab = length > sizeof mark && memcmp(line, mark, sizeof mark - 1) == 0
                        ? memchr(line + sizeof mark - 1, '\t', length - (sizeof mark - 1))
                        : NULL;
  if (tab) {
    char share[16];
    const char *phase = line + sizeof mark - 1;
    snprintf(r->phase, sizeof r->phase, "%.*s", (int)(tab - phase), phase);
    snprintf(share, sizeof share, "%.*s", (int)(line + length - tab - 1), tab + 1);
    double value = strtod(share, NULL);
    r->share = value >= 0 && value <= 1 ? value : (double)NAN;
  } else if (r->log.length + length < MOST_LOG) {
    stance__buffer_add(&r->log, line, length);
    stance__buffer_putc(&r->log, '\n');
  }
  pthread_mutex_unlock(&r->lock);
}

/* The last thing the child said is why it failed: "stance: ...". */
static void last_words(char *out, size_t size, const stance__buffer *log) {
  size_t end = log->length ? log->length - 1 : 0, start = end;
  while (start && log->data[start - 1] != '\n') start--;
  snprintf(out, size, "%.*s", (int)(end - start), log->data ? log->data + start : "");
  if (!out[0]) snprintf(out, size, "the training ended without a word");
}

static stance_status train(job *j, stance_error *error) {
  serve_retraining *r = &j->app->retraining;
  const serve_options *o = &j->app->options;
  const char *slash = strrchr(o->labels, '/');
  const serve_training_request asked = {o->train_program, &j->rows, o->base, o->n_base, j->tune, slash ? slash + 1 : o->labels, r->path};
  serve_training_process process;
  pthread_mutex_lock(&r->lock);
  stance_status status = r->stop ? STANCE_CANCELLED : serve_training_start(&process, &asked, error);
  if (status == STANCE_OK) r->child = process.pid;
  pthread_mutex_unlock(&r->lock);
  if (status != STANCE_OK) return status;
  status = serve_training_wait(&process, heard, r);
  pthread_mutex_lock(&r->lock);
  r->child = 0;
  if (r->stop) {
    status = STANCE_CANCELLED;
  } else if (status != STANCE_OK) {
    char why[400] = "a signal ended the training";
    if (status != STANCE_CANCELLED) last_words(why, sizeof why, &r->log);
    status = stance__fail(error, status, NULL, 0, "%s", why);
  }
  pthread_mutex_unlock(&r->lock);
  return status;
}

static stance_status judge(job *j, serve_model **candidate, char **evaluation, stance_error *error) {
  stance_model *model;
  stance_status status = stance_model_open(&model, j->app->retraining.path, error);
  if (status == STANCE_OK) status = serve_model_new(candidate, model, "retrained", error);
  if (status != STANCE_OK) return status;
  serve_model *now = serve_slot_hold(&j->app->slot);
  status = serve_judge(evaluation, &j->judged, now, *candidate, error);
  serve_slot_let_go(&j->app->slot, now);
  return status;
}

static void *work(void *context) {
  job *j = context;
  serve_app *app = j->app;
  serve_retraining *r = &app->retraining;
  stance_error error = {.message = ""};
  serve_model *candidate = NULL;
  char *evaluation = NULL;
  stance_status status = train(j, &error);
  if (status == STANCE_OK) status = judge(j, &candidate, &evaluation, &error);
  pthread_mutex_lock(&r->lock);
  r->state = status == STANCE_OK ? SERVE_DONE : r->stop ? SERVE_CANCELLED : SERVE_FAILED;
  if (r->state == SERVE_FAILED) snprintf(r->error, sizeof r->error, "%s", error.message);
  r->ended = serve_now();
  r->phase[0] = '\0';
  r->share = (double)NAN;
  if (status == STANCE_OK) {
    r->candidate = candidate;
    r->evaluation = evaluation;
    candidate = NULL;
    evaluation = NULL;
  }
  pthread_mutex_unlock(&r->lock);
  serve_slot_let_go(&app->slot, candidate);
  stance_report_free_text(evaluation);
  job_free(j);
  return NULL;
}

/* ---- From outside ---- */

/* FILE.jsonl trains FILE.stance, beside it. */
static char *output_path(const serve_options *o) {
  const char *from = o->retrained ? o->retrained : o->labels, *dot = strrchr(from, '.');
  size_t length = strlen(from);
  if (o->retrained) return stance__strndup(from, length);
  if (dot && strcmp(dot, ".jsonl") == 0) length = (size_t)(dot - from);
  char *path = stance__malloc(length + sizeof ".stance");
  if (!path) return NULL;
  memcpy(path, from, length);
  memcpy(path + length, ".stance", sizeof ".stance");
  return path;
}

/* Under the retraining's lock: what the last run left goes. */
static void clear(serve_app *app) {
  serve_retraining *r = &app->retraining;
  serve_slot_let_go(&app->slot, r->candidate);
  stance_report_free_text(r->evaluation);
  stance__free(r->path);
  stance__buffer_clear(&r->log);
  r->candidate = NULL;
  r->evaluation = NULL;
  r->path = NULL;
  r->phase[0] = r->error[0] = '\0';
  r->share = (double)NAN;
  r->stop = r->adopted = false;
}

serve_start serve_retraining_start(serve_app *app, bool tune, stance_error *error) {
  serve_retraining *r = &app->retraining;
  serve_labelling *l = &app->labelling;
  size_t training_rows = 0;
  job *j = stance__calloc(1, sizeof *j);
  char *path = output_path(&app->options);
  serve_start outcome = SERVE_NOT_STARTED;
  if (j) j->groups = stance__table_new();
  if (!j || !path || !j->groups) {
    (void)stance__fail_memory(error);
    job_free(j);
    stance__free(path);
    return outcome;
  }
  j->app = app;
  j->tune = tune;
  pthread_mutex_lock(&l->lock);
  outcome = gather(j, l, app->options.n_base, &training_rows, error);
  pthread_mutex_unlock(&l->lock);

  pthread_mutex_lock(&r->lock);
  if (r->state == SERVE_RUNNING) outcome = SERVE_BUSY;
  if (outcome == SERVE_STARTED) {
    if (r->joinable) pthread_join(r->thread, NULL); /* it has done all but return */
    r->joinable = false;
    clear(app);
    r->path = path;
    path = NULL;
    r->training_rows = training_rows;
    r->random_rows = j->judged.n;
    r->began = r->ended = serve_now();
    r->state = SERVE_RUNNING;
    int failure = pthread_create(&r->thread, NULL, work, j);
    if (failure) {
      outcome = SERVE_NOT_STARTED;
      r->state = SERVE_IDLE;
      (void)stance__fail_errno(error, NULL, "start a thread", failure);
    } else {
      r->joinable = true;
      j = NULL;
    }
  }
  pthread_mutex_unlock(&r->lock);
  job_free(j);
  stance__free(path);
  return outcome;
}

bool serve_retraining_cancel(serve_app *app) {
  serve_retraining *r = &app->retraining;
  pthread_mutex_lock(&r->lock);
  bool running = r->state == SERVE_RUNNING;
  if (running) {
    r->stop = true;
    if (r->child > 0) kill(r->child, SIGTERM); /* not yet waited for, so the number is still its own */
  }
  pthread_mutex_unlock(&r->lock);
  return running;
}

void serve_retraining_release(serve_app *app) {
  serve_retraining *r = &app->retraining;
  serve_retraining_cancel(app);
  if (r->joinable) pthread_join(r->thread, NULL);
  r->joinable = false;
  clear(app);
  stance__buffer_release(&r->log);
  pthread_mutex_destroy(&r->lock);
}

static void put_log(stance__buffer *b, const stance__buffer *log) {
  stance__buffer_puts(b, ",\"log\":[");
  for (size_t at = 0; at < log->length;) {
    const char *end = memchr(log->data + at, '\n', log->length - at);
    size_t length = (size_t)(end - (log->data + at));
    if (at) stance__buffer_putc(b, ',');
    stance__buffer_json_string(b, log->data + at, length);
    at += length + 1;
  }
  stance__buffer_putc(b, ']');
}

void serve_retraining_print(stance__buffer *b, serve_retraining *r) {
  static const char *const states[] = {"idle", "running", "done", "failed", "cancelled"};
  pthread_mutex_lock(&r->lock);
  bool running = r->state == SERVE_RUNNING, done = r->state == SERVE_DONE;
  stance__buffer_printf(b, "{\"schema\":\"stance.retraining/1\",\"state\":\"%s\",\"phase\":", states[r->state]);
  serve_put_text(b, r->phase[0] ? r->phase : NULL);
  stance__buffer_puts(b, ",\"share\":");
  stance__buffer_rounded(b, r->share);
  stance__buffer_puts(b, ",\"seconds\":");
  stance__buffer_rounded(b, (running ? serve_now() : r->ended) - r->began);
  stance__buffer_printf(b, ",\"training_rows\":%zu,\"random_rows\":%zu", r->training_rows, r->random_rows);
  put_log(b, &r->log);
  stance__buffer_puts(b, ",\"error\":");
  serve_put_text(b, r->error[0] ? r->error : NULL);
  stance__buffer_puts(b, ",\"model\":");
  serve_put_text(b, done ? r->path : NULL);
  stance__buffer_printf(b, ",\"evaluation\":%s,\"adopted\":%s}\n", r->evaluation ? r->evaluation : "null", r->adopted ? "true" : "false");
  pthread_mutex_unlock(&r->lock);
}
