/* Who said what in an article, and why the model thinks so: article_speakers ARTICLE [MODEL]
   Compile: cc article_speakers.c $(pkg-config --cflags --libs stance) */
#include <stance/document.h>
#include <stance/infer.h>
#include <stance/page.h>
#include <stdio.h>

enum { REASONS = 3, LONGEST_PATH = 4096, MOST_LABELS = 64 };

/* One statement with the words that decided. A term is not NUL-terminated; places are bytes of the article's text. */
static stance_status show(stance_labeller *labeller, const stance_model *model, const stance_article *article, size_t i,
                          stance_error *error) {
  const stance_statement *s = stance_article_statement(article, i);
  const char *text = stance_article_text(article, NULL);
  stance_label label;
  double probabilities[MOST_LABELS];
  stance_reason reasons[REASONS];
  size_t found = 0;
  stance_status status = stance_label_statement(labeller, article, i, &label, probabilities, reasons, REASONS, &found, error);
  if (status != STANCE_OK) return status;
  printf("%s: %s, %s %.2f\n  %.*s\n", s->speaker ? s->speaker : "(nobody named)", stance_kind_name(s->kind),
         stance_answer_name(model, stance_model_answer(model, &label)), label.probability, (int)(s->hull.byte_end - s->hull.byte_start),
         text + s->hull.byte_start);
  for (size_t k = 0; k < found; k++) {
    size_t length;
    const char *term = stance_model_term(model, reasons[k].term, &length);
    printf("  %+.3f %.*s \"%.*s\"\n", reasons[k].weight, (int)length, term, (int)(reasons[k].end - reasons[k].start),
           text + reasons[k].start);
  }
  return STANCE_OK;
}

/* A page is turned into the text of its article first. */
static stance_status parse(stance_article **article, const stance_document *document, stance_error *error) {
  if (!document->html) return stance_article_parse(article, document->text, document->length, document->file, error);
  stance_page *page = NULL;
  stance_status status = stance_page_read(&page, document->text, document->length, document->file, error);
  if (status == STANCE_OK) status = stance_article_parse(article, page->text, page->length, document->file, error);
  stance_page_free(page);
  return status;
}

int main(int argc, char **argv) {
  stance_error error;
  stance_model *model = NULL;
  stance_labeller *labeller = NULL;
  stance_document_reader *reader = NULL;
  stance_document *document = NULL;
  stance_article *article = NULL;
  char path[LONGEST_PATH];
  if (argc != 2 && argc != 3) {
    fprintf(stderr, "usage: %s ARTICLE [MODEL]\n", argv[0]);
    return STANCE_USAGE;
  }
  stance_status status = argc == 3 ? STANCE_OK : stance_model_default_path(path, sizeof path, &error);
  if (status == STANCE_OK) status = stance_model_open(&model, argc == 3 ? argv[2] : path, &error);
  if (status == STANCE_OK && stance_model_label_count(model) > MOST_LABELS) {
    fprintf(stderr, "%s: more labels than this example has room for\n", argv[0]);
    status = STANCE_USAGE;
    goto out;
  }
  if (status == STANCE_OK) status = stance_labeller_new(&labeller, model, &error);
  if (status == STANCE_OK) status = stance_document_reader_open(&reader, argv[1], STANCE_DOCUMENT_AUTO, NULL, &error);
  while (status == STANCE_OK && (status = stance_document_reader_next(reader, &document, &error)) == STANCE_OK && document) {
    status = parse(&article, document, &error);
    for (size_t i = 0; status == STANCE_OK && i < stance_article_statement_count(article); i++)
      status = show(labeller, model, article, i, &error);
    stance_article_free(article);
    stance_document_free(document);
    article = NULL;
    document = NULL;
  }
  if (status != STANCE_OK) fprintf(stderr, "%s: %s: %s\n", stance_status_name(status), error.file, error.message);
out:
  stance_document_reader_close(reader);
  stance_labeller_free(labeller);
  stance_model_close(model);
  return (int)status;
}
