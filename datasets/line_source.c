/* Bytes come in large pieces into one block, lines are handed out where they lie in it: a line is moved only where a piece ends inside
   it, and the block grows only for a line longer than itself. */
#include "datasets/line_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/durable.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

#ifdef STANCE_SMALL_BLOCKS /* fuzzing: short inputs cross the ends of blocks too */
enum { PIECE = 1 << 8, RAW_PIECE = 1 << 6 };
#else
enum { PIECE = 1 << 18, RAW_PIECE = 1 << 16 };
#endif

struct stance__line_source {
  const char *name;
  int file;
  bool owned, compressed, started, ended, member_done;
  bool passing; /* what comes up to a line end belongs to a line that was refused */
  z_stream inflater;
  unsigned char *raw; /* [RAW_PIECE] compressed, as read */
  size_t raw_at, raw_end;
  char *data; /* [capacity + 1]: a NUL may follow the last byte */
  size_t at, end, capacity;
  size_t bytes; /* read from the file, before decompression */
  long number;
};

stance_status stance__line_source_open(stance__line_source **out, const char *path, stance_error *error) {
  stance__line_source *s = stance__calloc(1, sizeof *s);
  if (!s) return stance__fail_memory(error);
  stance_status status = STANCE_OK;
  struct stat info;
  s->owned = strcmp(path, "-") != 0;
  s->name = s->owned ? path : "standard input";
  s->file = s->owned ? stance__open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  if (s->file < 0)
    status = stance__fail_errno(error, s->name, "open", errno);
  else if (fstat(s->file, &info) == 0 && S_ISDIR(info.st_mode))
    status = stance__fail(error, STANCE_MACHINE, s->name, 0, "is a directory; name a file");
  if (status != STANCE_OK) {
    stance__line_source_close(s);
    return status;
  }
  *out = s;
  return STANCE_OK;
}

void stance__line_source_close(stance__line_source *s) {
  if (!s) return;
  if (s->compressed) inflateEnd(&s->inflater);
  if (s->owned && s->file >= 0) close(s->file);
  stance__free(s->raw);
  stance__free(s->data);
  stance__free(s);
}

const char *stance__line_source_name(const stance__line_source *s) { return s->name; }
size_t stance__line_source_bytes(const stance__line_source *s) { return s->bytes; }

/* As read(2), up to `size` bytes; *got 0 at the end. */
static stance_status read_some(stance__line_source *s, void *to, size_t size, size_t *got, stance_error *error) {
  for (;;) {
    ssize_t count = read(s->file, to, size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return stance__fail_errno(error, s->name, "read", errno);
    *got = (size_t)count;
    s->bytes += *got;
    return STANCE_OK;
  }
}

static stance_status start(stance__line_source *s, stance_error *error) {
  s->started = true;
  s->data = stance__malloc(PIECE + 1);
  if (!s->data) return stance__fail_memory(error);
  s->capacity = PIECE;
  while (s->end < 2 && !s->ended) { /* a pipe may give a single byte first */
    size_t got;
    stance_status status = read_some(s, s->data + s->end, RAW_PIECE - s->end, &got, error);
    if (status != STANCE_OK) return status;
    s->ended = got == 0;
    s->end += got;
  }
  if (s->end < 2 || (unsigned char)s->data[0] != 0x1f || (unsigned char)s->data[1] != 0x8b) return STANCE_OK;
  s->raw = stance__malloc(RAW_PIECE);
  if (!s->raw || inflateInit2(&s->inflater, 15 + 16) != Z_OK) return stance__fail_memory(error);
  s->compressed = true;
  memcpy(s->raw, s->data, s->end);
  s->raw_end = s->end;
  s->end = 0;
  return STANCE_OK;
}

/* Inflates into the room behind the data. */
static stance_status inflate_some(stance__line_source *s, stance_error *error) {
  size_t room = s->capacity - s->end;
  s->inflater.next_out = (unsigned char *)s->data + s->end;
  s->inflater.avail_out = (unsigned)room;
  while (s->inflater.avail_out == room) {
    if (s->raw_at == s->raw_end) {
      s->raw_at = 0;
      stance_status status = read_some(s, s->raw, RAW_PIECE, &s->raw_end, error);
      if (status != STANCE_OK) return status;
      if (s->raw_end == 0) {
        if (!s->member_done) return stance__fail(error, STANCE_DATA, s->name, s->number + 1, "the gzip data is cut short; copy it again");
        s->ended = true;
        break;
      }
    }
    if (s->member_done) { /* another member follows */
      inflateReset(&s->inflater);
      s->member_done = false;
    }
    s->inflater.next_in = s->raw + s->raw_at;
    s->inflater.avail_in = (unsigned)(s->raw_end - s->raw_at);
    int code = inflate(&s->inflater, Z_NO_FLUSH);
    s->raw_at = s->raw_end - s->inflater.avail_in;
    if (code == Z_MEM_ERROR) return stance__fail_memory(error);
    if (code == Z_STREAM_END)
      s->member_done = true;
    else if (code != Z_OK && code != Z_BUF_ERROR)
      return stance__fail(error, STANCE_DATA, s->name, s->number + 1, "the gzip data is damaged; copy it again");
  }
  s->end += room - s->inflater.avail_out;
  return STANCE_OK;
}

static stance_status fill_behind(stance__line_source *s, stance_error *error) {
  if (!s->started) {
    stance_status status = start(s, error);
    if (status != STANCE_OK || !s->compressed) return status;
  }
  if (s->compressed) return inflate_some(s, error);
  size_t got;
  stance_status status = read_some(s, s->data + s->end, s->capacity - s->end, &got, error);
  if (status != STANCE_OK) return status;
  s->ended = got == 0;
  s->end += got;
  return STANCE_OK;
}

/* Reads behind what is held, which moves to the front to make room; the block grows where it holds nothing but the start of a line. */
static stance_status more(stance__line_source *s, stance_error *error) {
  stance_status status = STANCE_OK;
  if (s->at) {
    memmove(s->data, s->data + s->at, s->end - s->at);
    s->end -= s->at;
    s->at = 0;
  }
  if (s->started && s->end == s->capacity) {
    char *data = stance__realloc(s->data, 2 * s->capacity + 1, 1);
    if (data) {
      s->data = data;
      s->capacity *= 2;
    } else {
      status = stance__fail_memory(error);
    }
  }
  if (status == STANCE_OK) status = fill_behind(s, error);
  if (status == STANCE_OK) return STANCE_OK;
  s->ended = true; /* nothing sensible follows a read error or damaged gzip */
  s->at = s->end = 0;
  return status;
}

stance_status stance__line_source_rest(stance__line_source *s, stance__buffer *out, stance_error *error) {
  for (;;) {
    if (out->length + (s->end - s->at) > STANCE__LONGEST_TEXT) {
      s->ended = true;
      s->at = s->end;
      return stance__fail(error, STANCE_DATA, s->name, 0, "over 16 MiB; split it");
    }
    if (s->end > s->at) stance__buffer_add(out, s->data + s->at, s->end - s->at);
    s->at = s->end;
    if (out->failed) return stance__fail_memory(error);
    if (s->ended) return STANCE_OK;
    stance_status status = more(s, error);
    if (status != STANCE_OK) return status;
  }
}

/* Passes over the rest of a line that was too long. */
static stance_status pass_over(stance__line_source *s, stance_error *error) {
  while (s->passing) {
    char *end = s->end > s->at ? memchr(s->data + s->at, '\n', s->end - s->at) : NULL;
    s->at = end ? (size_t)(end - s->data) + 1 : s->end;
    s->passing = !end && !s->ended;
    stance_status status = s->passing ? more(s, error) : STANCE_OK;
    if (status != STANCE_OK) return status;
  }
  return STANCE_OK;
}

/* The bytes of the next line lie at s->at; their number, without it, is *count; 0 without an end at the end of the source. */
static stance_status next_bytes(stance__line_source *s, size_t *count, bool *has_end, bool *too_long, stance_error *error) {
  size_t looked = 0; /* bytes of the line without a line end */
  *too_long = false;
  for (;;) {
    char *end = s->end > s->at + looked ? memchr(s->data + s->at + looked, '\n', s->end - s->at - looked) : NULL;
    *has_end = end != NULL;
    *count = (end ? (size_t)(end - s->data) : s->end) - s->at;
    *too_long |= *count > STANCE__LONGEST_LINE;
    s->passing = *too_long && !end;
    if (end || s->ended || *too_long) return STANCE_OK;
    looked = s->end - s->at;
    stance_status status = more(s, error);
    if (status != STANCE_OK) return status;
  }
}

stance_status stance__line_source_next(stance__line_source *s, char **line, size_t *length, long *number, stance_error *error) {
  bool too_long, has_end;
  size_t n;
  stance_status status = pass_over(s, error);
  if (status != STANCE_OK) return status;
  status = next_bytes(s, &n, &has_end, &too_long, error);
  if (status != STANCE_OK) return status;
  if (n == 0 && !has_end && !too_long) {
    *line = NULL;
    *length = 0;
    return STANCE_OK;
  }
  char *text = s->data + s->at;
  s->at += n + has_end;
  *number = ++s->number;
  if (too_long) return stance__fail(error, STANCE_DATA, s->name, s->number, "a line over 64 MiB; split it, or pass --skip-bad to skip it");
  if (n && text[n - 1] == '\r') n--;
  text[n] = '\0';
  if (s->number == 1 && n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3, n -= 3;
  if (memchr(text, '\0', n))
    return stance__fail(error, STANCE_DATA, s->name, s->number, "a NUL byte; this is no text, or pass --skip-bad to skip such rows");
  size_t valid = stance__utf8_valid(text, n);
  if (valid < n)
    return stance__fail(error, STANCE_DATA, s->name, s->number,
                        "invalid UTF-8 at byte %zu of the line; convert the file to UTF-8, or pass --skip-bad to skip such rows",
                        valid + 1);
  *line = text;
  *length = n;
  return STANCE_OK;
}
