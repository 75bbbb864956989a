#include "stance/status.h"

#ifndef STANCE_VERSION
#define STANCE_VERSION "0.1.0"
#endif

const char *stance_version(void) { return STANCE_VERSION; }
