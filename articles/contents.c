/* Where content ends. Of all places where it may end, each comes with the chance that it ends there once it has come that far; the
   end chosen is the one whose content most probably shares half of its union with the true one. */
#include "articles/breaks.h"

enum { MOST_ENDS = 48 };

typedef struct place {
  size_t end;
  size_t length; /* bytes from the start */
  double chance;
} place;

static size_t bytes_to(const stance_article *a, size_t start, size_t end) {
  return stance__at(a, end - 1)->end - stance__at(a, start)->start;
}

/* The most probable end. */
static size_t best_end(const place *places, size_t n) {
  size_t best = n - 1;
  double most = -1;
  for (size_t i = 0; i < n; i++) {
    double sum = places[i].chance * 0.1;
    for (size_t k = 0; k < n; k++) {
      size_t small = places[k].length < places[i].length ? places[k].length : places[i].length;
      size_t large = places[k].length < places[i].length ? places[i].length : places[k].length;
      if (2 * small >= large) sum += places[k].chance * (0.7 + 0.3 * (double)small / (double)large);
    }
    if (sum > most) {
      most = sum;
      best = i;
    }
  }
  return places[best].end;
}

size_t stance__content_end(const stance_article *a, size_t start, size_t last, stance__frame frame, size_t head) {
  (void)head;
  if (start >= last) return last;
  if (frame == FRAME_QUOTE || frame == FRAME_COLON) { /* speech that closes with a mark is all of it: "...!" */
    size_t close =
        stance__quoted(a, start) && stance__quotation_of(a, start)->open == start ? stance__quotation_of(a, start)->close : start;
    if (close > start + 1 && stance__at(a, close - 1)->type == STANCE__MARK && stance__at(a, close - 1)->mark != '\'') {
      while (close + 2 < last && stance__word_in(a, close + 1, "and or") && stance__at(a, close + 2)->type == STANCE__OPEN &&
             stance__quoted(a, close + 2))
        close = stance__quotation_of(a, close + 2)->close; /* "Send them home," and "Build the wall" */
      return close + 1;
    }
  }
  place places[MOST_ENDS];
  size_t n = 0, words = 0;
  double reached = 1;
  int group = stance__break_group(frame);
  for (size_t i = start; i < last && n + 1 < MOST_ENDS; i = stance__step(a, i)) {
    int mark;
    size_t end;
    stance__break b = stance__break_at(a, start, i, last, &mark, &end);
    if (b != BREAK_NONE && end > start) {
      double chance = stance__break_percent[group][stance__break_distance(words)][mark][b] / 100.0;
      if (chance > 0) {
        places[n++] = (place){end, bytes_to(a, start, end), reached * chance};
        reached *= 1 - chance;
      }
    }
    words += stance__quoted(a, i) ? stance__quotation_of(a, i)->words : stance__at(a, i)->type == STANCE__WORD;
  }
  places[n] = (place){last, bytes_to(a, start, last), reached};
  return best_end(places, n + 1);
}
