#include "cli/options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

int cli_usage_error(const cli_usage *usage, const char *format, ...) {
  va_list arguments;
  fprintf(stderr, "stance: %s: ", usage->command);
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fprintf(stderr, "\n'stance help %s' shows examples and all options\n", usage->command);
  return 2;
}

int cli_out_of_memory(void) {
  fputs("stance: out of memory\n", stderr);
  return 1;
}

int cli_choice(const char *choices, const char *text) {
  size_t length = strlen(text);
  for (int i = 0;; i++) {
    size_t word = strcspn(choices, "|");
    if (word == length && memcmp(choices, text, length) == 0) return i;
    if (!choices[word]) return -1;
    choices += word + 1;
  }
}

static void print_help(const cli_usage *usage, const cli_option *options) {
  printf("usage: stance %s %s\n\n%s\n\nexamples:\n%s", usage->command, usage->synopsis, usage->summary, usage->examples);
  for (const cli_option *o = options; o->kind != CLI_END; o++) {
    if (o->kind == CLI_HEADING) {
      printf("\n%s:\n", o->help);
      continue;
    }
    char left[96];
    snprintf(left, sizeof left, "%s%c%s--%s%s%s", o->letter ? "-" : " ", o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name,
             o->argument ? " " : "", o->argument ? o->argument : "");
    if (strlen(left) > 30)
      printf("  %s\n  %-30s  %s\n", left, "", o->help);
    else
      printf("  %-30s  %s\n", left, o->help);
  }
  printf("  %-30s  %s\n", "-h, --help", "this text");
}

static int parse_range(uint32_t range[2], const char *text) {
  char *end;
  if (strcmp(text, "none") == 0) {
    range[0] = range[1] = 0;
    return 0;
  }
  if (*text < '0' || *text > '9') return -1;
  unsigned long low = strtoul(text, &end, 10), high = low;
  if (*end == '-' && end[1] >= '0' && end[1] <= '9') high = strtoul(end + 1, &end, 10);
  if (*end || low > high || high > 99) return -1;
  range[0] = (uint32_t)low;
  range[1] = (uint32_t)high;
  return 0;
}

static int parse_count(size_t *out, const char *text, bool bytes) {
  char *end;
  if (*text < '0' || *text > '9') return -1;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  unsigned shift = 0;
  if (bytes && *end) {
    shift = *end == 'K' || *end == 'k' ? 10 : *end == 'M' || *end == 'm' ? 20 : *end == 'G' || *end == 'g' ? 30 : 0;
    if (!shift) return -1;
    end++;
  }
  if (*end || errno || value > SIZE_MAX >> shift) return -1;
  *out = (size_t)value << shift;
  return 0;
}

static int parse_number(double *out, const char *text, char stop) {
  char *end;
  if ((*text < '0' || *text > '9') && *text != '.' && *text != '-') return -1;
  errno = 0;
  double value = strtod(text, &end); /* nobody calls setlocale: the C locale's point */
  if (end == text || (*end && *end != stop) || errno || value - value != 0) return -1;
  *out = value;
  return 0;
}

enum { NO_MEMORY = -2 };

static int parse_numbers(cli_numbers *out, const char *text, stance__arena *arena) {
  size_t n = 1;
  for (const char *c = text; *c; c++) n += *c == ',';
  out->items = stance__arena_alloc(arena, n * sizeof *out->items);
  if (!out->items) return NO_MEMORY;
  out->n = 0;
  for (const char *c = text; out->n < n; c++) {
    if (parse_number(&out->items[out->n++], c, ',') != 0) return -1;
    c += strcspn(c, ",");
  }
  return 0;
}

/* 0, NO_MEMORY, or -1 where the value does not fit the option's kind. */
static int set_value(const cli_option *o, const char *value, int argc, stance__arena *arena) {
  switch (o->kind) {
  case CLI_TEXT: *(const char **)o->target = value; return 0;
  case CLI_COUNT: return parse_count(o->target, value, false);
  case CLI_SIZE: return parse_count(o->target, value, true);
  case CLI_NUMBER: return parse_number(o->target, value, '\0');
  case CLI_NUMBERS: return parse_numbers(o->target, value, arena);
  case CLI_RANGE: return parse_range(o->target, value);
  case CLI_CHOICE: {
    int choice = cli_choice(o->argument, value);
    if (choice >= 0) *(int *)o->target = choice;
    return choice >= 0 ? 0 : -1;
  }
  case CLI_LIST: {
    cli_list *list = o->target;
    if (!list->items) list->items = stance__arena_alloc(arena, (size_t)argc * sizeof *list->items);
    if (!list->items) return NO_MEMORY;
    list->items[list->n++] = value;
    return 0;
  }
  default: return -1;
  }
}

static const cli_option *find(const cli_option *options, const char *name, size_t length, char letter) {
  for (const cli_option *o = options; o->kind != CLI_END; o++) {
    if (o->kind == CLI_HEADING) continue;
    if (letter ? o->letter == letter : strlen(o->name) == length && memcmp(o->name, name, length) == 0) return o;
  }
  return NULL;
}

static int unknown_option(const cli_usage *usage, const cli_option *options, const char *argument, size_t length) {
  const char *names[64];
  size_t n = 0;
  char name[64];
  for (const cli_option *o = options; o->kind != CLI_END && n < 63; o++)
    if (o->kind != CLI_HEADING) names[n++] = o->name;
  names[n] = NULL;
  snprintf(name, sizeof name, "%.*s", (int)(length > 60 ? 60 : length), argument);
  const char *near = cli_suggest(name + strspn(name, "-"), names);
  if (near) return cli_usage_error(usage, "unknown option '%s'; did you mean '--%s'?", name, near);
  return cli_usage_error(usage, "unknown option '%s'", name);
}

int cli_parse(const cli_usage *usage, const cli_option *options, int argc, char **argv, cli_list *files, stance__arena *arena) {
  files->n = 0;
  files->items = stance__arena_alloc(arena, ((size_t)argc + 1) * sizeof *files->items);
  if (!files->items) return cli_out_of_memory();
  bool only_files = false;
  for (int i = 0; i < argc; i++) {
    const char *argument = argv[i];
    if (only_files || argument[0] != '-' || !argument[1]) {
      files->items[files->n++] = argument;
      continue;
    }
    if (strcmp(argument, "--") == 0) {
      only_files = true;
      continue;
    }
    if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0) {
      print_help(usage, options);
      return cli_finish_output();
    }
    if (strcmp(argument, "--describe") == 0) return cli_describe(usage, options);
    bool is_long = argument[1] == '-';
    size_t length = is_long ? strcspn(argument, "=") : 2;
    const cli_option *o = is_long ? find(options, argument + 2, length - 2, 0) : find(options, NULL, 0, argument[1]);
    if (!o) return unknown_option(usage, options, argument, is_long ? length : strlen(argument));
    const char *value = NULL;
    if (is_long && argument[length] == '=') value = argument + length + 1;
    if (!is_long && argument[2]) value = argument + 2;
    if (o->kind == CLI_FLAG) {
      if (value) return cli_usage_error(usage, "option '--%s' takes no value", o->name);
      *(bool *)o->target = true;
      continue;
    }
    if (!value) {
      if (i + 1 == argc) return cli_usage_error(usage, "option '--%s' needs a value: %s", o->name, o->argument);
      value = argv[++i];
    }
    int outcome = set_value(o, value, argc, arena);
    if (outcome == NO_MEMORY) return cli_out_of_memory();
    if (outcome != 0) return cli_usage_error(usage, "option '--%s' cannot be '%.80s'; expected %s", o->name, value, o->argument);
  }
  return CLI_CONTINUE;
}
