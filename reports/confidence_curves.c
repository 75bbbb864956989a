/* Curves over the probability of the answer: accuracy against coverage, and reliability (DeGroot and Fienberg, 1983) over bins of equal
   mass (Nixon et al., 2019) with Wilson's score intervals (1927). */
#include <math.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reports/claims.h"
#include "reports/curves.h"

stance_status stance__coverage_curve(stance__curve *out, const stance_predictions *p, stance_error *error) {
  stance__claim *claims = stance__claims_make(p);
  stance__curve c = {stance__array(p->n, sizeof *c.points), 0};
  stance_status status = claims && c.points ? STANCE_OK : stance__fail_memory(error);
  double right = 0;
  for (size_t i = p->n; status == STANCE_OK && i-- > 0;) { /* the surest stand last */
    right += claims[i].right;
    if (i > 0 && claims[i - 1].probability == claims[i].probability) continue;
    double answered = (double)(p->n - i);
    c.points[c.n++] = (stance__point){answered / (double)p->n, right / answered};
  }
  stance__free(claims);
  if (status == STANCE_OK)
    *out = c;
  else
    stance__curve_release(&c);
  return status;
}

/* Wilson (1927), "Probable inference, the law of succession, and statistical inference", for a share of n. */
static stance_interval wilson(double share, double n) {
  const double z = 1.959963984540054, zz = z * z;
  double centre = (share + zz / (2 * n)) / (1 + zz / n);
  double half = z / (1 + zz / n) * sqrt(share * (1 - share) / n + zz / (4 * n * n));
  return (stance_interval){fmax(centre - half, 0), fmin(centre + half, 1)};
}

stance_status stance__reliability(stance__reliability_bin out[STANCE__RELIABILITY_BINS], size_t *n, const stance_predictions *p,
                                  stance_error *error) {
  stance__claim *claims = stance__claims_make(p);
  if (!claims) return stance__fail_memory(error);
  *n = 0;
  for (size_t bin = 0; bin < STANCE__RELIABILITY_BINS; bin++) {
    size_t from = p->n * bin / STANCE__RELIABILITY_BINS, to = p->n * (bin + 1) / STANCE__RELIABILITY_BINS;
    double promised = 0, kept = 0, count = (double)(to - from);
    for (size_t i = from; i < to; i++) {
      promised += claims[i].probability;
      kept += claims[i].right;
    }
    if (to > from) out[(*n)++] = (stance__reliability_bin){to - from, promised / count, kept / count, wilson(kept / count, count)};
  }
  stance__free(claims);
  return STANCE_OK;
}
