/* stance infer on articles. A batch of documents is read while the one before it is labelled, one task an article; a batch is
   bounded in articles and bytes, so that memory does not grow with their number. Whatever happens to an article stays with it until
   its turn comes: output and errors appear in the order of the input, whatever the threads. */
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/pool.h"
#include "base/spares.h"
#include "cli/html_module.h"
#include "cli/infer_report.h"

enum { BATCH_ARTICLES = 64, BATCH_BYTES = 4 << 20 };

typedef struct item {
  stance_document *document; /* NULL where it could not be read */
  stance_page *page;         /* of an HTML document */
  stance_article *parsed;    /* kept for the summary and the report only */
  stance_label *labels;      /* so are these, for the summary; [statement count] */
  cli_answers answers;       /* and these for the report */
  cli_article article;
  stance__buffer out;
  size_t statements;
  bool foreign; /* reads like no English */
  stance_status status;
  bool may_skip; /* the article is at fault, or its file, not the machine */
  stance_error error;
} item;

typedef struct batch {
  item items[BATCH_ARTICLES];
  size_t n;
  bool ended; /* nothing follows */
} batch;

typedef struct run {
  cli_infer *w;
  cli_inputs *inputs;
  batch batches[2];
  batch *reading, *working;
  stance__spares scratches;
  size_t articles, skipped, foreign;
  bool reasons; /* the report still shows them */
  char first_foreign[256];
  stance_error first_skipped;
} run;

static void empty(batch *b) {
  for (size_t i = 0; i < b->n; i++) {
    item *it = &b->items[i];
    stance_document_free(it->document);
    cli_page_free(it->page);
    stance_article_free(it->parsed);
    stance__free(it->labels);
    cli_answers_release(&it->answers);
    stance__buffer_release(&it->out);
  }
  b->n = 0;
  b->ended = false;
}

/* ---- Reading ---- */

static void read_batch(run *r, batch *b) {
  size_t bytes = 0;
  while (b->n < BATCH_ARTICLES && bytes < BATCH_BYTES && !b->ended) {
    item *it = &b->items[b->n];
    memset(it, 0, sizeof *it);
    it->status = cli_inputs_next(r->inputs, &it->document, &it->error);
    it->may_skip = it->error.file[0] != '\0';
    b->ended = it->status == STANCE_OK ? !it->document : !(it->may_skip && r->w->skip_bad);
    if (it->status == STANCE_OK && !it->document) break;
    if (it->document) bytes += it->document->length;
    b->n++;
  }
}

/* ---- Labelling ---- */

static void free_scratch(void *scratch) { cli_scratch_free(scratch); }

static stance_status take_scratch(run *r, cli_scratch **out, stance_error *error) {
  *out = stance__spares_take(&r->scratches);
  return *out ? STANCE_OK : cli_scratch_new(out, r->w->model, error);
}

static stance_status read_article(item *it, stance_article **out) {
  const stance_document *d = it->document;
  const char *text = d->text;
  size_t length = d->length;
  it->article = (cli_article){d->name, d->title, d->source, d->day, d->odd_date, NULL};
  if (d->html) {
    stance_status status = cli_page_read(&it->page, text, length, d->file, &it->error);
    if (status != STANCE_OK) return status;
    text = it->page->text;
    length = it->page->length;
    it->article.title = it->page->title;
    it->article.source = it->page->source;
    it->article.day = it->page->day;
  } else if (length == 0) {
    return stance__fail(&it->error, STANCE_DATA, d->file, 0, "the article is empty");
  }
  return stance_article_parse(out, text, length, d->file, &it->error);
}

static stance_status label_all(item *it, const stance_article *article, cli_scratch *x) {
  it->labels = stance__array(it->statements, sizeof *it->labels);
  if (!it->labels) return stance__fail_memory(&it->error);
  stance_status status = STANCE_OK;
  for (size_t i = 0; i < it->statements && status == STANCE_OK; i++)
    status = stance_label_statement(x->labeller, article, i, &it->labels[i], NULL, NULL, 0, NULL, &it->error);
  return status;
}

static void do_article(run *r, item *it) {
  stance_article *article = NULL;
  cli_scratch *x = NULL;
  stance_status status = read_article(it, &article);
  it->may_skip = status == STANCE_DATA;
  if (status == STANCE_OK && !r->w->emit_text) status = take_scratch(r, &x, &it->error);
  if (status == STANCE_OK) {
    it->article.article = article;
    it->statements = stance_article_statement_count(article);
    it->foreign = stance_article_english(article) < STANCE_LEAST_ENGLISH;
    if (r->w->emit_text)
      cli_article_emit(&it->out, r->w, &it->article);
    else if (r->w->summary)
      status = label_all(it, article, x);
    else if (r->w->report)
      status = cli_answers_make(&it->answers, r->w, &it->article, x, r->reasons, &it->error);
    else
      status = cli_article_render(&it->out, r->w, &it->article, x, &it->error);
    if (status == STANCE_OK && it->out.failed) status = stance__fail_memory(&it->error);
  }
  stance__spares_give(&r->scratches, x);
  if ((r->w->summary || r->w->report) && status == STANCE_OK) {
    it->parsed = article;
  } else {
    stance_article_free(article);
    it->article.article = NULL;
  }
  it->status = status;
}

static stance_status task(void *context, size_t number, stance_error *error) {
  run *r = context;
  (void)error; /* what fails stays with its item */
  if (number == 0)
    read_batch(r, r->reading);
  else if (r->working->items[number - 1].document)
    do_article(r, &r->working->items[number - 1]);
  return STANCE_OK;
}

/* ---- Writing, in order ---- */

static stance_status write_item(run *r, item *it, stance_error *error) {
  cli_infer *w = r->w;
  if (it->status != STANCE_OK) {
    if (!w->skip_bad || !it->may_skip) {
      if (error) *error = it->error;
      return it->status;
    }
    if (r->skipped++ == 0) r->first_skipped = it->error;
    return STANCE_OK;
  }
  r->articles++;
  if (it->foreign && r->foreign++ == 0) snprintf(r->first_foreign, sizeof r->first_foreign, "%s", it->article.name);
  if (w->summary) return cli_summary_add(w->summary, &it->article, it->labels, w->aliases, error);
  if (w->report) return cli_report_add(w, &it->article, &it->answers, it->foreign, error);
  if (!w->emit_text) {
    if (w->format == CLI_TABLE && r->articles > 1) stance__buffer_putc(&w->out, '\n');
    if (w->format == CLI_JSON && w->written && it->statements) stance__buffer_puts(&w->out, ",\n");
  }
  w->written += it->statements;
  stance__buffer_add(&w->out, it->out.data ? it->out.data : "", it->out.length);
  return w->out.failed ? stance__fail_memory(error) : STANCE_OK;
}

static stance_status write_batch(run *r, stance_error *error) {
  stance_status status = STANCE_OK, flushed;
  for (size_t i = 0; i < r->working->n && status == STANCE_OK; i++) status = write_item(r, &r->working->items[i], error);
  if (r->w->out.failed) return status;
  flushed = cli_infer_flush(r->w, status == STANCE_OK ? error : NULL); /* what was done before an error still shows */
  return status == STANCE_OK ? flushed : status;
}

static stance_status go(run *r, cli_progress *progress, stance_error *error) {
  stance_status status = STANCE_OK;
  read_batch(r, r->reading);
  while (status == STANCE_OK && r->reading->n) {
    batch *read = r->reading;
    bool ended = read->ended;
    r->reading = r->working;
    r->working = read;
    r->reading->ended = ended;
    r->reasons = r->w->report && stance_article_report_shows_reasons(r->w->report);
    status = stance__pool_run(r->w->threads, read->n + 1, task, r, error);
    if (status == STANCE_OK) status = write_batch(r, error);
    empty(r->working);
    char phase[32];
    snprintf(phase, sizeof phase, "%zu articles", r->articles);
    if (r->inputs->bytes > 0) cli_progress_report(progress, phase, cli_inputs_read(r->inputs), r->inputs->bytes);
  }
  return status;
}

stance_status cli_infer_articles(cli_infer *w, cli_inputs *inputs, stance_error *error) {
  run *r = stance__calloc(1, sizeof *r);
  cli_progress progress;
  if (!r) return stance__fail_memory(error);
  r->w = w;
  r->inputs = inputs;
  r->reading = &r->batches[0];
  r->working = &r->batches[1];
  /* Where statements scroll by on the same terminal a bar would only tear them. */
  cli_progress_start(&progress, w->quiet || (!w->summary && !w->report && !w->file && isatty(STDOUT_FILENO)));
  bool made = stance__spares_init(&r->scratches, STANCE__MOST_THREADS, free_scratch);
  stance_status status = made ? go(r, &progress, error) : stance__fail_memory(error);
  cli_progress_clear(&progress);
  if (r->skipped && !w->quiet) {
    const stance_error *e = &r->first_skipped;
    fprintf(stderr, "stance: skipped %zu bad article%s; the first: %s", r->skipped, r->skipped == 1 ? "" : "s", e->file);
    if (e->line) fprintf(stderr, ":%ld", e->line);
    fprintf(stderr, ": %s\n", e->message);
  }
  if (r->foreign && !w->quiet && !w->emit_text)
    fprintf(stderr, "stance: %zu article%s not read like English, the first: %s; labels of other languages mean little\n", r->foreign,
            r->foreign == 1 ? " does" : "s do", r->first_foreign);
  empty(&r->batches[0]);
  empty(&r->batches[1]);
  stance__spares_release(&r->scratches);
  stance__free(r);
  return status;
}
