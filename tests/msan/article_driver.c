/* The extractor: statements and speakers of the articles given, whole and damaged; every field of what is found was written.
   usage: article_driver TEXT... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stance/article.h"
#include "tests/msan/drive.h"

enum { DAMAGED = 25 };

static size_t read_article(drive_bytes text) {
  stance_error error;
  stance_article *article = NULL;
  if (stance_article_parse(&article, text.data, text.length, "driver", &error) != STANCE_OK) {
    drive_use_string(error.message);
    return 0;
  }
  size_t length, n = stance_article_statement_count(article);
  const char *kept = stance_article_text(article, &length);
  drive_use(kept, length);
  drive_use_string(stance_article_title(article));
  double english = stance_article_english(article);
  drive_use(&english, sizeof english);
  for (size_t i = 0; i < n; i++) {
    const stance_statement *s = stance_article_statement(article, i);
    drive_use(&s->kind, sizeof s->kind);
    drive_use(&s->hull, sizeof s->hull);
    drive_use(&s->mention, sizeof s->mention);
    drive_use(s->spans, s->n_spans * sizeof *s->spans);
    drive_use_string(s->speaker);
    drive_use_string(s->cue);
    drive_use_string(s->target);
  }
  stance_article_free(article);
  return n;
}

int main(int argc, char **argv) {
  stance__random random;
  stance__random_seed(&random, 2);
  size_t whole = 0, damaged = 0;
  for (int f = 1; f < argc; f++) {
    drive_bytes text = drive_file(argv[f]);
    whole += read_article(text);
    for (int i = 0; i < DAMAGED; i++) {
      drive_bytes broken = drive_damage(&random, text);
      damaged += read_article(broken);
      free(broken.data);
    }
    free(text.data);
  }
  printf("%zu statements in %d articles, %zu in damaged ones\n", whole, argc - 1, damaged);
  drive_expect(whole > 0 && damaged > 0, "statements were found");
  return 0;
}
