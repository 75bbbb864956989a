/* The machine's limits: what reading memory in order, reading it at random, copying it and multiplying dense matrices can reach on one
   core. Sums are kept so that no read can be left out by the compiler. */
#include <cblas.h>
#include <stdint.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/random.h"
#include "bench/micro_parts/micro.h"

enum { WORDS = 1 << 25, LINE_WORDS = 8, READS = 1 << 21 }; /* 256 MiB: beyond any cache here */

typedef struct memory {
  uint64_t *block, *other; /* [WORDS] */
  uint32_t *place;         /* [READS] lines */
  volatile uint64_t sum;
} memory;

static stance_status read_in_order(void *context, stance_error *error) {
  memory *m = context;
  uint64_t lane[8] = {0};
  (void)error;
  for (size_t i = 0; i < WORDS; i += 8)
    for (size_t k = 0; k < 8; k++) lane[k] += m->block[i + k];
  for (size_t k = 0; k < 8; k++) m->sum += lane[k];
  return STANCE_OK;
}

/* The places are known beforehand, so the processor has as many reads under way as it can. */
static stance_status read_at_random(void *context, stance_error *error) {
  memory *m = context;
  uint64_t sum = 0;
  (void)error;
  for (size_t i = 0; i < READS; i++) sum += m->block[(size_t)m->place[i] * LINE_WORDS];
  m->sum += sum;
  return STANCE_OK;
}

static stance_status copy(void *context, stance_error *error) {
  memory *m = context;
  (void)error;
  memcpy(m->other, m->block, WORDS * sizeof *m->block);
  m->sum += m->other[m->place[0]];
  return STANCE_OK;
}

static stance_status measure_memory(micro_limits *out, memory *m, stance_error *error) {
  double seconds;
  stance__random random;
  stance__random_seed(&random, 1);
  memset(m->block, 1, WORDS * sizeof *m->block);
  memset(m->other, 1, WORDS * sizeof *m->other);
  for (size_t i = 0; i < READS; i++) m->place[i] = (uint32_t)stance__random_below(&random, WORDS / LINE_WORDS);
  stance_status status = micro_least(&seconds, read_in_order, m, error);
  if (status != STANCE_OK) return status;
  out->read_bytes = WORDS * sizeof *m->block / seconds;
  status = micro_least(&seconds, copy, m, error);
  if (status != STANCE_OK) return status;
  out->copy_bytes = WORDS * sizeof *m->block / seconds;
  status = micro_least(&seconds, read_at_random, m, error);
  if (status == STANCE_OK) out->random_lines = READS / seconds;
  return status;
}

/* ---- Arithmetic: a BLAS product of two matrices too large for its overheads to show. ---- */

enum { SIDE = 1024 };

typedef struct product {
  float *a, *b, *c; /* [SIDE][SIDE] */
} product;

static stance_status multiply(void *context, stance_error *error) {
  product *p = context;
  (void)error;
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, SIDE, SIDE, SIDE, 1, p->a, SIDE, p->b, SIDE, 0, p->c, SIDE);
  return STANCE_OK;
}

static stance_status measure_arithmetic(micro_limits *out, stance_error *error) {
  enum { CELLS = SIDE * SIDE };
  product p = {stance__array(CELLS, sizeof *p.a), stance__array(CELLS, sizeof *p.b), stance__calloc(CELLS, sizeof *p.c)};
  double seconds = 0;
  stance_status status = p.a && p.b && p.c ? STANCE_OK : stance__fail_memory(error);
  openblas_set_num_threads(1);
  for (size_t i = 0; i < CELLS && status == STANCE_OK; i++) {
    p.a[i] = (float)(i % 11) / 11;
    p.b[i] = (float)(i % 13) / 13;
  }
  if (status == STANCE_OK) status = micro_least(&seconds, multiply, &p, error);
  if (status == STANCE_OK) out->multiply_adds = (double)SIDE * SIDE * SIDE / seconds;
  stance__free(p.a);
  stance__free(p.b);
  stance__free(p.c);
  return status;
}

stance_status micro_limits_measure(micro_limits *out, stance_error *error) {
  memory m = {.block = stance__array(WORDS, sizeof *m.block),
              .other = stance__array(WORDS, sizeof *m.other),
              .place = stance__array(READS, sizeof *m.place)};
  stance_status status = m.block && m.other && m.place ? measure_memory(out, &m, error) : stance__fail_memory(error);
  stance__free(m.block);
  stance__free(m.other);
  stance__free(m.place);
  return status == STANCE_OK ? measure_arithmetic(out, error) : status;
}
