/* stance infer: labels the statements of articles, or statements given one by one. */
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "cli/infer_work.h"

static const cli_usage usage = {
    "infer", "[option...] [FILE...]",
    "Finds the statements of news articles, who made each, and labels them. A FILE is plain text, an HTML page, JSONL\n"
    "with an article a line, the gzip of one, or a folder of these. With --input, one statement a record is labelled\n"
    "instead. Without FILE, or with -, reads standard input.",
    "  stance infer article.txt\n"
    "  stance infer --explain 3 page.html\n"
    "  stance infer --format jsonl articles/ > statements.jsonl\n"
    "  stance infer --summary speaker --aliases names.tsv dump.jsonl.gz\n"
    "  stance infer --summary date --format csv articles/ > timeline.csv\n"
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

static stance_status write_summary(cli_infer *w, stance_error *error) {
  const cli_summary_row *rows;
  size_t n;
  stance_status status = cli_summary_finish(w->summary, &rows, &n, w->threads, error);
  if (status != STANCE_OK) return status;
  cli_summary_totals totals = cli_summary_total(w->summary);
  if (totals.by == CLI_BY_DATE && totals.odd_dates && !w->quiet)
    fprintf(stderr, "stance: %zu article%s a date that is no day; such as 2026-11-25 are understood\n", totals.odd_dates,
            totals.odd_dates == 1 ? " has" : "s have");
  if (w->format == CLI_JSON)
    cli_summary_json(&w->out, &totals, rows, n);
  else if (w->format == CLI_CSV)
    cli_summary_csv(&w->out, &totals, rows, n);
  else
    cli_summary_table(&w->out, &totals, rows, n, w->color, w->width);
  return cli_infer_flush(w, error);
}

static stance_status infer_articles(cli_infer *w, cli_inputs *inputs, const char *const *paths, size_t n, stance__arena *arena,
                                    stance_error *error) {
  stance_status status = cli_inputs_open(inputs, paths, n, w->quiet, arena, error);
  if (status == STANCE_OK) status = cli_infer_articles(w, inputs, error);
  cli_inputs_close(inputs);
  return status == STANCE_OK && w->summary ? write_summary(w, error) : status;
}

typedef struct question {
  const char *model, *aliases;
  cli_list files;
  cli_summary_by by;
  bool records;
  stance_dataset_options data;
  cli_inputs inputs;
} question;

static stance_status infer(cli_infer *w, question *q, stance__arena *arena, stance_error *error) {
  static const char *standard_input[] = {"-"};
  cli_aliases *aliases = NULL;
  const char *const *paths = q->files.n ? q->files.items : standard_input;
  size_t n = q->files.n ? q->files.n : 1;
  /* A text is printed without a model. */
  stance_status status = w->emit_text ? STANCE_OK : cli_open_model(&w->model, q->model, error);
  if (status == STANCE_OK && q->aliases) status = cli_aliases_read(&aliases, q->aliases, error);
  if (status == STANCE_OK && q->by) status = cli_summary_new(&w->summary, q->by, w->model, error);
  w->aliases = aliases;
  bool statements = !w->emit_text && !w->summary;
  if (status == STANCE_OK && w->format == CLI_JSON && statements)
    stance__buffer_puts(&w->out, "{\"schema\":\"stance.statements/1\",\"statements\":[\n");
  if (status == STANCE_OK && w->format == CLI_CSV && statements)
    stance__buffer_puts(&w->out, q->records ? "id,label,probability,confident,text\r\n" : stance_statement_csv_header());
  if (status == STANCE_OK && !q->records) status = infer_articles(w, &q->inputs, paths, n, arena, error);
  for (size_t i = 0; q->records && i < n && status == STANCE_OK; i++) status = cli_infer_records(w, paths[i], &q->data, error);
  if (status == STANCE_OK && w->format == CLI_JSON && statements) {
    stance__buffer_puts(&w->out, "\n]}\n");
    status = cli_infer_flush(w, error);
  }
  cli_aliases_free(aliases);
  return status;
}

/* CLI_CONTINUE, or 2 after saying which options do not go together. */
static int check(const cli_infer *w, const question *q) {
  if (w->n_reasons > CLI_MOST_REASONS) return cli_usage_error(&usage, "option '--explain' takes at most %d", CLI_MOST_REASONS);
  if (q->by && q->records) return cli_usage_error(&usage, "option '--summary' is for articles, not for single statements");
  if (q->aliases && q->records) return cli_usage_error(&usage, "option '--aliases' is for articles, not for single statements");
  if (w->emit_text && q->records) return cli_usage_error(&usage, "option '--emit-text' is for articles, not for single statements");
  if (q->by && w->emit_text) return cli_usage_error(&usage, "options '--summary' and '--emit-text' ask for two things; leave one out");
  if (q->by && w->format == CLI_JSONL) return cli_usage_error(&usage, "a summary comes as table, json or csv, not as jsonl");
  return CLI_CONTINUE;
}

int cli_command_infer(int argc, char **argv) {
  /* The words of --input stand in the order of these; the first and the last are whole articles. */
  static const stance_data_format formats[] = {STANCE_FORMAT_AUTO,  STANCE_FORMAT_LINES,    STANCE_FORMAT_TSV, STANCE_FORMAT_CSV,
                                               STANCE_FORMAT_JSONL, STANCE_FORMAT_FASTTEXT, STANCE_FORMAT_AUTO};
  enum { INPUT_ARTICLE = 0, INPUT_ARTICLES = 6 };
  cli_data_options data = {0};
  cli_infer w = {.out = STANCE__BUFFER_INIT};
  question q = {0};
  int format = CLI_TABLE, input = INPUT_ARTICLE, by = CLI_BY_NOTHING;
  const cli_option table[] = {
      {CLI_HEADING, NULL, 0, NULL, NULL, "input and output"},
      {CLI_TEXT, "model", 'm', &q.model, "MODEL", "the model ($STANCE_MODEL, or the default model)"},
      {CLI_CHOICE, "input", 0, &input, "article|lines|tsv|csv|jsonl|fasttext|articles",
       "whole articles, one statement a record, or JSONL articles whatever the file's name (article)"},
      {CLI_CHOICE, "format", 0, &format, "table|json|jsonl|csv", "for people or programs (table)"},
      {CLI_COUNT, "explain", 0, &w.n_reasons, "N", "add the N terms that weighed most"},
      {CLI_FLAG, "emit-text", 0, &w.emit_text, NULL, "only print the article's text that offsets refer to"},
      {CLI_CHOICE, "summary", 0, &by, "none|speaker|pair|date|source", "counts and shares over all articles instead of statements (none)"},
      {CLI_TEXT, "aliases", 0, &q.aliases, "FILE", "names to merge: lines of name<TAB>alias"},
      {CLI_COUNT, "threads", 0, &w.threads, "N", "threads (0: all cores); the output does not depend on it"},
      {CLI_FLAG, "quiet", 'q', &w.quiet, NULL, "say nothing but errors"},
      CLI_DATA_OPTIONS(data),
      {CLI_END, NULL, 0, NULL, NULL, NULL}};
  stance__arena arena = STANCE__ARENA_INIT;
  int code = cli_parse(&usage, table, argc, argv, &q.files, &arena);
  if (code == CLI_CONTINUE) code = cli_dataset_options(&q.data, &data, &usage, &arena);
  q.by = (cli_summary_by)by;
  q.records = input != INPUT_ARTICLE && input != INPUT_ARTICLES;
  w.format = (cli_infer_format)format;
  if (code == CLI_CONTINUE) code = check(&w, &q);
  if (code == CLI_CONTINUE) {
    stance_error error;
    q.data.format = formats[input];
    q.data.need_labels = false;
    q.inputs.format = input == INPUT_ARTICLES ? STANCE_DOCUMENT_JSONL : STANCE_DOCUMENT_AUTO;
    q.inputs.text_field = data.text_field;
    w.explain = w.n_reasons > 0;
    w.skip_bad = data.skip_bad;
    w.color = cli_use_color(stdout);
    w.width = cli_terminal_width();
    code = (int)infer(&w, &q, &arena, &error);
    if (code && !w.out.failed) { /* what was done before the error still shows */
      fwrite(w.out.data ? w.out.data : "", 1, w.out.length, stdout);
    }
    if (code) cli_fail(&error);
    cli_summary_free(w.summary);
    stance_model_close(w.model);
    stance__buffer_release(&w.out);
  }
  stance__arena_release(&arena);
  return code;
}
