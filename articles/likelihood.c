/* How likely a candidate attributes something: the cue table's percentage for its frame, moved by odds for who speaks, for how much
   is said, and for "would say". The odds are ratios of counts over news, as those of the table. */
#include "articles/candidates.h"

enum { CLAUSES, INFINITIVES, PHRASES, CLOSING, QUOTED, PASSIVES, NOUNS, GROUPS };

/* [group][source class] */
static const double class_odds[GROUPS][SOURCE_CLASSES] = {
    [CLAUSES] = {0.70, 1.10, 1.15, 1.20, 0.78}, [INFINITIVES] = {1.10, 1.20, 1.10, 1.60, 0.72}, [PHRASES] = {0.86, 1.20, 1.25, 1.60, 0.88},
    [CLOSING] = {1.00, 1.00, 1.00, 1.30, 0.40}, [QUOTED] = {1.00, 1.10, 1.10, 1.30, 0.60},      [PASSIVES] = {1.15, 1.30, 1.50, 1.00, 0.70},
    [NOUNS] = {0.90, 1.50, 1.60, 1.40, 1.30},
};
/* [group]["would say"] */
static const double modal_odds[GROUPS] = {
    [CLAUSES] = 0.68, [INFINITIVES] = 0.68, [PHRASES] = 0.85, [CLOSING] = 0.20, [QUOTED] = 0.5, [PASSIVES] = 0.85, [NOUNS] = 1};
/* [group][bytes of content / 20] */
static const double length_odds[GROUPS][10] = {
    [CLAUSES] = {0.65, 0.84, 1.08, 1.12, 1.08, 1.09, 0.95, 0.95, 1.0, 0.9},
    [INFINITIVES] = {0.51, 1.1, 1.2, 1.3, 1.2, 1.2, 1.2, 0.9, 0.9, 0.7},
    [PHRASES] = {0.83, 1.1, 1.25, 1.3, 1.4, 1.4, 1.4, 1.3, 1.3, 1.3},
    [CLOSING] = {0.4, 0.5, 0.58, 0.73, 1.0, 1.15, 1.44, 1.5, 1.6, 2.0},
    [QUOTED] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    [PASSIVES] = {1, 1, 1.4, 1.3, 1.1, 1.1, 1, 1, 0.8, 0.7},
    [NOUNS] = {1.1, 1.1, 1.3, 1.2, 1.1, 1, 1, 0.9, 0.9, 0.9},
};

static int group_of(const stance__candidate *c) {
  if (c->kind == 'n') return NOUNS;
  switch (c->frame) {
  case FRAME_QUOTE:
  case FRAME_THAT:
  case FRAME_WH:
  case FRAME_CLAUSE:
  case FRAME_COLON: return CLAUSES;
  case FRAME_TO:
  case FRAME_ING:
  case FRAME_NP_TO: return INFINITIVES;
  case FRAME_FINAL: return CLOSING;
  case FRAME_FINAL_QUOTE: return QUOTED;
  default: return c->frame >= FRAME_PASSIVE_CLAUSE ? PASSIVES : PHRASES;
  }
}

int stance__likelihood(const stance_article *a, const stance__candidate *c, int percent) {
  if (percent <= 0) return 0;
  if (percent > 99) percent = 99;
  int g = group_of(c);
  size_t bytes = 0;
  for (size_t k = 0; k < c->n_content; k++) bytes += stance__at(a, c->content[k].last - 1)->end - stance__at(a, c->content[k].first)->start;
  double odds = percent / (100.0 - percent);
  odds *= class_odds[g][c->source_class] * length_odds[g][bytes / 20 < 9 ? bytes / 20 : 9];
  if (c->voice.modal) odds *= modal_odds[g];
  return (int)(100 * odds / (1 + odds) + 0.5);
}
