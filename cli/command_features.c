/* stance features: the vectors themselves, the vocabulary, and what the words weigh. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "cli/command.h"

static const cli_usage usage = {"features", "[option...] DATASET...",
                                "Turns labelled statements into bag-of-words vectors and writes them, the vocabulary with its document\n"
                                "frequencies, or the terms that tell each label from the rest.",
                                "  stance features statements.tsv > vectors.svm && svm-train -t 0 vectors.svm\n"
                                "  stance features --format vocabulary --words 1-1 statements.tsv\n"
                                "  stance features --top 20 statements.tsv\n"};

enum { FORMAT_SVMLIGHT, FORMAT_VOCABULARY };

typedef struct work {
  stance_dataset *dataset;
  stance_text *texts; /* [size] */
  uint8_t *positive;  /* [size] the label that log-count ratios are for */
  size_t n;
  stance_vectorizer *vectorizer;
  stance_rows *rows;
} work;

/* The label as svm-train reads it: itself where all labels are whole numbers; +1 and -1 for two (positive is the last, as in the
   model); their number otherwise. */
static void label_number(const stance_dataset *d, uint32_t label, bool whole, char out[32]) {
  if (whole)
    snprintf(out, 32, "%s", stance_dataset_label(d, label));
  else if (stance_dataset_label_count(d) == 2)
    snprintf(out, 32, "%s", label == 1 ? "+1" : "-1");
  else
    snprintf(out, 32, "%u", label);
}

static bool labels_are_whole_numbers(const stance_dataset *d) {
  for (size_t i = 0; i < stance_dataset_label_count(d); i++) {
    const char *label = stance_dataset_label(d, i), *digits = label + (*label == '-' || *label == '+');
    size_t length = strspn(digits, "0123456789");
    if (length == 0 || length > 9 || digits[length]) return false;
  }
  return true;
}

static void print_svmlight(const work *w, bool quiet) {
  bool whole = labels_are_whole_numbers(w->dataset);
  char label[32];
  for (uint32_t i = 0; !whole && !quiet && i < stance_dataset_label_count(w->dataset); i++) {
    label_number(w->dataset, i, whole, label);
    fprintf(stderr, "label %s is %s\n", label, stance_dataset_label(w->dataset, i));
  }
  for (size_t i = 0; i < w->n; i++) {
    label_number(w->dataset, stance_dataset_label_of(w->dataset, i), whole, label);
    fputs(label, stdout);
    for (size_t k = w->rows->start[i]; k < w->rows->start[i + 1]; k++)
      printf(" %u:%.9g", w->rows->column[k] + 1, (double)w->rows->value[k]);
    putchar('\n');
  }
}

static void print_vocabulary(const work *w) {
  puts("term\tdf\tweight");
  for (size_t j = 0; j < stance_vectorizer_size(w->vectorizer); j++)
    printf("%s\t%u\t%.9g\n", stance_vectorizer_term(w->vectorizer, j), stance_vectorizer_df(w->vectorizer, j),
           (double)stance_vectorizer_weight(w->vectorizer, j));
}

typedef struct rated {
  double ratio;
  size_t term;
} rated;

static int by_falling_ratio(const void *a, const void *b) {
  const rated *x = a, *y = b;
  if (x->ratio != y->ratio) return x->ratio < y->ratio ? 1 : -1;
  return (x->term > y->term) - (x->term < y->term);
}

/* Log-count ratio of each label against the rest, over the statements a term stands in, smoothed by one (Wang and Manning, 2012). */
static stance_status print_top(const work *w, size_t top, stance_error *error) {
  size_t terms = stance_vectorizer_size(w->vectorizer), labels = stance_dataset_label_count(w->dataset);
  rated *rating = stance__array(terms, sizeof *rating);
  uint32_t *inside = stance__array(terms, sizeof *inside);
  stance_status status = rating && inside ? STANCE_OK : stance__fail_memory(error);
  for (uint32_t label = 0; status == STANCE_OK && label < labels; label++) {
    memset(inside, 0, terms * sizeof *inside);
    double in_total = (double)terms, out_total = (double)terms;
    for (size_t i = 0; i < w->n; i++) {
      bool in = stance_dataset_label_of(w->dataset, i) == label;
      for (size_t k = w->rows->start[i]; in && k < w->rows->start[i + 1] && w->rows->column[k] < terms; k++) inside[w->rows->column[k]]++;
    }
    for (size_t j = 0; j < terms; j++) {
      in_total += inside[j];
      out_total += stance_vectorizer_df(w->vectorizer, j) - inside[j];
    }
    for (size_t j = 0; j < terms; j++)
      rating[j] = (rated){log((inside[j] + 1) / in_total) - log((stance_vectorizer_df(w->vectorizer, j) - inside[j] + 1) / out_total), j};
    qsort(rating, terms, sizeof *rating, by_falling_ratio);
    for (size_t r = 0; r < top && r < terms; r++)
      printf("%s\t%s\t%.4f\t%u\n", stance_dataset_label(w->dataset, label), stance_vectorizer_term(w->vectorizer, rating[r].term),
             rating[r].ratio, stance_vectorizer_df(w->vectorizer, rating[r].term));
  }
  stance__free(rating);
  stance__free(inside);
  return status;
}

/* Number of the label that log-count ratios are for: `asked`, or the last of two, as in a model of two labels. */
static stance_status find_positive(const work *w, const char *asked, const stance_feature_options *features, uint32_t *out,
                                   stance_error *error) {
  size_t labels = stance_dataset_label_count(w->dataset);
  *out = (uint32_t)labels - 1;
  for (uint32_t l = 0; asked && l < labels; l++)
    if (strcmp(stance_dataset_label(w->dataset, l), asked) == 0) {
      *out = l;
      return STANCE_OK;
    }
  if (asked) return stance__fail(error, STANCE_USAGE, NULL, 0, "no statement has the label '%.60s' that --positive names", asked);
  bool ratios = features->weight == STANCE_TERMS_LCR || features->weight == STANCE_TERMS_LCR_IDF || features->select;
  if (labels == 2 || !ratios) return STANCE_OK;
  return stance__fail(
      error, STANCE_USAGE, NULL, 0,
      "log-count ratios and selection set one label against the rest, and there are %zu labels; name one with --positive, or "
      "pass --term-weight idf",
      labels);
}

static stance_status run(work *w, const cli_list *files, const char *positive, const stance_dataset_options *data,
                         const stance_feature_options *features, int format, size_t top, bool quiet, stance_error *error) {
  stance_status status = stance_dataset_read(&w->dataset, files->items, files->n, data, error);
  if (status != STANCE_OK) return status;
  w->n = stance_dataset_size(w->dataset);
  w->texts = stance__array(w->n, sizeof *w->texts);
  w->positive = stance__array(w->n, 1);
  if (!w->texts || !w->positive) return stance__fail_memory(error);
  uint32_t label;
  status = find_positive(w, positive, features, &label, error);
  if (status != STANCE_OK) return status;
  for (size_t i = 0; i < w->n; i++) {
    const stance_record *record = stance_dataset_record(w->dataset, i);
    w->texts[i] = (stance_text){record->text, record->text_length};
    w->positive[i] = stance_dataset_label_of(w->dataset, i) == label;
  }
  status = stance_vectorizer_fit(&w->vectorizer, w->texts, w->positive, w->n, features, 0, error);
  if (status == STANCE_OK && (top || format == FORMAT_SVMLIGHT))
    status = stance_vectorizer_transform(&w->rows, w->vectorizer, w->texts, w->n, 0, error);
  if (status != STANCE_OK) return status;
  if (top) {
    puts("label\tterm\tlog_ratio\tdf");
    return print_top(w, top, error);
  }
  if (format == FORMAT_SVMLIGHT)
    print_svmlight(w, quiet);
  else
    print_vocabulary(w);
  return STANCE_OK;
}

int cli_command_features(int argc, char **argv) {
  cli_data_options data = {0};
  cli_feature_options features = CLI_FEATURE_OPTIONS_INIT;
  int format = FORMAT_SVMLIGHT;
  const char *positive = NULL;
  size_t top = 0;
  bool quiet = false;
  const cli_option table[] = {{CLI_HEADING, NULL, 0, NULL, NULL, "output"},
                              {CLI_CHOICE, "format", 0, &format, "svmlight|vocabulary", "vectors, or terms with their df and weight"},
                              {CLI_COUNT, "top", 0, &top, "N", "the N terms that tell each label from the rest, by log-count ratio"},
                              {CLI_TEXT, "positive", 0, &positive, "LABEL", "the label of log-count ratios (the last of two)"},
                              {CLI_FLAG, "quiet", 'q', &quiet, NULL, "say nothing but errors"},
                              CLI_DATA_OPTIONS(data),
                              CLI_FEATURE_OPTIONS(features),
                              {CLI_END, NULL, 0, NULL, NULL, NULL}};
  stance__arena arena = STANCE__ARENA_INIT;
  cli_list files;
  stance_dataset_options dataset_options;
  int code = cli_parse(&usage, table, argc, argv, &files, &arena);
  if (code == CLI_CONTINUE) code = cli_dataset_options(&dataset_options, &data, &usage, &arena);
  if (code == CLI_CONTINUE && files.n == 0) code = cli_usage_error(&usage, "no dataset named");
  if (code == CLI_CONTINUE) {
    work w = {0};
    stance_error error;
    cli_finish_features(&features);
    code = (int)run(&w, &files, positive, &dataset_options, &features.features, format, top, quiet, &error);
    if (code)
      cli_fail(&error);
    else
      code = cli_finish_output();
    stance_rows_free(w.rows);
    stance_vectorizer_free(w.vectorizer);
    stance__free(w.texts);
    stance__free(w.positive);
    stance_dataset_free(w.dataset);
  }
  stance__arena_release(&arena);
  return code;
}
