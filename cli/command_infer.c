/* stance infer: labels the statements of articles, or statements given one by one. */
#include <errno.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "cli/infer_work.h"

static const cli_usage usage = {
    "infer", "[option...] [FILE...]",
    "Finds the statements of news articles, who made each, and labels them; or, with --input, labels statements\n"
    "given one a record. Without FILE, or with -, reads standard input.",
    "  stance infer article.txt\n"
    "  stance infer --explain 3 article.txt\n"
    "  stance infer --format jsonl *.txt > statements.jsonl\n"
    "  echo 'We are ready to talk.' | stance infer --input lines\n"
    "  zcat dump.jsonl.gz | stance infer --input jsonl --format jsonl --text-field body\n"};

stance_status cli_infer_flush(cli_infer *w, stance_error *error) {
  if (w->out.failed) return stance__fail_memory(error);
  size_t length = w->out.length;
  bool written = !length || fwrite(w->out.data, 1, length, stdout) == length;
  stance__buffer_clear(&w->out);
  if (!written || fflush(stdout) != 0) return stance__fail_errno(error, "standard output", "write", errno);
  return STANCE_OK;
}

static stance_status infer(cli_infer *w, const char *model, const cli_list *files, bool records, const stance_dataset_options *data,
                           stance_error *error) {
  static const char *standard_input[] = {"-"};
  stance_status status = cli_open_model(&w->model, model, error);
  if (status == STANCE_OK) status = stance_labeller_new(&w->labeller, w->model, error);
  if (status != STANCE_OK) return status;
  w->probabilities = stance__array(stance_model_label_count(w->model), sizeof *w->probabilities);
  if (!w->probabilities) return stance__fail_memory(error);
  const char *const *paths = files->n ? files->items : standard_input;
  size_t n = files->n ? files->n : 1;
  if (w->format == CLI_JSON && !w->emit_text) stance__buffer_puts(&w->out, "{\"schema\":\"stance.statements/1\",\"statements\":[\n");
  if (w->format == CLI_CSV && !w->emit_text)
    stance__buffer_puts(&w->out, records ? "id,label,probability,confident,text\r\n" : cli_statement_csv_header);
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    if (i && w->format == CLI_TABLE && !records) stance__buffer_putc(&w->out, '\n');
    status = records ? cli_infer_records(w, paths[i], data, error) : cli_infer_article(w, paths[i], error);
  }
  if (status == STANCE_OK && w->format == CLI_JSON && !w->emit_text) {
    stance__buffer_puts(&w->out, "\n]}\n");
    status = cli_infer_flush(w, error);
  }
  return status;
}

int cli_command_infer(int argc, char **argv) {
  /* The words of --input after "article" stand in the order of these formats. */
  static const stance_data_format formats[] = {STANCE_FORMAT_AUTO,  STANCE_FORMAT_LINES, STANCE_FORMAT_TSV,
                                               STANCE_FORMAT_CSV, STANCE_FORMAT_JSONL, STANCE_FORMAT_FASTTEXT};
  cli_data_options data = {0};
  cli_infer w = {.out = STANCE__BUFFER_INIT};
  const char *model = NULL;
  int format = CLI_TABLE, input = 0;
  const cli_option table[] = {
      {CLI_HEADING, NULL, 0, NULL, NULL, "input and output"},
      {CLI_TEXT, "model", 'm', &model, "MODEL", "the model ($STANCE_MODEL, or the default model)"},
      {CLI_CHOICE, "input", 0, &input, "article|lines|tsv|csv|jsonl|fasttext", "whole articles, or one statement a record (article)"},
      {CLI_CHOICE, "format", 0, &format, "table|json|jsonl|csv", "for people or programs (table)"},
      {CLI_COUNT, "explain", 0, &w.n_reasons, "N", "add the N terms that weighed most"},
      {CLI_FLAG, "emit-text", 0, &w.emit_text, NULL, "only print the article's text that offsets refer to"},
      CLI_DATA_OPTIONS(data),
      {CLI_END, NULL, 0, NULL, NULL, NULL}};
  stance__arena arena = STANCE__ARENA_INIT;
  cli_list files;
  stance_dataset_options options;
  int code = cli_parse(&usage, table, argc, argv, &files, &arena);
  if (code == CLI_CONTINUE) code = cli_dataset_options(&options, &data, &usage, &arena);
  if (code == CLI_CONTINUE && w.n_reasons > CLI_MOST_REASONS)
    code = cli_usage_error(&usage, "option '--explain' takes at most %d", CLI_MOST_REASONS);
  if (code == CLI_CONTINUE) {
    stance_error error;
    options.format = formats[input];
    options.need_labels = false;
    w.format = (cli_infer_format)format;
    w.explain = w.n_reasons > 0;
    w.color = cli_use_color(stdout);
    w.width = cli_terminal_width();
    code = (int)infer(&w, model, &files, input != 0, &options, &error);
    if (code && !w.out.failed) { /* what was done before the error still shows */
      fwrite(w.out.data ? w.out.data : "", 1, w.out.length, stdout);
    }
    if (code) cli_fail(&error);
    stance_labeller_free(w.labeller);
    stance_model_close(w.model);
    stance__free(w.probabilities);
    stance__buffer_release(&w.out);
  }
  stance__arena_release(&arena);
  return code;
}
