#include "cli/article_inputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/error.h"

static stance_status add(cli_inputs *in, const char *path, stance_error *error) {
  if (in->n == in->capacity) {
    size_t capacity = in->capacity * 2 + 16;
    const char **paths = stance__realloc((void *)in->paths, capacity, sizeof *paths);
    if (!paths) return stance__fail_memory(error);
    in->paths = paths;
    in->capacity = capacity;
  }
  in->paths[in->n++] = path;
  return STANCE_OK;
}

static bool is_article_name(const char *name) {
  static const char *const endings[] = {".txt", ".html", ".htm", ".jsonl"};
  size_t length = strlen(name);
  if (*name == '.') return false;
  if (length > 3 && strcasecmp(name + length - 3, ".gz") == 0) length -= 3;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t n = strlen(endings[i]);
    if (length > n && strncasecmp(name + length - n, endings[i], n) == 0) return true;
  }
  return false;
}

/* A walk keeps its folders in a list, not on the stack: depth costs nothing. Links to folders are not followed, so there are no
 * loops. */
typedef struct walk {
  cli_inputs *in;
  stance__arena *arena;
  cli_inputs folders; /* still to be opened */
  size_t left_out;
} walk;

/* Dangling links, loops of links, and what was removed since its name was read are left out, like any other file that is no article; what
   cannot be looked at for another reason may be an article, and is an error. */
static stance_status look_at(bool *there, struct stat *info, const char *path, bool follow, stance_error *error) {
  *there = (follow ? stat(path, info) : lstat(path, info)) == 0;
  return *there || errno == ENOENT || errno == ELOOP ? STANCE_OK : stance__fail_errno(error, path, "look at", errno);
}

static stance_status visit(walk *w, const char *folder, const char *name, stance_error *error) {
  struct stat info;
  bool there;
  size_t length = strlen(folder), size = length + strlen(name) + 2;
  char *path = stance__arena_alloc(w->arena, size);
  if (!path) return stance__fail_memory(error);
  snprintf(path, size, "%s%s%s", folder, length && folder[length - 1] == '/' ? "" : "/", name);
  stance_status status = look_at(&there, &info, path, false, error);
  if (status != STANCE_OK) return status;
  if (there && S_ISDIR(info.st_mode) && *name != '.') return add(&w->folders, path, error);
  if (is_article_name(name)) {
    if (there && S_ISLNK(info.st_mode)) status = look_at(&there, &info, path, true, error);
    if (status != STANCE_OK) return status;
    if (there && S_ISREG(info.st_mode)) return add(w->in, path, error);
  }
  w->left_out++;
  return STANCE_OK;
}

static stance_status open_folder(walk *w, const char *folder, stance_error *error) {
  DIR *directory;
  do directory = opendir(folder);
  while (!directory && errno == EINTR);
  if (!directory) return stance__fail_errno(error, folder, "open the folder", errno);
  stance_status status = STANCE_OK;
  for (errno = 0; status == STANCE_OK; errno = 0) {
    const struct dirent *entry = readdir(directory);
    if (!entry) {
      if (errno == EINTR) continue;
      if (errno) status = stance__fail_errno(error, folder, "read the folder", errno);
      break;
    }
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) status = visit(w, folder, entry->d_name, error);
  }
  closedir(directory);
  return status;
}

static int compare_paths(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static stance_status add_folder(cli_inputs *in, const char *path, bool quiet, stance__arena *arena, stance_error *error) {
  walk w = {.in = in, .arena = arena};
  size_t first = in->n;
  stance_status status = add(&w.folders, path, error);
  while (status == STANCE_OK && w.folders.n) status = open_folder(&w, w.folders.paths[--w.folders.n], error);
  stance__free((void *)w.folders.paths);
  if (status != STANCE_OK) return status;
  if (w.left_out && !quiet)
    fprintf(stderr, "stance: %s: left out %zu other file%s; articles are .txt, .html, .htm, .jsonl, each also with .gz\n", path, w.left_out,
            w.left_out == 1 ? "" : "s");
  if (in->n == first)
    return stance__fail(error, STANCE_DATA, path, 0, "no articles in this folder; they are .txt, .html, .htm, .jsonl, each also with .gz");
  qsort(in->paths + first, in->n - first, sizeof *in->paths, compare_paths);
  return STANCE_OK;
}

stance_status cli_inputs_open(cli_inputs *in, const char *const *paths, size_t n, bool quiet, stance__arena *arena, stance_error *error) {
  struct stat info;
  stance_status status = STANCE_OK;
  for (size_t i = 0; i < n && status == STANCE_OK; i++) {
    if (strcmp(paths[i], "-") != 0 && stat(paths[i], &info) == 0 && S_ISDIR(info.st_mode))
      status = add_folder(in, paths[i], quiet, arena, error);
    else
      status = add(in, paths[i], error);
  }
  bool known = true;
  for (size_t i = 0; i < in->n && status == STANCE_OK; i++) {
    known &= stat(in->paths[i], &info) == 0 && S_ISREG(info.st_mode);
    if (known) in->bytes += (double)info.st_size;
  }
  if (!known) in->bytes = 0;
  return status;
}

void cli_inputs_close(cli_inputs *in) {
  stance_document_reader_close(in->reader);
  stance__free((void *)in->paths);
  in->reader = NULL;
  in->paths = NULL;
}

double cli_inputs_read(const cli_inputs *in) { return in->read + (in->reader ? (double)stance_document_reader_bytes(in->reader) : 0); }

stance_status cli_inputs_next(cli_inputs *in, stance_document **document, stance_error *error) {
  for (;;) {
    if (!in->reader) {
      if (in->at == in->n) {
        *document = NULL;
        return STANCE_OK;
      }
      stance_status status = stance_document_reader_open(&in->reader, in->paths[in->at++], in->format, in->text_field, error);
      if (status != STANCE_OK) return status;
    }
    stance_document *found = NULL;
    stance_status status = stance_document_reader_next(in->reader, &found, error);
    if (status == STANCE_OK && found) *document = found;
    if (status != STANCE_OK || found) return status;
    in->read += (double)stance_document_reader_bytes(in->reader);
    stance_document_reader_close(in->reader);
    in->reader = NULL;
  }
}
