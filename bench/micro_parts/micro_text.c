/* Text to terms: normalising and tokenising, all of it with n-grams and their hashes, and the hash function alone. */
#include <string.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "bench/micro_parts/micro.h"
#include "features/analyzer.h"
#include "features/tokens.h"

typedef struct work {
  const micro_corpus *corpus;
  stance__normal normal;
  stance__tokens tokens;
  stance__analyzer *analyzer;
  stance__buffer terms;   /* of the corpus, one after the other */
  stance__buffer lengths; /* size_t each */
  size_t n_terms;
  volatile uint64_t sum; /* so that nothing is left out */
} work;

static stance_status tokenise(void *context, stance_error *error) {
  work *w = context;
  for (size_t i = 0; i < w->corpus->n; i++) {
    stance_status status = stance__normalise(&w->normal, w->corpus->texts[i].data, w->corpus->texts[i].length, error);
    if (status == STANCE_OK) status = stance__tokenise(&w->tokens, &w->normal, error);
    if (status != STANCE_OK) return status;
    w->sum += w->tokens.n;
  }
  return STANCE_OK;
}

static void sum_hash(void *context, const stance__term *term) {
  work *w = context;
  w->sum += term->hash;
}

static void keep_term(void *context, const stance__term *term) {
  work *w = context;
  stance__buffer_add(&w->terms, term->text, term->length);
  stance__buffer_add(&w->lengths, &term->length, sizeof term->length);
  w->n_terms++;
}

static stance_status analyze_all(work *w, stance__term_fn visit, stance_error *error) {
  stance_status status = STANCE_OK;
  for (size_t i = 0; i < w->corpus->n && status == STANCE_OK; i++)
    status = stance__analyze(w->analyzer, w->corpus->texts[i].data, w->corpus->texts[i].length, visit, w, error);
  return status;
}

static stance_status analyze(void *context, stance_error *error) { return analyze_all(context, sum_hash, error); }

static stance_status hash(void *context, stance_error *error) {
  work *w = context;
  const char *at = w->terms.data;
  (void)error;
  for (size_t i = 0; i < w->n_terms; i++) {
    size_t length;
    memcpy(&length, w->lengths.data + i * sizeof length, sizeof length);
    w->sum += XXH3_64bits(at, length);
    at += length;
  }
  return STANCE_OK;
}

stance_status micro_text(const micro_corpus *corpus, const micro_limits *limits, stance_error *error) {
  stance_feature_options options = MICRO_FEATURES;
  work w = {.corpus = corpus};
  double bytes = (double)corpus->bytes;
  stance_status status = stance__analyzer_new(&w.analyzer, &options, NULL, error);
  if (status == STANCE_OK) status = analyze_all(&w, keep_term, error);
  if (status == STANCE_OK && (w.terms.failed || w.lengths.failed)) status = stance__fail_memory(error);
  if (status != STANCE_OK) goto out;
  double term_bytes = (double)w.terms.length, n_terms = (double)w.n_terms;
  status = micro_time(&(micro_part){"normalise and tokenise", "bytes", bytes, MICRO_READ, bytes}, limits, tokenise, &w, error);
  if (status == STANCE_OK)
    status =
        micro_time(&(micro_part){"the same, words 1–2 and their hashes", "terms", n_terms, MICRO_READ, bytes}, limits, analyze, &w, error);
  if (status == STANCE_OK)
    status = micro_time(&(micro_part){"XXH3 of those terms", "bytes", term_bytes, MICRO_READ, term_bytes}, limits, hash, &w, error);
out:
  stance__normal_release(&w.normal);
  stance__free(w.tokens.items);
  stance__analyzer_free(w.analyzer);
  stance__buffer_release(&w.terms);
  stance__buffer_release(&w.lengths);
  return status;
}
