/* Lines of a file, of standard input, or of either's gzip. */
#ifndef STANCE_DATASETS_LINE_SOURCE_H
#define STANCE_DATASETS_LINE_SOURCE_H
#include "base/buffer.h"
#include "stance/status.h"

enum { STANCE__LONGEST_LINE = 64 << 20 };

typedef struct stance__line_source stance__line_source;
/* "-" is standard input. gzip is told by its first bytes, whatever the name. */
STANCE_MUST_CHECK stance_status stance__line_source_open(stance__line_source **out, const char *path, stance_error *error);
void stance__line_source_close(stance__line_source *s);
const char *stance__line_source_name(const stance__line_source *s);
size_t stance__line_source_bytes(const stance__line_source *s); /* read from the file so far, before decompression */
/* Appends all that is left, decompressed and unchecked; over STANCE__LONGEST_TEXT is STANCE_DATA. */
STANCE_MUST_CHECK stance_status stance__line_source_rest(stance__line_source *s, stance__buffer *out, stance_error *error);
/* The next line without its end (\n or \r\n) in *line, NUL-terminated and the caller's to cut up until the next call; NULL at the end. A
   byte-order mark at the start is left out. Too long a line, or one with NUL or invalid UTF-8, is STANCE_DATA; *number is the line's number
   even then, and reading can go on after it. A line that is too long is an error before its end has come, which may be never: the rest of
   it is passed over by the next call. */
STANCE_MUST_CHECK stance_status stance__line_source_next(stance__line_source *s, char **line, size_t *length, long *number,
                                                         stance_error *error);
#endif
