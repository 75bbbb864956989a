/* A labelled statement as a line of a training set, JSONL as `stance train` reads it. */
#ifndef STANCE_SERVE_LABEL_TEXT_H
#define STANCE_SERVE_LABEL_TEXT_H
#include "serve/labelling.h"
/* `label` is a number of the labelling's labels; under its lock. */
void serve_put_training_row(stance__buffer *out, const serve_labelling *labelling, uint32_t item, uint32_t label);
/* Schema stance.label-pool/1; under its lock. */
void serve_put_pool(stance__buffer *out, const serve_labelling *labelling, size_t added);
#endif
