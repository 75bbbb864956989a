/* What the parts of the preloaded fault injector share: the kinds of calls that can be made to fail, the plan, and the report that the
   driver reads out of a mapped file, however the process ended. */
#ifndef STANCE_TESTS_FAULTS_INJECT_H
#define STANCE_TESTS_FAULTS_INJECT_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The order is faults_run.py's KINDS. */
typedef enum faults_kind {
  FAULTS_ALLOC,
  FAULTS_OPEN,
  FAULTS_READ,
  FAULTS_WRITE,
  FAULTS_FSYNC,
  FAULTS_RENAME,
  FAULTS_MMAP,
  FAULTS_THREAD,
  FAULTS_STAT,
  FAULTS_CLOSE,
  FAULTS_TRUNCATE,
  FAULTS_OTHER, /* pipes, locks, modes, forks, sockets */
  FAULTS_POLL,  /* counted, and interrupted in mode eintr; never made to fail */
  FAULTS_KINDS
} faults_kind;

enum { FAULTS_PLACES = 6 };

typedef struct faults_place {
  char object[48]; /* basename of the program or library that called */
  uint64_t offset; /* of the return address in it, for addr2line */
} faults_place;

/* The file that FAULTS_REPORT names, mapped; faults_run.py unpacks it. */
typedef struct faults_report {
  _Atomic uint64_t count[FAULTS_KINDS]; /* calls since main began */
  _Atomic uint64_t fired;               /* faults injected */
  _Atomic uint64_t returned;            /* 1: main returned, and what follows was counted */
  uint64_t left_blocks;                 /* allocated since main began by the program or its module, not freed when main returned */
  uint64_t left_foreign;                /* by other libraries, libc and the loader apart */
  uint64_t left_files;                  /* descriptors opened since main began */
  int64_t left_maps;                    /* mmap less munmap, called by the program or its module */
  faults_place first_fault, left[FAULTS_PLACES];
} faults_report;

extern faults_report *faults;
/* Whether calls are counted at all: main has begun, in the program that is meant. */
extern _Atomic bool faults_on;

/* Counts a call, and says whether it fails; errno is set then. `caller` is the return address of the call. */
bool faults_hit(faults_kind kind, const void *caller);
/* In mode short: 1 where something is asked for, else `length`. */
size_t faults_shortened(size_t length);
/* How much of `length` the disk still takes (FAULTS_DISK); descriptors that are no regular files take all. */
size_t faults_disk_takes(int file, size_t length);
/* Takes back what was not written after all. */
void faults_disk_returns(int file, size_t length);
/* Whether the address lies in the program itself or in its module; where, if `place` is not NULL. */
bool faults_is_own(const void *address, faults_place *place);

/* inject_memory.c: fills left_blocks, left_foreign and left. */
void faults_count_left(void);
/* The block now counts as allocated by `caller`: for calls of libc that give memory away. */
void faults_given(void *block, const void *caller);
extern _Atomic int64_t faults_maps;

#define FAULTS_CALLER __builtin_return_address(0)
#endif
