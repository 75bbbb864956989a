/* The model reader and labelling: a model with every kind of term, written here from the texts given, opened, asked, then refused with each
   of many pieces of damage, and again with its checksum made right for them, as who means harm would. usage: model_driver TEXT... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "models/model_parts.h"
#include "tests/msan/drive.h"

enum { DAMAGED = 1500, REASONS = 8, CHECKSUM = 16 };

static void use_label(const stance_model *model, const stance_label *label, const double *probabilities) {
  drive_use(&label->label, sizeof label->label);
  drive_use(&label->probability, sizeof label->probability);
  drive_use(&label->decision, sizeof label->decision);
  drive_use(&label->neither, sizeof label->neither);
  drive_use(&label->confident, sizeof label->confident);
  drive_use(&label->known_terms, sizeof label->known_terms);
  drive_use(probabilities, stance_model_label_count(model) * sizeof *probabilities);
}

/* Everything that can be asked of a model. */
static void ask(const stance_model *model, const drive_bytes *texts, size_t n) {
  stance_error error;
  stance_labeller *labeller = NULL;
  double probabilities[8];
  drive_use_string(stance_model_card(model));
  for (size_t l = 0; l < stance_model_label_count(model); l++) drive_use_string(stance_model_label(model, l));
  if (stance_model_verify(model, &error) != STANCE_OK) drive_use_string(error.message);
  size_t strongest[REASONS], found;
  if (stance_model_strongest_terms(strongest, REASONS, &found, model, 0, &error) == STANCE_OK)
    for (size_t i = 0; i < found; i++) {
      size_t length;
      const char *term = stance_model_term(model, strongest[i], &length);
      drive_use(term, length);
    }
  if (stance_model_label_count(model) > 8 || stance_labeller_new(&labeller, model, &error) != STANCE_OK) return;
  for (size_t i = 0; i < n; i++) {
    stance_label label;
    stance_reason reasons[REASONS];
    if (stance_label_text(labeller, texts[i].data, texts[i].length, &label, probabilities, &error) != STANCE_OK) continue;
    use_label(model, &label, probabilities);
    if (stance_explain_text(labeller, texts[i].data, texts[i].length, label.label, reasons, REASONS, &found, &error) == STANCE_OK)
      drive_use(reasons, found * sizeof *reasons);
  }
  stance_labeller_free(labeller);
}

static stance_status open_and_ask(const char *path, const drive_bytes *texts, size_t n) {
  stance_error error;
  stance_model *model = NULL;
  stance_status status = stance_model_open(&model, path, &error);
  if (status == STANCE_OK)
    ask(model, texts, n);
  else
    drive_use_string(error.message);
  stance_model_close(model);
  return status;
}

/* A model over the terms of the texts; its weights are anything. */
static const char *write_model(const drive_bytes *texts, size_t n, stance__random *random) {
  static char path[256];
  static const char *const labels[] = {"conciliatory", "uncompromising"};
  stance_error error;
  stance_feature_options options = STANCE_FEATURE_OPTIONS_INIT;
  options.word_min = options.word_max = 1, options.char_min = options.char_max = 3, options.stem_max = 2, options.max_terms = 400;
  stance_text *views = calloc(n, sizeof *views);
  uint8_t *positive = calloc(n, 1);
  stance__class_lexicon lexicon;
  stance_vectorizer *v = NULL;
  drive_expect(views && positive, "there is memory");
  for (size_t i = 0; i < n; i++) views[i] = (stance_text){texts[i].data, texts[i].length}, positive[i] = i % 2;
  drive_expect(stance__class_lexicon_builtin(&lexicon, &error) == STANCE_OK, "the lexicon is built");
  drive_expect(stance_vectorizer_fit(&v, views, positive, n, &options, 2, &error) == STANCE_OK, "a vocabulary is fitted");
  size_t terms = stance_vectorizer_size(v), length = 0;
  uint32_t *offset = calloc(terms + 1, sizeof *offset);
  float *cells = calloc(terms * 2 * 4, sizeof *cells);
  for (size_t j = 0; j < terms; j++) length += strlen(stance_vectorizer_term(v, j));
  char *bytes = malloc(length + 1);
  drive_expect(offset && cells && bytes, "there is memory");
  for (size_t j = 0; j < terms; j++) {
    size_t size = strlen(stance_vectorizer_term(v, j));
    memcpy(bytes + offset[j], stance_vectorizer_term(v, j), size);
    offset[j + 1] = offset[j] + (uint32_t)size;
  }
  for (size_t i = 0; i < terms * 8; i++) cells[i] = (float)stance__random_below(random, 2000) / 1000 - 1;
  const double numbers[3][2] = {{0.1, -0.2}, {-1, -2}, {0.1, 0.2}};
  const uint64_t confusion[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  stance__model_parts parts = {.features = options,
                               .lexicon = &lexicon,
                               .n_labels = 2,
                               .n_machines = 1,
                               .has_neither = true,
                               .labels = labels,
                               .n_terms = terms,
                               .offset = offset,
                               .bytes = bytes,
                               .cells = cells,
                               .n_parts = 2,
                               .kernel = STANCE__KERNEL_LINEAR,
                               .bias = numbers[0],
                               .platt_a = numbers[1],
                               .platt_b = numbers[2],
                               .threshold = 0.8,
                               .neither_threshold = 0.5,
                               .confusion = confusion,
                               .card = "{\"schema\":\"stance.card/1\"}"};
  snprintf(path, sizeof path, "%s/whole.stance", drive_folder());
  if (stance__model_write(path, &parts, &error) != STANCE_OK) drive_expect(false, error.message);
  free(bytes), free(cells), free(offset), free(views), free(positive);
  stance_vectorizer_free(v);
  stance__class_lexicon_release(&lexicon);
  return path;
}

static void make_checksum_right(drive_bytes file) {
  if (file.length < CHECKSUM) return;
  XXH3_state_t *state = XXH3_createState();
  XXH128_canonical_t canonical;
  XXH3_128bits_reset(state);
  XXH3_128bits_update(state, file.data, file.length - CHECKSUM);
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
  memcpy(file.data + file.length - CHECKSUM, canonical.digest, CHECKSUM);
  XXH3_freeState(state);
}

int main(int argc, char **argv) {
  stance__random random;
  stance__random_seed(&random, 5);
  size_t n = (size_t)argc - 1, opened = 0;
  drive_bytes *texts = calloc(n ? n : 1, sizeof *texts);
  drive_expect(texts != NULL, "there is memory");
  for (size_t i = 0; i < n; i++) texts[i] = drive_file(argv[i + 1]);
  const char *path = write_model(texts, n, &random);
  drive_expect(open_and_ask(path, texts, n) == STANCE_OK, "what was written is opened");
  drive_bytes whole = drive_file(path);
  for (size_t i = 0; i < DAMAGED; i++) {
    drive_bytes broken;
    if (i % 3 == 0) { /* the header, where most of the reader's branches are */
      broken = drive_copy(whole.data, whole.length);
      size_t at = (size_t)stance__random_below(&random, whole.length < 4096 ? whole.length : 4096);
      broken.data[at] = (char)stance__random_below(&random, 256);
    } else
      broken = drive_damage(&random, whole);
    bool same = broken.length == whole.length && memcmp(broken.data, whole.data, whole.length) == 0;
    stance_status status = open_and_ask(drive_write("damaged", broken), texts, 1);
    drive_expect(same ? status == STANCE_OK : status == STANCE_MODEL, "damage is refused as a bad model");
    make_checksum_right(broken);
    status = open_and_ask(drive_write("hostile", broken), texts, 1);
    drive_expect(status == STANCE_OK || status == STANCE_MODEL, "a made file is refused as a bad model, or read");
    opened += status == STANCE_OK;
    free(broken.data);
  }
  printf("%zu of %d damaged models with a right checksum could be opened and asked\n", opened, DAMAGED);
  for (size_t i = 0; i < n; i++) free(texts[i].data);
  free(texts), free(whole.data);
  drive_expect(opened > 0 && opened < DAMAGED, "they were neither all refused nor all opened");
  return 0;
}
