/* What the whole-set reader needs of the streaming one beyond the public header. */
#ifndef STANCE_DATASETS_READER_H
#define STANCE_DATASETS_READER_H
#include "stance/dataset.h"
size_t stance__reader_dropped(const stance_reader *reader); /* rows whose label was to be dropped */
/* From now on records come without `raw`, which saves a copy of each. */
void stance__reader_leave_raw(stance_reader *reader);
#endif
