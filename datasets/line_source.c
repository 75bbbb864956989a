#include "datasets/line_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"

enum { PIECE = 1 << 16 };

struct stance__line_source {
  const char *name;
  int file;
  bool owned, compressed, started, ended, member_done;
  z_stream inflater;
  size_t raw_at, raw_end;
  size_t at, end;
  size_t bytes; /* read from the file, before decompression */
  long number;
  stance__buffer line;
  /* What follows is not cleared on opening: a short article is opened, read and closed within that time. */
  unsigned char raw[PIECE]; /* as read */
  char piece[PIECE];        /* decompressed */
};

stance_status stance__line_source_open(stance__line_source **out, const char *path, stance_error *error) {
  stance__line_source *s = stance__malloc(sizeof *s);
  if (!s) return stance__fail_memory(error);
  memset(s, 0, offsetof(stance__line_source, raw));
  stance_status status = STANCE_OK;
  struct stat info;
  s->owned = strcmp(path, "-") != 0;
  s->name = s->owned ? path : "standard input";
  s->file = s->owned ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
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
  stance__buffer_release(&s->line);
  stance__free(s);
}

const char *stance__line_source_name(const stance__line_source *s) { return s->name; }
size_t stance__line_source_bytes(const stance__line_source *s) { return s->bytes; }

static stance_status fill_raw(stance__line_source *s, stance_error *error) {
  for (;;) {
    ssize_t got = read(s->file, s->raw, PIECE);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return stance__fail_errno(error, s->name, "read", errno);
    s->raw_at = 0;
    s->raw_end = (size_t)got;
    s->bytes += (size_t)got;
    return STANCE_OK;
  }
}

static stance_status start(stance__line_source *s, stance_error *error) {
  s->started = true;
  while (s->raw_end < 2) { /* a pipe may give a single byte first */
    ssize_t got = read(s->file, s->raw + s->raw_end, PIECE - s->raw_end);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return stance__fail_errno(error, s->name, "read", errno);
    if (got == 0) break;
    s->raw_end += (size_t)got;
    s->bytes += (size_t)got;
  }
  if (s->raw_end < 2 || s->raw[0] != 0x1f || s->raw[1] != 0x8b) return STANCE_OK;
  if (inflateInit2(&s->inflater, 15 + 16) != Z_OK) return stance__fail_memory(error);
  s->compressed = true;
  return STANCE_OK;
}

static stance_status fill_inflated(stance__line_source *s, stance_error *error) {
  s->inflater.next_out = (unsigned char *)s->piece;
  s->inflater.avail_out = PIECE;
  while (s->inflater.avail_out == PIECE) {
    if (s->raw_at == s->raw_end) {
      stance_status status = fill_raw(s, error);
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
  s->at = 0;
  s->end = PIECE - s->inflater.avail_out;
  return STANCE_OK;
}

static stance_status fill(stance__line_source *s, stance_error *error) {
  if (!s->started) {
    stance_status status = start(s, error);
    if (status != STANCE_OK) return status;
    if (!s->compressed) {
      memcpy(s->piece, s->raw, s->raw_end);
      s->at = 0;
      s->end = s->raw_end;
      s->ended = s->raw_end == 0;
      return STANCE_OK;
    }
  }
  if (s->compressed) return fill_inflated(s, error);
  for (;;) {
    ssize_t got = read(s->file, s->piece, PIECE);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return stance__fail_errno(error, s->name, "read", errno);
    s->at = 0;
    s->end = (size_t)got;
    s->bytes += (size_t)got;
    s->ended = got == 0;
    return STANCE_OK;
  }
}

/* Makes sure that bytes are at hand; s->at == s->end afterwards only at the end. */
static stance_status more(stance__line_source *s, stance_error *error) {
  while (s->at == s->end && !s->ended) {
    stance_status status = fill(s, error);
    if (status == STANCE_OK) continue;
    s->ended = true; /* nothing sensible follows a read error or damaged gzip */
    s->at = s->end;
    return status;
  }
  return STANCE_OK;
}

stance_status stance__line_source_rest(stance__line_source *s, stance__buffer *out, stance_error *error) {
  for (;;) {
    stance_status status = more(s, error);
    if (status != STANCE_OK) return status;
    if (s->at == s->end) return STANCE_OK;
    if (out->length + (s->end - s->at) > STANCE__LONGEST_LINE) {
      s->ended = true;
      s->at = s->end;
      return stance__fail(error, STANCE_DATA, s->name, 0, "over 64 MiB; split it");
    }
    stance__buffer_add(out, s->piece + s->at, s->end - s->at);
    s->at = s->end;
    if (out->failed) return stance__fail_memory(error);
  }
}

stance_status stance__line_source_next(stance__line_source *s, char **line, size_t *length, long *number, stance_error *error) {
  bool too_long = false, any = false;
  stance__buffer_clear(&s->line);
  for (;;) {
    stance_status status = more(s, error);
    if (status != STANCE_OK) return status;
    if (s->at == s->end) break;
    any = true;
    char *end = memchr(s->piece + s->at, '\n', s->end - s->at);
    size_t count = (end ? (size_t)(end - s->piece) : s->end) - s->at;
    if (s->line.length + count > STANCE__LONGEST_LINE)
      too_long = true;
    else
      stance__buffer_add(&s->line, s->piece + s->at, count);
    s->at += count + (end != NULL);
    if (end) break;
  }
  if (!any) {
    *line = NULL;
    *length = 0;
    return STANCE_OK;
  }
  *number = ++s->number;
  if (s->line.failed) return stance__fail_memory(error);
  if (too_long) return stance__fail(error, STANCE_DATA, s->name, s->number, "a line over 64 MiB; split it, or pass --skip-bad to skip it");
  stance__buffer_add(&s->line, "", 0); /* never a NULL data */
  if (s->line.failed) return stance__fail_memory(error);
  char *text = s->line.data;
  size_t n = s->line.length;
  if (n && text[n - 1] == '\r') text[--n] = '\0';
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
