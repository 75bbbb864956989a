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

static void print_value(const cJSON *value) {
  char *text = cJSON_IsString(value) ? NULL : cJSON_PrintUnformatted(value);
  fputs(cJSON_IsString(value) ? value->valuestring : text ? text : "", stdout);
  cJSON_free(text);
}

static void print_card(const cJSON *card, const char *path) {
  printf("%s: intact\n", path);
  for (const cJSON *part = card->child; part; part = part->next) {
    if (!cJSON_IsObject(part)) {
      printf("%-20s", part->string);
      print_value(part);
      putchar('\n');
      continue;
    }
    printf("%s\n", part->string);
    for (const cJSON *item = part->child; item; item = item->next) {
      printf("  %-19s", item->string);
      print_value(item);
      putchar('\n');
    }
  }
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
      stance__buffer name = STANCE__BUFFER_INIT;
      stance__buffer_json_string(&name, stance_model_label(model, label), strlen(stance_model_label(model, label)));
      printf("%s%s:{", label ? "," : "", name.data ? name.data : "\"\"");
      stance__buffer_release(&name);
    } else
      printf("\nstrongest for %s\n", stance_model_label(model, label));
    for (size_t r = 0; r < found; r++) {
      size_t length;
      const char *term = stance_model_term(model, terms[r], &length);
      double weight = stance_model_weight(model, terms[r], label);
      if (json) {
        stance__buffer quoted = STANCE__BUFFER_INIT;
        stance__buffer_json_string(&quoted, term, length);
        printf("%s%s:%.9g", r ? "," : "", quoted.data ? quoted.data : "\"\"", weight);
        stance__buffer_release(&quoted);
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
    if (card) print_card(card, path ? path : "default model");
    status = card ? print_terms(model, top, false, error) : stance__fail_memory(error);
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
