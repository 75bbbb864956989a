#include "features/row_weights.h"

#include <math.h>

double stance__term_frequency(stance_tf tf, float count) {
  if (count == 1) return 1; /* most are */
  double sign = count < 0 ? -1 : 1;
  if (tf == STANCE_TF_BINARY) return sign;
  return tf == STANCE_TF_COUNT ? (double)count : sign * (1 + log(fabs((double)count)));
}

double stance__norm_divisor(double norm, double sum) {
  if (norm == 1) return sqrt(sum);
  if (norm == 0) return 1;
  return norm == 0.5 ? sqrt(sqrt(sum)) : pow(sum, norm / 2);
}

size_t stance__row_weigh(const stance_feature_options *options, const stance__scales *s, const uint32_t *term, const float *count, size_t n,
                         uint32_t *column, float *value) {
  double sum[STANCE__PARTS] = {0, 0, 0}, divisor[STANCE__PARTS];
  size_t at = 0;
  for (size_t k = 0; k < n; k++) {
    double v = stance__term_frequency(options->tf, count[k]) * (double)s->scale[term[k] * s->stride];
    if (v == 0) continue;
    column[at] = term[k];
    value[at++] = (float)v;
    sum[term[k] >= s->class_first && term[k] < s->class_end ? STANCE__PART_CLASSES : STANCE__PART_TERMS] += v * v;
  }
  for (size_t k = 0; k < n && s->second; k++) {
    double v = stance__term_frequency(options->tf, count[k]) * (double)s->second[term[k] * s->stride];
    if (v == 0) continue;
    column[at] = (uint32_t)s->n_terms + term[k];
    value[at++] = (float)v;
    sum[STANCE__PART_SECOND] += v * v;
  }
  for (int part = 0; part < STANCE__PARTS; part++) divisor[part] = sum[part] > 0 ? stance__norm_divisor(options->norm, sum[part]) : 1;
  divisor[STANCE__PART_CLASSES] /= options->lexicon_weight;
  for (size_t k = 0; k < at; k++) {
    int part = column[k] >= s->n_terms                                   ? STANCE__PART_SECOND
               : column[k] >= s->class_first && column[k] < s->class_end ? STANCE__PART_CLASSES
                                                                         : STANCE__PART_TERMS;
    value[k] = (float)((double)value[k] / divisor[part]);
  }
  return at;
}
