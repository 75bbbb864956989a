/* The JSON scan (base/json_scan.c): it accepts what a second strict reader accepts, no more and no less; cJSON then finds the very values;
   and the walk over an object's raw members finds the members that cJSON found. */
#include <cjson/cJSON.h>
#include <string.h>

#include "base/json_scan.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/json_reference.h"

static void check_members(const char *text, size_t length, const cJSON *object) {
  stance__json_member member;
  const cJSON *child = object->child;
  for (size_t cursor = 0; stance__json_next(text, length, &cursor, &member); child = child->next) {
    FUZZ_CHECK(child != NULL && cursor <= length);
    FUZZ_CHECK(member.key >= text && member.key_length >= 2 && member.value >= member.key + member.key_length);
    FUZZ_CHECK(member.value_length > 0 && member.value + member.value_length <= text + length);
    json_reference_compare(member.value, member.value_length, child);
    if (memchr(member.key, '\\', member.key_length)) continue;
    FUZZ_CHECK(stance__json_key_is(&member, child->string));
    const char *raw;
    size_t raw_length;
    stance__json_raw(text, length, child->string, &raw, &raw_length);
    FUZZ_CHECK(raw == member.value && raw_length == member.value_length);
  }
  FUZZ_CHECK(child == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { MOST_COMPARED = 1 << 15 }; /* bytes: the second reader, and asking for every member by name, are quadratic in the keys */
  const char *text = size ? (const char *)data : "";
  stance_error error = {.line = 0};
  stance_status status = stance__json_scan(text, size, STANCE_DATA, "f", 1, &error);
  bool compared = size <= MOST_COMPARED;
  if (compared) FUZZ_CHECK((status == STANCE_OK) == json_reference_accepts(text, size));
  if (status != STANCE_OK) {
    FUZZ_CHECK(status == STANCE_DATA && error.line >= 1 && error.message[0] && strcmp(error.file, "f") == 0);
    return 0;
  }
  const char *end = NULL;
  cJSON *parsed = cJSON_ParseWithLengthOpts(text, size, &end, 0);
  FUZZ_CHECK(parsed != NULL);
  if (compared) json_reference_compare(text, size, parsed);
  for (; end < text + size; end++) FUZZ_CHECK(strchr(" \t\r\n", *end) != NULL && *end);
  if (compared && cJSON_IsObject(parsed)) check_members(text, size, parsed);
  cJSON_Delete(parsed);
  return 0;
}
