/* The course of a training: count once, pick the solver, cross-validate, fit on everything. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "train/solver.h"
#include "train/training.h"

static const size_t LIBSVM_ROWS = 4000; /* above this the descent solver is faster than the reference; docs/benchmarks.md */

static stance_status check_options(const stance_train_options *o, stance_error *error) {
  for (size_t i = 0; i < o->n_c; i++)
    if (!(isfinite(o->c[i]) && o->c[i] > 0)) return stance__fail(error, STANCE_USAGE, NULL, 0, "C must be a positive number");
  if (o->folds < 2) return stance__fail(error, STANCE_USAGE, NULL, 0, "at least 2 folds are needed");
  if (!(o->confidence > 0 && o->confidence <= 1))
    return stance__fail(error, STANCE_USAGE, NULL, 0, "the share of right confident answers must be above 0 and at most 1");
  if (o->kernel == STANCE_KERNEL_RBF && o->solver == STANCE_SOLVER_DESCENT)
    return stance__fail(error, STANCE_USAGE, NULL, 0, "the descent solver is linear; leave out --solver, or use --kernel linear");
  return STANCE_OK;
}

static size_t memory_limit(const stance_train_options *o) {
  if (o->memory_limit) return o->memory_limit;
  long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGE_SIZE);
  return pages > 0 && page > 0 ? (size_t)pages * (size_t)page / 2 : (size_t)1 << 30;
}

/* Decided from size, kernel and limit alone, never from the number of threads: the same input gives the same model. */
static stance_status choose_solver(stance_training *t, const stance_train_options *o, stance_error *error) {
  size_t need = stance__libsvm_memory(t->n), limit = memory_limit(o);
  double need_mb = (double)need / 1e6, limit_mb = (double)limit / 1e6;
  bool fits = need <= limit;
  if (o->solver == STANCE_SOLVER_LIBSVM || o->kernel == STANCE_KERNEL_RBF) {
    if (!fits)
      return stance__fail(error, STANCE_USAGE, NULL, 0,
                          "libsvm needs %.0f MB for %zu statements, the limit is %.0f MB; raise --memory-limit or use --solver descent",
                          need_mb, t->n, limit_mb);
    t->solver = STANCE_SOLVER_LIBSVM;
    snprintf(t->reason, sizeof t->reason, "%s", o->solver == STANCE_SOLVER_LIBSVM ? "asked for" : "the kernel is not linear");
  } else if (o->solver == STANCE_SOLVER_DESCENT) {
    t->solver = STANCE_SOLVER_DESCENT;
    snprintf(t->reason, sizeof t->reason, "asked for");
  } else if (t->n > LIBSVM_ROWS) {
    t->solver = STANCE_SOLVER_DESCENT;
    snprintf(t->reason, sizeof t->reason, "linear kernel, more than %zu statements", LIBSVM_ROWS);
  } else if (!fits) {
    t->solver = STANCE_SOLVER_DESCENT;
    snprintf(t->reason, sizeof t->reason, "the Gram matrix would pass the memory limit");
  } else {
    t->solver = STANCE_SOLVER_LIBSVM;
    snprintf(t->reason, sizeof t->reason, "at most %zu statements", LIBSVM_ROWS);
  }
  return STANCE_OK;
}

static char *copy_or_null(const char *text) { return text ? stance__strndup(text, strlen(text)) : NULL; }

/* Copies what the training keeps of the dataset and the options. */
static stance_status take_over(stance_training *t, const stance_dataset *d, const stance_train_options *o, stance_error *error) {
  t->options = *o;
  t->options.c = NULL, t->options.name = NULL, t->options.note = NULL;
  t->n = stance_dataset_size(d);
  t->n_labels = stance_dataset_label_count(d);
  t->n_groups = stance_dataset_group_count(d);
  t->duplicates = stance_dataset_duplicates(d);
  stance_dataset_hash(d, t->data_hash);
  if (t->n_labels < 2) {
    return stance__fail(error, STANCE_DATA, t->n ? stance_dataset_record(d, 0)->file : NULL, 0,
                        "only one label%s%s%s: at least two are needed to train", t->n_labels ? " ('" : "",
                        t->n_labels ? stance_dataset_label(d, 0) : "", t->n_labels ? "')" : "");
  }
  t->n_machines = t->n_labels == 2 ? 1 : t->n_labels;
  t->gamma = o->gamma > 0 ? o->gamma : 1;
  t->name = copy_or_null(o->name);
  t->note = copy_or_null(o->note);
  t->labels = stance__calloc(t->n_labels, sizeof *t->labels);
  t->label_counts = stance__calloc(t->n_labels, sizeof *t->label_counts);
  t->row = stance__array(t->n, sizeof *t->row);
  t->label = stance__array(t->n, sizeof *t->label);
  t->predicted = stance__array(t->n, sizeof *t->predicted);
  t->platt_a = stance__calloc(t->n_machines, sizeof *t->platt_a);
  t->platt_b = stance__calloc(t->n_machines, sizeof *t->platt_b);
  t->fold_macro_f1 = stance__calloc(o->folds, sizeof *t->fold_macro_f1);
  if ((o->name && !t->name) || (o->note && !t->note) || !t->labels || !t->label_counts || !t->row || !t->label || !t->predicted ||
      !t->platt_a || !t->platt_b || !t->fold_macro_f1)
    return stance__fail_memory(error);
  for (size_t l = 0; l < t->n_labels; l++)
    if (!(t->labels[l] = copy_or_null(stance_dataset_label(d, l)))) return stance__fail_memory(error);
  for (size_t i = 0; i < t->n; i++) {
    t->row[i] = (uint32_t)i;
    t->label[i] = stance_dataset_label_of(d, i);
    if (t->label[i] >= t->n_labels) {
      const stance_record *r = stance_dataset_record(d, i);
      return stance__fail(error, STANCE_DATA, r->file, r->line, "a statement without a label; label it or leave it out");
    }
    t->label_counts[t->label[i]]++;
  }
  return STANCE_OK;
}

static stance_status count(stance_training *t, const stance_dataset *d, stance_error *error) {
  stance_text *texts = stance__array(t->n, sizeof *texts);
  if (!texts) return stance__fail_memory(error);
  for (size_t i = 0; i < t->n; i++) {
    const stance_record *r = stance_dataset_record(d, i);
    texts[i] = (stance_text){r->text, r->text_length};
  }
  stance_status status = stance__counts_build(&t->counts, texts, t->n, &t->options.features, t->options.threads, error);
  stance__free(texts);
  return status;
}

static stance_status cross_validate(stance_training *t, const stance__fit_setting *setting, const stance_dataset *d,
                                    const stance_train_options *o, stance_error *error) {
  static const double plain[] = {1};
  uint32_t *fold = stance__array(t->n, sizeof *fold), *group = stance__array(t->n, sizeof *group);
  stance_status status = fold && group ? STANCE_OK : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance_dataset_folds(d, o->folds, o->seed, fold, error);
  for (size_t i = 0; i < t->n && status == STANCE_OK; i++) group[i] = stance_dataset_group_of(d, i);
  if (status == STANCE_OK) status = stance__cross_validate(t, setting, fold, group, o->n_c ? o->c : plain, o->n_c ? o->n_c : 1, error);
  stance__free(fold);
  stance__free(group);
  return status;
}

static stance_status fit_everything(stance_training *t, const stance__fit_setting *setting, stance_error *error) {
  size_t right = 0;
  stance_status status = stance__fit_space_init(&t->space, setting, t->row, t->n, t->options.threads, error);
  if (status == STANCE_OK) status = stance__fit_run(&t->fit, setting, &t->space, t->c, error);
  if (status != STANCE_OK) return status;
  double *decision = stance__array(t->n * t->n_machines, sizeof *decision);
  if (!decision) return stance__fail_memory(error);
  stance__fit_decide(decision, setting, &t->fit, &t->space, t->space.rows);
  for (size_t i = 0; i < t->n; i++) {
    t->predicted[i] = stance__fit_label(decision + i * t->n_machines, t->n_machines);
    right += t->predicted[i] == t->label[i];
  }
  t->training_accuracy = (double)right / (double)t->n;
  stance__free(decision);
  return STANCE_OK;
}

static stance_status tell(const stance_train_options *o, const char *phase, double done, stance_error *error) {
  if (!o->progress || o->progress(o->progress_context, phase, done, 3) == 0) return STANCE_OK;
  return stance__fail(error, STANCE_CANCELLED, NULL, 0, "cancelled");
}

stance_status stance_train(stance_training **out, const stance_dataset *dataset, const stance_train_options *o, stance_error *error) {
  stance_status status = check_options(o, error);
  if (status != STANCE_OK) return status;
  stance_training *t = stance__calloc(1, sizeof *t);
  if (!t) return stance__fail_memory(error);
  status = take_over(t, dataset, o, error);
  if (status == STANCE_OK) status = choose_solver(t, o, error);
  if (status == STANCE_OK) status = tell(o, "counting terms", 0, error);
  if (status == STANCE_OK) status = count(t, dataset, error);
  if (status == STANCE_OK) {
    stance__fit_setting setting = {t->counts, t->label, t->n_labels, t->n_machines, &t->options, t->solver, t->gamma};
    status = tell(o, "cross-validating", 1, error);
    if (status == STANCE_OK) status = cross_validate(t, &setting, dataset, o, error);
    if (status == STANCE_OK) status = tell(o, "fitting", 2, error);
    if (status == STANCE_OK) status = fit_everything(t, &setting, error);
    if (status == STANCE_OK) status = tell(o, "done", 3, error);
  }
  if (status != STANCE_OK) {
    stance_training_free(t);
    return status;
  }
  *out = t;
  return STANCE_OK;
}

void stance_training_free(stance_training *t) {
  if (!t) return;
  for (size_t l = 0; t->labels && l < t->n_labels; l++) stance__free(t->labels[l]);
  stance__free(t->labels);
  stance__free(t->label_counts);
  stance__free(t->name);
  stance__free(t->note);
  stance__free(t->row);
  stance__free(t->label);
  stance__free(t->predicted);
  stance__free(t->platt_a);
  stance__free(t->platt_b);
  stance__free(t->fold_macro_f1);
  stance__fit_release(&t->fit);
  stance__fit_space_release(&t->space);
  stance__counts_free(t->counts);
  stance_metrics_free(t->metrics);
  stance__free(t);
}

stance_training_summary stance_training_summarise(const stance_training *t) {
  size_t n_support = 0;
  for (size_t i = 0; i < t->n; i++) {
    bool used = false;
    for (size_t m = 0; m < t->n_machines; m++) used = used || t->fit.coefficient[m * t->n + i] != 0;
    n_support += used;
  }
  return (stance_training_summary){t->solver == STANCE_SOLVER_LIBSVM ? "libsvm" : "descent",
                                   t->reason,
                                   t->c,
                                   t->fit.n_terms,
                                   n_support,
                                   t->options.folds,
                                   t->fold_macro_f1,
                                   t->threshold,
                                   t->training_accuracy};
}

const stance_metrics *stance_training_metrics(const stance_training *t) { return t->metrics; }
const uint32_t *stance_training_predictions(const stance_training *t) { return t->predicted; }
