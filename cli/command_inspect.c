/* stance inspect: a model's card and the strongest terms of each label. Opening it has checked its integrity. */
#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "cli/command.h"

static const cli_usage usage = {
    "inspect", "[option...] MODEL", "Checks a model file and prints its card and the strongest terms of each label.",
    "  stance inspect my.stance\n  stance inspect --top 30 my.stance\n  stance inspect --format json my.stance\n"};

typedef struct weighted {
  double weight;
  size_t term;
} weighted;

static int by_falling_weight(const void *a, const void *b) {
  const weighted *x = a, *y = b;
  if (x->weight != y->weight) return x->weight < y->weight ? 1 : -1;
  return (x->term > y->term) - (x->term < y->term);
}

/* Fills `items` with the terms, strongest for `label` first. */
static void rank_terms(const stance_model *model, size_t label, weighted *items) {
  size_t n = stance_model_term_count(model);
  for (size_t j = 0; j < n; j++) items[j] = (weighted){stance_model_weight(model, j, label), j};
  qsort(items, n, sizeof *items, by_falling_weight);
}

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
      printf("  %-18s", item->string);
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
  weighted *items = stance__array(n, sizeof *items);
  if (!items) return stance__fail_memory(error);
  for (size_t label = 0; label < stance_model_label_count(model); label++) {
    rank_terms(model, label, items);
    if (json) {
      stance__buffer name = STANCE__BUFFER_INIT;
      stance__buffer_json_string(&name, stance_model_label(model, label), strlen(stance_model_label(model, label)));
      printf("%s%s:{", label ? "," : "", name.data ? name.data : "\"\"");
      stance__buffer_release(&name);
    } else
      printf("\nstrongest for %s\n", stance_model_label(model, label));
    for (size_t r = 0; r < top && r < n && items[r].weight > 0; r++) {
      size_t length;
      const char *term = stance_model_term(model, items[r].term, &length);
      if (json) {
        stance__buffer quoted = STANCE__BUFFER_INIT;
        stance__buffer_json_string(&quoted, term, length);
        printf("%s%s:%.9g", r ? "," : "", quoted.data ? quoted.data : "\"\"", items[r].weight);
        stance__buffer_release(&quoted);
      } else {
        printf("  %+8.4f  %.*s\n", items[r].weight, (int)length, term);
      }
    }
    if (json) putchar('}');
  }
  stance__free(items);
  return STANCE_OK;
}

static stance_status run(const char *path, size_t top, bool json, stance_error *error) {
  stance_model *model = NULL;
  stance_status status = path ? stance_model_open(&model, path, error) : cli_open_model(&model, NULL, error);
  if (status != STANCE_OK) return status;
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
