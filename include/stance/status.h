/* Status codes and error details shared by every module of the library. What holds for all headers (errors, memory, threads, what stays as
   it is between versions) is in docs/embedding.md. In short: a function that can fail returns a stance_status and writes its out-parameters
   only on success; pointers that are not said to take NULL must not be NULL; numbers of things must be below their counts; strings are
   UTF-8. */
#ifndef STANCE_STATUS_H
#define STANCE_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

/* What went wrong, by who can mend it. The values are the exit codes of the `stance` command. */
typedef enum stance_status {
  STANCE_OK = 0,
  STANCE_MACHINE = 1,  /* I/O, memory, threads */
  STANCE_USAGE = 2,    /* options or arguments that make no sense */
  STANCE_DATA = 3,     /* bad input data */
  STANCE_MODEL = 4,    /* bad model file */
  STANCE_GATE = 5,     /* a quality gate was not met */
  STANCE_CANCELLED = 6 /* a progress callback asked to stop */
} stance_status;

/* "ok", "machine", "usage", "data", "model", "gate", "cancelled"; "unknown" for anything else. Static storage; never NULL. For programs and
   logs: what to tell a person stands in stance_error. */
const char *stance_status_name(stance_status status);

/* Detail about a failure, owned by the caller; every function that takes one accepts NULL.
   Filled only on failure. All strings end in NUL; file is "" and line 0 where they do not apply. */
typedef struct stance_error {
  stance_status status;
  long line; /* 1-based */
  char file[256];
  char message[512]; /* what is wrong and what to do about it */
} stance_error;

#if defined(__GNUC__)
#define STANCE_MUST_CHECK __attribute__((warn_unused_result))
#else
#define STANCE_MUST_CHECK
#endif

/* Called during long work, from the calling thread only: `done` of `total` units of `phase`. A return value other than 0 stops the
   work, which then returns STANCE_CANCELLED. `phase` is valid during the call. */
typedef int (*stance_progress_fn)(void *context, const char *phase, double done, double total);

/* The library's version, "MAJOR.MINOR.PATCH". Static storage. */
const char *stance_version(void);

#ifdef __cplusplus
}
#endif
#endif
