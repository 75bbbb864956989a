/* Articles and single statements in, labelled statements out. */
#include <cjson/cJSON.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/name_counts.h"
#include "serve/answer_text.h"
#include "serve/app.h"
#include "serve/infer_page.h"
#include "stance/page.h"

/* Small requests can have large answers: a statement in twenty bytes, with a hundred reasons to each. */
enum { LONGEST_NAME = 255, MOST_STATEMENTS = 10000, MOST_ANSWER = 32 << 20 };
typedef enum format { JSON = 0, JSONL, CSV, HTML } format;

typedef struct asked {
  const char *text, *html; /* one of three */
  const cJSON *statements;
  size_t length;
  const char *name;
  size_t explain, format;
} asked;

static void put_tally(stance__buffer *b, const stance__name_counts *t, const stance_model *model) {
  stance__buffer_puts(b, "],\"speakers\":[");
  for (uint32_t i = 0; i < stance__table_size(t->names); i++) {
    const size_t *counts = t->counts + i * t->n_answers;
    size_t all = 0;
    for (size_t c = 0; c < t->n_answers; c++) all += counts[c];
    const char *name = stance__table_text(t->names, i, NULL);
    stance__buffer_puts(b, i ? ",{\"name\":" : "{\"name\":");
    serve_put_text(b, *name ? name : NULL);
    stance__buffer_printf(b, ",\"statements\":%zu,\"answers\":", all);
    for (size_t c = 0; c < t->n_answers; c++) {
      stance__buffer_putc(b, c ? ',' : '{');
      serve_put_text(b, stance_answer_name(model, c));
      stance__buffer_printf(b, ":%zu", counts[c]);
    }
    stance__buffer_puts(b, "}}");
  }
  stance__buffer_putc(b, ']');
}

static void put_article(stance__buffer *b, const asked *a, const stance_article *article, const stance_page *page) {
  size_t length;
  const char *text = stance_article_text(article, &length), *title = page ? page->title : stance_article_title(article);
  double english = stance_article_english(article);
  stance__buffer_puts(b, "{\"name\":");
  serve_put_text(b, a->name);
  stance__buffer_puts(b, ",\"title\":");
  serve_put_text(b, title);
  stance__buffer_puts(b, ",\"source\":");
  serve_put_text(b, page ? page->source : NULL);
  stance__buffer_puts(b, ",\"date\":");
  serve_put_text(b, page && page->day[0] ? page->day : NULL);
  stance__buffer_puts(b, ",\"text\":");
  stance__buffer_json_string(b, text, length);
  stance__buffer_puts(b, ",\"english\":");
  stance__buffer_rounded(b, english);
  stance__buffer_printf(b, ",\"language_warning\":%s}", english < STANCE_LEAST_ENGLISH ? "true" : "false");
}

static stance_status check_size(const serve_exchange *x, stance_error *error) {
  if (x->out.length <= MOST_ANSWER) return STANCE_OK;
  return stance__fail(error, STANCE_DATA, NULL, 0, "the answer would be over %d MiB; ask for fewer reasons, or send it in parts",
                      MOST_ANSWER >> 20);
}

static void put_head(serve_exchange *x, const serve_model *m, const asked *a, const stance_article *article, const stance_page *page) {
  if (a->format == CSV) stance__buffer_puts(&x->out, article ? stance_statement_csv_header() : "label,probability,confident,text\r\n");
  if (a->format != JSON) return;
  stance__buffer_puts(&x->out, "{\"schema\":\"stance.inference/1\",\"article\":");
  if (article)
    put_article(&x->out, a, article, page);
  else
    stance__buffer_puts(&x->out, "null");
  stance__buffer_puts(&x->out, ",\"model\":");
  serve_put_model_head(&x->out, m);
  stance__buffer_puts(&x->out, ",\"statements\":[");
}

static stance_status label_article(serve_exchange *x, const serve_model *m, serve_scratch *s, const asked *a, const stance_article *article,
                                   const stance_page *page, stance_error *error) {
  stance__name_counts t; /* by speaker; "" stands for none */
  stance_status status = stance__name_counts_init(&t, stance_model_label_count(m->model) + 2, error);
  size_t n = stance_article_statement_count(article);
  stance_answer answer = {.model = m->model, .probabilities = s->probabilities, .reasons = s->reasons, .explain = a->explain > 0};
  put_head(x, m, a, article, page);
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    const stance_statement *statement = stance_article_statement(article, i);
    stance_shown_statement shown = {a->name, article, i, statement->speaker, statement->target};
    status =
        stance_label_statement(s->labeller, article, i, &answer.label, s->probabilities, s->reasons, a->explain, &answer.n_reasons, error);
    if (status != STANCE_OK) break;
    const char *speaker = statement->speaker ? statement->speaker : "";
    status = stance__name_counts_add(&t, speaker, strlen(speaker), stance_model_answer(m->model, &answer.label), 0, error);
    if (a->format == JSON && i) stance__buffer_putc(&x->out, ',');
    if (a->format == CSV)
      serve_put_statement_row(&x->out, &shown, &answer);
    else
      serve_put_statement(&x->out, &shown, &answer);
    if (a->format == JSONL) stance__buffer_putc(&x->out, '\n');
    if (status == STANCE_OK) status = check_size(x, error);
  }
  if (status == STANCE_OK && a->format == JSON) {
    put_tally(&x->out, &t, m->model);
    stance__buffer_puts(&x->out, "}\n");
  }
  atomic_fetch_add_explicit(&x->app->counters.statements, n, memory_order_relaxed);
  stance__name_counts_release(&t);
  return status;
}

static stance_status infer_article(serve_exchange *x, const serve_model *m, serve_scratch *s, const asked *a, stance_error *error) {
  stance_page *page = NULL;
  stance_article *article = NULL;
  const char *text = a->text;
  size_t length = a->length;
  stance_status status = STANCE_OK;
  if (a->html) {
    status = stance_page_read(&page, a->html, a->length, a->name, error);
    if (status == STANCE_OK) {
      text = page->text;
      length = page->length;
    }
  } else if (length == 0) {
    status = stance__fail(error, STANCE_DATA, a->name, 0, "the article is empty");
  }
  if (status == STANCE_OK) status = stance_article_parse(&article, text, length, a->name, error);
  if (status == STANCE_OK)
    status = a->format == HTML ? serve_put_article_page(x, m, s, a->name, article, page, error)
                               : label_article(x, m, s, a, article, page, error);
  stance_article_free(article);
  stance_page_free(page);
  return status;
}

/* ---- Statements one by one ---- */

static stance_status label_one(const serve_model *m, serve_scratch *s, const char *text, size_t explain, stance_answer *answer,
                               stance_error *error) {
  size_t length = strlen(text);
  *answer = (stance_answer){.model = m->model, .probabilities = s->probabilities, .reasons = s->reasons, .explain = explain > 0};
  stance_status status = stance_label_text(s->labeller, text, length, &answer->label, s->probabilities, error);
  if (status == STANCE_OK && explain)
    status = stance_explain_text(s->labeller, text, length, answer->label.label, s->reasons, explain, &answer->n_reasons, error);
  return status;
}

static void put_one(stance__buffer *b, const asked *a, const char *text, const stance_answer *answer) {
  if (a->format == CSV) {
    const char *label = stance_model_label(answer->model, answer->label.label);
    stance__buffer_csv_field(b, label, strlen(label));
    stance__buffer_putc(b, ',');
    stance__buffer_rounded(b, answer->label.probability);
    stance__buffer_puts(b, answer->label.confident ? ",true," : ",false,");
    stance__buffer_csv_field(b, text, strlen(text));
    stance__buffer_puts(b, "\r\n");
    return;
  }
  stance__buffer_puts(b, "{\"text\":");
  serve_put_text(b, text);
  stance__buffer_putc(b, ',');
  serve_put_answer(b, answer, text);
  stance__buffer_puts(b, a->format == JSONL ? "}\n" : "}");
}

static stance_status infer_statements(serve_exchange *x, const serve_model *m, serve_scratch *s, const asked *a, stance_error *error) {
  stance_status status = STANCE_OK;
  const cJSON *item;
  size_t n = 0;
  put_head(x, m, a, NULL, NULL);
  cJSON_ArrayForEach(item, a->statements) {
    stance_answer answer;
    status = label_one(m, s, item->valuestring, a->explain, &answer, error);
    if (status != STANCE_OK) break;
    if (a->format == JSON && n) stance__buffer_putc(&x->out, ',');
    put_one(&x->out, a, item->valuestring, &answer);
    n++;
    if ((status = check_size(x, error)) != STANCE_OK) break;
  }
  if (a->format == JSON) stance__buffer_puts(&x->out, "],\"speakers\":[]}\n");
  atomic_fetch_add_explicit(&x->app->counters.statements, n, memory_order_relaxed);
  return status;
}

/* ---- Requests ---- */

static bool read_statements(serve_exchange *x, const cJSON *object, asked *a) {
  const cJSON *item;
  size_t n = 0;
  a->statements = cJSON_GetObjectItemCaseSensitive(object, "statements");
  if (!a->statements) return true;
  cJSON_ArrayForEach(item, a->statements) {
    if (!cJSON_IsString(item) || !item->valuestring[0]) break;
    n++;
  }
  if (cJSON_IsArray(a->statements) && !item && n <= MOST_STATEMENTS) return true;
  serve_refuse(x, 400, "bad_request", "'statements' is an array of at most %d strings, none of them empty", MOST_STATEMENTS);
  return false;
}

static bool read_object(serve_exchange *x, const cJSON *object, asked *a) {
  const char *name = NULL;
  if (x->n_parameters && (serve_parameter_get(x, "name") || serve_parameter_get(x, "explain"))) {
    serve_refuse(x, 400, "bad_request", "with a JSON body, 'name' and 'explain' are members of it");
    return false;
  }
  if (!serve_member_text(x, object, "text", false, x->route->most, &a->text) ||
      !serve_member_text(x, object, "html", false, x->route->most, &a->html) ||
      !serve_member_text(x, object, "name", false, LONGEST_NAME, &name) ||
      !serve_member_count(x, object, "explain", 0, SERVE_MOST_REASONS, &a->explain) || !read_statements(x, object, a))
    return false;
  if ((a->text != NULL) + (a->html != NULL) + (a->statements != NULL) != 1) {
    serve_refuse(x, 400, "bad_request", "send exactly one of 'text', 'html', 'statements'");
    return false;
  }
  if (a->text) a->length = strlen(a->text);
  if (a->html) a->length = strlen(a->html);
  if (name) a->name = name;
  return true;
}

static bool read_bytes(serve_exchange *x, asked *a) {
  const char *bytes = x->body.data ? x->body.data : "";
  const char *name = NULL;
  if (!serve_parameter_text(x, "name", false, LONGEST_NAME, &name) ||
      !serve_parameter_count(x, "explain", 0, SERVE_MOST_REASONS, &a->explain))
    return false;
  if (name) a->name = name;
  a->length = x->body.length;
  if (strcmp(x->media, "text/html") == 0)
    a->html = bytes;
  else
    a->text = bytes;
  return true;
}

/* Labels with a scratch of the model that answers now. */
static void with_scratch(serve_exchange *x, const asked *a,
                         stance_status (*run)(serve_exchange *, const serve_model *, serve_scratch *, const asked *, stance_error *)) {
  serve_model *m = serve_slot_hold(&x->app->slot);
  serve_scratch *s = NULL;
  stance_error error;
  stance_status status = serve_scratch_take(&s, m, &error);
  if (status == STANCE_OK) status = run(x, m, s, a, &error);
  if (status == STANCE_OK && x->out.failed) status = stance__fail_memory(&error);
  if (status != STANCE_OK) serve_refuse_error(x, &error, a->name);
  serve_scratch_give_back(m, s);
  serve_slot_let_go(&x->app->slot, m);
}

void serve_post_infer(serve_exchange *x) {
  static const char *const members[] = {"text", "html", "statements", "name", "explain", NULL};
  static const char *const types[] = {"application/json", "application/x-ndjson", "text/csv; charset=utf-8", "text/html; charset=utf-8"};
  asked a = {.name = "article"};
  cJSON *object = NULL;
  bool json = strcmp(x->media, "application/json") == 0;
  if (!serve_parameter_choice(x, "format", "json|jsonl|csv|html", &a.format)) return;
  if (json && !(object = serve_body_object(x, members))) return;
  if (json ? read_object(x, object, &a) : read_bytes(x, &a)) {
    if (a.format == HTML && a.statements) {
      serve_refuse(x, 400, "bad_request", "a page is for an article: send 'text' or 'html'");
      cJSON_Delete(object);
      return;
    }
    x->type = types[a.format];
    if (a.format == HTML) x->attachment = "stance-article.html"; /* to keep, not to show: nothing sent here is rendered here */
    with_scratch(x, &a, a.statements ? infer_statements : infer_article);
  }
  cJSON_Delete(object);
}

/* ---- Why ---- */

static stance_status explain(serve_exchange *x, const serve_model *m, serve_scratch *s, const asked *a, stance_error *error) {
  stance_answer answer;
  uint32_t label = 0;
  /* a->name is the label to explain, or NULL. */
  stance_status status = label_one(m, s, a->text, 0, &answer, error);
  if (status != STANCE_OK) return status;
  label = answer.label.label;
  if (a->name) {
    size_t k = stance_model_label_count(m->model);
    for (label = 0; label < k && strcmp(stance_model_label(m->model, label), a->name) != 0; label++) {
    }
    if (label == k) return stance__fail(error, STANCE_DATA, NULL, 0, "the model has no label '%.60s'", a->name);
  }
  status = stance_explain_text(s->labeller, a->text, a->length, label, s->reasons, a->explain, &answer.n_reasons, error);
  if (status != STANCE_OK) return status;
  stance__buffer_puts(&x->out, "{\"schema\":\"stance.explanation/1\",\"text\":");
  serve_put_text(&x->out, a->text);
  stance__buffer_puts(&x->out, ",\"explained\":");
  serve_put_text(&x->out, stance_model_label(m->model, label));
  stance__buffer_putc(&x->out, ',');
  answer.explain = true;
  serve_put_answer(&x->out, &answer, a->text);
  stance__buffer_puts(&x->out, "}\n");
  atomic_fetch_add_explicit(&x->app->counters.statements, 1, memory_order_relaxed);
  return STANCE_OK;
}

void serve_post_explain(serve_exchange *x) {
  static const char *const members[] = {"text", "label", "terms", NULL};
  asked a = {.explain = 10};
  cJSON *object = serve_body_object(x, members);
  if (!object) return;
  if (serve_member_text(x, object, "text", true, x->route->most, &a.text) &&
      serve_member_text(x, object, "label", false, SERVE_LONGEST_LABEL, &a.name) &&
      serve_member_count(x, object, "terms", 1, SERVE_MOST_REASONS, &a.explain)) {
    a.length = strlen(a.text);
    with_scratch(x, &a, explain);
  }
  cJSON_Delete(object);
}
