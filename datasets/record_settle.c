/* What holds for a record whatever it was read from: labels are mapped and dropped, and something must be there to work with. */
#include <string.h>

#include "base/ascii.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "datasets/record_format.h"

static bool dropped(const stance_dataset_options *o, const char *label) {
  for (size_t i = 0; label && i < o->n_drops; i++)
    if (strcmp(label, o->drops[i]) == 0) return true;
  return false;
}

static const char *mapped(const stance_dataset_options *o, const char *label) {
  for (size_t i = 0; label && i < o->n_maps; i++)
    if (strcmp(label, o->maps[i].from) == 0) return o->maps[i].to;
  return label;
}

bool stance__is_blank(const char *text, size_t length) {
  size_t at = 0;
  while (at < length && stance__ascii_is_space(text[at])) at++;
  return at == length;
}

/* A label names a column and a line of tables: nothing in it may end one or drive a terminal. */
static bool is_unfit(const char *text) {
  size_t length = strlen(text), size;
  if (stance__utf8_valid(text, length) != length) return true; /* from an option */
  for (size_t at = 0; at < length; at += size)
    if (stance__utf8_is_control(stance__utf8_decode(text + at, length - at, &size))) return true;
  return false;
}

stance_status stance__record_settle(stance_record *record, const stance_dataset_options *options, bool *keep, stance_error *error) {
  *keep = false;
  if (dropped(options, record->label)) return STANCE_OK;
  record->label = mapped(options, record->label);
  if (dropped(options, record->label)) return STANCE_OK;
  if (!record->text || stance__is_blank(record->text, record->text_length))
    return stance__fail(error, STANCE_DATA, record->file, record->line,
                        "an empty text; mend the row, or pass --skip-bad to skip such rows");
  if (record->text_length > STANCE__LONGEST_TEXT)
    return stance__fail(error, STANCE_DATA, record->file, record->line,
                        "a text over 16 MiB; split it, name the field with --text-field, or pass --skip-bad to skip such rows");
  if (record->label && strlen(record->label) > STANCE__LONGEST_LABEL)
    return stance__fail(error, STANCE_DATA, record->file, record->line,
                        "a label over %d bytes; name the field with --label-field, or pass --skip-bad to skip such rows",
                        STANCE__LONGEST_LABEL);
  if (options->need_labels && (!record->label || stance__is_blank(record->label, strlen(record->label))))
    return stance__fail(error, STANCE_DATA, record->file, record->line,
                        "no label; name the field with --label-field, mend the row, or pass --skip-bad to skip such rows");
  if (options->need_labels && is_unfit(record->label))
    return stance__fail(
        error, STANCE_DATA, record->file, record->line,
        "a label with a control character, or no UTF-8; rename it with --map-label, mend the row, or pass --skip-bad to skip such rows");
  *keep = true;
  return STANCE_OK;
}
