/* The extractor: articles' texts to statements and speakers, without labels. */
#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/input.h"
#include "bench/micro_parts/micro.h"
#include "stance/article.h"

typedef struct work {
  stance__buffer *texts; /* [n] */
  size_t n;
} work;

static stance_status extract(void *context, stance_error *error) {
  work *w = context;
  for (size_t i = 0; i < w->n; i++) {
    stance_article *article = NULL;
    stance_status status = stance_article_parse(&article, w->texts[i].data, w->texts[i].length, "article", error);
    if (status != STANCE_OK) return status;
    stance_article_free(article);
  }
  return STANCE_OK;
}

stance_status micro_articles(const char *const *paths, size_t n, const micro_limits *limits, stance_error *error) {
  work w = {stance__calloc(n, sizeof *w.texts), n};
  double bytes = 0;
  stance_status status = w.texts ? STANCE_OK : stance__fail_memory(error);
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    status = stance__read_all(&w.texts[i], paths[i], error);
    bytes += (double)w.texts[i].length;
  }
  if (status == STANCE_OK) status = micro_time(&(micro_part){"extractor", "bytes", bytes, MICRO_READ, bytes}, limits, extract, &w, error);
  for (size_t i = 0; w.texts && i < n; i++) stance__buffer_release(&w.texts[i]);
  stance__free(w.texts);
  return status;
}
