/* The ranges of feature options, and what they ask for. */
#ifndef STANCE_FEATURES_FEATURE_OPTIONS_H
#define STANCE_FEATURES_FEATURE_OPTIONS_H
#include "stance/features.h"
/* STANCE_USAGE naming the option that is out of range. */
STANCE_MUST_CHECK stance_status stance__feature_options_check(const stance_feature_options *options, stance_error *error);
/* True where fitting looks at labels: log-count ratios, selection. */
bool stance__feature_options_use_labels(const stance_feature_options *options);
#endif
