/* bench_micro MODEL CORPUS.tsv [ARTICLE...]: times parts of the program alone, on one thread, and prints JSON. bench/micro runs it and
   writes the table. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/error.h"
#include "bench/micro_parts/micro.h"
#include "stance/dataset.h"

/* Processor time: parts run on one thread and wait for nothing, and other work on the machine should not count. */
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

stance_status micro_least(double *seconds, micro_run run, void *context, stance_error *error) {
  enum { FEWEST = 3 };
  const double ENOUGH = 1;
  double least = 0, total = 0;
  for (int i = 0; i < FEWEST || (total < ENOUGH && i < 1000); i++) {
    double begin = now();
    stance_status status = run(context, error);
    double took = now() - begin;
    if (status != STANCE_OK) return status;
    if (i == 0 || took < least) least = took;
    total += took;
  }
  *seconds = least;
  return STANCE_OK;
}

stance_status micro_time(const micro_part *part, const micro_limits *limits, micro_run run, void *context, stance_error *error) {
  static const char *const names[] = {"sequential reading", "random reading", "multiply-adds", ""};
  const double ceilings[] = {limits->read_bytes, limits->random_lines, limits->multiply_adds, 0};
  double seconds;
  stance_status status = micro_least(&seconds, run, context, error);
  if (status != STANCE_OK) return status;
  printf(",\n{\"part\":\"%s\",\"seconds\":%.6g,\"unit\":\"%s\",\"per_second\":%.6g", part->name, seconds, part->unit,
         part->amount / seconds);
  if (part->limit != MICRO_NONE)
    printf(",\"limit\":\"%s\",\"share\":%.6g", names[part->limit], part->needed / seconds / ceilings[part->limit]);
  printf("}");
  return STANCE_OK;
}

static stance_status read_corpus(stance_dataset **dataset, micro_corpus *corpus, const char *path, stance_error *error) {
  stance_dataset_options options = STANCE_DATASET_OPTIONS_INIT;
  stance_status status = stance_dataset_read(dataset, &path, 1, &options, error);
  if (status != STANCE_OK) return status;
  size_t n = stance_dataset_size(*dataset);
  stance_text *texts = stance__array(n, sizeof *texts);
  unsigned char *positive = stance__array(n, sizeof *positive);
  *corpus = (micro_corpus){texts, positive, n, 0};
  if (!texts || !positive) return stance__fail_memory(error);
  for (size_t i = 0; i < n; i++) {
    const stance_record *r = stance_dataset_record(*dataset, i);
    texts[i] = (stance_text){r->text, r->text_length};
    positive[i] = stance_dataset_label_of(*dataset, i) == 1;
    corpus->bytes += r->text_length;
  }
  return STANCE_OK;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fputs("usage: bench_micro MODEL CORPUS.tsv [ARTICLE...]\n", stderr);
    return 2;
  }
  stance_error error = {0};
  stance_dataset *dataset = NULL;
  micro_corpus corpus = {0};
  micro_limits limits = {0};
  stance_status status = read_corpus(&dataset, &corpus, argv[2], &error);
  if (status == STANCE_OK) status = micro_limits_measure(&limits, &error);
  if (status == STANCE_OK) {
    printf("{\"statements\":%zu,\"bytes\":%zu,\"limits\":{\"read_bytes\":%.6g,\"copy_bytes\":%.6g,\"random_lines\":%.6g,\"multiply_adds\":%"
           ".6g},\n"
           "\"parts\":[{\"part\":\"memcpy\",\"unit\":\"bytes\",\"per_second\":%.6g}",
           corpus.n, corpus.bytes, limits.read_bytes, limits.copy_bytes, limits.random_lines, limits.multiply_adds, limits.copy_bytes);
    status = micro_text(&corpus, &limits, &error);
    if (status == STANCE_OK) status = micro_labelling(&corpus, argv[1], &limits, &error);
    if (status == STANCE_OK) status = micro_training(&corpus, &limits, &error);
    if (status == STANCE_OK && argc > 3) status = micro_articles((const char *const *)argv + 3, (size_t)argc - 3, &limits, &error);
    printf("\n]}\n");
  }
  if (status != STANCE_OK) fprintf(stderr, "bench_micro: %s%s%s\n", error.file, *error.file ? ": " : "", error.message);
  stance__free((void *)corpus.texts);
  stance__free((void *)corpus.positive);
  stance_dataset_free(dataset);
  return (int)status;
}
