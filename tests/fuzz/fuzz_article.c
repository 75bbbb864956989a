/* Statements of an article: offsets in bounds, in order, on code points, spans inside their hull and in no other statement; and the answer
   for each as JSON, whose text is the article's characters over the hull and which passes the scan. */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_scan.h"
#include "base/utf8.h"
#include "stance/infer.h"
#include "tests/fuzz/article_check.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/small_model.h"

static const stance_model *model(void) {
  static stance_model *opened;
  if (!opened) {
    size_t size;
    const uint8_t *bytes = small_model(SMALL_LEXICON, &size);
    FUZZ_CHECK(stance_model_open(&opened, fuzz_memory_file(bytes, size), NULL) == STANCE_OK);
  }
  return opened;
}

static void check_answer(stance_labeller *labeller, const stance_article *article, size_t i) {
  double probabilities[2];
  stance_reason reasons[3];
  size_t found = 0, length;
  stance_answer answer = {.model = model(), .probabilities = probabilities, .reasons = reasons, .explain = true};
  FUZZ_CHECK(stance_label_statement(labeller, article, i, &answer.label, probabilities, reasons, 3, &found, NULL) == STANCE_OK);
  answer.n_reasons = found;
  const stance_statement *s = stance_article_statement(article, i);
  const char *text = stance_article_text(article, &length);
  for (size_t r = 0; r < found; r++) FUZZ_CHECK(reasons[r].start <= reasons[r].end && reasons[r].end <= length);
  stance_shown_statement shown = {"a", article, i, s->speaker, s->target};
  stance_rendered out = {NULL, 0, 0};
  FUZZ_CHECK(stance_statement_json(&out, &shown, &answer, NULL) == STANCE_OK);
  FUZZ_CHECK(stance__json_scan(out.data, out.length, STANCE_DATA, NULL, 1, NULL) == STANCE_OK);
  cJSON *object = cJSON_ParseWithLength(out.data, out.length);
  const cJSON *said = cJSON_GetObjectItemCaseSensitive(object, "text");
  FUZZ_CHECK(cJSON_IsString(said) && strlen(said->valuestring) == s->hull.byte_end - s->hull.byte_start);
  FUZZ_CHECK(memcmp(said->valuestring, text + s->hull.byte_start, strlen(said->valuestring)) == 0);
  cJSON_Delete(object);
  stance_rendered_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { MOST_ANSWERS = 200 }; /* so that a hostile input's time is that of extraction */
  const char *text = size ? (const char *)data : "";
  stance_article *article = NULL;
  stance_status status = stance_article_parse(&article, text, size, "fuzz", NULL);
  bool good = stance__utf8_valid(text, size) == size && !memchr(text, 0, size);
  FUZZ_CHECK(status == (good ? STANCE_OK : STANCE_DATA));
  if (status != STANCE_OK) return 0;
  size_t length, mark = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, n = stance_article_statement_count(article);
  const char *kept = stance_article_text(article, &length);
  FUZZ_CHECK(length == size - mark && memcmp(kept, text + mark, length) == 0);
  article_check(article);
  static stance_labeller *labeller; /* one for all inputs, as in a long run of `stance infer` */
  if (n && !labeller) FUZZ_CHECK(stance_labeller_new(&labeller, model(), NULL) == STANCE_OK);
  for (size_t i = 0; i < n && i < MOST_ANSWERS; i++) check_answer(labeller, article, i);
  stance_article_free(article);
  return 0;
}
