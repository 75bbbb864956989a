/* Articles are counted as they come; what is shown of each is written at once, so that no article is kept. */
#include "stance/article_report.h"

#include <string.h>

#include "base/alloc.h"
#include "base/day.h"
#include "base/error.h"
#include "reports/article_sections.h"
#include "reports/bar_marks.h"
#include "reports/markup.h"
#include "reports/report_page.h"

enum { FULL_ARTICLES = 50, FULL_BYTES = 8 << 20, MOST_ROWS = 1000, MOST_NAMES = 30 };

struct stance_article_report {
  stance__stances stances;
  const char **labels; /* [n_labels] */
  char *title, *model_name, *first_title;
  size_t full_articles, full_bytes;
  size_t articles, statements, full, bytes; /* so far; `bytes` of the text of those in full */
  size_t marked;                            /* statements of those in full */
  size_t no_speaker, no_target, no_day;     /* statements without */
  bool closed;                              /* no further article is shown in full */
  size_t *counts;                           /* [n_labels + 2] of all */
  stance__name_counts speakers, pairs, days;
  stance__buffer byline, rows, texts; /* of the first article; of the table; of the articles in full */
  size_t head_start, head_end;        /* where in the texts the first article's head stands, which the page's makes needless */
};

static bool keep(char **out, const char *text) {
  if (!text) return true;
  *out = stance__strndup(text, strlen(text));
  return *out != NULL;
}

stance_status stance_article_report_new(stance_article_report **out, const stance_model *model,
                                        const stance_article_report_options *options, stance_error *error) {
  static const stance_article_report_options none = STANCE_ARTICLE_REPORT_OPTIONS_INIT;
  const stance_article_report_options *o = options ? options : &none;
  stance_article_report *r = stance__calloc(1, sizeof *r);
  if (!r) return stance__fail_memory(error);
  size_t k = stance_model_label_count(model);
  r->full_articles = o->full_articles ? o->full_articles : FULL_ARTICLES;
  r->full_bytes = o->full_bytes ? o->full_bytes : FULL_BYTES;
  r->labels = stance__array(k, sizeof *r->labels);
  r->counts = stance__calloc(k + 2, sizeof *r->counts);
  bool kept = r->labels && r->counts && keep(&r->title, o->title) && keep(&r->model_name, o->model);
  stance_status status = kept ? stance__name_counts_init(&r->speakers, k + 2, error) : stance__fail_memory(error);
  if (status == STANCE_OK) status = stance__name_counts_init(&r->pairs, k + 2, error);
  if (status == STANCE_OK) status = stance__name_counts_init(&r->days, k + 2, error);
  if (status != STANCE_OK) {
    stance_article_report_free(r);
    return status;
  }
  for (size_t l = 0; l < k; l++) r->labels[l] = stance_model_label(model, l);
  r->stances = (stance__stances){model, r->labels, k};
  *out = r;
  return STANCE_OK;
}

void stance_article_report_free(stance_article_report *r) {
  if (!r) return;
  stance__name_counts_release(&r->speakers);
  stance__name_counts_release(&r->pairs);
  stance__name_counts_release(&r->days);
  stance__buffer_release(&r->byline);
  stance__buffer_release(&r->rows);
  stance__buffer_release(&r->texts);
  stance__free(r->labels);
  stance__free(r->counts);
  stance__free(r->title);
  stance__free(r->model_name);
  stance__free(r->first_title);
  stance__free(r);
}

bool stance_article_report_shows_reasons(const stance_article_report *r) { return !r->closed; }

/* ---- Adding ---- */

static stance_status count_pair(stance_article_report *r, const char *speaker, const char *target, size_t answer, stance_error *error) {
  stance__buffer both = STANCE__BUFFER_INIT; /* with the NUL between them */
  stance__buffer_add(&both, speaker, strlen(speaker) + 1);
  stance__buffer_puts(&both, target);
  stance_status status =
      both.failed ? stance__fail_memory(error) : stance__name_counts_add(&r->pairs, both.data, both.length, answer, r->articles, error);
  stance__buffer_release(&both);
  return status;
}

static stance_status count_statement(stance_article_report *r, const stance_labelled_statement *s, const char *day, size_t answer,
                                     stance_error *error) {
  stance_status status = STANCE_OK;
  r->statements++;
  r->counts[answer]++;
  r->no_speaker += !s->speaker;
  r->no_target += !s->speaker || !s->target;
  r->no_day += !*day;
  if (s->speaker) status = stance__name_counts_add(&r->speakers, s->speaker, strlen(s->speaker), answer, r->articles, error);
  if (status == STANCE_OK && s->speaker && s->target) status = count_pair(r, s->speaker, s->target, answer, error);
  if (status == STANCE_OK && *day) status = stance__name_counts_add(&r->days, day, strlen(day), answer, r->articles, error);
  return status;
}

/* One row of the table of articles, which links to the article where it is shown in full. */
static void add_row(stance_article_report *r, const stance_labelled_article *a, const size_t *counts, size_t n, bool full) {
  stance__buffer *b = &r->rows;
  stance__buffer_puts(b, "<tr><th scope=\"row\">");
  if (full) stance__buffer_printf(b, "<a href=\"#a%zu\">", r->full + 1);
  stance__markup_name(b, stance__article_shown_title(a));
  stance__buffer_puts(b, full ? "</a></th><td class=\"name\">" : "</th><td class=\"name\">");
  if (a->source && *a->source) stance__markup_name(b, a->source);
  stance__buffer_puts(b, "</td><td class=\"day\">");
  stance__markup_puts(b, a->day);
  stance__buffer_puts(b, "</td><td class=\"draw\">");
  stance__bar_answers(b, counts, r->stances.n_labels, n);
  stance__buffer_puts(b, "</td>");
  stance__answer_cells(b, counts, &r->stances);
  stance__buffer_puts(b, "</tr>\n");
}

static void add_text(stance_article_report *r, const stance_labelled_article *a) {
  stance__buffer *b = &r->texts;
  r->full++;
  stance__buffer_printf(b, "<article id=\"a%zu\">\n", r->full);
  if (r->full == 1) r->head_start = b->length;
  stance__buffer_puts(b, "<h3>");
  stance__markup_name(b, stance__article_shown_title(a));
  stance__buffer_puts(b, "</h3>\n");
  stance__article_byline(b, a);
  if (r->full == 1) r->head_end = b->length;
  stance__article_markup(b, a, &r->stances, r->full);
  stance__buffer_puts(b, "</article>\n");
}

stance_status stance_article_report_add(stance_article_report *r, const stance_labelled_article *a, stance_error *error) {
  size_t n = stance_article_statement_count(a->article), answers = r->stances.n_labels + 2, length;
  size_t *counts = stance__calloc(answers, sizeof *counts);
  char day[STANCE__DAY_SIZE] = "";
  stance_status status = counts ? STANCE_OK : stance__fail_memory(error);
  if (a->day && !stance__day_read(day, a->day, strlen(a->day))) day[0] = '\0';
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    size_t answer = stance_model_answer(r->stances.model, &a->statements[i].label);
    counts[answer]++;
    status = count_statement(r, &a->statements[i], day, answer, error);
  }
  if (status == STANCE_OK) {
    stance_article_text(a->article, &length);
    bool full = !r->closed && (r->full == 0 || (length <= r->full_bytes - r->bytes && n <= STANCE__MOST_MARKED - r->marked));
    if (r->articles < MOST_ROWS) add_row(r, a, counts, n, full);
    if (full) {
      add_text(r, a);
      r->bytes += length < r->full_bytes - r->bytes ? length : r->full_bytes - r->bytes;
      r->marked += n < STANCE__MOST_MARKED ? n : STANCE__MOST_MARKED;
    }
    r->closed = !full || r->full == r->full_articles || r->bytes == r->full_bytes || r->marked == STANCE__MOST_MARKED;
    if (r->articles++ == 0) {
      stance__article_byline(&r->byline, a);
      if (!keep(&r->first_title, stance__article_shown_title(a))) status = stance__fail_memory(error);
    }
    if (r->rows.failed || r->texts.failed || r->byline.failed) status = stance__fail_memory(error);
  }
  stance__free(counts);
  return status;
}

/* ---- The page ---- */

static void head(stance__buffer *b, const stance_article_report *r) {
  stance__buffer title = STANCE__BUFFER_INIT;
  if (r->title)
    stance__buffer_puts(&title, r->title);
  else if (r->articles == 1)
    stance__buffer_puts(&title, r->first_title);
  else
    stance__buffer_printf(&title, "%zu statements in %zu articles", r->statements, r->articles);
  if (title.failed)
    b->failed = true;
  else
    stance__page_open(b, r->articles == 1 ? "Statements and their stances" : "Statements, their speakers, their stances", title.data);
  stance__buffer_release(&title);
  if (r->articles == 1 && r->byline.data) stance__buffer_add(b, r->byline.data, r->byline.length);
  if (r->model_name) {
    stance__buffer_puts(b, "<p class=\"byline\">labelled by ");
    stance__markup_name(b, r->model_name);
    stance__buffer_puts(b, "</p>\n");
  }
  stance__legend(b, &r->stances);
}

static void overview(stance__buffer *b, const stance_article_report *r) {
  stance__page_section(b, "overview", "Overview");
  stance__page_table(b, "counts", "All statements by stance");
  stance__buffer_puts(b, "<thead><tr><th scope=\"col\">stance</th><th scope=\"col\" class=\"draw\"><span class=\"hidden\">bar</span></th>"
                         "<th scope=\"col\" class=\"n\">statements</th><th scope=\"col\" class=\"n\">share</th></tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < r->stances.n_labels + 1 + stance_model_has_neither(r->stances.model); i++) {
    double share = r->statements ? (double)r->counts[i] / (double)r->statements : 0;
    stance__buffer_puts(b, "<tr><th scope=\"row\">");
    stance__answer_markup(b, i, r->stances.labels, r->stances.n_labels);
    stance__buffer_puts(b, "</th><td class=\"draw\">");
    stance__bar_share(b, share, stance__answer_class(i, r->stances.n_labels));
    stance__buffer_printf(b, "</td><td class=\"n\">%zu</td><td class=\"n\">", r->counts[i]);
    stance__markup_percent(b, share, 1);
    stance__buffer_puts(b, "</td></tr>\n");
  }
  stance__buffer_puts(b, "</tbody>\n");
  stance__page_table_end(b);
  stance__buffer_puts(b, "<p class=\"note\">Shares as counted. A model's mistakes bias them; <code>--summary</code> gives shares that are "
                         "corrected for that, with intervals.</p>\n</section>\n");
}

static void who_and_when(stance__buffer *b, const stance_article_report *r) {
  if (stance__table_size(r->speakers.names)) {
    stance__page_section(b, "speakers", "Speakers");
    stance__counts_table(b, &r->speakers, &r->stances, "Statements by speaker and stance", "speaker", NULL, MOST_NAMES, r->no_speaker);
    stance__buffer_puts(b, "</section>\n");
  }
  if (stance__table_size(r->days.names) && r->articles > 1) {
    stance__page_section(b, "timeline", "Over time");
    stance__timeline(b, &r->days, &r->stances);
    if (r->no_day) stance__buffer_printf(b, "<p class=\"note\">%zu of the statements have no date.</p>\n", r->no_day);
    stance__buffer_puts(b, "</section>\n");
  }
  if (stance__table_size(r->pairs.names)) {
    stance__page_section(b, "pairs", "Who speaks to whom");
    stance__counts_table(b, &r->pairs, &r->stances, "Statements by speaker and target", "speaker", "to", MOST_NAMES, 0);
    if (r->no_target)
      stance__buffer_printf(b, "<p class=\"note\">%zu further statement%s not say whom they address, or who speaks.</p>\n", r->no_target,
                            r->no_target == 1 ? " does" : "s do");
    stance__buffer_puts(b, "</section>\n");
  }
}

static void article_table(stance__buffer *b, const stance_article_report *r) {
  stance__page_section(b, "articles", "Articles");
  stance__page_table(b, "counts", "Statements by article and stance");
  stance__buffer_puts(b, "<thead><tr><th scope=\"col\">article</th><th scope=\"col\">source</th><th scope=\"col\">date</th>"
                         "<th scope=\"col\" class=\"draw\"><span class=\"hidden\">bar</span></th>");
  stance__answer_headings(b, &r->stances);
  stance__buffer_puts(b, "</tr></thead>\n<tbody>\n");
  stance__buffer_add(b, r->rows.data ? r->rows.data : "", r->rows.length);
  stance__buffer_puts(b, "</tbody>\n");
  stance__page_table_end(b);
  if (r->articles > MOST_ROWS)
    stance__buffer_printf(b, "<p class=\"note\">The first %d of %zu articles; all are counted above.</p>\n", MOST_ROWS, r->articles);
  stance__buffer_puts(b, "</section>\n");
}

stance_status stance_article_report_html(char **html, size_t *length, const stance_article_report *r, stance_error *error) {
  stance__buffer b = STANCE__BUFFER_INIT;
  if (r->articles == 0) return stance__fail(error, STANCE_DATA, NULL, 0, "no article to report on");
  head(&b, r);
  if (r->articles > 1) overview(&b, r);
  who_and_when(&b, r);
  if (r->articles > 1) article_table(&b, r);
  stance__page_section(&b, "texts", r->full == 1 ? "The article" : "The articles");
  if (r->full < r->articles)
    stance__buffer_printf(
        &b,
        "<p class=\"note\">%zu of %zu articles in full: a page holds at most %zu, %.0f MiB of their text, and %d statements. "
        "The others are counted above.</p>\n",
        r->full, r->articles, r->full_articles, (double)r->full_bytes / (1 << 20), STANCE__MOST_MARKED);
  size_t skip = r->articles == 1 ? r->head_end - r->head_start : 0;
  stance__buffer_add(&b, r->texts.data, r->head_start);
  stance__buffer_add(&b, r->texts.data + r->head_start + skip, r->texts.length - r->head_start - skip);
  stance__buffer_puts(&b, "</section>\n");
  stance__page_close(&b);
  if (b.failed) {
    stance__buffer_release(&b);
    return stance__fail_memory(error);
  }
  *html = b.data;
  *length = b.length;
  return STANCE_OK;
}

void stance_article_report_free_html(char *html) { stance__free(html); }
