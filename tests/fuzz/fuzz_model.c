/* A model file is opened, verified, inspected, and labels texts. Since no mutation would get past the checksum, the target seals: the
   input's first byte says what the file is made of.

     0  the other bytes as they are                          1  the same, sealed
     2  a small model with edits, sealed                     3  a small model's tensors under a header given as text, sealed
     4  a small model with edits, not sealed: it must be refused unless nothing was changed

   Its second byte chooses the small model. Edits are groups: where (three bytes), what (one), a value (one). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stance/model.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/small_model.h"

enum { HEADER_LENGTH = 8, MOST_TERMS = 20 };

static void edit(uint8_t *bytes, size_t size, fuzz_input *in) {
  static const double doubles[] = {0, -1, 1e308, -1e308, 5e-324, (double)NAN, (double)INFINITY, -(double)INFINITY};
  static const float floats[] = {0, -1, 3e38f, -3e38f, 1e-45f, NAN, INFINITY, -INFINITY};
  static const uint64_t numbers[] = {0, 1, 2, UINT32_MAX, (uint64_t)1 << 31, (uint64_t)1 << 63, UINT64_MAX, 65536};
  while (size && in->size) {
    size_t where = fuzz_byte(in), what;
    where = where << 8 | fuzz_byte(in);
    where = (where << 8 | fuzz_byte(in)) % size;
    what = fuzz_byte(in);
    uint8_t value = fuzz_byte(in);
    char word[8] = {0};
    size_t length = what & 8 ? 8 : 4;
    switch (what & 7) {
    case 0: memcpy(word, &doubles[value & 7], 8), length = 8; break;
    case 1: memcpy(word, &floats[value & 7], 4), length = 4; break;
    case 2:
    case 3: memcpy(word, &numbers[value & 7], 8); break;
    case 4: memset(word, value, 8); break;
    case 5: word[0] = (char)(bytes[where] + value), length = 1; break;
    default: word[0] = (char)value, length = 1; break;
    }
    if (what & 16) where -= where % length;
    if (where + length <= size) memcpy(bytes + where, word, length);
  }
}

/* The header's text is the input; the tensors are the small model's. */
static uint8_t *with_header(const uint8_t *model, size_t size, const fuzz_input *in, size_t *length) {
  uint64_t header;
  memcpy(&header, model, sizeof header);
  size_t tensors = size - HEADER_LENGTH - (size_t)header;
  uint8_t *out = malloc(HEADER_LENGTH + in->size + tensors);
  FUZZ_CHECK(out != NULL);
  uint64_t given = in->size;
  memcpy(out, &given, sizeof given);
  if (in->size) memcpy(out + HEADER_LENGTH, in->data, in->size);
  memcpy(out + HEADER_LENGTH + in->size, model + HEADER_LENGTH + header, tensors);
  *length = HEADER_LENGTH + in->size + tensors;
  return out;
}

static void inspect(const stance_model *m) {
  size_t labels = stance_model_label_count(m), terms = stance_model_term_count(m), strongest[5], found = 0, length;
  FUZZ_CHECK(labels >= 2 && stance_model_card(m)[0] == '{');
  for (size_t l = 0; l < labels && l < MOST_TERMS; l++) {
    FUZZ_CHECK(stance_model_label(m, l)[0] != '\0');
    FUZZ_CHECK(stance_model_strongest_terms(strongest, 5, &found, m, l, NULL) == STANCE_OK && found <= 5);
    for (size_t i = 0; i < found; i++) FUZZ_CHECK(strongest[i] < terms && stance_model_weight(m, strongest[i], l) > 0);
    for (size_t k = 0; k <= labels && k < MOST_TERMS; k++) (void)stance_model_confusion(m, l, k);
  }
  for (size_t t = 0; t < terms && t < MOST_TERMS; t++) {
    const char *text = stance_model_term(m, t, &length);
    for (size_t i = 0; i < length; i++) (void)*(const volatile char *)(text + i);
  }
  (void)stance_model_threshold(m), (void)stance_model_neither_threshold(m), (void)stance_model_features(m)->tf;
}

static void label(const stance_model *m) {
  static const char *const texts[] = {"We will talk, and we welcome talks.", "They refuse. Never! über alles agree not to agree", ""};
  size_t labels = stance_model_label_count(m), found = 0;
  stance_labeller *labeller = NULL;
  stance_status status = stance_labeller_new(&labeller, m, NULL);
  FUZZ_CHECK(status == STANCE_OK || status == STANCE_MODEL);
  if (status != STANCE_OK) return;
  double *probabilities = calloc(labels, sizeof *probabilities);
  FUZZ_CHECK(probabilities != NULL);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    stance_label answer;
    stance_reason reasons[4];
    FUZZ_CHECK(stance_label_text(labeller, texts[i], strlen(texts[i]), &answer, probabilities, NULL) == STANCE_OK);
    FUZZ_CHECK(answer.label < labels && answer.probability >= 0 && answer.probability <= 1 && !isnan(answer.decision));
    FUZZ_CHECK(stance_model_answer(m, &answer) < labels + 2);
    for (size_t l = 0; l < labels; l++) FUZZ_CHECK(probabilities[l] >= 0 && probabilities[l] <= 1);
    FUZZ_CHECK(stance_explain_text(labeller, texts[i], strlen(texts[i]), answer.label, reasons, 4, &found, NULL) == STANCE_OK);
    for (size_t r = 0; r < found; r++)
      FUZZ_CHECK(reasons[r].term < stance_model_term_count(m) && reasons[r].start <= reasons[r].end && reasons[r].end <= strlen(texts[i]));
  }
  free(probabilities);
  stance_labeller_free(labeller);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_input in = {data, size};
  unsigned sort = fuzz_byte(&in) % 5;
  size_t model_size, length = 0;
  const uint8_t *model = small_model((small_model_sort)(fuzz_byte(&in) % SMALL_MODELS), &model_size);
  uint8_t *bytes = NULL;
  if (sort == 3) {
    bytes = with_header(model, model_size, &in, &length);
  } else {
    length = sort < 2 ? in.size : model_size;
    bytes = malloc(length ? length : 1);
    FUZZ_CHECK(bytes != NULL);
    if (length) memcpy(bytes, sort < 2 ? in.data : model, length);
  }
  if (sort == 2 || sort == 4) edit(bytes, length, &in);
  bool changed = sort == 4 && memcmp(bytes, model, length) != 0;
  if (sort == 1 || sort == 2 || sort == 3) small_model_seal(bytes, length);
  stance_model *opened = NULL;
  stance_error error = {.message = ""};
  stance_status status = stance_model_open(&opened, fuzz_memory_file(bytes, length), &error);
  free(bytes);
  FUZZ_CHECK(status == STANCE_OK ? !changed : status == STANCE_MODEL && error.message[0]);
  if (status != STANCE_OK) return 0;
  status = stance_model_verify(opened, NULL);
  FUZZ_CHECK(status == STANCE_OK || status == STANCE_MODEL);
  inspect(opened);
  label(opened);
  stance_model_close(opened);
  return 0;
}
