/* Prints every candidate of articles, one a line, for learn_cues.py: path, lemma, kind, frame, class of the source, percent, voice,
   cue, source and content as code points; after each, the places where its content might have ended. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "articles/breaks.h"
#include "base/alloc.h"

static size_t *points; /* [bytes + 1] */

static void print_phrase(const stance_article *a, stance__phrase p) {
  if (p.first >= p.last)
    printf("-");
  else
    printf("%zu-%zu", points[stance__at(a, p.first)->start], points[stance__at(a, p.last - 1)->end]);
}

/* A second line: where the last part of the content might have ended. */
static void print_breaks(const stance_article *a, const stance__sentence *s, const stance__candidate *c) {
  size_t start = c->content[c->n_content - 1].first, words = 0;
  if (c->frame == FRAME_FINAL || c->frame == FRAME_FINAL_QUOTE || c->frame == FRAME_PASSIVE_BY) return;
  printf("breaks\t%d\t%zu\t%zu", stance__break_group(c->frame), points[stance__at(a, start)->start],
         points[stance__at(a, s->last - 1)->end]);
  for (size_t i = start; i < s->last; i = stance__step(a, i)) {
    int mark;
    size_t end;
    stance__break b = stance__break_at(a, start, i, s->last, &mark, &end);
    if (b != BREAK_NONE && end > start)
      printf("\t%d:%d:%d:%zu", stance__break_distance(words), mark, (int)b, points[stance__at(a, end - 1)->end]);
    words += stance__quoted(a, i) ? stance__quotation_of(a, i)->words : stance__at(a, i)->type == STANCE__WORD;
  }
  printf("\n");
}

static void print_candidates(const char *path, const stance_article *a) {
  for (size_t k = 0; k < a->sentences.n; k++) {
    stance__sentence *s = &STANCE__SENTENCES(a)[k];
    stance__list list = {0};
    if (s->kind == STANCE__HEADING || !stance__sentence_candidates(a, s, true, &list)) continue;
    for (size_t i = 0; i < list.n; i++) {
      const stance__candidate *c = (const stance__candidate *)list.items + i;
      if (c->n_content == 0) continue;
      printf("%s\t%s\t%c\t%d\t%d\t%d\t%d\t%zu\t", path, stance__lemma(a, c->head), c->kind, (int)c->frame, (int)c->source_class, c->percent,
             c->voice.finite + 2 * c->voice.passive + 4 * c->voice.infinitive + 8 * c->voice.participle + 16 * c->voice.negated +
                 32 * c->voice.modal,
             k);
      print_phrase(a, c->cue);
      printf("\t%zu\t", points[stance__at(a, c->head)->start]);
      print_phrase(a, c->source);
      for (size_t n = 0; n < c->n_content; n++) {
        printf("\t");
        print_phrase(a, c->content[n]);
      }
      printf("\n");
      print_breaks(a, s, c);
    }
    stance__free(list.items);
  }
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    static char text[1 << 22];
    FILE *f = fopen(argv[i], "rb");
    if (!f) return 1;
    size_t length = fread(text, 1, sizeof text, f);
    fclose(f);
    stance_article *a;
    stance_error error;
    if (stance_article_parse(&a, text, length, argv[i], &error) != STANCE_OK) continue;
    const char *bytes = stance_article_text(a, &length);
    points = malloc((length + 1) * sizeof *points);
    if (!points) return 1;
    size_t n = 0;
    for (size_t b = 0; b <= length; b++) {
      points[b] = n;
      n += b < length && ((unsigned char)bytes[b] & 0xC0) != 0x80;
    }
    print_candidates(argv[i], a);
    free(points);
    stance_article_free(a);
  }
  return 0;
}
