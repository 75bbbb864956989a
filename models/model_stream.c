#include "models/model_stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "models/model_layout.h"

enum { PIECE = 1 << 17 /* stays in the cache between the read, the checksum and the checks */, LONGEST_SEQUENCE = 4 /* of UTF-8 */ };

stance_status stance__model_damaged(const char *path, stance_error *error) {
  return stance__fail(error, STANCE_MODEL, path, 0,
                      "the checksum does not match: no stance model, or a damaged or truncated one; copy or train it again");
}

/* `length` bytes from `at`; fewer are STANCE_MODEL. */
static stance_status read_at(void *out, size_t length, int file, size_t at, const char *path, stance_error *error) {
  for (size_t done = 0; done < length;) {
    ssize_t got = pread(file, (char *)out + done, length - done, (off_t)(at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return stance__fail_errno(error, path, "read the model", errno);
    if (got == 0) return stance__model_damaged(path, error);
    done += (size_t)got;
  }
  return STANCE_OK;
}

stance_status stance__model_load_header(stance__model_header *header, int file, size_t size, const char *path, stance_error *error) {
  unsigned char bytes[8];
  uint64_t length = 0;
  stance_status status = read_at(bytes, sizeof bytes, file, 0, path, error);
  for (int i = 0; i < 8; i++) length |= (uint64_t)bytes[i] << (8 * i);
  if (status != STANCE_OK) return status;
  if (length > size - 8 - STANCE__CHECKSUM_SIZE) return stance__model_damaged(path, error);
  if (length > STANCE__LARGEST_HEADER)
    return stance__fail(error, STANCE_MODEL, path, 0, "no stance model: its header would be larger than %d MiB",
                        STANCE__LARGEST_HEADER >> 20);
  header->length = (size_t)length;
  header->text = stance__malloc(header->length + 1);
  if (!header->text) return stance__fail_memory(error);
  status = read_at(header->text, header->length, file, 8, path, error);
  if (status != STANCE_OK) stance__free(header->text), header->text = NULL;
  return status;
}

/* ---- What depends on contents ---- */

typedef struct checks {
  const stance_model *model;
  const unsigned char *data; /* where the tensors are mapped; only its address is used */
  size_t used_entries;
  uint32_t last_offset;
  bool any_offset, good;
  char cut[LONGEST_SEQUENCE]; /* the start of a character whose rest is in the next piece */
  size_t n_cut;
} checks;

/* The part of a tensor of `bytes` bytes that lies in data [at, at + length). */
static size_t overlap(const checks *c, const void *tensor, size_t bytes, size_t at, size_t length, size_t *in_piece) {
  size_t start = (size_t)((const unsigned char *)tensor - c->data), end = start + bytes;
  size_t low = at > start ? at : start, high = at + length < end ? at + length : end;
  if (low >= high) return 0;
  *in_piece = low - at;
  return high - low;
}

static void check_offsets(checks *c, const uint32_t *offset, size_t n, size_t n_bytes) {
  for (size_t i = 0; i < n; i++) {
    c->good = c->good && (c->any_offset ? offset[i] > c->last_offset : offset[i] == 0) && offset[i] <= n_bytes;
    c->last_offset = offset[i];
    c->any_offset = true;
  }
}

/* The terms' texts are UTF-8, whatever pieces they come in. */
static void check_texts(checks *c, const char *text, size_t n) {
  for (; c->n_cut && n; text++, n--) {
    c->cut[c->n_cut++] = *text;
    if (stance__utf8_valid(c->cut, c->n_cut) == c->n_cut)
      c->n_cut = 0;
    else if (c->n_cut == LONGEST_SEQUENCE)
      c->good = false, c->n_cut = 0;
  }
  if (c->n_cut) return;
  size_t valid = stance__utf8_valid(text, n), rest = n - valid;
  if (rest >= LONGEST_SEQUENCE) {
    c->good = false;
    return;
  }
  memcpy(c->cut, text + valid, rest);
  c->n_cut = rest;
}

static bool all_finite(const float *x, size_t n) {
  uint32_t infinite = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, &x[i], sizeof bits);
    infinite |= (bits & 0x7f800000u) == 0x7f800000u;
  }
  return !infinite;
}

/* Pieces start at multiples of PIECE from the first tensor, and tensors at multiples of their elements' widths: none is cut in two. */
static void check_piece(checks *c, const unsigned char *piece, size_t at, size_t length) {
  const stance_model *m = c->model;
  size_t here, n, n_terms = m->parts.n_terms;
  if ((n = overlap(c, m->index.buckets, m->index.n_buckets * sizeof *m->index.buckets, at, length, &here)) &&
      !stance__term_buckets_check((const stance__term_bucket *)(const void *)(piece + here), n / sizeof *m->index.buckets, n_terms,
                                  &c->used_entries))
    c->good = false;
  if ((n = overlap(c, m->parts.offset, (n_terms + 1) * sizeof *m->parts.offset, at, length, &here)))
    check_offsets(c, (const uint32_t *)(const void *)(piece + here), n / sizeof *m->parts.offset, m->n_term_bytes);
  size_t cells = n_terms * stance__parts_machines(&m->parts) * 2 * m->parts.n_parts;
  if ((n = overlap(c, m->parts.cells, cells * sizeof(float), at, length, &here)) &&
      !all_finite((const float *)(const void *)(piece + here), n / sizeof(float)))
    c->good = false;
  if ((n = overlap(c, m->parts.bytes, m->n_term_bytes, at, length, &here))) check_texts(c, (const char *)piece + here, n);
}

/* ---- The pass ---- */

stance_status stance__model_stream(int file, size_t size, const stance__model_header *header, const stance_model *model, const char *path,
                                   stance_error *error) {
  size_t at = 8 + header->length, end = size - STANCE__CHECKSUM_SIZE; /* bytes of the tensors under the checksum */
  unsigned char *piece = stance__malloc(PIECE), length[8], tail[STANCE__CHECKSUM_SIZE];
  XXH3_state_t *state = XXH3_createState();
  stance_status status = piece && state ? STANCE_OK : stance__fail_memory(error);
  checks c = {.model = model, .data = model ? (const unsigned char *)model->mapping.data + at : NULL, .good = true};
  if (status != STANCE_OK) goto out;
  for (int i = 0; i < 8; i++) length[i] = (unsigned char)((uint64_t)header->length >> (8 * i));
  XXH3_128bits_reset(state);
  XXH3_128bits_update(state, length, sizeof length);
  XXH3_128bits_update(state, header->text, header->length);
  for (size_t start = at; at < end;) {
    size_t n = end - at < PIECE ? end - at : PIECE;
    status = read_at(piece, n, file, at, path, error);
    if (status != STANCE_OK) break;
    XXH3_128bits_update(state, piece, n);
    if (model) check_piece(&c, piece, at - start, n);
    at += n;
  }
  if (status == STANCE_OK) status = read_at(tail, sizeof tail, file, end, path, error);
  if (status != STANCE_OK) goto out;
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
  if (memcmp(canonical.digest, tail, sizeof tail) != 0)
    status = stance__model_damaged(path, error);
  else if (model && (!c.good || c.used_entries != model->parts.n_terms || c.last_offset != model->n_term_bytes || c.n_cut))
    status = stance__fail(error, STANCE_MODEL, path, 0, "the model's vocabulary is damaged or its weights are not finite; train it again");
out:
  XXH3_freeState(state);
  stance__free(piece);
  return status;
}
