/* Fixed tasks over POSIX threads: task numbers 0..n-1 are handed out in order, results are the tasks' own to keep apart, so that the
   outcome does not depend on the number of threads. */
#ifndef STANCE_BASE_POOL_H
#define STANCE_BASE_POOL_H
#include "stance/status.h"
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
/* One task; returns a status. The error is the task's own. */
typedef stance_status (*stance__task_fn)(void *context, size_t task, stance_error *error);
/* Runs tasks 0..n-1 on `threads` threads (0: all cores; 1: in the caller alone). Returns the status and error of the lowest-numbered
   failed task; after a failure no new tasks start. Falls back to fewer threads where threads cannot be created. */
STANCE_MUST_CHECK stance_status stance__pool_run(size_t threads, size_t n, stance__task_fn run, void *context, stance_error *error);
size_t stance__pool_cores(void);
enum { STANCE__MOST_THREADS = 256 };
#ifdef __cplusplus
}
#endif
#endif
