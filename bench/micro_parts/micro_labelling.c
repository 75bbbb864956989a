/* Labelling: text to label with a model as it is mapped. Every known term is at least one look-up at a place of its own. */
#include "bench/micro_parts/micro.h"
#include "stance/model.h"

typedef struct work {
  const micro_corpus *corpus;
  stance_labeller *labeller;
  size_t known; /* terms in one run */
} work;

static stance_status label(void *context, stance_error *error) {
  work *w = context;
  stance_label out;
  w->known = 0;
  for (size_t i = 0; i < w->corpus->n; i++) {
    stance_status status = stance_label_text(w->labeller, w->corpus->texts[i].data, w->corpus->texts[i].length, &out, NULL, error);
    if (status != STANCE_OK) return status;
    w->known += out.known_terms;
  }
  return STANCE_OK;
}

stance_status micro_labelling(const micro_corpus *corpus, const char *path, const micro_limits *limits, stance_error *error) {
  stance_model *model = NULL;
  work w = {.corpus = corpus};
  stance_status status = stance_model_open(&model, path, error);
  if (status == STANCE_OK) status = stance_labeller_new(&w.labeller, model, error);
  if (status == STANCE_OK) status = label(&w, error); /* counts the terms, warms the caches */
  if (status == STANCE_OK)
    status = micro_time(&(micro_part){"label, words 1–2, text to answer", "statements", (double)corpus->n, MICRO_RANDOM, (double)w.known},
                        limits, label, &w, error);
  stance_labeller_free(w.labeller);
  stance_model_close(model);
  return status;
}
