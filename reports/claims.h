/* What a model claims of each answer: its probability, and whether it was right. */
#ifndef STANCE_REPORTS_CLAIMS_H
#define STANCE_REPORTS_CLAIMS_H
#include "stance/report.h"

typedef struct stance__claim {
  double probability; /* of the answer */
  size_t index;       /* breaks ties, so that the order is one */
  bool right;
} stance__claim;
/* [n] by rising probability; NULL when out of memory; free with stance__free. The predictions have probabilities. */
stance__claim *stance__claims_make(const stance_predictions *predictions);
#endif
