/* Filling a stance_error and returning its status in one expression. */
#ifndef STANCE_BASE_ERROR_H
#define STANCE_BASE_ERROR_H
#include "stance/status.h"
#ifdef __cplusplus
extern "C" {
#endif
/* Fills *error (may be NULL) and returns `status`. `file` may be NULL; `line` 0 where there is none. */
stance_status stance__fail(stance_error *error, stance_status status, const char *file, long line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* STANCE_MACHINE, "out of memory". */
stance_status stance__fail_memory(stance_error *error);
/* STANCE_MACHINE with strerror(errno_value): "cannot ACTION: No such file or directory". */
stance_status stance__fail_errno(stance_error *error, const char *file, const char *action, int errno_value);
/* So that the analyzer knows that none of these is STANCE_OK, and that nobody goes on after one. */
#ifdef __clang_analyzer__
#define stance__fail(error, status, ...) ((void)stance__fail(error, status, __VA_ARGS__), (status))
#define stance__fail_memory(error) ((void)stance__fail_memory(error), STANCE_MACHINE)
#define stance__fail_errno(...) ((void)stance__fail_errno(__VA_ARGS__), STANCE_MACHINE)
#endif
#ifdef __cplusplus
}
#endif
#endif
