/* stance inspect: a model's card and the strongest terms of each label. Opening it has checked its integrity. */
#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "cli/command.h"

static const cli_usage usage = {
    "inspect", "[option...] MODEL", "Checks a model file and prints its card and the strongest terms of each label.",
    "  stance inspect my.stance\n  stance inspect --top 30 my.stance\n  stance inspect --format json my.stance\n"};

static bool print_value(const cJSON *value) {
  char *text = cJSON_IsString(value) ? NULL : cJSON_PrintUnformatted(value);
  const char *shown = cJSON_IsString(value) ? value->valuestring : text;
  if (shown) puts(shown);
  cJSON_free(text);
  return shown != NULL;
}

static stance_status print_card(const cJSON *card, const char *path, stance_error *error) {
  printf("%s: intact\n", path);
  for (const cJSON *part = card->child; part; part = part->next) {
    if (!cJSON_IsObject(part)) {
      printf("%-20s", part->string);
      if (!print_value(part)) return stance__fail_memory(error);
      continue;
    }
    printf("%s\n", part->string);
    for (const cJSON *item = part->child; item; item = item->next) {
      printf("  %-19s", item->string);
      if (!print_value(item)) return stance__fail_memory(error);
    }
  }
  return STANCE_OK;
}

/* A JSON string, the comma before it, the colon behind it. */
static stance_status print_key(const char *text, size_t length, bool first, stance_error *error) {
  stance__buffer quoted = STANCE__BUFFER_INIT;
  stance__buffer_json_string(&quoted, text, length);
  bool made = !quoted.failed;
  if (made) printf("%s%s:", first ? "" : ",", quoted.data);
  stance__buffer_release(&quoted);
  return made ? STANCE_OK : stance__fail_memory(error);
}

static stance_status print_terms(const stance_model *model, size_t top, bool json, stance_error *error) {
  size_t n = stance_model_term_count(model);
  if (n == 0 || isnan(stance_model_weight(model, 0, 0))) {
    if (!json) puts("\nThe kernel is not linear: terms have no weights of their own.");
    return STANCE_OK;
  }
  size_t *terms = stance__array(top < n ? top : n, sizeof *terms), found = 0;
  stance_status status = terms ? STANCE_OK : stance__fail_memory(error);
  for (size_t label = 0; status == STANCE_OK && label < stance_model_label_count(model); label++) {
    status = stance_model_strongest_terms(terms, top, &found, model, label, error);
    if (status != STANCE_OK) break;
    if (json) {
      status = print_key(stance_model_label(model, label), strlen(stance_model_label(model, label)), label == 0, error);
      putchar('{');
    } else
      printf("\nstrongest for %s\n", stance_model_label(model, label));
    for (size_t r = 0; r < found && status == STANCE_OK; r++) {
      size_t length;
      const char *term = stance_model_term(model, terms[r], &length);
      double weight = stance_model_weight(model, terms[r], label);
      if (json) {
        status = print_key(term, length, r == 0, error);
        printf("%.9g", weight);
      } else {
        printf("  %+8.4f  %.*s\n", weight, (int)length, term);
      }
    }
    if (json) putchar('}');
  }
  stance__free(terms);
  return status;
}

static stance_status run(const char *path, size_t top, bool json, stance_error *error) {
  stance_model *model = NULL;
  stance_status status = path ? stance_model_open(&model, path, error) : cli_open_model(&model, NULL, error);
  if (status != STANCE_OK) return status;
  status = stance_model_verify(model, error);
  if (status != STANCE_OK) {
    stance_model_close(model);
    return status;
  }
  const char *text = stance_model_card(model);
  if (json) {
    printf("{\"schema\":\"stance.model/1\",\"card\":%s,\"terms\":{", text);
    status = print_terms(model, top, true, error);
    puts("}}");
  } else {
    cJSON *card = cJSON_ParseWithLength(text, strlen(text));
    status = card ? print_card(card, path ? path : "default model", error) : stance__fail_memory(error);
    if (status == STANCE_OK) status = print_terms(model, top, false, error);
    cJSON_Delete(card);
  }
  stance_model_close(model);
  return status;
}

int cli_command_inspect(int argc, char **argv) {
  size_t top = 15;
  int json = 0;
  const cli_option table[] = {{CLI_HEADING, NULL, 0, NULL, NULL, "output"},
                              {CLI_COUNT, "top", 0, &top, "N", "terms of each label (15)"},
                              {CLI_CHOICE, "format", 0, &json, "table|json", "for people or programs"},
                              {CLI_END, NULL, 0, NULL, NULL, NULL}};
  stance__arena arena = STANCE__ARENA_INIT;
  cli_list files;
  int code = cli_parse(&usage, table, argc, argv, &files, &arena);
  if (code == CLI_CONTINUE && files.n > 1) code = cli_usage_error(&usage, "one model at a time");
  if (code == CLI_CONTINUE) {
    stance_error error;
    code = (int)run(files.n ? files.items[0] : NULL, top, json != 0, &error);
    if (code)
      cli_fail(&error);
    else
      code = cli_finish_output();
  }
  stance__arena_release(&arena);
  return code;
}
