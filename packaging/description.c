#include "packaging/description.h"

#include <stdlib.h>
#include <string.h>

static void fail(const char *path, long line, const char *what) {
  fprintf(stderr, "make-pages: %s:%ld: %s\n", path, line, what);
  exit(1);
}

static char *read_file(const char *path) {
  FILE *file = fopen(path, "r");
  char *text = NULL;
  size_t length = 0;
  if (!file || getdelim(&text, &length, '\0', file) < 0) fail(path, 0, "cannot be read");
  fclose(file);
  return text;
}

/* Cuts a line at its tabs into at most six fields; those not there are "". */
static void cut(char *line, const char *field[6]) {
  for (int i = 0; i < 6; i++) {
    field[i] = line ? line : "";
    char *tab = line ? strchr(line, '\t') : NULL;
    if (tab) *tab = '\0';
    line = tab ? tab + 1 : NULL;
  }
}

static void add(description *d, const char *const field[6], const char *path, long line) {
  if (d->n_summary == MOST_ITEMS - 1 || d->n_examples == MOST_ITEMS - 1 || d->n_options == MOST_ITEMS || d->n_commands == MOST_ITEMS ||
      d->n_exits == MOST_ITEMS)
    fail(path, line, "more items than expected");
  if (strcmp(field[0], "command") == 0)
    d->command = field[1];
  else if (strcmp(field[0], "synopsis") == 0)
    d->synopsis = field[1];
  else if (strcmp(field[0], "summary") == 0)
    d->summary[d->n_summary++] = field[1];
  else if (strcmp(field[0], "example") == 0)
    d->examples[d->n_examples++] = field[1];
  else if (strcmp(field[0], "subcommand") == 0)
    d->commands[d->n_commands++] = (described_item){field[1], field[2]};
  else if (strcmp(field[0], "exit") == 0)
    d->exits[d->n_exits++] = (described_item){field[1], field[2]};
  else if (strcmp(field[0], "heading") == 0)
    d->options[d->n_options++] = (described_option){NULL, NULL, NULL, NULL, field[1]};
  else if (strcmp(field[0], "option") == 0)
    d->options[d->n_options++] = (described_option){field[1], field[2], field[3], field[4], field[5]};
  else
    fail(path, line, "no such item");
}

description *description_read(const char *path) {
  description *d = calloc(1, sizeof *d);
  if (!d) fail(path, 0, "out of memory");
  long number = 1;
  for (char *line = read_file(path), *next; line && *line; line = next, number++) {
    const char *field[6];
    next = strchr(line, '\n');
    if (next) *next++ = '\0';
    cut(line, field);
    add(d, field, path, number);
  }
  if (!d->command || !d->synopsis || !d->n_options) fail(path, number, "is no description of a command");
  return d;
}

const char *description_purpose(const description *top, const char *command) {
  for (size_t i = 0; i < top->n_commands; i++)
    if (strcmp(top->commands[i].name, command) == 0) return top->commands[i].text;
  fail(command, 0, "is no command of the description above the commands");
  return NULL;
}

value_kind value_kind_of(const char *argument) {
  if (strcmp(argument, "MODEL") == 0) return VALUE_MODEL;
  if (strcmp(argument, "DATASET") == 0) return VALUE_DATASET;
  return strcmp(argument, "FILE") == 0 ? VALUE_FILE : VALUE_FREE;
}

value_kind operand_kind(const description *d) {
  static const char *const words[] = {"DATASET...", "MODEL", "[FILE...]"};
  static const value_kind kinds[] = {VALUE_DATASET, VALUE_MODEL, VALUE_FILE};
  char synopsis[256];
  snprintf(synopsis, sizeof synopsis, "%s", d->synopsis);
  bool value = false; /* of an option: "-o MODEL" */
  char *rest;
  for (char *word = strtok_r(synopsis, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
    for (size_t i = 0; i < 3 && !value; i++)
      if (strcmp(word, words[i]) == 0) return kinds[i];
    value = *word == '-';
  }
  return VALUE_FREE;
}
