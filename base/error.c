#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void set_file(stance_error *error, const char *file) {
  size_t length = file ? strlen(file) : 0;
  if (length >= sizeof error->file) length = sizeof error->file - 1;
  if (length) memcpy(error->file, file, length);
  error->file[length] = '\0';
}

stance_status(stance__fail)(stance_error *error, stance_status status, const char *file, long line, const char *format, ...) {
  if (!error) return status;
  va_list arguments;
  error->status = status;
  error->line = line;
  set_file(error, file);
  va_start(arguments, format);
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return status;
}

const char *stance_status_name(stance_status status) {
  switch (status) {
  case STANCE_OK: return "ok";
  case STANCE_MACHINE: return "machine";
  case STANCE_USAGE: return "usage";
  case STANCE_DATA: return "data";
  case STANCE_MODEL: return "model";
  case STANCE_GATE: return "gate";
  case STANCE_CANCELLED: return "cancelled";
  }
  return "unknown";
}

stance_status(stance__fail_memory)(stance_error *error) { return stance__fail(error, STANCE_MACHINE, NULL, 0, "out of memory"); }

stance_status(stance__fail_errno)(stance_error *error, const char *file, const char *action, int errno_value) {
  char buffer[128];
  /* GNU's strerror_r: thread-safe, returns the text. */
  const char *reason = strerror_r(errno_value, buffer, sizeof buffer);
  return stance__fail(error, STANCE_MACHINE, file, 0, "cannot %s: %s", action, reason);
}
