/* Which solver, and how many fits side by side: from size, kernel and memory limit. The choice of the solver never looks at the number of
   threads: the same input gives the same model. */
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pool.h"
#include "train/solver.h"
#include "train/training.h"

static const size_t LIBSVM_ROWS = 1000; /* the reference; above this the descent solver takes half its time or less: docs/benchmarks.md */

static size_t memory_limit(const stance_train_options *o) {
  if (o->memory_limit) return o->memory_limit;
  long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGE_SIZE);
  return pages > 0 && page > 0 ? (size_t)pages * (size_t)page / 2 : (size_t)1 << 30;
}

stance_status stance__choose_solver(stance_training *t, const stance_train_options *o, stance_error *error) {
  size_t need = stance__libsvm_memory(t->stance.n_rows), limit = memory_limit(o);
  double need_mb = (double)need / 1e6, limit_mb = (double)limit / 1e6;
  stance_solver solver = STANCE_SOLVER_DESCENT;
  bool fits = need <= limit, must = o->solver == STANCE_SOLVER_LIBSVM || o->kernel == STANCE_KERNEL_RBF;
  if (must && !fits)
    return stance__fail(error, STANCE_USAGE, NULL, 0,
                        "libsvm needs %.0f MB for %zu statements, the limit is %.0f MB; raise --memory-limit or use --solver descent",
                        need_mb, t->stance.n_rows, limit_mb);
  if (must && t->weight)
    return stance__fail(error, STANCE_USAGE, NULL, 0,
                        "libsvm knows no weights of single statements; use --solver descent and the linear kernel");
  if (must) {
    solver = STANCE_SOLVER_LIBSVM;
    snprintf(t->reason, sizeof t->reason, "%s", o->solver == STANCE_SOLVER_LIBSVM ? "asked for" : "the kernel is not linear");
  } else if (o->solver == STANCE_SOLVER_DESCENT) {
    snprintf(t->reason, sizeof t->reason, "asked for");
  } else if (t->weight) {
    snprintf(t->reason, sizeof t->reason, "statements have weights of their own");
  } else if (o->tune) {
    snprintf(t->reason, sizeof t->reason, "tuning fits many machines, warm-started");
  } else if (t->stance.n_rows > LIBSVM_ROWS) {
    snprintf(t->reason, sizeof t->reason, "linear kernel, more than %zu statements", LIBSVM_ROWS);
  } else if (!fits) {
    snprintf(t->reason, sizeof t->reason, "the Gram matrix would pass the memory limit");
  } else {
    solver = STANCE_SOLVER_LIBSVM;
    snprintf(t->reason, sizeof t->reason, "at most %zu statements", LIBSVM_ROWS);
  }
  t->stance.setting.solver = solver;
  t->neither.setting.solver = STANCE_SOLVER_DESCENT;
  return STANCE_OK;
}

size_t stance__fit_threads(const stance_training *t, const stance__question *q) {
  size_t threads = t->options.threads ? t->options.threads : stance__pool_cores(), most = SIZE_MAX;
  if (q->setting.solver == STANCE_SOLVER_LIBSVM) most = memory_limit(&t->options) / stance__libsvm_memory(q->n_rows);
  return most == 0 ? 1 : threads < most ? threads : most;
}
